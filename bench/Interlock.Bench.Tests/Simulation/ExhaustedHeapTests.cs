using Interlock.Firmware.States;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>A heap without a free byte: what nanoFramework's own calls cost can no longer be had, and the line opens all the same.</summary>
[TestClass]
public class ExhaustedHeapTests
{
    // Requirement: SR-INTERNAL
    [TestMethod]
    public void The_line_opens_without_any_heap_and_long_before_the_watchdog()
    {
        using VirtualBox box = PermittedBox.On(new Board(new BoardOptions()));
        RunFor(box, 300);

        box.Board.IsHeapExhausted = true;
        RunFor(box, 40);

        Assert.AreEqual(State.Tripped, box.Firmware.State);
        Assert.IsFalse(box.Board.LineClosed);
        Assert.IsFalse(box.Board.PinLevel(Interlock.Drivers.Board.Pins.Enable));
    }

    // Requirement: SR-INTERNAL
    [TestMethod]
    public void Without_any_heap_the_red_lamp_is_lit_the_sounder_sounds_and_K2_is_forced()
    {
        using VirtualBox box = PermittedBox.On(new Board(new BoardOptions()));
        RunFor(box, 300);

        box.Board.IsHeapExhausted = true;
        RunFor(box, 100);

        for (int look = 0; look < 50; look++)
        {
            RunFor(box, 40);
            Assert.IsTrue(box.Board.LampRed, $"red, look {look}");
            Assert.IsTrue(box.Board.Sounder, $"sounder, look {look}");
            Assert.IsFalse(box.Board.K2Closed, $"K2, look {look}");
        }

        box.Board.PressArm(true);
        RunFor(box, 300);
        Assert.IsFalse(box.Board.K2Closed, "K2 after a press");
    }

    // Requirement: SR-LOCKOUT
    [TestMethod]
    public void A_heap_that_stays_exhausted_locks_out_and_ENABLE_stays_low()
    {
        using VirtualBox box = PermittedBox.On(new Board(new BoardOptions()));
        RunFor(box, 300);

        box.Board.IsHeapExhausted = true;
        for (int tick = 0; tick < 20; tick++)
        {
            RunFor(box, 50);
            Assert.IsFalse(box.Board.PinLevel(Interlock.Drivers.Board.Pins.Enable), $"ENABLE, tick {tick}");
        }

        Assert.AreEqual(State.LockedOut, box.Firmware.State);
        box.Board.IsHeapExhausted = false;
        RunFor(box, 500);
        Assert.AreEqual(State.LockedOut, box.Firmware.State);
        Assert.IsTrue(box.Board.LampRed);
        Assert.IsFalse(box.Board.K2Closed, "K2 is forced once there is heap again");
    }

    private static void RunFor(VirtualBox box, int ms) => box.RunTo(box.Board.NowUs + (ms * 1000L));
}
