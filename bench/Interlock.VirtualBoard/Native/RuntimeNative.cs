using Interlock.VirtualBoard;

namespace nanoFramework.Runtime.Native;

public class Power
{
    /// <summary>Resets the microcontroller of the current board. On the device this never returns; here it throws.</summary>
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
    {
        Board.Current.ResetMcu();
        throw new McuResetException();
    }
}

public enum RebootOption
{
    NormalReboot = 0,
    EnterNanoBooter = 1,
    ClrOnly = 2,
    EnterProprietaryBooter = 8,
}

public static class SystemInfo
{
    public static Version Version => new Version(1, 17, 11, 0);

    public static string OEMString => "Interlock virtual board";

    public static byte OEM => 0;

    public static byte Model => 0;

    public static ushort SKU => 0;

    public static string TargetName => "ESP32_REV0";

    public static string Platform => "ESP32";
}

/// <summary>The device's collector. The PC has its own; nothing is run here.</summary>
public static class GC
{
    /// <summary>A plausible figure for an ESP32 that runs nanoCLR without PSRAM.</summary>
    private const uint FreeBytes = 100_000;

    public static uint Run(bool compactHeap) => FreeBytes;

    public static void EnableGCMessages(bool enable)
    {
        // There is no debugger channel to send them on.
    }
}
