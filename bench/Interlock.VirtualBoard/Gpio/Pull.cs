namespace Interlock.VirtualBoard;

/// <summary>A pad's internal resistor of about 45 kOhm: any external one on the board is stronger.</summary>
internal enum Pull
{
    None,
    Up,
    Down,
}
