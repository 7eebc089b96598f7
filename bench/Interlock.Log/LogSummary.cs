using System.Globalization;
using System.Text;

namespace Interlock.Log;

/// <summary>What a run came to, gathered from its log line by line.</summary>
public sealed class LogSummary
{
    private readonly LogReader _reader = new(isLive: true, keepsReadings: false);
    private readonly List<string> _story = [];
    private string? _toldLast;
    private int _timesRunning;

    public LogSummary()
    {
        _reader.Added = (session, line) => Tell(session, line);
    }

    /// <summary>Lines by the run, whether or not they parse.</summary>
    public int Lines { get; private set; }

    /// <summary>Events and ablations in words, in order.</summary>
    public IReadOnlyList<string> Story => _story;

    /// <summary>What happened to the nerve, in one sentence: the first that a summary tells.</summary>
    public string NerveInWords => InWords(_reader.Sessions);

    /// <summary>What happened to the nerve, one line for each ablation.</summary>
    public IEnumerable<string> Nerve => _reader.Ablations.Select(InWords);

    /// <summary>So many of something, as <c>1 line</c> and <c>2 lines</c>.</summary>
    public static string Counted(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    /// <summary>Where the box stood at the end.</summary>
    public string End => _reader.Current?.Newest is not { } sample
        ? "no sample"
        : $"{sample.State}, {Tips(sample)} degC, K1 {Contact(sample.K1)}, K2 {Contact(sample.K2)}";

    /// <summary>Takes a line without its end, each character a byte.</summary>
    public void Add(string text)
    {
        Lines++;
        _reader.Add(Encoding.Latin1.GetBytes(text + "\n"));
    }

    /// <summary>
    /// What happened to the nerve in a whole log: the highest reading, after the line opened too, and the dose at that place. Sums
    /// are of a lesion, since two lesions are at two nerves.
    /// </summary>
    public static string InWords(IReadOnlyList<Session> sessions)
    {
        Lesion[] lesions = [.. sessions.SelectMany(session => session.Lesions)];
        if (lesions.Length == 0) return $"no ablation{WithoutBeginning(sessions)}";
        Lesion hottest = Lesion.HottestOf(lesions)!;
        Lesion dosed = Lesion.MostDosedOf(lesions)!;
        Lesion? other = Lesion.HottestOf(lesions.Where(lesion => lesion.Probe != hottest.Probe));
        string at = other is null ? string.Empty : $"at probe {hottest.Probe}, ";
        string where = lesions.Count(lesion => lesion.Probe == hottest.Probe) == 1 ? $"in {AblationsOf(hottest)}" : $"in lesion {Number(hottest)} of {lesions.Length} ({AblationsOf(hottest)})";
        string most = dosed == hottest || dosed == other ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"; most dose in lesion {Number(dosed)}: CEM43 {dosed.DoseMinutes:F3} min");
        string beside = other is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"; at probe {other.Probe} highest {Celsius(other.HighestCelsius)} degC, CEM43 {other.DoseMinutes:F3} min");
        string late = lesions.All(lesion => lesion.Ablations.All(ablation => ablation.HasArmed)) ? string.Empty : "; an ablation's beginning is not in the log";
        string open = lesions.All(lesion => lesion.Ablations.All(ablation => ablation.HasEnded)) ? string.Empty : "; the line was still permitted at the end of the log";
        return $"highest {Celsius(hottest.HighestCelsius)} degC ({Celsius(hottest.UntilOpenCelsius)} until the line opened), CEM43 {hottest.DoseMinutes.ToString("F3", CultureInfo.InvariantCulture)} min, {at}{where}{beside}{most}{late}{open}";

        int Number(Lesion lesion) => System.Array.IndexOf(lesions, lesion) + 1;
    }

    /// <summary>Who joins in the coast has heard no ablation, and heat all the same; empty where the log has its beginning.</summary>
    public static string WithoutBeginning(IReadOnlyList<Session> sessions) => sessions.Count == 0 || sessions[0].HasBeginning
        ? string.Empty
        : $"; the log begins late and what was before is not in it, highest reading {Celsius(sessions.Max(session => session.HighestCelsius))} degC";

    /// <summary>An ablation in one line: the highest reading and the dose include what came after the line opened.</summary>
    public static string InWords(Ablation ablation)
    {
        string figures = string.Join("; ", ablation.Probes.Select(probe => (ablation.Second is null ? string.Empty : $"probe {probe.Number} ") + InWords(probe)));
        string end = ablation.HasEnded ? $"ended by {ablation.CauseInWords}" : ablation.Cause;
        return string.Create(CultureInfo.InvariantCulture, $"ablation {ablation.Number}: {ablation.Duration.TotalSeconds:F1} s, {figures}{(ablation.Second is null ? "," : ";")} {end}{(ablation.HasArmed ? string.Empty : "; its beginning is not in the log")}");
    }

    /// <summary>What an ablation came to at a probe.</summary>
    public static string InWords(AtProbe probe) => string.Create(
        CultureInfo.InvariantCulture,
        $"highest {Celsius(probe.HighestCelsius)} degC ({Celsius(probe.PeakCelsius)} until the line opened), CEM43 {probe.DoseMinutes:F3} min");

    /// <summary>A restart in words, with what it ended.</summary>
    /// <param name="before">The power-on that it ended.</param>
    /// <param name="boot">The BOOT of the one that it began; null where that was not heard.</param>
    public static string RestartInWords(Session before, UartLine? boot)
    {
        string how = boot?.Number(Key.Resets) > 0.0
            ? $"the box's processor restarted ({boot[Key.Resets]} times since its converter was switched on)"
            : "the box was switched off and on";
        return before.Ablation is { Ending: Ending.Restart } ended ? $"{how}: its line opened, and ablation {ended.Number} ended" : $"{how}: its line was open";
    }

    private void Tell(Session session, LogLine line)
    {
        bool isRestart = session.FirstLine == line.Number && _reader.Sessions.Count > 1;
        if (isRestart) Tell("restart", RestartInWords(_reader.Sessions[^2], session.Boot));
        if (session.News is not { } news || news.Type is LineType.Boot or LineType.Configuration or LineType.Options) return;
        if (news.Type == LineType.Test && !news.IsFailure) return;
        Tell(news.Seconds + " s", news.Text);
    }

    /// <summary>What is told again and again, an error in every tick, stands with its first time, and with its last and how often it came.</summary>
    private void Tell(string when, string text)
    {
        _timesRunning = text == _toldLast ? _timesRunning + 1 : 1;
        _toldLast = text;
        if (_timesRunning > 2) _story.RemoveAt(_story.Count - 1);
        string running = _timesRunning > 1 ? $", {_timesRunning} times running" : string.Empty;
        _story.Add($"{when,10}  {text}{running}");
    }

    private static string AblationsOf(Lesion lesion) => lesion.Ablations.Count == 1
        ? $"ablation {lesion.Ablations[0].Number}"
        : $"ablations {lesion.Ablations[0].Number} to {lesion.Ablations[^1].Number}";

    private static string Celsius(double? celsius) => celsius?.ToString("F2", CultureInfo.InvariantCulture) ?? "--";

    private static string Tips(Sample sample) => sample.TellsSecond
        ? $"tip 1 {Celsius(sample.TipCelsius)}, tip 2 {Celsius(sample.SecondTipCelsius)}"
        : $"tip {Celsius(sample.TipCelsius)}";

    private static string Contact(string value) => value == "1" ? "closed" : "open";
}
