using System.Linq;
using Interlock.Firmware.States;
using Interlock.Log;

namespace Interlock.Proofs.Campaigns;

/// <summary>What must hold at the end of every trial, whatever was done to the box.</summary>
public static class Properties
{
    private const long Ms = Microseconds.Millisecond;
    private const int K1MirrorPin = 36;
    private const int K2MirrorPin = 39;

    /// <summary>From LOCKED_OUT, or from the second mirror's opening, to LINE_CLOSED: 500 ms, ticks and the line of telemetry.</summary>
    private const long AlarmUs = 700 * Ms;

    /// <summary>
    /// The line closed only after presses of ARM, one for each time; a sound box is not locked out; a box that is locked out
    /// and sees both mirrors open says LINE_CLOSED.
    /// </summary>
    /// <param name="box">At the end of its trial. It may be run on.</param>
    /// <param name="isSound">Nothing of the box itself is broken, so that nothing may lock it out.</param>
    /// <param name="mayBlink">The line may have closed for a moment without a press: how long is judged elsewhere.</param>
    /// <returns>What did not hold; null when all did.</returns>
    public static string? Judge(TrialBox box, bool isSound, bool mayBlink = false)
    {
        if (box.UnaskedClosing is { } closing && !mayBlink) return closing;
        if (box.State != State.LockedOut) return null;
        if (isSound) return $"a sound box was locked out: {box.LatchedCause}";
        return BothMirrorsOpen(box) && !StaysTold(box) ? "locked out with both mirrors open, and no LINE_CLOSED" : null;
    }

    private static bool BothMirrorsOpen(TrialBox box) => box.Board.PinLevel(K1MirrorPin) && box.Board.PinLevel(K2MirrorPin);

    private static bool StaysTold(TrialBox box)
    {
        box.RunFor(AlarmUs);
        return !BothMirrorsOpen(box) || box.Log.Events.Contains(EventName.LineClosed);
    }
}
