namespace Interlock.VirtualBoard;

/// <summary>Which ESP32 pin goes where.</summary>
internal static class Wiring
{
    internal const int SpiClock = 18;
    internal const int SpiMiso = 19;
    internal const int SpiMosi = 23;
    internal const int ChipSelect = 5;
    internal const int DataReady = 34;
    internal const int Fault = 35;
    internal const int MirrorK1 = 36;
    internal const int MirrorK2 = 39;
    internal const int Heartbeat = 25;
    internal const int Enable = 26;
    internal const int Stop = 33;
    internal const int Arm = 32;
    internal const int ArmRest = 13;
    internal const int K2Hold = 2;
    internal const int LampRed = 22;
    internal const int Sounder = 27;
    internal const int ChipSelect2 = 15;
    internal const int DataReady2 = 4;
    internal const int Fault2 = 14;
    internal const int DisplaySelect = 21;
    internal const int TelemetryTx = 17;
    internal const int TelemetryRx = 16;
}
