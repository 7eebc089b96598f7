using System;
using Interlock.Firmware;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>How the ticks of a trial come.</summary>
public enum Ticks
{
    /// <summary>On the steps of the system clock; a collection of 10 ms every 4.3 s.</summary>
    OnTime,

    /// <summary>The worst sequence that DEADLINE_MISSED admits.</summary>
    WorstGaps,
}

/// <summary>
/// Makes every tick as late as DEADLINE_MISSED admits, and stops it for 10 ms once it has looked at its inputs: whichever tick
/// acts, it is such a one. Three trials of four have nothing but the longest gaps; in the fourth they are drawn, since a gap
/// that is always the same meets a conversion's time in a few phases only.
/// </summary>
public sealed class AdmittedGaps
{
    private const long LongestUs = Limits.DeadlineMs * Microseconds.Millisecond;
    private const long ShortestUs = 20 * Microseconds.Millisecond;
    private const long TickUs = Limits.TickMs * Microseconds.Millisecond;
    private const double PauseMs = 10;

    /// <summary>A tick's reads of its pins take 45 us.</summary>
    private const long AfterLooksUs = 60;

    private readonly Board _board;
    private readonly Random? _gaps;
    private long _gridUs = -1;

    public AdmittedGaps(Board board, int seed)
    {
        _board = board;
        _gaps = seed % 4 == 0 ? new Random(seed) : null;
    }

    /// <summary>To be called at the end of each tick that the next is to be late after.</summary>
    /// <param name="startedUs">When it began. The first must have been on time.</param>
    public void Delay(long startedUs)
    {
        if (_gridUs < 0) _gridUs = startedUs;
        long gapUs = _gaps is null ? LongestUs : _gaps.NextInt64(ShortestUs, LongestUs + 1);
        long onTimeUs = _gridUs + ((((_board.NowUs - _gridUs) / TickUs) + 1) * TickUs);
        long nextUs = Math.Max(startedUs + gapUs, onTimeUs);
        _board.SleepLate(nextUs - onTimeUs);
        _board.PlacePause(nextUs + AfterLooksUs, PauseMs);
    }
}
