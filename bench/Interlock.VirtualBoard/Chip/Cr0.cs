namespace Interlock.VirtualBoard;

/// <summary>Bits of configuration register 0 (data sheet, "Register 00h/80h").</summary>
internal static class Cr0
{
    internal const byte Automatic = 0x80;
    internal const byte OneShot = 0x40;
    internal const byte OpenTest = 0x30;
    internal const int OpenTestShift = 4;
    internal const byte ColdJunctionOff = 0x08;
    internal const byte InterruptMode = 0x04;
    internal const byte FaultClear = 0x02;
    internal const byte Filter50Hz = 0x01;
}
