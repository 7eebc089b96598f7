using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Interlock.Log;

/// <summary>What a run came to, gathered from its log line by line.</summary>
public sealed class LogSummary
{
    private readonly LogReader _reader = new(isLive: true, keepsSamples: false);
    private readonly List<string> _story = [];

    public LogSummary()
    {
        _reader.Added = (session, line) => Tell(session, line);
    }

    /// <summary>Lines by the run, whether or not they parse.</summary>
    public int Lines { get; private set; }

    /// <summary>Events and ablations in words, in order.</summary>
    public IReadOnlyList<string> Story => _story;

    /// <summary>What happened to the nerve, one line for each ablation.</summary>
    public IEnumerable<string> Nerve => _reader.Sessions.SelectMany(session => session.Ablations).Select(InWords);

    /// <summary>Where the box stood at the end.</summary>
    public string End => _reader.Current?.Newest is not { } sample
        ? "no sample"
        : $"{sample.State}, tip {(sample.TipCelsius is { } tip ? tip.ToString("F2", CultureInfo.InvariantCulture) : "--")} degC, K1 {Contact(sample.K1)}, K2 {Contact(sample.K2)}";

    /// <summary>Takes a line without its end, each character a byte.</summary>
    public void Add(string text)
    {
        Lines++;
        _reader.Add(Encoding.Latin1.GetBytes(text + "\n"));
    }

    /// <summary>An ablation in one line: the highest reading and the dose include what came after the line opened.</summary>
    public static string InWords(Ablation ablation) => string.Create(
        CultureInfo.InvariantCulture,
        $"ablation {ablation.Number}: {ablation.Duration.TotalSeconds:F1} s, highest {ablation.HighestCelsius:F2} degC ({ablation.PeakCelsius:F2} until the line opened), CEM43 {ablation.DoseMinutes:F3} min, ended by {ablation.Cause}{(ablation.HasArmed ? string.Empty : "; its beginning is not in the log")}");

    private void Tell(Session session, LogLine line)
    {
        bool isRestart = session.FirstMs == line.Line!.TimeMs && session.Boot == line.Line && _reader.Sessions.Count > 1;
        if (isRestart) _story.Add($"{"restart",10}  the box was switched off and on: its line opened");
        if (session.News is not { } news || news.Type is LineType.Boot or LineType.Configuration) return;
        if (news.Type == LineType.Test && news.Severity == Severity.Plain) return;
        _story.Add($"{news.Seconds,8} s  {news.Text}");
    }

    private static string Contact(string value) => value == "1" ? "closed" : "open";
}
