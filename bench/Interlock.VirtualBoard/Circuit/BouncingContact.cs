using System;

namespace Interlock.VirtualBoard;

/// <summary>One contact of a button: it changes, and then bounces.</summary>
internal sealed class BouncingContact : TimedPart
{
    internal const int MaxBounces = 3;

    private readonly long[] _changeAtUs = new long[1 + (2 * MaxBounces)];
    private int _changeCount;
    private int _nextChange;

    internal BouncingContact(bool closed)
    {
        Closed = closed;
    }

    /// <summary>Called when it changed by itself.</summary>
    internal Action? Changed { get; set; }

    internal bool Closed { get; private set; }

    /// <summary>At once, without a bounce; what was still to come doesn't.</summary>
    internal void Set(bool closed)
    {
        Closed = closed;
        DueUs = Never;
    }

    /// <summary>It goes there at a time, and opens and closes again a few times until the bouncing is over.</summary>
    internal void Change(bool closed, long atUs, long bounceUs, int bounces)
    {
        _changeCount = 0;
        _nextChange = 0;
        if (closed != Closed)
        {
            int changes = bounceUs == 0 ? 0 : 2 * bounces;
            for (int i = 0; i <= changes; i++)
            {
                _changeAtUs[i] = atUs + (changes == 0 ? 0 : bounceUs * i / changes);
            }

            _changeCount = changes + 1;
        }

        DueUs = _changeCount > 0 ? _changeAtUs[0] : Never;
    }

    /// <summary>Changes now if that is due, so that who pressed sees it.</summary>
    internal void Begin(long nowUs)
    {
        if (DueUs <= nowUs)
        {
            Take();
        }
    }

    internal override void OnDue(long nowUs)
    {
        Take();
        Changed?.Invoke();
    }

    private void Take()
    {
        Closed = !Closed;
        _nextChange++;
        DueUs = _nextChange < _changeCount ? _changeAtUs[_nextChange] : Never;
    }
}
