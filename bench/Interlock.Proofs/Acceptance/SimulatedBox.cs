using System;
using Interlock.Drivers.Board;
using Interlock.Firmware;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Acceptance;

/// <summary>
/// A virtual box, a thermocouple simulator on its input, and perhaps a defect. Time goes on when somebody calls
/// <see cref="RunTo"/> or <see cref="RunUntil"/>; every act happens at <see cref="NowUs"/>.
/// </summary>
public sealed class SimulatedBox : IDisposable
{
    private const double RoomCelsius = 25.0;

    private readonly Defect _defect;
    private readonly Board _board;
    private readonly VirtualBox _box;
    private readonly SimulatorOutput _simulator;
    private readonly long[] _shownUs = [-1, -1, -1];
    private double _connectorCelsius = RoomCelsius;
    private (bool AreConnected, bool AreShorted, bool AreReversed) _leads = (true, false, false);
    private long _bytes;
    private long _closedUs = -1;
    private long _openedUs = -1;

    /// <param name="defect">What is wrong with the box.</param>
    /// <param name="seed">Of noise and bounce.</param>
    /// <param name="celsius">What the simulator gives at first.</param>
    /// <param name="uart">Called with each byte and its time.</param>
    public SimulatedBox(Defect defect, int seed, double celsius, Action<byte, long> uart)
    {
        _defect = defect;
        _simulator = new SimulatorOutput(celsius);
        BoardOptions options = new() { Seed = seed, Tip = TipAt, ColdJunction = _ => SensorCelsius };
        defect.Build?.Invoke(options);
        _board = new Board(options) { SpiTap = defect.Bus?.Invoke() };
        if (defect.IsStopShorted) _board.InputTap = static (gpio, level) => gpio != Pins.Stop && level;
        if (defect.Broken is { } fault) _board.Inject(fault);
        _board.ContactsChanged += OnContacts;
        _board.UartByte += (us, value) =>
        {
            _bytes++;
            if (defect.LosesByteEvery == 0 || _bytes % defect.LosesByteEvery != 0) uart(value, us);
        };
        _box = new VirtualBox(_board, new Settings()) { AfterTick = NoteSignals };
    }

    public long NowUs => _board.NowUs;

    private double SensorCelsius => _defect.ColdJunctionSensor?.Invoke(_connectorCelsius) ?? _connectorCelsius;

    /// <summary>Runs the box up to a time.</summary>
    public void RunTo(long us) => _box.RunTo(us);

    /// <summary>Runs until a tick has brought what is awaited, or to a time.</summary>
    public void RunUntil(Func<bool> awaited, long latestUs) => _box.RunUntil(awaited, latestUs);

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

    /// <summary>Takes the wire of ARM's normally closed contact off, or puts it back.</summary>
    public void SetArmWire(bool isConnected) => Apply(Fault.ArmNcWire, !isConnected);

    public void PressStop(bool down) => _board.PressStop(down);

    public void PowerCycle() => _board.PowerCycle();

    /// <summary>True when all of these signals were on since a time.</summary>
    public bool HasShown(bool green, bool red, bool buzzer, long sinceUs) =>
        (!green || _shownUs[0] >= sinceUs) && (!red || _shownUs[1] >= sinceUs) && (!buzzer || _shownUs[2] >= sinceUs);

    public long? LineOpenedUs(long sinceUs) => !_board.LineClosed && _openedUs >= sinceUs ? _openedUs : null;

    public bool WasLineClosed(long sinceUs) => _board.LineClosed || _closedUs >= sinceUs;

    public long? InputReachedUs(double celsius, long sinceUs) => _simulator.ReachedUs(celsius, sinceUs);

    /// <summary>Ends the firmware.</summary>
    public void Dispose() => _box.Dispose();

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
            // Once the contacts have settled, and not in the middle of their change.
            if (_defect.WhenClosing is { } fault) _board.At(us + 1000, () => Apply(fault, true));
        }
        else if (_closedUs > _openedUs)
        {
            _openedUs = us;
        }
    }

    private void NoteSignals()
    {
        if (_board.LampGreen) _shownUs[0] = _board.NowUs;
        if (_board.LampRed) _shownUs[1] = _board.NowUs;
        if (_board.Sounder) _shownUs[2] = _board.NowUs;
    }
}
