using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>
/// Verifies a test's log. A power cycle of the test cuts the line that was on its way, and a listener comes in the middle of
/// one: both are no fault of the box. A BOOT that nobody asked for is.
/// </summary>
public sealed class LogIntegrity
{
    private LogIntegrity(IReadOnlyList<LogProblem> problems, int lines)
    {
        Problems = problems;
        Lines = lines;
    }

    /// <summary>Lines count from the beginning of the log.</summary>
    public IReadOnlyList<LogProblem> Problems { get; }

    /// <summary>Lines judged.</summary>
    public int Lines { get; }

    /// <param name="log">As it was received; a last line that has not ended yet is not judged.</param>
    /// <param name="powerCycles">How many bytes had been received at each power cycle.</param>
    public static LogIntegrity Of(ReadOnlySpan<byte> log, IReadOnlyList<long> powerCycles)
    {
        log = log[..(log.LastIndexOf((byte)'\n') + 1)];
        LogVerifier verifier = new(new LogReader(isLive: true, keepsReadings: false));
        verifier.Reader.Join();
        verifier.Add(log);
        verifier.Finish();

        // From the line that was on its way to the BOOT that follows.
        List<(int First, int Boot)> cycles = [];
        foreach (long offset in powerCycles)
        {
            int first = 1 + log[..(int)Math.Min(offset, log.Length)].Count((byte)'\n');
            cycles.Add((first, verifier.Boots.FirstOrDefault(boot => boot >= first)));
        }

        List<LogProblem> problems = [];
        if (cycles.Exists(cycle => cycle.Boot == 0)) problems.Add(new LogProblem(verifier.Lines, "expected a BOOT after each power cycle"));
        problems.AddRange(verifier.Restarts.Where(line => !cycles.Exists(cycle => cycle.Boot == line)).Select(line => new LogProblem(line, "expected no restart, found BOOT")));
        problems.AddRange(verifier.Problems.Where(problem => !IsForgiven(problem, cycles)));
        return new LogIntegrity([.. problems.OrderBy(problem => problem.Line)], verifier.Lines);
    }

    private static bool IsForgiven(LogProblem problem, List<(int First, int Boot)> cycles) =>
        problem.Kind == ProblemKind.BeginsLate
        || cycles.Exists(cycle => problem.Line >= cycle.First && (problem.Line < cycle.Boot || (problem.Line == cycle.Boot && problem.Kind == ProblemKind.CutBefore)));
}
