namespace nanoFramework.Runtime.Native;

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
