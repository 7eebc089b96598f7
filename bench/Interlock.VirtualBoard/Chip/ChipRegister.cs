namespace Interlock.VirtualBoard;

/// <summary>Register addresses (data sheet, Table 6).</summary>
internal static class ChipRegister
{
    internal const int Cr0 = 0x00;
    internal const int Cr1 = 0x01;
    internal const int Mask = 0x02;
    internal const int ColdJunctionHigh = 0x03;
    internal const int ColdJunctionLow = 0x04;
    internal const int ThermocoupleHigh = 0x05;
    internal const int ThermocoupleLow = 0x07;
    internal const int ColdJunctionOffset = 0x09;
    internal const int ColdJunction = 0x0A;
    internal const int ThermocoupleTemperature = 0x0C;
    internal const int Status = 0x0F;

    internal const int Count = 16;
}
