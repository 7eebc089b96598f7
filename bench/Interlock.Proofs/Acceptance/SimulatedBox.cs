using Interlock.Drivers.Board;
using Interlock.Firmware;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Acceptance;

/// <summary>
/// A virtual box, a thermocouple simulator on each of its inputs, and perhaps a defect. Time goes on when somebody calls
/// <see cref="RunTo"/> or <see cref="RunUntil"/>; every act happens at <see cref="NowUs"/>.
/// </summary>
public sealed class SimulatedBox : IDisposable
{
    private const double RoomCelsius = 25.0;

    private readonly Defect _defect;
    private readonly Board _board;
    private readonly VirtualBox _box;
    private readonly Input[] _inputs;
    private readonly LineWatch _line;
    private readonly long[] _shownUs = [-1, -1, -1];
    private long _bytes;

    /// <param name="defect">What is wrong with the box.</param>
    /// <param name="seed">Of noise and bounce.</param>
    /// <param name="celsius">What the simulators give at first.</param>
    /// <param name="uart">Called with each byte and its time.</param>
    /// <param name="second">What a second probe is for.</param>
    public SimulatedBox(Defect defect, int seed, double celsius, Action<byte, long> uart, SecondProbe second = SecondProbe.None)
    {
        _defect = defect;
        _inputs = [.. Enumerable.Range(1, second == SecondProbe.None ? 1 : 2).Select(probe => new Input(new SimulatorOutput(celsius), probe == defect.Probe ? defect : Defect.None))];
        BoardOptions options = new() { Seed = seed, Tip = _inputs[0].TipAt, ColdJunction = _ => _inputs[0].SensorCelsius };
        if (second != SecondProbe.None)
        {
            options.SecondTip = _inputs[1].TipAt;
            options.SecondColdJunction = _ => _inputs[1].SensorCelsius;
        }

        defect.Build?.Invoke(options);
        _board = new Board(options) { SpiTap = defect.Bus is { } bus ? new OneChipsBus(bus(), defect.Probe) : null };
        if (defect.IsStopShorted) _board.InputTap = static (gpio, level) => gpio != Pins.Stop && level;
        if (defect.Broken is { } fault) _board.Inject(fault, probe: defect.Probe);
        _line = new LineWatch(_board) { Changed = OnLine };
        _board.UartByte += (us, value) =>
        {
            _bytes++;
            if (defect.LosesByteEvery == 0 || _bytes % defect.LosesByteEvery != 0) uart(value, us);
        };
        _box = new VirtualBox(_board, new Settings { SecondProbe = second }) { AfterTick = NoteSignals };
    }

    public long NowUs => _board.NowUs;

    /// <summary>Runs the box up to a time.</summary>
    public void RunTo(long us) => _box.RunTo(us);

    /// <summary>Runs until a tick has brought what is awaited, or to a time.</summary>
    public void RunUntil(Func<bool> awaited, long latestUs) => _box.RunUntil(awaited, latestUs);

    /// <summary>Sets a simulator.</summary>
    /// <returns>When it is there.</returns>
    public long SetTemperature(double celsius, double? celsiusPerSecond, int probe = 1) => _inputs[probe - 1].Simulator.Go(NowUs, celsius, celsiusPerSecond);

    public void SetLeads(bool areConnected = true, bool areShorted = false, bool areReversed = false, int probe = 1)
    {
        Input input = _inputs[probe - 1];
        if (input.Leads == (areConnected, areShorted, areReversed)) return;
        input.Leads = (areConnected, areShorted, areReversed);
        input.Simulator.Connect(NowUs, areConnected);
        Apply(Fault.TcShort, areShorted, probe);

        // Swapped in the box and swapped again outside is as it belongs.
        Apply(Fault.TcReversed, areReversed != (input.Defect.Broken == Fault.TcReversed), probe);
    }

    public void SetColdJunction(double celsius, int probe = 1) => _inputs[probe - 1].ConnectorCelsius = celsius;

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

    /// <summary>When the first of the simulators reached a temperature from below; null if none did since a time.</summary>
    public long? InputReachedUs(double celsius, long sinceUs) => _inputs.Min(input => input.Simulator.ReachedUs(celsius, sinceUs));

    /// <summary>Ends the firmware.</summary>
    public void Dispose() => _box.Dispose();

    private void Apply(Fault fault, bool isActive, int probe = 1)
    {
        if (isActive == _board.IsActive(fault, probe)) return;
        if (isActive) _board.Inject(fault, probe: probe);
        else _board.Clear(fault, probe);
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

    /// <summary>One connector of the box, and what is on it and wrong with it.</summary>
    private sealed class Input(SimulatorOutput simulator, Defect defect)
    {
        public SimulatorOutput Simulator => simulator;

        public Defect Defect => defect;

        public double ConnectorCelsius { get; set; } = RoomCelsius;

        public (bool AreConnected, bool AreShorted, bool AreReversed) Leads { get; set; } = (true, false, false);

        public double SensorCelsius => defect.ColdJunctionSensor?.Invoke(ConnectorCelsius) ?? ConnectorCelsius;

        /// <summary>
        /// The chip adds what its own sensor finds to the voltage that the connector's true temperature made: where the two
        /// differ, that is what it reads.
        /// </summary>
        public double TipAt(long us)
        {
            double celsius = simulator.CelsiusAt(us) + defect.InputOffsetCelsius;
            double sensor = SensorCelsius;
            if (sensor == ConnectorCelsius || double.IsNaN(celsius)) return celsius;
            ThermocoupleCurve curve = Thermocouple.T;
            return curve.Celsius(curve.Microvolts(celsius) - curve.Microvolts(ConnectorCelsius) + curve.Microvolts(sensor));
        }
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
