using System;

namespace Interlock.VirtualBoard;

/// <summary>Sees that the coils' rail is gone: when it has been for a time, and until it is back.</summary>
internal sealed class RailDetector : TimedPart
{
    private readonly long _delayUs;
    private bool _railPresent = true;

    internal RailDetector(double delayMs)
    {
        _delayUs = (long)Math.Round(delayMs * 1000);
    }

    /// <summary>Called when it has seen a loss.</summary>
    internal Action? Detected { get; set; }

    internal bool SeesLoss { get; private set; }

    internal void SetRail(bool present, long nowUs)
    {
        if (present == _railPresent)
        {
            return;
        }

        _railPresent = present;
        SeesLoss = false;
        DueUs = present ? Never : nowUs + _delayUs;
    }

    internal override void OnDue(long nowUs)
    {
        DueUs = Never;
        SeesLoss = true;
        Detected?.Invoke();
    }
}
