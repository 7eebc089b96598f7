using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Interlock.Log;
using Interlock.Station.Record;

namespace Interlock.Station.Report;

/// <summary>The report for programs; docs/report-schema.json is made from these types. What isn't known is null.</summary>
[Description("The report of a log. Temperatures in degC, doses as CEM43 in minutes, times of the box (_ms) since its power-on, wall clocks as ISO 8601. What isn't known is null.")]
public sealed record ReportData(
    [property: Description("Of this format.")] int Version,
    [property: Description("Of the program.")] string Program,
    DateTimeOffset MadeAt,
    [property: Description("What happened to the nerve; null where no ablation is in the log.")] NerveData? Nerve,
    [property: Description("What the log belongs to; null where nobody said.")] CaseData? Case,
    LogData Log,
    [property: Description("One for each power-on, in their order.")] IReadOnlyList<PowerOnData> PowerOns)
{
    private const int Format = 1;

    // Read by JSON parsers only: quotes and angle brackets may stay as they are.
    private static readonly JsonTypeInfo<ReportData> _json =
        new ReportJson(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ReportData;

    /// <param name="log">What to report.</param>
    /// <param name="madeAt">When the report is made.</param>
    public static ReportData Of(RecordedLog log, DateTimeOffset madeAt)
    {
        Lesion[] lesions = [.. log.Reader.Lesions];
        return new ReportData(
            Format,
            ThisProgram.Version,
            madeAt,
            NerveData.Of(log, lesions),
            log.About,
            LogData.Of(log),
            [.. log.Sessions.Select((session, i) => PowerOnData.Of(session, i + 1, lesions))]);
    }

    public void Write(Stream stream)
    {
        JsonSerializer.Serialize(stream, this, _json);
        stream.WriteByte((byte)'\n');
    }
}

[Description("The highest reading from ARMED to the lesion's end, what came after the line had opened included, and its dose.")]
public sealed record NerveData(
    [property: Description("The lesion with the highest reading, counted through the log from 1.")] int Lesion,
    [property: Description("The probe that read it, 1 or 2; missing in a box with one."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Probe,
    double? HighestC,
    [property: Description("Highest while the line was closed.")] double? UntilOpenC,
    [property: Description("Of all of that lesion's ablations, the heat after the line had opened included.")] double DoseMinutes,
    [property: Description("The largest dose of any lesion.")] double MostDoseMinutes,
    [property: Description("In a sentence.")] string Words)
{
    internal static NerveData? Of(RecordedLog log, Lesion[] lesions)
    {
        if (lesions.Length == 0) return null;
        Lesion hottest = Interlock.Log.Lesion.HottestOf(lesions)!;
        return new NerveData(
            Array.IndexOf(lesions, hottest) + 1,
            hottest.Ablations[0].Session.HasSecondProbe ? hottest.Probe : null,
            hottest.HighestCelsius,
            hottest.UntilOpenCelsius,
            Dose.Rounded(hottest.DoseMinutes),
            Dose.Rounded(Interlock.Log.Lesion.MostDosedOf(lesions)!.DoseMinutes),
            LogSummary.InWords(log.Sessions));
    }
}

public sealed record LogData(
    string Name,
    long Bytes,
    string Sha256,
    int Lines,
    int ValidLines,
    [property: Description("Lines that are none.")] int BadLines,
    [property: Description("By the sequence numbers, before the first line, and cut by a restart.")] long MissingLines,
    long Problems,
    [property: Description("The first of them.")] IReadOnlyList<ProblemData> FirstProblems,
    [property: Description("What was passed over and is no damage.")] SkippedData Skipped,
    [property: Description("Whose wall clock it is; null where nobody kept one.")] string? Clock)
{
    private const int MostProblems = 200;

    internal static LogData Of(RecordedLog log) => new(
        log.Name,
        log.Bytes,
        log.Sha256,
        log.Integrity.Lines,
        log.ValidLines,
        log.Reader.BadLines,
        log.Integrity.Missing,
        log.Integrity.ProblemCount,
        [.. log.Integrity.Problems.Take(MostProblems).Select(problem => new ProblemData(problem.Line, problem.Text))],
        SkippedData.Of(log.Reader.Skipped),
        log.Clock);
}

public sealed record ProblemData(int Line, string Text);

public sealed record SkippedData(
    bool Utf16,
    bool Utf8Mark,
    int TimeStamps,
    int ColouredLines,
    [property: Description("Before and after lines.")] long Bytes,
    [property: Description("Of other text, around the log.")] int TextLines,
    [property: Description("Before a BOOT.")] int NoiseLines,
    [property: Description("Line ends that are lost.")] int GluedLines,
    int RepeatedLines,
    int BlankLines)
{
    internal static SkippedData Of(Skipped skipped) => new(
        skipped.IsUtf16, skipped.HasMark, skipped.StampedLines, skipped.ColouredLines, skipped.Bytes, skipped.ForeignLines, skipped.NoiseLines, skipped.GluedLines, skipped.RepeatedLines, skipped.BlankLines);
}

public sealed record PowerOnData(
    int Number,
    [property: Description("Its first line in the log.")] int Line,
    [property: Description("'power-on' where BOOT is the log's first line, 'restart' where the box restarted, 'late' where the log begins in the middle.")] string Begins,
    [property: Description("'restart' or 'log_end'.")] string Ends,
    string? Firmware,
    string? Build,
    string? Protocol,
    string? Resets,
    long FirstMs,
    long LastMs,
    string? FirstAt,
    string? LastAt,
    [property: Description("CONF's fields; null where neither CONF nor INFO is in the log.")] SettingsData? Settings,
    IReadOnlyList<StepData> SelfTest,
    IReadOnlyList<LesionData> Lesions,
    IReadOnlyList<AblationData> Ablations,
    IReadOnlyList<EventData> Events)
{
    internal static PowerOnData Of(Session session, int number, Lesion[] lesions) => new(
        number,
        session.FirstLine,
        number > 1 ? Ablation.RestartWord : session.HasBeginning ? "power-on" : "late",
        session.EndedWithRestart ? Ablation.RestartWord : "log_end",
        session.Origin?[Key.Firmware],
        session.Origin?[Key.Build],
        session.Origin?[Key.Protocol],
        session.Origin?[Key.Resets],
        session.FirstMs,
        session.LastMs,
        session.ClockAt(session.FirstMs)?.ToIso(),
        session.ClockAt(session.LastMs)?.ToIso(),
        session.Settings.Told is { } told ? SettingsData.Of(told, session.HasSecondProbe ? session.ProbesMode : null) : null,
        [.. session.Tests.Select(test => new StepData(test.Name, !test.IsFailure, test.TimeMs, test.Probe))],
        [.. session.Lesions.Select(lesion => LesionData.Of(lesion, lesions))],
        [.. session.Ablations.Select(ablation => AblationData.Of(ablation, lesions))],
        [.. session.Events.Select(happened => EventData.Of(happened, session))]);
}

public sealed record SettingsData(double? LimitC, double? FloorC, double? BackstopC, string? Vote, double? TickMs, double? MainsHz, string? Thermocouple, double? LongestS, double? CementWaitS, bool Anticipates,
    [property: Description("What the second probe is for, as OPTN tells it; missing where there is none, or nothing told it."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Probes)
{
    internal static SettingsData Of(UartLine told, string? probes) => new(
        told.Number(Key.Limit), told.Number(Key.Floor), told.Number(Key.Backstop), told[Key.Vote], told.Number(Key.Tick), told.Number(Key.Mains), told[Key.Tip], told.Number(Key.Longest), told.Number(Key.Wait), told[Key.Anticipates] is not null, probes);
}

public sealed record StepData(
    string Step,
    bool Passed,
    long TMs,
    [property: Description("The probe whose chip it was; missing where it was neither's, and in a box with one."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Probe);

[Description("Ablations at one place, together. With two probes each looks at a place of its own.")]
public sealed record LesionData(
    int Number,
    [property: Description("The probe that looks at it, 1 or 2; missing in a box with one."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Probe,
    IReadOnlyList<int> Ablations,
    [property: Description("For how long the line was permitted.")] double Seconds,
    double? HighestC,
    double? UntilOpenC,
    double DoseMinutes,
    [property: Description("The wait for the cement was over, or another lesion began.")] bool HasEnded)
{
    internal static LesionData Of(Lesion lesion, Lesion[] lesions) => new(
        Array.IndexOf(lesions, lesion) + 1,
        lesion.Ablations[0].Session.HasSecondProbe ? lesion.Probe : null,
        [.. lesion.Ablations.Select(ablation => ablation.Number)],
        lesion.Duration.TotalSeconds,
        lesion.HighestCelsius,
        lesion.UntilOpenCelsius,
        Dose.Rounded(lesion.DoseMinutes),
        lesion.HasEnded);
}

public sealed record AblationData(
    [property: Description("Counted through the log, from 1.")] int Number,
    [property: Description("With two probes that of the first; and so are the figures that follow, but for second_probe's.")] int Lesion,
    long BeganMs,
    string? BeganAt,
    [property: Description("Whether ARMED is in the log.")] bool HasBeginning,
    long? EndedMs,
    string? EndedAt,
    [property: Description("From ARMED to the end, or to the end of the log.")] double Seconds,
    [property: Description("A cause of the trip table, RELEASED, ARM_CONTACT or PRESS_TOO_LONG, as the box tells it; 'restart' where a restart ended it, 'log_end' where the line was still permitted, 'not_in_log' where nothing says.")] string End,
    [property: Description("The same for a person.")] string EndSentence,
    [property: Description("The probe whose row it was, 1 or 2; missing where none is named, and in a box with one."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? EndProbe,
    [property: Description("From ARMED to the lesion's end, what came after the line had opened included.")] double? HighestC,
    double DoseMinutes,
    [property: Description("Median when the ablation began.")] double? BaselineC,
    [property: Description("The tip when the line opened.")] double? CutoffC,
    [property: Description("How fast it rose in the five seconds before.")] double? RiseCPerS,
    [property: Description("While the line was closed.")] StretchData UntilOpen,
    [property: Description("After the line had opened, to the lesion's end.")] StretchData AfterOpen,
    [property: Description("After a restart, to the next ablation; null where there was none.")] StretchData? AfterRestart,
    CoastData? Coast,
    [property: Description("What the box expected when the line opened, EXPT; null where it told nothing.")] ExpectationData? Expected,
    [property: Description("The second probe; null where there is none.")] ProbeData? SecondProbe,
    [property: Description("The box's own record, PROC; null where it is not in the log.")] RecordData? Record)
{
    internal static AblationData Of(Ablation ablation, Lesion[] lesions) => new(
        ablation.Number,
        Array.FindIndex(lesions, lesion => lesion.Probe == 1 && lesion.Ablations.Contains(ablation)) + 1,
        ablation.StartMs,
        ablation.Session.ClockAt(ablation.StartMs)?.ToIso(),
        ablation.HasArmed,
        ablation.HasEnded ? ablation.EndMs : null,
        ablation.HasEnded ? ablation.Session.ClockAt(ablation.EndMs)?.ToIso() : null,
        ablation.Duration.TotalSeconds,
        ablation.Cause switch { Ablation.NoEnd => "log_end", Ablation.NotInLog => "not_in_log", { } cause => cause },
        ablation.CauseSentence,
        ablation.CauseProbe,
        ablation.First.HighestCelsius,
        Dose.Rounded(ablation.First.DoseMinutes),
        ablation.First.Course.BaselineCelsius,
        ablation.First.CutoffCelsius,
        ProbeData.Rounded(ablation.First.RiseCelsiusPerSecond),
        StretchData.Of(ablation.First.Course.During),
        StretchData.Of(ablation.First.Course.After),
        ablation.First.AfterRestart is { } restart ? StretchData.Of(restart.After) : null,
        CoastData.Of(ablation, ablation.First),
        ExpectationData.Of(ablation, ablation.First),
        ablation.Second is { } second ? ProbeData.Of(ablation, second, lesions) : null,
        RecordData.Of(ablation.First.Procedure));
}

[Description("What a stretch of readings comes to.")]
public sealed record StretchData(
    [property: Description("Highest median of three.")] double? HighestC,
    long? HighestMs,
    double DoseMinutes,
    [property: JsonPropertyName("seconds_at_40_c")] double SecondsAt40,
    [property: JsonPropertyName("seconds_at_41_c")] double SecondsAt41,
    [property: JsonPropertyName("seconds_at_42_c")] double SecondsAt42,
    [property: JsonPropertyName("seconds_at_43_c"), Description("At or above.")] double SecondsAt43,
    [property: Description("Without a reading that can be trusted.")] double SecondsWithout)
{
    internal static StretchData Of(CourseFigures figures) => new(
        figures.PeakCelsius,
        figures.PeakCelsius is null ? null : figures.PeakMs,
        Dose.Rounded(figures.DoseMinutes),
        figures.At(CourseFigures.WarmCelsius).TotalSeconds,
        figures.At(41.0).TotalSeconds,
        figures.At(CourseFigures.HotCelsius).TotalSeconds,
        figures.At(43.0).TotalSeconds,
        figures.Gaps.TotalSeconds);
}

[Description("The heat that went on arriving after the line had opened: until the temperature falls again, another ablation begins, or 400 s are over.")]
public sealed record CoastData(
    double? HighestC,
    [property: Description("Above the tip when the line opened; null where the tip did not rise by more than noise.")] double? RiseC,
    [property: Description("From the opening to the highest.")] double Seconds,
    long EndMs,
    [property: Description("'fell', 'next_ablation', 'time' or 'log_end'.")] string End)
{
    internal static CoastData? Of(Ablation ablation, AtProbe probe) => !ablation.HasEnded || probe.Coast.PeakCelsius is null ? null : new(
        probe.Coast.PeakCelsius,
        probe.HasCoast && probe.CoastCelsius is { } rise ? Math.Round(rise, 2) : null,
        (probe.Coast.PeakMs - ablation.EndMs) / 1000.0,
        probe.Coast.EndMs,
        probe.Coast.Ending switch { CoastEnd.Fell => "fell", CoastEnd.NextAblation => "next_ablation", CoastEnd.Time => "time", _ => "log_end" });
}

[Description("The peak that the box expected, and how that compares with what came. A figure of tissue models, not of patients.")]
public sealed record ExpectationData(
    double PeakC,
    [property: Description("Give or take.")] double WidthC,
    [property: Description("The peak that came less the expected one; null where the coast is not in the log to its end.")] double? ErrorC,
    [property: Description("Whether the peak that came lay within the width; null where it isn't known.")] bool? Within)
{
    internal static ExpectationData? Of(Ablation ablation, AtProbe probe) => !ablation.HasEnded || probe.Expected is not { } expected ? null : new(
        expected.PeakCelsius,
        expected.WidthCelsius,
        probe.ExpectationError is { } error ? Math.Round(error, 2) : null,
        probe.ExpectationError is { } came ? expected.Holds(came) : null);
}

[Description("What an ablation came to at the second probe; each as the ablation has it of the first.")]
public sealed record ProbeData(
    [property: Description("The probe's own: each probe has lesions of its own.")] int? Lesion,
    double? HighestC,
    double DoseMinutes,
    double? BaselineC,
    double? CutoffC,
    double? RiseCPerS,
    StretchData UntilOpen,
    StretchData AfterOpen,
    StretchData? AfterRestart,
    CoastData? Coast,
    ExpectationData? Expected,
    RecordData? Record)
{
    internal static ProbeData Of(Ablation ablation, AtProbe probe, Lesion[] lesions) => new(
        Array.FindIndex(lesions, lesion => lesion.Probe == probe.Number && lesion.Ablations.Contains(ablation)) is >= 0 and var index ? index + 1 : null,
        probe.HighestCelsius,
        Dose.Rounded(probe.DoseMinutes),
        probe.Course.BaselineCelsius,
        probe.CutoffCelsius,
        Rounded(probe.RiseCelsiusPerSecond),
        StretchData.Of(probe.Course.During),
        StretchData.Of(probe.Course.After),
        probe.AfterRestart is { } restart ? StretchData.Of(restart.After) : null,
        CoastData.Of(ablation, probe),
        ExpectationData.Of(ablation, probe),
        RecordData.Of(probe.Procedure));

    internal static double? Rounded(double? celsiusPerSecond) => celsiusPerSecond is { } rise ? Math.Round(rise, 3) : null;
}

public sealed record RecordData(double? Seconds, double? PeakC, double? DoseMinutes, string End)
{
    internal static RecordData? Of(Procedure? record) => record is null ? null : new RecordData(record.Duration?.TotalSeconds, record.PeakCelsius, record.DoseMinutes, record.End);
}

public sealed record EventData(
    int Line,
    long TMs,
    string? At,
    [property: Description("The protocol's words.")] string Words,
    string Sentence,
    [property: Description("Empty where there is nothing to do.")] string NextStep,
    double? TipC,
    [property: Description("The one that it is about, 1 or 2; 1 in a box with one, and null in a box with two where it is about neither.")] int? Probe)
{
    internal static EventData Of(News news, Session session) =>
        new(news.Line, news.TimeMs, session.ClockAt(news.TimeMs)?.ToIso(), news.Words, news.Sentence, news.NextStep, news.TipCelsius, news.Probe ?? (session.HasSecondProbe ? null : 1));
}

internal static class Dose
{
    /// <summary>To a ten-thousandth of a minute: what follows is noise of the reading.</summary>
    public static double Rounded(double minutes) => Math.Round(minutes, 4);
}

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ReportData))]
public sealed partial class ReportJson : JsonSerializerContext;
