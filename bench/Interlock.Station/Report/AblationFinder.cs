using System.Collections.Generic;
using System.Linq;

namespace Interlock.Station.Report;

/// <summary>Finds the ablations of a session, also where lines that tell of them are missing.</summary>
public static class AblationFinder
{
    private const string NotInLog = "not in the log";

    /// <param name="session">Where to look.</param>
    /// <param name="firstNumber">Of the first ablation found.</param>
    public static List<Ablation> Find(LogSession session, int firstNumber)
    {
        List<Span> spans = Spans(session);
        List<Ablation> found = [];
        for (int i = 0; i < spans.Count; i++)
        {
            long nextMs = i + 1 < spans.Count ? spans[i + 1].StartMs : long.MaxValue;
            found.Add(Build(session, spans[i], nextMs, firstNumber + i));
        }

        return found;
    }

    private static Ablation Build(LogSession session, Span span, long nextMs, int number)
    {
        LogProcedure? procedure = session.Procedures.FirstOrDefault(procedure => procedure.TimeMs > span.StartMs && procedure.TimeMs < nextMs);
        long endMs = span.EndMs ?? session.LastMs;

        // Without the event the box's own record is nearer to the end than the next sample.
        if (span.Cutoff is null && procedure is not null) endMs = long.Min(endMs, procedure.TimeMs);
        long untilMs = long.Min(nextMs - 1, long.Min(session.LastMs, endMs + session.CementWaitMs));
        return new Ablation
        {
            Number = number,
            Session = session,
            StartMs = span.StartMs,
            EndMs = endMs,
            WatchedUntilMs = long.Max(endMs, untilMs),
            HasArmed = span.HasArmed,
            HasEnded = span.EndMs is not null || procedure is not null,
            Cutoff = span.Cutoff,
            Cause = procedure?.End ?? CauseOf(span),
            Procedure = procedure,
            During = [.. session.Samples.Where(sample => sample.TimeMs >= span.StartMs && sample.TimeMs <= endMs)],
            After = [.. session.Samples.Where(sample => sample.TimeMs > endMs && sample.TimeMs <= untilMs)],
        };
    }

    private static string CauseOf(Span span)
    {
        if (span.EndMs is null) return "the log ends before the ablation";
        if (span.Cutoff is null) return NotInLog;
        return span.Cutoff.Reason.Length > 0 ? span.Cutoff.Reason : span.Cutoff.Name;
    }

    /// <summary>From ARMED to the event that opens the line; samples stand in for events that are missing.</summary>
    private static List<Span> Spans(LogSession session)
    {
        List<Span> spans = [];
        Span? open = null;
        foreach ((long timeMs, LogEvent? happened, LogSample? sample) in InOrder(session))
        {
            bool begins = happened?.Name == "ARMED" || (open is null && sample is { IsPermitted: true });
            bool ends = happened?.EndsAblation ?? sample is { IsPermitted: false };
            if (begins)
            {
                // An end that isn't in the log came before this beginning.
                if (open is not null) spans.Add(open with { EndMs = timeMs });
                open = new Span(timeMs, null, happened is not null, null);
            }
            else if (ends && open is not null)
            {
                spans.Add(open with { EndMs = timeMs, Cutoff = happened });
                open = null;
            }
        }

        if (open is not null) spans.Add(open);
        return spans;
    }

    private static IEnumerable<(long TimeMs, LogEvent? Happened, LogSample? Sample)> InOrder(LogSession session)
    {
        int next = 0;
        foreach (LogEvent happened in session.Events)
        {
            while (next < session.Samples.Count && session.Samples[next].TimeMs < happened.TimeMs) yield return Sample(session.Samples[next++]);
            yield return (happened.TimeMs, happened, null);
        }

        while (next < session.Samples.Count) yield return Sample(session.Samples[next++]);

        static (long TimeMs, LogEvent? Happened, LogSample? Sample) Sample(LogSample sample) => (sample.TimeMs, null, sample);
    }

    private sealed record Span(long StartMs, long? EndMs, bool HasArmed, LogEvent? Cutoff);
}
