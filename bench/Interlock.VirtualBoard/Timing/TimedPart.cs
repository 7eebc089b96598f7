namespace Interlock.VirtualBoard;

/// <summary>A part of the board on which something happens by itself at a known time.</summary>
internal abstract class TimedPart
{
    internal const long Never = long.MaxValue;

    internal long DueUs { get; private protected set; } = Never;

    internal abstract void OnDue(long nowUs);
}
