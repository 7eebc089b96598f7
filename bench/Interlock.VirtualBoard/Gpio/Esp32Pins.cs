using System.Device.Gpio;
using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard;

/// <summary>The forty pads of the ESP32 as nanoFramework drives them (nf-interpreter, cpu_gpio.cpp).</summary>
internal sealed class Esp32Pins
{
    internal const int Count = 40;

    private const int FirstInputOnly = 34;
    private const int FirstFlash = 6;
    private const int LastFlash = 11;
    private const int OnlyMissingBelow28 = 24;
    private const int FirstMissing = 28;
    private const int LastMissing = 31;

    private readonly Esp32Pin[] _pins = new Esp32Pin[Count];
    private readonly Board _board;

    internal Esp32Pins(Board board)
    {
        _board = board;
        for (int gpio = 0; gpio < Count; gpio++)
        {
            _pins[gpio] = new Esp32Pin();
        }

        Reset();
    }

    /// <summary>Pins that somebody listens to; without them changes need not be looked for.</summary>
    internal int ListenerCount { get; set; }

    internal Esp32Pin this[int gpio] => _pins[gpio];

    internal static bool Exists(int gpio) =>
        gpio is >= 0 and < Count and not OnlyMissingBelow28 && gpio is < FirstMissing or > LastMissing and < Count;

    internal static bool CanDrive(int gpio) => Exists(gpio) && gpio < FirstInputOnly;

    internal static bool Supports(int gpio, PinMode mode) =>
        Exists(gpio) && mode is >= PinMode.Input and <= PinMode.OutputOpenSourcePullDown && (mode < PinMode.Output || CanDrive(gpio));

    /// <summary>Takes a pin; false when it is taken or can't be. The flash is on 6 to 11: on hardware opening those ends the program.</summary>
    internal bool TryReserve(int gpio)
    {
        if (!Exists(gpio) || gpio is >= FirstFlash and <= LastFlash || _pins[gpio].Reserved)
        {
            return false;
        }

        _pins[gpio].Reserved = true;
        return true;
    }

    /// <summary>Gives a pin back as a floating input.</summary>
    internal void Release(int gpio)
    {
        Esp32Pin pin = _pins[gpio];
        pin.Reserved = false;
        pin.Owner = null;
        BecomeInput(pin, PinMode.Input);
        _board.OnPinChanged(gpio);
    }

    internal void SetMode(int gpio, PinMode mode)
    {
        Esp32Pin pin = _pins[gpio];
        if (mode < PinMode.Output)
        {
            BecomeInput(pin, mode);
            pin.ReportedLevel = Level(gpio);
            _board.OnPinChanged(gpio);
        }
        else
        {
            BecomeOutput(gpio, mode);
        }
    }

    internal void Write(int gpio, bool high)
    {
        _pins[gpio].Latch = high;
        _board.OnPinChanged(gpio);
    }

    /// <summary>What a voltmeter would show.</summary>
    internal bool Level(int gpio)
    {
        Esp32Pin pin = _pins[gpio];
        bool openDrain = pin.Mode != PinMode.Output;
        if (pin.Drives && !(openDrain && pin.Latch))
        {
            return pin.Latch;
        }

        return _board.ExternalLevel(gpio) ?? pin.Pull == Pull.Up;
    }

    /// <summary>
    /// What the program reads. A pin in an output mode has its input buffer off and always reads low
    /// (GPIO_MODE_OUTPUT; nanoframework/Home#594 and #1036).
    /// </summary>
    internal bool Read(int gpio)
    {
        if (_pins[gpio].Mode >= PinMode.Output)
        {
            return false;
        }

        bool level = Level(gpio);
        return _board.InputTap?.Invoke(gpio, level) ?? level;
    }

    /// <summary>A reset of the microcontroller: every pad floats but for the strapping pins' resistors (datasheet, IO_MUX).</summary>
    internal void Reset()
    {
        ListenerCount = 0;
        for (int gpio = 0; gpio < Count; gpio++)
        {
            _pins[gpio].Owner?.Abandon();
            _pins[gpio].Reset(PullAtReset(gpio));
        }
    }

    /// <summary>Tells the listeners of inputs what has changed.</summary>
    internal void RaiseChanges()
    {
        for (int gpio = 0; gpio < Count && ListenerCount > 0; gpio++)
        {
            Esp32Pin pin = _pins[gpio];
            if (pin.Owner is { HasListeners: true } owner && pin.Mode < PinMode.Output && pin.ReportedLevel != Level(gpio))
            {
                pin.ReportedLevel = !pin.ReportedLevel;
                owner.Raise(pin.ReportedLevel);
            }
        }
    }

    private static Pull PullAtReset(int gpio) => gpio switch
    {
        0 or 5 or 15 => Pull.Up,
        2 or 4 or 12 or 13 => Pull.Down,
        _ => Pull.None,
    };

    private static void BecomeInput(Esp32Pin pin, PinMode mode)
    {
        pin.Drives = false;
        pin.Mode = mode;
        pin.Pull = mode switch
        {
            PinMode.InputPullUp => Pull.Up,
            PinMode.InputPullDown => Pull.Down,
            _ => Pull.None,
        };
    }

    /// <summary>
    /// gpio_reset_pin first: the pull-up comes on, for a moment; then the driver, with what the latch held; then low, the
    /// initial value. A relay that hangs on such a pin needs a pull-down that is stronger.
    /// </summary>
    private void BecomeOutput(int gpio, PinMode mode)
    {
        const long MomentUs = 1;
        Esp32Pin pin = _pins[gpio];
        BecomeInput(pin, PinMode.InputPullUp);
        _board.OnPinChanged(gpio);
        _board.Spend(MomentUs);

        pin.Mode = mode;
        pin.Pull = mode == PinMode.OutputOpenDrainPullUp ? Pull.Up : Pull.None;
        pin.Drives = true;
        _board.OnPinChanged(gpio);
        _board.Spend(MomentUs);

        Write(gpio, false);
    }
}

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

/// <summary>A pad's internal resistor of about 45 kOhm: any external one on the board is stronger.</summary>
internal enum Pull
{
    None,
    Up,
    Down,
}

/// <summary>Which pin each function was given, on one board. Only SPI1 has pins to begin with.</summary>
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
