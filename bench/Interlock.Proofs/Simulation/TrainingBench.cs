using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Interlock.Firmware;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// A virtual box in tissue that anybody may play with, paced by a real clock: the firmware's own loop, the whole board, the heat.
/// Acts are done on the thread that runs it, between two steps.
/// </summary>
public sealed class TrainingBench : IDisposable
{
    public const double MostWatts = 60.0;
    public const double LeastMillimetres = 5.0;
    public const double MostMillimetres = 30.0;

    private const double UsualMillimetres = 15.0;
    private const long StepUs = (long)(SphericalBioheat.StepSeconds * 1e6);
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentQueue<Action> _acts = new();
    private readonly BlockingCollection<byte> _uart = [];
    private readonly Board _board;
    private readonly VirtualBox _box;
    private readonly double _absorbedShare;
    private readonly double _lagPerStep;
    private SphericalBioheat _tissue = new();
    private double _millimetres = UsualMillimetres;
    private double _watts;
    private double _tipCelsius = SphericalBioheat.BodyCelsius;
    private long _tissueUs;

    /// <param name="seed">Of noise and bounce.</param>
    public TrainingBench(int seed)
    {
        AblationPlan usual = new() { Watts = 0.0, Seconds = 0.0, ForamenMillimetres = UsualMillimetres };
        _absorbedShare = usual.AbsorbedShare;
        _lagPerStep = usual.LagPerStep(SphericalBioheat.StepSeconds);
        _board = new Board(new BoardOptions { Seed = seed, Tip = Tip });
        _board.UartByte += (_, value) => _uart.Add(value);
        _box = new VirtualBox(_board, new Settings());
    }

    /// <summary>Runs it beside the real clock until it is told to stop.</summary>
    public void Run(CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!cancellation.WaitHandle.WaitOne(_pace))
        {
            while (_acts.TryDequeue(out Action? act)) act();
            _box.RunTo(watch.ElapsedTicks * 1_000_000 / Stopwatch.Frequency);
        }

        _uart.CompleteAdding();
    }

    /// <summary>Waits for bytes of the UART.</summary>
    /// <returns>False when no more will come.</returns>
    public bool TryTake(Span<byte> buffer, TimeSpan patience, out int count)
    {
        count = 0;
        if (!_uart.TryTake(out byte value, patience)) return !_uart.IsCompleted;
        do
        {
            buffer[count++] = value;
        }
        while (count < buffer.Length && _uart.TryTake(out value));
        return true;
    }

    public void PressArm(bool isDown) => _acts.Enqueue(() => _board.PressArm(isDown));

    public void PressStop(bool isDown) => _acts.Enqueue(() => _board.PressStop(isDown));

    public void PowerCycle() => _acts.Enqueue(_board.PowerCycle);

    /// <summary>The generator's power; it heats only while the line is closed.</summary>
    public void SetWatts(double watts) => _acts.Enqueue(() => _watts = watts);

    /// <summary>Another patient: tissue at body temperature, the probe so far from the antenna.</summary>
    public void SetDistance(double millimetres) => _acts.Enqueue(() =>
    {
        _millimetres = millimetres;
        _tissue = new SphericalBioheat();
    });

    /// <summary>Breaks something.</summary>
    /// <returns>What was expected instead; null when it is done.</returns>
    public string? Break(string name)
    {
        if (!FaultNames.TryParse(name, out FaultSetting setting, out string expected)) return $"expected {expected}";
        if (setting.Probe != 1) return "expected no :2: this box has one probe";
        _acts.Enqueue(() => _board.Inject(setting.Fault, setting.Value));
        return null;
    }

    /// <summary>Mends it.</summary>
    /// <returns>What was expected instead; null when it is done.</returns>
    public string? Mend(string name)
    {
        if (!FaultNames.TryFind(name, out Fault fault)) return string.Create(CultureInfo.InvariantCulture, $"expected one of {string.Join(", ", FaultNames.All.Select(FaultNames.Of))}");
        _acts.Enqueue(() => _board.Clear(fault));
        return null;
    }

    public void Dispose()
    {
        _box.Dispose();
        _uart.Dispose();
    }

    /// <summary>The tip at a time that never goes back; heat goes in while the board's line is closed.</summary>
    private double Tip(long us)
    {
        for (; _tissueUs + StepUs <= us; _tissueUs += StepUs)
        {
            _tissue.Step(_board.LineClosed ? _watts * _absorbedShare : 0.0);
            _tipCelsius += _lagPerStep * (_tissue.At(_millimetres / 1000.0) - _tipCelsius);
        }

        return _tipCelsius;
    }
}
