using System.Collections.Generic;
using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard;

/// <summary>Which pin each function was given, on one board. Only SPI1 has pins to begin with (hardware.md section 3).</summary>
internal sealed class PinFunctions
{
    internal const int None = -1;

    private readonly Dictionary<DeviceFunction, int> _pins = new Dictionary<DeviceFunction, int>();

    internal PinFunctions()
    {
        Reset();
    }

    internal void Reset()
    {
        _pins.Clear();
        _pins[DeviceFunction.SPI1_MOSI] = 23;
        _pins[DeviceFunction.SPI1_MISO] = 25;
        _pins[DeviceFunction.SPI1_CLOCK] = 19;
    }

    internal int Pin(DeviceFunction function) => _pins.TryGetValue(function, out int pin) ? pin : None;

    internal void Set(DeviceFunction function, int pin) => _pins[function] = pin;
}
