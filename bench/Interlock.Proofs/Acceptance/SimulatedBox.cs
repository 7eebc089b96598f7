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
    private readonly LineWatch _line;
    private readonly long[] _shownUs = [-1, -1, -1];
    private double _connectorCelsius = RoomCelsius;
    private (bool AreConnected, bool AreShorted, bool AreReversed) _leads = (true, false, false);
    private long _bytes;

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
        _line = new LineWatch(_board) { Changed = OnLine };
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

    public long? LineOpenedUs(long sinceUs) => !_line.IsClosed && _line.OpenedUs >= sinceUs ? _line.OpenedUs : null;

    public bool WasLineClosed(long sinceUs) => _line.IsClosed || _line.ClosedUs >= sinceUs;

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

    private void OnLine(long us, bool isClosed)
    {
        // Once the contacts have settled, and not in the middle of their change.
        if (isClosed && _defect.WhenClosing is { } fault) _board.At(us + 1000, () => Apply(fault, true));
    }

    private void NoteSignals()
    {
        if (_board.LampGreen) _shownUs[0] = _board.NowUs;
        if (_board.LampRed) _shownUs[1] = _board.NowUs;
        if (_board.Sounder) _shownUs[2] = _board.NowUs;
    }
}

/// <summary>
/// What a thermocouple simulator puts out over time: a temperature, a step or a ramp to another. A conversion that is under
/// way asks for the past, so the past is kept as it was.
/// </summary>
public sealed class SimulatorOutput(double celsius)
{
    // A conversion lasts 0.2 s at most; a test's acts are seconds apart, its ramps are cut short by nothing.
    private const int KeptPieces = 16;

    private readonly List<Piece> _pieces = [new Piece(0, celsius, celsius, 0, true)];

    /// <summary>From a time on, to a temperature.</summary>
    /// <returns>When it is there.</returns>
    public long Go(long fromUs, double celsius, double? celsiusPerSecond)
    {
        double before = CelsiusAt(fromUs);
        double start = double.IsNaN(before) ? _pieces[^1].ToCelsius : before;
        long lastsUs = celsiusPerSecond is { } rate ? (long)(Math.Abs(celsius - start) / rate * 1e6) : 0;
        Add(new Piece(fromUs, start, celsius, lastsUs, true));
        return fromUs + lastsUs;
    }

    /// <summary>From a time on, with its leads on or off.</summary>
    public void Connect(long fromUs, bool isConnected)
    {
        Piece last = _pieces[^1];
        double celsius = last.CelsiusAt(fromUs);
        Add(new Piece(fromUs, celsius, celsius, 0, isConnected));
    }

    /// <summary>degC; NaN while a lead is off.</summary>
    public double CelsiusAt(long us)
    {
        Piece piece = PieceAt(us);
        return piece.IsConnected ? piece.CelsiusAt(us) : double.NaN;
    }

    /// <summary>When it last reached a temperature from below; null if it did not since a time.</summary>
    public long? ReachedUs(double celsius, long sinceUs)
    {
        for (int i = _pieces.Count - 1; i >= 0 && _pieces[i].FromUs >= sinceUs; i--)
        {
            Piece piece = _pieces[i];
            bool isStep = piece.LastsUs == 0;
            double start = isStep && i > 0 ? _pieces[i - 1].CelsiusAt(piece.FromUs) : piece.FromCelsius;
            if (start >= celsius || piece.ToCelsius < celsius) continue;
            return isStep ? piece.FromUs : piece.FromUs + (long)((celsius - piece.FromCelsius) / (piece.ToCelsius - piece.FromCelsius) * piece.LastsUs);
        }

        return null;
    }

    private Piece PieceAt(long us)
    {
        int i = _pieces.Count - 1;
        while (i > 0 && _pieces[i].FromUs > us) i--;
        return _pieces[i];
    }

    private void Add(Piece piece)
    {
        _pieces.Add(piece);
        if (_pieces.Count > KeptPieces) _pieces.RemoveAt(0);
    }

    private sealed record Piece(long FromUs, double FromCelsius, double ToCelsius, long LastsUs, bool IsConnected)
    {
        public double CelsiusAt(long us)
        {
            if (us >= FromUs + LastsUs) return ToCelsius;
            return FromCelsius + ((ToCelsius - FromCelsius) * (us - FromUs) / LastsUs);
        }
    }
}
