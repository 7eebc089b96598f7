using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>After start-up a tick allocates nothing. What only nanoCLR counts (structs by value, boxing) is judged from the IL in DeviceRules.</summary>
[TestClass]
public class AllocationTests
{
    private const int Ticks = 10_000;

    // Requirement: SR-ALLOC
    [TestMethod]
    public void Ten_thousand_ticks_with_a_trip_allocate_nothing()
    {
        // The first round compiles what the second runs.
        _ = AllocatedInTicksWithATrip();

        Assert.AreEqual(0L, AllocatedInTicksWithATrip());
    }

    private static long AllocatedInTicksWithATrip()
    {
        long hotUs = long.MaxValue;
        Board board = new(new BoardOptions { Tip = us => Warming(us - hotUs) });
        using VirtualBox box = PermittedBox.On(board);

        // The hook runs on the firmware's thread, whose bytes are counted.
        long before = 0;
        long allocated = -1;
        long first = box.Ticks + 1;
        box.AfterTick = () =>
        {
            if (box.Ticks == first) before = GC.GetAllocatedBytesForCurrentThread();
            if (box.Ticks == first + (Ticks / 2)) hotUs = board.NowUs;
            if (box.Ticks == first + Ticks) allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        };
        box.RunUntil(() => allocated >= 0, long.MaxValue);
        Assert.AreEqual(State.Tripped, box.Firmware.State);
        Assert.AreEqual(TripTable.First(TripTable.OverTemperature), box.Firmware.FirstCause);
        return allocated;
    }

    // 1 degC a second: faster would be taken for a probe that has moved.
    private static double Warming(long us) => us <= 0 ? 37.0 : Math.Min(37.0 + (us / 1e6), 42.5);
}
