using System;
using System.Device.Gpio;
using System.Device.Spi;
using Interlock.Drivers;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware;
using Interlock.VirtualBoard;
using nanoFramework.Hardware.Esp32;

namespace Interlock.Proofs.Acceptance;

/// <summary>
/// A virtual board, the firmware on it, a thermocouple simulator on its input, and perhaps a defect. Time goes on when
/// somebody calls <see cref="RunTo"/>; every act happens at <see cref="NowUs"/>.
/// </summary>
public sealed class SimulatedBox
{
    private const double RoomCelsius = 25.0;

    private readonly Defect _defect;
    private readonly Board _board;
    private readonly SimulatorOutput _simulator;
    private readonly long[] _shownUs = [-1, -1, -1];
    private readonly long _tickUs;
    private ControlLoop _firmware = null!;
    private double _connectorCelsius = RoomCelsius;
    private (bool AreConnected, bool AreShorted, bool AreReversed) _leads = (true, false, false);
    private long _nextTickUs;
    private long _bootUs;
    private long _bytes;
    private long _closedUs = -1;
    private long _openedUs = -1;
    private bool _isStopHeld;
    private bool _needsReset;

    /// <param name="defect">What is wrong with the box.</param>
    /// <param name="seed">Of noise and bounce.</param>
    /// <param name="celsius">What the simulator gives at first.</param>
    /// <param name="uart">Called with each byte and its time.</param>
    public SimulatedBox(Defect defect, int seed, double celsius, Action<byte, long> uart)
    {
        _defect = defect;
        _simulator = new SimulatorOutput(celsius);
        _tickUs = (long)(Limits.TickMs * 1000L / defect.ClockRate);
        BoardOptions options = new() { Seed = seed, Tip = TipAt, ColdJunction = _ => SensorCelsius };
        defect.Build?.Invoke(options);
        _board = new Board(options);
        if (defect.Broken is { } fault) _board.Inject(fault);
        _board.McuReset += () => _needsReset = true;
        _board.ContactsChanged += OnContacts;
        _board.UartByte += (us, value) =>
        {
            _bytes++;
            if (defect.LosesByteEvery == 0 || _bytes % defect.LosesByteEvery != 0) uart(value, us);
        };
        Boot();
    }

    public long NowUs => _board.NowUs;

    private double SensorCelsius => _defect.ColdJunctionSensor?.Invoke(_connectorCelsius) ?? _connectorCelsius;

    /// <summary>Runs board and firmware up to a time.</summary>
    public void RunTo(long us)
    {
        while (_nextTickUs <= us)
        {
            _board.AdvanceTo(_nextTickUs);
            if (_needsReset) Boot();
            _firmware.Tick();
            NoteSignals();
            do
            {
                _nextTickUs += _tickUs;
            }
            while (_nextTickUs <= _board.NowUs);
        }

        _board.AdvanceTo(us);
    }

    /// <summary>Sets the simulator.</summary>
    /// <returns>When it is there.</returns>
    public long SetTemperature(double celsius, double? celsiusPerSecond) => _simulator.Go(NowUs, celsius, celsiusPerSecond);

    public void SetLeads(bool areConnected = true, bool areShorted = false, bool areReversed = false)
    {
        if (_leads == (areConnected, areShorted, areReversed)) return;
        _leads = (areConnected, areShorted, areReversed);
        _simulator.Connect(NowUs, areConnected);
        Apply(Fault.TcShort, areShorted);

        // Swapped in the box and swapped again outside is as it belongs.
        Apply(Fault.TcReversed, areReversed != (_defect.Broken == Fault.TcReversed));
    }

    public void SetColdJunction(double celsius) => _connectorCelsius = celsius;

    public void PressArm(bool down) => _board.PressArm(down);

    public void PressStop(bool down)
    {
        _isStopHeld = down;
        if (_defect.StopCutsCoils) _board.PressStop(down);
    }

    public void PowerCycle() => _board.PowerCycle();

    /// <summary>True when all of these signals were on since a time.</summary>
    public bool HasShown(bool green, bool red, bool buzzer, long sinceUs) =>
        (!green || _shownUs[0] >= sinceUs) && (!red || _shownUs[1] >= sinceUs) && (!buzzer || _shownUs[2] >= sinceUs);

    public long? LineOpenedUs(long sinceUs) => !_board.LineClosed && _openedUs >= sinceUs ? _openedUs : null;

    public bool WasLineClosed(long sinceUs) => _board.LineClosed || _closedUs >= sinceUs;

    public long? InputReachedUs(double celsius, long sinceUs) => _simulator.ReachedUs(celsius, sinceUs);

    private void Boot()
    {
        Board.Current = _board;
        _needsReset = false;
        _bootUs = _board.NowUs;
        Configuration.SetPinFunction(Pins.SpiMosi, DeviceFunction.SPI2_MOSI);
        Configuration.SetPinFunction(Pins.SpiMiso, DeviceFunction.SPI2_MISO);
        Configuration.SetPinFunction(Pins.SpiClock, DeviceFunction.SPI2_CLOCK);
        Configuration.SetPinFunction(Pins.UartTransmit, DeviceFunction.COM3_TX);
        Configuration.SetPinFunction(Pins.UartReceive, DeviceFunction.COM3_RX);

        // As Program.Compose puts it together, with the defect in between.
        Settings settings = new();
        IBoard gpio = new GpioBoard(new GpioController());
        if (_defect.Levels is { } change) gpio = new DefectiveLevels(gpio, levels => change(levels, _isStopHeld));
        SpiDevice device = SpiDeviceBus.OpenDevice();
        ISpiBus bus = new SpiDeviceBus(device);
        bus = _defect.Bus?.Invoke(bus) ?? bus;
        _firmware = new ControlLoop(settings, new Clock(this), gpio, bus, new StockBinding(device, settings.ProbeTypeK), new UartLineSink());
    }

    /// <summary>
    /// The chip adds what its own sensor finds to the voltage that the connector's true temperature made: where the two
    /// differ, that is what it reads.
    /// </summary>
    private double TipAt(long us)
    {
        double celsius = _simulator.CelsiusAt(us) + _defect.InputOffsetCelsius;
        double sensor = SensorCelsius;
        if (sensor == _connectorCelsius || double.IsNaN(celsius)) return celsius;
        ThermocoupleCurve curve = Thermocouple.T;
        return curve.Celsius(curve.Microvolts(celsius) - curve.Microvolts(_connectorCelsius) + curve.Microvolts(sensor));
    }

    private void Apply(Fault fault, bool isActive)
    {
        if (isActive == _board.IsActive(fault)) return;
        if (isActive) _board.Inject(fault);
        else _board.Clear(fault);
    }

    private void OnContacts(long us, bool k1, bool k2)
    {
        if (k1 && k2)
        {
            _closedUs = us;
            if (_defect.DipsWhenClosing) _board.Inject(Fault.Brownout);
        }
        else if (_closedUs > _openedUs)
        {
            _openedUs = us;
        }
    }

    private void NoteSignals()
    {
        bool[] shown = [_board.LampGreen, _board.LampRed, _board.Sounder];
        for (int i = 0; i < shown.Length; i++)
        {
            if (shown[i]) _shownUs[i] = _board.NowUs;
        }
    }

    private sealed class Clock(SimulatedBox box) : IClock
    {
        public long NowUs() => (long)((box._board.NowUs - box._bootUs) * box._defect.ClockRate);
    }
}
