using System;

namespace Interlock.VirtualBoard;

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
            DueChanged?.Invoke();
        }
    }

    /// <summary>Called when <see cref="DueUs"/> was set: the clock's.</summary>
    internal Action? DueChanged { get; set; }

    internal abstract void OnDue(long nowUs);
}
