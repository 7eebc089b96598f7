using System.Globalization;

namespace Interlock.Log;

/// <summary>Something that a line told, for a person.</summary>
public sealed class News
{
    private readonly bool _isOfProbeNotKnown;

    private News(UartLine line, int number, string name, string reason, string text)
    {
        Type = line.Type;
        Line = number;
        TimeMs = line.TimeMs;
        Name = name;
        Reason = reason;
        Text = text;
        IsFailure = line.Type == LineType.Test && !line.Is(Key.Ok, "1");
        TipCelsius = line.Number(Key.Tip);
        Probe = line[Key.Probe] switch { "1" => 1, "2" => 2, _ => null };
        _isOfProbeNotKnown = Probe is null && line.Has(Key.Probe);
    }

    /// <summary>Of the line, as <see cref="LineType"/>.</summary>
    public string Type { get; }

    /// <summary>Where the line stands in the log.</summary>
    public int Line { get; }

    /// <summary>By the box's clock, since power-on.</summary>
    public long TimeMs { get; }

    /// <summary>The box's time in seconds.</summary>
    public string Seconds => (TimeMs / 1000.0).ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>The event, or the step of the self-test.</summary>
    public string Name { get; }

    /// <summary>Its cause, or why; empty where there is none.</summary>
    public string Reason { get; }

    public string ReasonOrName => Reason.Length > 0 ? Reason : Name;

    /// <summary>The protocol's words: <c>TRIP OVER_TEMPERATURE</c>.</summary>
    public string Words => Reason.Length > 0 ? $"{Name} {Reason}" : Name;

    /// <summary>One line of it, with the protocol's words.</summary>
    public string Text { get; }

    public Severity Severity => IsEvent ? Meanings.OfEvent(Name).Severity : IsFailure ? Severity.Alarm : Severity.Plain;

    /// <summary>A step of the self-test that failed.</summary>
    public bool IsFailure { get; }

    /// <summary>When it happened; null where the box didn't trust it.</summary>
    public double? TipCelsius { get; }

    /// <summary>The probe whose row, warning or record it is, 1 or 2; null for none, and in a box with one.</summary>
    public int? Probe { get; }

    /// <summary>Whether the tip that it tells is a probe's. Where none is named it is the only one's, and either's in a box with two.</summary>
    public bool TellsTipOf(int probe, bool isOnly) => !_isOfProbeNotKnown && (Probe is { } named ? named == probe : isOnly);

    public bool IsEvent => Type == LineType.Event;

    /// <summary>Whether it says that the line was opened.</summary>
    public bool OpensLine => IsEvent && EventName.OpensLine(Name);

    /// <summary>In words, without the protocol's: <c>Line opened by the box: the tip is at or above 42 degC</c>.</summary>
    public string Sentence => Type switch
    {
        LineType.Event when Reason.Length == 0 => Meanings.OfEvent(Name).Sentence,
        LineType.Event => $"{Meanings.OfEvent(Name).Sentence}: {Meanings.OfReason(Reason).Sentence}",
        LineType.Test => $"{Text}: {Meanings.OfStep(Name).Sentence}",
        _ => Text,
    };

    /// <summary>What the person does; empty where there is nothing to do.</summary>
    public string NextStep => Type switch
    {
        LineType.Event => Meanings.NextStep(Name, Reason),
        LineType.Test when IsFailure => Meanings.OfStep(Name).NextStep,
        _ => string.Empty,
    };

    /// <summary>Both: <c>Line opened by the box: the tip is at or above 42 degC. Wait until it is below 40 degC; press ARM to acknowledge, again to permit.</c></summary>
    public string Told => Meanings.Told(SentenceOfProbe, NextStep);

    /// <summary>The sentence with the probe that it is about, where the box has two.</summary>
    public string SentenceOfProbe => IsEvent ? Sentence + OfProbe(Probe) : Sentence;

    /// <summary>The probe, behind a word or a sentence; empty for none.</summary>
    public static string OfProbe(int? probe) => probe is null ? string.Empty : $" (probe {probe})";

    /// <returns>Null for a line that tells of nothing new: samples, statistics, and what this program doesn't know.</returns>
    internal static News? Of(UartLine line, int number)
    {
        switch (line.Type)
        {
            case LineType.Boot:
                return new News(line, number, line.Type, string.Empty, $"BOOT, firmware {line[Key.Firmware]} build {line[Key.Build]}, {line[Key.Resets]} restarts since power-on");
            case LineType.Configuration:
                return new News(line, number, line.Type, string.Empty, Settings(line));
            case LineType.Options when line[Key.Probes] is { } mode:
                return new News(line, number, line.Type, string.Empty, $"settings: {Meanings.OfProbes(mode).Sentence}");
            case LineType.Test when line[Key.Step] is { } step:
                return new News(line, number, step, string.Empty, $"self-test {step}{OfProbe(line)} {(line.Is(Key.Ok, "1") ? "passed" : "FAILED")}");
            case LineType.Event when line[Key.Event] is { } name:
                return OfEvent(line, number, name);
            case LineType.Procedure when line[Key.End] is { } end:
                return new News(line, number, line.Type, end, Procedure(line, end));
            case LineType.Lesion:
                return new News(line, number, line.Type, string.Empty, Lesion(line));
            default:
                return null;
        }
    }

    private static News OfEvent(UartLine line, int number, string name)
    {
        string reason = line[Key.Cause] ?? line[Key.Why] ?? string.Empty;
        string tip = line[Key.Tip] is { } celsius and not "--" ? $" at {celsius} degC" : string.Empty;
        return new News(line, number, name, reason, $"{name}{(reason.Length > 0 ? " " + reason : string.Empty)}{tip}{OfProbe(line)}");
    }

    private static string OfProbe(UartLine line) => line[Key.Probe] is { } which ? $" (probe {which})" : string.Empty;

    private static string Settings(UartLine line)
    {
        string anticipates = line[Key.Anticipates] switch
        {
            null => string.Empty,
            "1" => ", trips when the expected peak reaches the limit",
            _ => ", trips when the expected peak may reach the limit",
        };
        return $"settings: limit {line[Key.Limit]}, floor {line[Key.Floor]}, backstop {line[Key.Backstop]} degC, type {line[Key.Tip]}, {line[Key.Mains]} Hz{anticipates}";
    }

    private static string Procedure(UartLine line, string end) => string.Create(
        CultureInfo.InvariantCulture,
        $"ablation of {line.Number(Key.Duration) / 1000.0:F1} s to {line[Key.Peak]} degC, CEM43 {line[Key.Dose]} min{OfProbe(line)}: {end}");

    private static string Lesion(UartLine line) => string.Create(
        CultureInfo.InvariantCulture,
        $"lesion{(line.Is(Key.End, "1") ? " ended" : string.Empty)}: {line[Key.Count]} ablations of {line.Number(Key.Duration) / 1000.0:F1} s together, highest {line[Key.Peak]} degC, CEM43 {line[Key.Dose]} min{OfProbe(line)}");
}
