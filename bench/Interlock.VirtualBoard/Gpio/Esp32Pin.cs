using System.Device.Gpio;

namespace Interlock.VirtualBoard;

/// <summary>One pad of the ESP32: its latch, its driver and its internal resistors.</summary>
internal sealed class Esp32Pin
{
    /// <summary>Taken by a GpioPin, an SPI bus or a chip select.</summary>
    internal bool Reserved { get; set; }

    /// <summary>The GpioPin that has it open.</summary>
    internal GpioPin? Owner { get; set; }

    internal PinMode Mode { get; set; } = PinMode.Input;

    internal Pull Pull { get; set; }

    /// <summary>Whether the output driver is on.</summary>
    internal bool Drives { get; set; }

    /// <summary>The output latch. It outlives a change of mode, and shows for a moment when the driver is next switched on.</summary>
    internal bool Latch { get; set; }

    /// <summary>Of an input with listeners: the level that they were last told.</summary>
    internal bool ReportedLevel { get; set; }

    /// <summary>Back to what a reset of the microcontroller leaves.</summary>
    internal void Reset(Pull pull)
    {
        Reserved = false;
        Owner = null;
        Mode = PinMode.Input;
        Pull = pull;
        Drives = false;
        Latch = false;
    }
}
