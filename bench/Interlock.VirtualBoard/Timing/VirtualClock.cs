using System.Runtime.ExceptionServices;

namespace Interlock.VirtualBoard;

/// <summary>Virtual time. It jumps from one due part to the next; parts due in the same microsecond go in the order they were added.</summary>
internal sealed class VirtualClock
{
    private TimedPart[] _parts = Array.Empty<TimedPart>();
    private TimedPart? _earliest;
    private bool _partIsActing;

    /// <summary>No part but the earliest is due before then.</summary>
    private long _othersDueUs;

    /// <summary>Called after each thing that happened, when the board is consistent again. May run the clock itself.</summary>
    internal Action? AfterEach { get; set; }

    internal long NowUs { get; private set; }

    internal void Add(TimedPart part)
    {
        Array.Resize(ref _parts, _parts.Length + 1);
        _parts[^1] = part;
        part.Clock = this;
        _earliest = null;
    }

    /// <summary>
    /// A byte of the UART, a step of a relay: mostly the part that was the earliest is the earliest again, and the others
    /// needn't be asked.
    /// </summary>
    internal void OnDueChanged(TimedPart part)
    {
        if (part == _earliest ? part.DueUs >= _othersDueUs : _earliest is not null && part.DueUs <= _earliest.DueUs)
        {
            _earliest = null;
        }
        else if (part != _earliest)
        {
            _othersDueUs = Math.Min(_othersDueUs, part.DueUs);
        }
    }

    /// <summary>Runs everything due up to and including the given time. While a part acts, time stands still.</summary>
    internal void RunTo(long us)
    {
        if (_partIsActing)
        {
            return;
        }

        for (TimedPart? part = DueBy(us); part is not null; part = DueBy(us))
        {
            Run(part);
        }

        NowUs = Math.Max(NowUs, us);
    }

    /// <summary>Runs the next thing that is due by then, or goes there when nothing is.</summary>
    internal void Step(long untilUs)
    {
        if (_partIsActing)
        {
            throw new InvalidOperationException("A handler of one of the board's events can't wait: time stands still for it.");
        }

        TimedPart? part = DueBy(untilUs);
        if (part is null)
        {
            NowUs = Math.Max(NowUs, untilUs);
        }
        else
        {
            Run(part);
        }
    }

    private void Run(TimedPart part)
    {
        NowUs = Math.Max(NowUs, part.DueUs);
        _partIsActing = true;
        try
        {
            part.OnDue(NowUs);
        }
        finally
        {
            _partIsActing = false;
        }

        AfterEach?.Invoke();
    }

    /// <summary>Most calls of the firmware find nothing due and nothing changed since the last look.</summary>
    private TimedPart? DueBy(long us)
    {
        _earliest ??= Earliest();
        return _earliest.DueUs <= us && _earliest.DueUs != TimedPart.Never ? _earliest : null;
    }

    private TimedPart Earliest()
    {
        TimedPart earliest = _parts[0];
        _othersDueUs = TimedPart.Never;
        for (int i = 1; i < _parts.Length; i++)
        {
            TimedPart part = _parts[i];
            TimedPart other = part;
            if (part.DueUs < earliest.DueUs)
            {
                other = earliest;
                earliest = part;
            }

            _othersDueUs = Math.Min(_othersDueUs, other.DueUs);
        }

        return earliest;
    }
}

/// <summary>A part of the board on which something happens by itself at a known time.</summary>
internal abstract class TimedPart
{
    internal const long Never = long.MaxValue;

    private long _dueUs = Never;

    internal long DueUs
    {
        get => _dueUs;
        private protected set
        {
            _dueUs = value;
            Clock?.OnDueChanged(this);
        }
    }

    /// <summary>Who goes by <see cref="DueUs"/>.</summary>
    internal VirtualClock? Clock { get; set; }

    internal abstract void OnDue(long nowUs);
}

/// <summary>What somebody wants to happen at exact times.</summary>
internal sealed class BoardScript : TimedPart
{
    private readonly PriorityQueue<Action, (long Us, long Order)> _acts = new PriorityQueue<Action, (long Us, long Order)>();
    private ExceptionDispatchInfo? _failure;
    private long _added;

    internal bool HasFailed => _failure is not null;

    internal void Add(long us, Action act)
    {
        // In the order of time, and as they were added where the time is the same.
        _acts.Enqueue(act, (us, _added++));
        Plan();
    }

    /// <summary>
    /// Kept, because the call of the firmware in the middle of which it happened would take it for an error of its own.
    /// </summary>
    internal void ThrowFailure()
    {
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    internal override void OnDue(long nowUs)
    {
        Action act = _acts.Dequeue();
        Plan();
        try
        {
            act();
        }
        catch (Exception e)
        {
            _failure ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    private void Plan() => DueUs = _acts.TryPeek(out _, out (long Us, long Order) next) ? next.Us : Never;
}
