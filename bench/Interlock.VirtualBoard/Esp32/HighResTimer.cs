using Interlock.VirtualBoard;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Only the clock; the timers that raise events are not offered.</summary>
public class HighResTimer
{
    private HighResTimer()
    {
    }

    /// <summary>Microseconds since the last reset of the microcontroller.</summary>
    public static ulong GetCurrent() => Board.Current.UptimeUs;
}
