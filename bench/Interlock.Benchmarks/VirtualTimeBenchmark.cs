using BenchmarkDotNet.Attributes;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Benchmarks;

/// <summary>300 s of a whole box: 6,000 ticks, 3,000 conversions, its log. Real time divided by the mean is the speed-up; the aim is 1000.</summary>
[MemoryDiagnoser]
public class VirtualTimeBenchmark
{
    private const double Seconds = 300.0;

    [Params(50, 60)]
    public int MainsHz { get; set; }

    [Benchmark]
    public long Run300Seconds()
    {
        Trace trace = new([0.0, 10.0, Seconds], [37.0, 37.0, 41.5], [25.0, 25.0, 26.0]);
        using VirtualRun run = new(
            new Scenario
            {
                Board = new BoardOptions { Tip = trace.Tip, ColdJunction = trace.ColdJunction },
                EndUs = (long)(Seconds * 1e6),
                IsMains60Hz = MainsHz == 60,
            },
            Stream.Null);
        run.Run();
        return run.Board.NowUs;
    }
}
