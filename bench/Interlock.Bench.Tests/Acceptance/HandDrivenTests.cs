using Interlock.Bench.Tests.Sources;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>The same plan on a box behind a UART, with a technician who does what the console says.</summary>
[TestClass]
[DoNotParallelize]
public class HandDrivenTests
{
    [TestMethod]
    public void A_technician_who_does_what_is_asked_accepts_a_good_box()
    {
        using AcceleratedBox box = new(Defect.None);
        ScriptedTechnician technician = new(box);

        Tested tested = Tested.ByHand(box, technician, [], ["time-limit=no time for it today"]);

        Assert.AreEqual(string.Empty, tested.Failures);
        Assert.AreEqual(Verdict.Skipped, tested["time-limit"].Verdict);
        Assert.AreEqual("no time for it today", tested["time-limit"].Note);
        Assert.AreEqual(1, tested.Results.Count(result => result.Verdict != Verdict.Passed));
    }

    [TestMethod]
    [DataRow("backstop-47", "backstop")]
    [DataRow("stop-shorted", "stop")]
    [DataRow("leads-reversed", "reading")]
    public void A_technician_finds_the_defect(string defect, string step)
    {
        using AcceleratedBox box = new(Defects.Find(defect));

        Tested tested = Tested.ByHand(box, new ScriptedTechnician(box), [step], []);

        Assert.AreEqual(step, tested.FailedSteps.Single());
    }

    [TestMethod]
    public void What_only_a_person_sees_decides_too()
    {
        using AcceleratedBox box = new(Defect.None);
        ScriptedTechnician technician = new(box, line => line.Contains("green lamp on", StringComparison.Ordinal) ? "n" : null);

        Tested tested = Tested.ByHand(box, technician, ["arm"], []);

        Assert.AreEqual("no", Tested.Failed(tested["arm"]).Single().Measured);
    }

    [TestMethod]
    public void A_technician_who_gives_up_ends_the_test()
    {
        using AcceleratedBox box = new(Defect.None);
        ScriptedTechnician technician = new(box, line => line.Contains("Press STOP", StringComparison.Ordinal) ? "q" : null);

        Tested tested = Tested.ByHand(box, technician, ["stop", "time-to-trip"], []);

        Assert.AreEqual("given up by the operator", tested["stop"].Note);
        Assert.AreEqual(Verdict.Failed, tested["stop"].Verdict);
        Assert.AreEqual(Verdict.NotRun, tested["time-to-trip"].Verdict);
    }

    [TestMethod]
    public void Who_asks_is_told_the_step_again_and_where_it_stands()
    {
        using AcceleratedBox box = new(Defect.None);
        int asked = 0;
        ScriptedTechnician technician = new(box, line => line.Contains("Press STOP", StringComparison.Ordinal) && asked++ == 0 ? "r" : null);

        Tested tested = Tested.ByHand(box, technician, ["arm", "stop"], []);

        Assert.AreEqual(string.Empty, tested.Failures);
        Assert.AreEqual(1, technician.Told.Split("\nStep 1 of 2, arm: ").Length - 1);
        Assert.AreEqual(2, technician.Told.Split("\nStep 2 of 2, stop: ").Length - 1);
        string prompt = technician.Told.Split('\n').First(line => line.Contains("Press STOP", StringComparison.Ordinal));
        StringAssert.EndsWith(prompt, "Then Enter (r repeats, q gives up): ");
        Assert.AreEqual(2, technician.Told.Split(prompt).Length - 1);
    }

    [TestMethod]
    public void While_the_simulator_settles_the_reading_is_shown_above_the_prompt()
    {
        using StringWriter output = new();
        ReadingKeyboard keyboard = new(() => output.ToString().Contains("reads 39.00", StringComparison.Ordinal));
        int looks = 0;
        Technician technician = new(keyboard, output, terminalWidth: 40);

        technician.Do("Set the simulator to 40.00 degC.", () => looks++ == 0 ? "the box reads 38.00 degC" : "the box reads 39.00 degC");

        // The prompt of 79 characters takes two lines of 40.
        StringAssert.StartsWith(output.ToString(), "    the box reads 38.00 degC\n  > Set the simulator to 40.00 degC. Then Enter (r repeats, q gives up): \e7\e[2A\r\e[2K    the box reads 39.00 degC\e8");
    }

    [TestMethod]
    public void A_box_that_says_nothing_fails_and_ends()
    {
        AcceleratedBox box = new(Defect.None);
        ScriptedTechnician technician = new(box);
        box.Dispose();

        Tested tested = Tested.ByHand(box, technician, ["arm"], []);

        Assert.AreEqual("no sample from the box", Tested.Failed(tested["arm"]).Single().Measured);
    }

    /// <summary>Enter is pressed when something has been shown.</summary>
    private sealed class ReadingKeyboard(Func<bool> isShown) : TextReader
    {
        public override string? ReadLine()
        {
            Assert.IsTrue(Reader.Until(isShown));
            return string.Empty;
        }
    }
}
