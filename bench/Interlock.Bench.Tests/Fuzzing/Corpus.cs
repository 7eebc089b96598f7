using System.Text;
using Interlock.Proofs.Simulation;
using Interlock.Station.Acceptance;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Fuzzing;

/// <summary>Sound inputs to begin from, small, so that much can be tried.</summary>
internal static class Corpus
{
    private const int LinesPerPiece = 12;

    /// <summary>Traces.</summary>
    public static IReadOnlyList<byte[]> Traces { get; } = Bytes(
        "t_s,tc_c\n0,37\n",
        "t_s,tc_c\n0,37\n1,38.5\n2,open\n3,36.9\n",
        "t_s,tc_c,cj_c\n0,37,25\n0.5,42.01,25.5\n60,41,24.9\n",
        "t_s,tc_c,cj_c\r\n0,37.005,25.0\r\n1,36.994,25.0\r\n2,-269.9,0\r\n3,1371,-40\r\n",
        "\uFEFFt_s,tc_c\n0,37\n\n\n1,37\n");

    /// <summary>Values of --press and --fault.</summary>
    public static IReadOnlyList<byte[]> Options { get; } = Bytes(
        [.. new[] { "arm@1", "stop@12.5", "arm@0", "tc-open@3", "bitflip@3-4", "k1-weld@0.5-10000000" }, .. FaultNames.All.Select(fault => $"{fault.Name}@1-2"), "bus-noise=0.001@5", "tc-open:2@1", "arm-pickup=60@5-6"]);

    /// <summary>SOURCE on the command line: those that open nothing.</summary>
    public static IReadOnlyList<byte[]> Sources { get; } = Bytes("tcp:box.example:5000", "tcp:[::1]:5000", "tcp:10.0.0.1:65535", "tcp::", "tcp:host:0");

    /// <summary>A whole log with a self-test, an ablation that trips, and a second power-on.</summary>
    public static byte[] Log { get; } = Play();

    /// <summary>Pieces of that log: its beginning, and from within.</summary>
    public static IReadOnlyList<byte[]> Logs { get; } =
    [
        .. Lines(Log).Chunk(LinesPerPiece).Where((_, i) => i is 0 or 1 || i % 20 == 0).Select(piece => piece.SelectMany(line => line).ToArray()),
        .. Lines(Log).Where(line => !Encoding.Latin1.GetString(line).StartsWith("$SAMP", StringComparison.Ordinal)).Chunk(LinesPerPiece).Select(piece => piece.SelectMany(line => line).ToArray()),
    ];

    /// <summary>The shipped plan, and small ones.</summary>
    public static IReadOnlyList<byte[]> Plans { get; } = [ShippedPlanBytes(), .. Bytes("""{ "format": 1, "title": "x", "equipment": [], "steps": [] }""")];

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static byte[] Play()
    {
        using MemoryStream uart = new();
        Trace trace = new([0.0, 8.0, 14.0, 30.0], [37.0, 37.0, 43.0, 35.0], [25.0, 25.0, 25.0, 25.0]);
        using VirtualRun run = new(
            new Scenario
            {
                Board = new BoardOptions { Tip = trace.Tip, ColdJunction = trace.ColdJunction },
                EndUs = 40_000_000,
                Faults = [new FaultSpan(Fault.Brownout, 500, 34_000_000, 34_500_000)],
            },
            uart);
        run.Run();
        return uart.ToArray();
    }

    private static IEnumerable<byte[]> Lines(byte[] log) =>
        Encoding.Latin1.GetString(log).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Encoding.Latin1.GetBytes(line + '\n'));

    private static byte[] ShippedPlanBytes()
    {
        using Stream resource = typeof(ShippedPlan).Assembly.GetManifestResourceStream("plan.json")!;
        using MemoryStream bytes = new();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
