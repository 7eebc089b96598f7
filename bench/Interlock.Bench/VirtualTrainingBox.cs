using System.Globalization;
using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.Station.Sources;
using Interlock.Station.Watch;
using Interlock.VirtualBoard;

namespace Interlock.Bench;

/// <summary>The virtual box as a source that the page listens to, and as the controls on it.</summary>
public sealed class VirtualTrainingBox : IUartSource, ITrainingBox
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);

    private readonly int _seed;
    private TrainingBench? _bench;

    /// <param name="seed">Of noise and bounce.</param>
    public VirtualTrainingBox(int seed) => _seed = seed;

    public string Name => "virtual box";

    public bool CanReturn => false;

    public bool IsLive => true;

    public TrainingPanel Panel { get; } = new([.. FaultNames.All.Select(fault => new TrainingFault(fault.Name, fault.Meaning))], TrainingBench.MostWatts);

    public IUartConnection Open(CancellationToken cancellation)
    {
        _bench = new TrainingBench(_seed);
        return new Connection(_bench, cancellation);
    }

    public string? Do(string act, string value)
    {
        if (_bench is not { } bench) return "expected a box that runs";
        switch (act)
        {
            case TrainingAct.Arm when value is "down" or "up":
                bench.PressArm(value == "down");
                return null;
            case TrainingAct.Stop when value is "down" or "up":
                bench.PressStop(value == "down");
                return null;
            case TrainingAct.Power:
                bench.PowerCycle();
                return null;
            case TrainingAct.Watts:
                return WithNumber(value, 0.0, TrainingBench.MostWatts, bench.SetWatts);
            case TrainingAct.Distance:
                return WithNumber(value, TrainingBench.LeastMillimetres, TrainingBench.MostMillimetres, bench.SetDistance);
            case TrainingAct.Break:
                return bench.Break(value);
            case TrainingAct.Mend:
                return bench.Mend(value);
            default:
                return $"expected arm down, arm up, stop down, stop up, power cycle, watts W, distance MM, break NAME or mend NAME, found {Excerpt.Of($"{act} {value}")}";
        }
    }

    private static string? WithNumber(string text, double least, double most, Action<double> act)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(number >= least && number <= most))
        {
            return string.Create(CultureInfo.InvariantCulture, $"expected a number from {least} to {most}, found {Excerpt.Of(text)}");
        }

        act(number);
        return null;
    }

    private sealed class Connection : IUartConnection
    {
        private readonly TrainingBench _bench;
        private readonly CancellationTokenSource _stop;
        private readonly Thread _thread;

        public Connection(TrainingBench bench, CancellationToken cancellation)
        {
            _bench = bench;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            _thread = new Thread(() => bench.Run(_stop.Token)) { IsBackground = true, Name = "virtual box" };
            _thread.Start();
        }

        public bool TryRead(Span<byte> buffer, out int count) => _bench.TryTake(buffer, _patience, out count);

        public void Dispose()
        {
            _stop.Cancel();
            _thread.Join();
            _bench.Dispose();
            _stop.Dispose();
        }
    }
}
