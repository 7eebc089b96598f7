using System.Collections.Generic;

namespace Interlock.Bench.Tests.DeviceRules.TickAllocation;

/// <summary>
/// The classes that the tick reaches and that may cost heap, since nanoFramework's own calls do. A class that is gone,
/// or no longer needs its line, must leave the list.
/// </summary>
internal static class HeapUsers
{
    /// <summary>Full name to reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["Interlock.Drivers.Board.GpioBoard"] = "GpioPin.Read gives a PinValue and Write takes one: a struct each",
        ["Interlock.Drivers.Board.Output"] = "GpioPin.Write takes a PinValue; on change only",
        ["Interlock.Drivers.Max31856.SpiDeviceBus"] = "a transfer of bytes takes two SpanBytes, once a conversion",
        ["Interlock.Drivers.Max31856.StockBinding"] = "nanoFramework's binding, in one step of the self-test only",
        ["Interlock.Drivers.Telemetry.UartLineSink"] = "SerialPort.Write, once a line",
        ["Interlock.Firmware.Program/SystemClock"] = "HighResTimer.GetCurrent, a native call that gives a number",
    };
}
