using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;

namespace Interlock.VirtualBoard;

/// <summary>What somebody wants to happen at exact times.</summary>
internal sealed class BoardScript : TimedPart
{
    private readonly PriorityQueue<Action, (long Us, long Order)> _acts = new PriorityQueue<Action, (long Us, long Order)>();
    private ExceptionDispatchInfo? _failure;
    private long _added;

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
