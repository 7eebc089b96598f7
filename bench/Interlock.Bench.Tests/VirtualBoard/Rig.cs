using System.Device.Gpio;
using System.Device.Spi;
using System.IO.Ports;
using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard.Tests;

/// <summary>A board with its buses opened as the firmware opens them, and shorthand for what the tests do with it.</summary>
internal sealed class Rig
{
    internal const int Heartbeat = 25;
    internal const int Enable = 26;
    internal const int DataReady = 34;
    internal const int FaultPin = 35;
    internal const int MirrorK1 = 36;
    internal const int MirrorK2 = 39;
    internal const int Stop = 33;
    internal const int Arm = 32;
    internal const int ArmRest = 13;
    internal const int K2Hold = 2;

    internal const int Cr0 = 0x00;
    internal const int Cr1 = 0x01;
    internal const int Mask = 0x02;
    internal const int Status = 0x0F;
    internal const byte TypeT = 0x07;

    private const int Registers = 16;

    private GpioPin? _k2Hold;
    private GpioPin? _enable;
    private GpioPin? _heartbeat;

    internal Rig(BoardOptions? options = null, bool opensSpi = true)
    {
        Options = options ?? Quiet();
        Board = new Board(Options);
        Board.Current = Board;
        MapPins();
        Spi = opensSpi ? SpiDevice.Create(SpiSettings()) : null!;
        Gpio = new GpioController();
    }

    internal BoardOptions Options { get; }

    internal Board Board { get; }

    internal Max31856Chip Chip => Board.Chip;

    internal SpiDevice Spi { get; }

    internal GpioController Gpio { get; }

    /// <summary>The telemetry port, where <see cref="AllowK2"/> opened it.</summary>
    internal SerialPort? Port { get; private set; }

    /// <summary>Noise and collections off, so that readings are what they should be.</summary>
    internal static BoardOptions Quiet(double tipCelsius = 37) => new BoardOptions
    {
        NoiseMicrovoltsRms = 0,
        Tip = _ => tipCelsius,
        ColdJunction = _ => 25,
        PauseMs = 0,
    };

    /// <summary>A quiet board whose tip is wherever the test has it.</summary>
    internal static Rig Following(Func<double> tipCelsius)
    {
        BoardOptions options = Quiet();
        options.Tip = _ => tipCelsius();
        return new Rig(options);
    }

    internal static SpiConnectionSettings SpiSettings(SpiMode mode = SpiMode.Mode1) =>
        new SpiConnectionSettings(2, 5) { Mode = mode, ClockFrequency = 1_000_000 };

    internal static void MapPins()
    {
        Configuration.SetPinFunction(18, DeviceFunction.SPI2_CLOCK);
        Configuration.SetPinFunction(19, DeviceFunction.SPI2_MISO);
        Configuration.SetPinFunction(23, DeviceFunction.SPI2_MOSI);
        Configuration.SetPinFunction(17, DeviceFunction.COM3_TX);
        Configuration.SetPinFunction(16, DeviceFunction.COM3_RX);
    }

    internal static SerialPort OpenPort()
    {
        SerialPort port = new SerialPort("COM3", 115200);
        port.Open();
        return port;
    }

    internal void Write(int register, params byte[] values)
    {
        byte[] bytes = new byte[values.Length + 1];
        bytes[0] = (byte)(register | 0x80);
        values.CopyTo(bytes, 1);
        Spi.Write(bytes);
    }

    internal byte[] Read(int register, int count)
    {
        byte[] sent = new byte[count + 1];
        byte[] received = new byte[count + 1];
        sent[0] = (byte)register;
        Spi.TransferFullDuplex(sent, received);
        return received[1..];
    }

    internal byte Read(int register) => Read(register, 1)[0];

    internal byte[] ReadAll() => Read(0, Registers);

    /// <summary>Configures type T, then starts automatic conversion with the given CR0.</summary>
    internal void StartAutomatic(byte cr0 = 0x81, byte mask = 0x00)
    {
        Write(Cr0, (byte)(cr0 & 0x7F));
        Write(Cr1, TypeT);
        Write(Mask, mask);
        Write(Cr0, cr0);
    }

    internal void Advance(double ms) => Board.AdvanceTo(Board.NowUs + (long)Math.Round(ms * 1000));

    /// <summary>Runs until the chip has finished another conversion, and says how long that took, to 10 us.</summary>
    internal double AdvanceToConversionMs(double limitMs = 2000)
    {
        const double StepMs = 0.01;
        long startUs = Board.NowUs;
        long before = Chip.Conversions;
        while (Chip.Conversions == before)
        {
            Advance(StepMs);
            if (Board.NowUs - startUs > limitMs * 1000)
            {
                throw new TimeoutException("No conversion.");
            }
        }

        return (Board.NowUs - startUs) / 1000.0;
    }

    /// <summary>Lets the given number of conversions end.</summary>
    internal void Convert(int conversions = 1)
    {
        for (int i = 0; i < conversions; i++)
        {
            AdvanceToConversionMs();
        }
    }

    /// <summary>Raises ENABLE and lets the heartbeat run.</summary>
    internal void FeedK1(double forMs)
    {
        _enable ??= Gpio.OpenPin(Enable, PinMode.Output);
        _heartbeat ??= Gpio.OpenPin(Heartbeat, PinMode.Output);
        _enable.Write(PinValue.High);
        Beat(forMs, 50);
    }

    internal void Beat(double forMs, double periodMs)
    {
        long endUs = Board.NowUs + (long)(forMs * 1000);
        while (Board.NowUs < endUs)
        {
            _heartbeat!.Toggle();
            Advance(periodMs);
        }
    }

    internal void SetEnable(bool high) => _enable!.Write(high);

    internal void ToggleHeartbeat() => _heartbeat!.Toggle();

    /// <summary>Ends what holds K2's latch set while the firmware starts: the port is opened, K2_HOLD raised.</summary>
    internal void AllowK2()
    {
        if (_k2Hold is null)
        {
            Port ??= OpenPort();
            _k2Hold = Gpio.OpenPin(K2Hold, PinMode.Output);
            _k2Hold.Write(PinValue.High);
        }
    }

    internal void SetK2Hold(bool high) => _k2Hold!.Write(high);

    internal void ClickArm()
    {
        AllowK2();
        Board.PressArm(true);
        Advance(300);
        Board.PressArm(false);
        Advance(300);
    }

    /// <summary>Presses ARM and stops in the microsecond in which its edge clears the latch.</summary>
    internal void PressUntilCleared()
    {
        AllowK2();
        Board.PressArm(true);
        while (Board.K2LatchSet)
        {
            Board.AdvanceTo(Board.NowUs + 1);
        }
    }

    /// <summary>Both relays pulled in.</summary>
    internal void CloseLine()
    {
        ClickArm();
        FeedK1(200);
    }

    /// <summary>Lets time pass with the heartbeat going on until the condition holds; gives the milliseconds that took.</summary>
    internal double MsUntil(Func<bool> condition, double limitMs = 1000)
    {
        long startUs = Board.NowUs;
        while (!condition())
        {
            Board.AdvanceTo(Board.NowUs + 10);
            if (Board.NowUs - startUs > limitMs * 1000)
            {
                throw new TimeoutException("The condition never came true.");
            }
        }

        return (Board.NowUs - startUs) / 1000.0;
    }
}
