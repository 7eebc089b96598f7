using System;

namespace Interlock.VirtualBoard;

/// <summary>One pole of a button: it changes at once and then bounces for 2 to 5 ms.</summary>
internal sealed class BouncingContact : TimedPart
{
    private const double MinBounceMs = 2;
    private const double MaxBounceMs = 5;
    private const int MaxBounces = 3;

    private readonly long[] _changeAtUs = new long[2 * MaxBounces];
    private readonly SeededRandom _random;
    private bool _target;
    private int _changeCount;
    private int _nextChange;

    internal BouncingContact(SeededRandom random)
    {
        _random = random;
    }

    /// <summary>Called when the contact bounced.</summary>
    internal Action? Changed { get; set; }

    /// <summary>Whether it is in the position of a pressed button just now.</summary>
    internal bool Actuated { get; private set; }

    internal void Press(bool down, long nowUs)
    {
        if (down == _target)
        {
            return;
        }

        _target = down;
        Actuated = down;
        PlanBounces(nowUs);
    }

    internal override void OnDue(long nowUs)
    {
        Actuated = !Actuated;
        _nextChange++;
        DueUs = _nextChange < _changeCount ? _changeAtUs[_nextChange] : Never;
        Changed?.Invoke();
    }

    /// <summary>An even number of changes leads back to the target.</summary>
    private void PlanBounces(long nowUs)
    {
        double bounceUs = _random.Between(MinBounceMs, MaxBounceMs) * 1000;
        _changeCount = 2 * (1 + _random.Below(MaxBounces));
        for (int i = 0; i < _changeCount; i++)
        {
            _changeAtUs[i] = nowUs + (long)(bounceUs * (i + 1) / _changeCount);
        }

        _nextChange = 0;
        DueUs = _changeAtUs[0];
    }
}
