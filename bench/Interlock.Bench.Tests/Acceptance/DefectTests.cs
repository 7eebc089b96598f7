using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>The shipped plan passes a good box, and each defect fails at the step that is there for it.</summary>
[TestClass]
public class DefectTests
{
    private static readonly Dictionary<string, string> _firstFailure = new(StringComparer.Ordinal)
    {
        ["arm-stuck"] = "self-test",
        ["arm-nc-wire"] = "self-test",
        ["drdy-stuck-high"] = "self-test",
        ["red-dead"] = "self-test",
        ["sounder-dead"] = "self-test",
        ["leads-reversed"] = "reading",
        ["input-offset-plus"] = "reading",
        ["input-offset-minus"] = "reading",
        ["cold-junction-off"] = "reading",
        ["type-k-probe"] = "probe-type",
        ["cold-junction-stuck"] = "cold-junction",
        ["arm-no-wire"] = "proof-test",
        ["k1-weld"] = "proof-test",
        ["k2-weld"] = "proof-test",
        ["k1-coil-open"] = "proof-test",
        ["mirror-stuck"] = "proof-test",
        ["fault-pin-stuck"] = "proof-test",
        ["watchdog-dead"] = "proof-test",
        ["relay-slow"] = "proof-test",
        ["ticks-late"] = "timing",
        ["brownout"] = "arm",
        ["k2-welds-closing"] = "arm",
        ["k1-welds-closing"] = "arm",
        ["limit-43"] = "limit",
        ["backstop-47"] = "backstop",
        ["open-test-off"] = "open-probe",
        ["stop-shorted"] = "stop",
        ["stop-pole-bridged"] = "stop-pole",
        ["rail-detector-dead"] = "stop-pole",
        ["k2-hold-stuck-high"] = "acknowledge",
        ["clock-slow"] = "time-limit",
        ["uart-loses-bytes"] = "log-integrity",
    };

    public static IEnumerable<object[]> Names => Defects.All.Select(static defect => new object[] { defect.Name });

    /// <summary>The step at which a box with a defect fails first.</summary>
    internal static string FirstFailure(string defect) => _firstFailure[defect];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    public void A_good_box_passes_every_step(int seed)
    {
        Tested tested = Tested.Virtually(Defect.None, seed, goesOn: true);

        Assert.AreEqual(string.Empty, tested.Failures);
        Assert.IsTrue(tested.Results.All(result => result.Verdict == Verdict.Passed));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_defect_fails_at_the_step_that_is_there_for_it(string name)
    {
        Tested tested = Tested.Virtually(Defects.Find(name));

        Assert.AreEqual(_firstFailure[name], tested.FailedSteps.Single(), tested.Failures);
    }

    [TestMethod]
    public void The_table_knows_every_defect() =>
        CollectionAssert.AreEquivalent(_firstFailure.Keys.ToArray(), Defects.All.Select(defect => defect.Name).ToArray());

    [TestMethod]
    [DataRow("limit-43")]
    [DataRow("backstop-47")]
    [DataRow("stop-shorted")]
    public void A_defect_that_one_step_is_there_for_leaves_the_others_alone(string name)
    {
        Tested tested = Tested.Virtually(Defects.Find(name), goesOn: true);

        string[] failed = tested.FailedSteps;
        CollectionAssert.Contains(failed, _firstFailure[name]);
        Assert.IsFalse(failed.Contains("self-test") || failed.Contains("proof-test") || failed.Contains("arm"), tested.Failures);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_log() =>
        CollectionAssert.AreEqual(Tested.Virtually(Defect.None, 7, only: ["arm"]).Log, Tested.Virtually(Defect.None, 7, only: ["arm"]).Log);
}
