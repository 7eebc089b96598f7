using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Log;

namespace Interlock.Station.Acceptance.Records;

/// <summary>
/// Verifies a test's log session by session. A power cycle of the test cuts the line that was on its way, and a listener
/// comes in the middle of one: both are no fault of the box. A BOOT that nobody asked for is.
/// </summary>
public sealed class LogIntegrity
{
    private readonly List<LogProblem> _problems = [];

    private LogIntegrity()
    {
    }

    /// <summary>Lines count from the beginning of the log.</summary>
    public IReadOnlyList<LogProblem> Problems => _problems;

    /// <summary>Lines judged.</summary>
    public int Lines { get; private set; }

    /// <param name="log">As it was received; a last line that has not ended yet is not judged.</param>
    /// <param name="powerCycles">How many bytes had been received at each power cycle.</param>
    public static LogIntegrity Of(ReadOnlySpan<byte> log, IReadOnlyList<long> powerCycles)
    {
        LogIntegrity integrity = new();
        List<Line> lines = LinesOf(log);
        if (lines.Count == 0) integrity._problems.Add(new LogProblem(1, "expected at least one line"));
        int[] boots = [.. powerCycles.Select(offset => lines.FindIndex(line => line.Offset + line.Text.Length > offset && line.Boot >= 0))];
        if (boots.Contains(-1)) integrity._problems.Add(new LogProblem(lines.Count, "expected a BOOT after each power cycle"));

        int[] starts = [.. boots.Prepend(0).Where(start => start >= 0 && start < lines.Count).Distinct().Order()];
        for (int i = 0; i < starts.Length; i++)
        {
            bool isLast = i + 1 == starts.Length;
            integrity.Judge(lines, starts[i], isLast ? lines.Count : starts[i + 1], isCut: !isLast);
        }

        return integrity;
    }

    private void Judge(List<Line> lines, int start, int end, bool isCut)
    {
        bool hasBoot = lines[start].Boot >= 0;

        // The listener came in the middle of the first line, or the supply collapsed in the last.
        if (!hasBoot && !lines[start].IsWhole) start++;
        while (isCut && end > start && !lines[end - 1].IsWhole) end--;

        LogVerifier verifier = new();
        for (int i = start; i < end; i++)
        {
            Line line = lines[i];
            string text = i == start && hasBoot ? line.Text[line.Boot..] : line.Text;
            verifier.Add(text, line.HasEnd);
            if (i > start && line.Boot >= 0) _problems.Add(new LogProblem(i + 1, "expected no restart, found BOOT"));
        }

        // Without a BOOT the verifier misses what came before the first line.
        int firstLine = start;
        _problems.AddRange(verifier.Problems.Where(problem => hasBoot || problem.Line > 1).Select(problem => problem with { Line = problem.Line + firstLine }));
        Lines += end - start;
    }

    private static List<Line> LinesOf(ReadOnlySpan<byte> log)
    {
        List<Line> lines = [];
        int last = log.LastIndexOf((byte)'\n');
        long offset = 0;
        LogFile.ForEachLine(log[..(last + 1)], (text, hasEnd) =>
        {
            lines.Add(new Line(offset, text, hasEnd, text.IndexOf("$BOOT ", StringComparison.Ordinal), UartLine.TryParse(text, out _, out _)));
            offset += text.Length + (hasEnd ? 2 : 1);
        });
        return lines;
    }

    /// <param name="Offset">Of its first byte in the log.</param>
    /// <param name="Text">Without its end.</param>
    /// <param name="HasEnd">Ended by CR LF.</param>
    /// <param name="Boot">Where in it BOOT begins, after what a collapsing supply left; negative if it doesn't.</param>
    /// <param name="IsWhole">Parses.</param>
    private sealed record Line(long Offset, string Text, bool HasEnd, int Boot, bool IsWhole);
}
