using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Proofs.Campaigns;
using Interlock.VirtualBoard;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>A heap without a free byte: what nanoFramework's own calls cost can no longer be had, and the line opens all the same.</summary>
[TestClass]
public class ExhaustedHeapTests
{
    private const long Ms = Microseconds.Millisecond;

    // Requirement: SR-INTERNAL
    [TestMethod]
    public void The_line_opens_without_any_heap_and_long_before_the_watchdog()
    {
        using TrialBox box = TrialBox.SwitchOn(new TrialConditions());
        Assert.IsTrue(box.Arm(12 * Microseconds.Second));
        box.RunFor(300 * Ms);
        box.Mark();

        box.Board.IsHeapExhausted = true;
        box.RunFor(80 * Ms);

        Assert.AreEqual(State.Tripped, box.State);
        Assert.IsFalse(box.Board.LineClosed);
        Assert.IsFalse(box.Board.PinLevel(Interlock.Drivers.Board.Pins.Enable));
    }

    // Requirement: SR-INTERNAL
    [TestMethod]
    public void Without_any_heap_the_red_lamp_is_lit_the_sounder_sounds_and_K2_is_forced()
    {
        using TrialBox box = TrialBox.SwitchOn(new TrialConditions());
        Assert.IsTrue(box.Arm(5 * Microseconds.Second));
        box.RunFor(300 * Ms);

        box.Board.IsHeapExhausted = true;
        box.RunFor(100 * Ms);

        for (int look = 0; look < 50; look++)
        {
            box.RunFor(40 * Ms);
            Assert.IsTrue(box.Board.LampRed, $"red, look {look}");
            Assert.IsTrue(box.Board.Sounder, $"sounder, look {look}");
            Assert.IsFalse(box.Board.K2Closed, $"K2, look {look}");
        }

        box.Board.PressArm(true);
        box.RunFor(300 * Ms);
        Assert.IsFalse(box.Board.K2Closed, "K2 after a press");
    }

    // Requirement: SR-LOCKOUT
    [TestMethod]
    public void A_heap_that_stays_exhausted_locks_out_and_ENABLE_stays_low()
    {
        using TrialBox box = TrialBox.SwitchOn(new TrialConditions());
        Assert.IsTrue(box.Arm(12 * Microseconds.Second));
        box.RunFor(300 * Ms);

        box.Board.IsHeapExhausted = true;
        for (int tick = 0; tick < 20; tick++)
        {
            box.RunFor(50 * Ms);
            Assert.IsFalse(box.Board.PinLevel(Interlock.Drivers.Board.Pins.Enable), $"ENABLE, tick {tick}");
        }

        Assert.AreEqual(State.LockedOut, box.State);
        box.Board.IsHeapExhausted = false;
        box.RunFor(500 * Ms);
        Assert.AreEqual(State.LockedOut, box.State);
        Assert.IsTrue(box.Board.LampRed);
        Assert.IsFalse(box.Board.K2Closed, "K2 is forced once there is heap again");
    }
}
