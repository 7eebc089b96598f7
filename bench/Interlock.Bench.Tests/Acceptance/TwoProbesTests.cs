using System.Text;
using Interlock.Firmware;
using Interlock.Log;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>The plan for two probes passes a good box of either kind, and finds what is wrong with either probe.</summary>
[TestClass]
public class TwoProbesTests
{
    private static readonly Dictionary<string, string> _firstFailure = new(StringComparer.Ordinal)
    {
        ["drdy-stuck-high:2"] = "self-test",
        ["leads-reversed:2"] = "which-probe",
        ["input-offset-plus:2"] = "which-probe",
        ["input-offset-minus:2"] = "which-probe",
        ["cold-junction-off:2"] = "which-probe",
        ["cold-junction-stuck:2"] = "cold-junction",
        ["fault-pin-stuck:2"] = "proof-test",
        ["limit-43:2"] = "limit-2",
        ["backstop-47:2"] = "backstop-2",
        ["open-test-off:2"] = "open-probe-2",
        ["input-offset-plus"] = "which-probe",
        ["fault-pin-stuck"] = "proof-test",
        ["limit-43"] = "limit-1",
        ["backstop-47"] = "backstop-1",
        ["open-test-off"] = "open-probe-1",
        ["k2-hold-stuck-high"] = "acknowledge",
    };

    public static IEnumerable<object[]> Failures =>
        from second in new[] { SecondProbe.OtherSide, SecondProbe.SameSite } from failure in _firstFailure select new object[] { second, failure.Key, failure.Value };

    [TestMethod]
    [DataRow(SecondProbe.OtherSide, 1)]
    [DataRow(SecondProbe.OtherSide, 2)]
    [DataRow(SecondProbe.OtherSide, 3)]
    [DataRow(SecondProbe.SameSite, 1)]
    [DataRow(SecondProbe.SameSite, 2)]
    [DataRow(SecondProbe.SameSite, 3)]
    public void A_good_box_passes_every_step(SecondProbe second, int seed)
    {
        Tested tested = Tested.Virtually(Defect.None, seed, goesOn: true, plan: Plan(second), second: second);

        Assert.AreEqual(string.Empty, tested.Failures);
        Assert.IsTrue(tested.Results.All(result => result.Verdict == Verdict.Passed));
    }

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public void A_defect_of_either_probe_fails_at_the_step_that_is_there_for_it(SecondProbe second, string defect, string step)
    {
        Tested tested = Tested.Virtually(Defects.Find(defect), plan: Plan(second), second: second);

        Assert.AreEqual(step, tested.FailedSteps.Single(), tested.Failures);
    }

    [TestMethod]
    public void Every_defect_that_a_second_probe_can_have_is_tried() =>
        CollectionAssert.IsSubsetOf(Defects.All.Where(defect => defect.IsOfProbe).Select(defect => defect.Name + ":2").ToArray(), _firstFailure.Keys.ToArray());

    [TestMethod]
    [DataRow(SecondProbe.OtherSide, SecondProbe.SameSite, "same-site")]
    [DataRow(SecondProbe.SameSite, SecondProbe.OtherSide, "other-side")]
    [DataRow(SecondProbe.OtherSide, SecondProbe.None, "self-test")]
    public void A_box_that_is_built_for_something_else_is_found(SecondProbe built, SecondProbe plan, string step)
    {
        Tested tested = Tested.Virtually(Defect.None, plan: Plan(plan), second: built);

        Assert.AreEqual(step, tested.FailedSteps.Single(), tested.Failures);
    }

    [TestMethod]
    public void A_box_that_does_not_tell_two_junctions_apart_fails_where_they_part()
    {
        Tested tested = Tested.Virtually(Defect.None, goesOn: true, only: ["disagree-1", "disagree-2", "refuse-apart"], plan: Plan(SecondProbe.SameSite), second: SecondProbe.OtherSide);

        CollectionAssert.AreEqual(new[] { "disagree-1", "disagree-2", "refuse-apart" }, tested.FailedSteps);
    }

    [TestMethod]
    [DataRow("limit-1", 1)]
    [DataRow("limit-2", 2)]
    public void The_log_of_a_step_tells_the_same_probe_as_its_record(string step, int probe)
    {
        Tested tested = Tested.Virtually(Defect.None, only: [step], plan: Plan(SecondProbe.SameSite), second: SecondProbe.SameSite);
        LogReader log = new();
        log.Add(tested.Log);
        log.Finish();
        Ablation ablation = log.Ablations.Single();

        Assert.AreEqual($"OVER_TEMPERATURE (probe {probe})", ablation.CauseInWords);
        Assert.AreEqual(probe, ablation.Hottest.Number);
        StringAssert.Contains(tested[step].Phases[^1].Checks[0].Measured, $"(probe {probe})");
    }

    [TestMethod]
    [DataRow(SecondProbe.OtherSide, "none", "")]
    [DataRow(SecondProbe.SameSite, "none", "")]
    [DataRow(SecondProbe.SameSite, "limit-43:2", "limit-2")]
    public void A_technician_with_two_simulators_is_told_which(SecondProbe second, string defect, string failure)
    {
        string[] steps = ["which-probe", "proof-test", "reversed-leads-2", "limit-2", "open-probe-2", .. second == SecondProbe.SameSite ? (string[])["disagree-2", "refuse-apart"] : ["apart"]];
        using AcceleratedBox box = new(defect == "none" ? Defect.None : Defects.Find(defect), second);
        ScriptedTechnician technician = new(box);

        Tested tested = Tested.ByHand(box, technician, steps, [], Plan(second), probes: 2);

        Assert.AreEqual(failure, string.Join(' ', tested.FailedSteps), tested.Failures);
        StringAssert.Contains(technician.Told, "Both probes, together: Set the simulator to 37.00 degC");
        StringAssert.Contains(technician.Told, "Probe 2: Set the simulator to 39.00 degC, in one step.");
    }

    [TestMethod]
    [DataRow("\"probe\": 3", ProbesName.OtherSide, "p.json:4: expected \"probe\" a number from 1 to 2, found 3")]
    [DataRow("\"probe\": 1.5", ProbesName.OtherSide, "p.json:4: expected \"probe\" a whole number")]
    [DataRow("\"probe\": 2", ProbesName.One, "p.json:4: expected no \"probe\" in a plan for a box with one (--second-probe says that it has two)")]
    public void A_probe_that_is_not_there_is_one_line(string probe, string probes, string message) =>
        Assert.AreEqual(message, Refused($$"""{ "do": "set", "celsius": 37.0, {{probe}} }""", probes));

    [TestMethod]
    [DataRow("""{ "as": "gremlin" }""", ProbesName.One, "p.json:2: expected \"as\" one of self-test, reading, ")]
    [DataRow("""{ "as": "arm", "title": "T" }""", ProbesName.One, "p.json:2: expected in a step one of as, probes, found 'title'")]
    [DataRow("""{ "as": "arm", "probes": "THREE" }""", ProbesName.One, "p.json:2: expected \"probes\" one of ONE, OTHER_SIDE, SAME_SITE, found 'THREE'")]
    [DataRow("""{ "as": "arm", "probes": "SAME_SITE" }""", ProbesName.OtherSide, "p.json:1: expected a step for a box with probes=OTHER_SIDE")]
    public void A_step_that_is_not_there_is_one_line(string step, string probes, string message) =>
        StringAssert.StartsWith(RefusedPlan("""{ "format": 1, "title": "T", "equipment": ["E"], "steps": [""" + "\n" + step + "] }", probes), message);

    [TestMethod]
    public void A_borrowed_step_is_the_shipped_one_and_counts_in_the_hash()
    {
        string json = """{ "format": 1, "title": "T", "equipment": ["E"], "steps": [{ "as": "arm" }] }""";
        AcceptancePlan plan = PlanReader.Read(Encoding.UTF8.GetBytes(json), "p.json");

        Assert.AreEqual(ShippedPlan.Read().Steps.Single(step => step.Id == "arm").Proves, plan.Steps.Single().Proves);
        Assert.AreNotEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(json))), plan.Sha256);
    }

    private static AcceptancePlan Plan(SecondProbe second) => ShippedPlan.Read(second switch
    {
        SecondProbe.None => ProbesName.One,
        SecondProbe.OtherSide => ProbesName.OtherSide,
        _ => ProbesName.SameSite,
    });

    private static string Refused(string action, string probes) => RefusedPlan(
        $$"""
        { "format": 1, "title": "T", "equipment": ["E"], "steps": [
          { "id": "one", "title": "T", "proves": "P", "requirements": ["SR-OVER"], "instruction": "I", "start": "ANY",
            "actions": [
              {{action}} ] } ] }
        """, probes);

    private static string RefusedPlan(string json, string probes) =>
        Assert.ThrowsExactly<BadInputException>(() => PlanReader.Read(Encoding.UTF8.GetBytes(json), "p.json", probes)).Message;
}
