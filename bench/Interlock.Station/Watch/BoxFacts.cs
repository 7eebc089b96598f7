using System.Text.Json.Serialization;
using Interlock.Log;
using Interlock.Station.Monitor;

namespace Interlock.Station.Watch;

/// <summary>
/// What is known of a box at an instant, as the page, <c>/status</c> and the broker tell it: the protocol's words beside sentences
/// for people (docs/watch.md). What isn't known is null.
/// </summary>
public sealed record BoxFacts
{
    private static readonly Meaning _unheard = new(string.Empty, "Nothing heard of the box yet", "check the cable, and that the box is on");

    /// <summary>What the box is called: <c>--box</c>, or the source's name.</summary>
    public required string Box { get; init; }

    /// <summary>This machine's clock when the facts were made, ms since 1970.</summary>
    public required long AtMs { get; init; }

    /// <summary><c>CONNECTED</c>, <c>LOST</c> or <c>ENDED</c>.</summary>
    public required string Link { get; init; }

    /// <summary>Why the reading is not of now; null when it is.</summary>
    public string? Stale { get; init; }

    /// <summary>Since the last valid sample, ms.</summary>
    public required long AgeMs { get; init; }

    /// <summary>The box's clock, ms since power-on.</summary>
    public long? BoxMs { get; init; }

    public string? Firmware { get; init; }

    public string? Build { get; init; }

    /// <summary>The protocol's word.</summary>
    public string? State { get; init; }

    public required string StateSentence { get; init; }

    /// <summary>What the person does now; empty where there is nothing to do.</summary>
    public required string NextStep { get; init; }

    /// <summary>What tripped the box or locked it out, until that is acknowledged.</summary>
    public Word? Cause { get; init; }

    /// <summary>The loudest thing that is wrong now.</summary>
    public Alarm? Alarm { get; init; }

    public required IReadOnlyList<Word> Warnings { get; init; }

    /// <summary>Both relays are pulled in, by their mirrors.</summary>
    public bool? IsLineClosed { get; init; }

    public bool? IsK1Closed { get; init; }

    public bool? IsK2Closed { get; init; }

    /// <summary>degC; null where the box doesn't trust it. With two probes the first's.</summary>
    public double? Tip { get; init; }

    /// <summary>The second probe's; null too where there is none.</summary>
    public double? SecondTip { get; init; }

    public bool HasSecondProbe { get; init; }

    public double? ColdJunction { get; init; }

    public required double Limit { get; init; }

    public required double WarnAt { get; init; }

    public required double Floor { get; init; }

    public AblationFacts? Ablation { get; init; }

    /// <summary>With two probes the first's.</summary>
    public LesionFacts? Lesion { get; init; }

    /// <summary>The second probe's, which is at another place.</summary>
    public LesionFacts? SecondLesion { get; init; }

    /// <summary>Until the cement may be placed; null where no wait is under way.</summary>
    public double? CementWaitSeconds { get; init; }

    public required long BadLines { get; init; }

    public required long MissingLines { get; init; }

    /// <summary>Lines and events that the box had to drop.</summary>
    public required long LostLines { get; init; }

    /// <summary>A virtual box, to train on: nobody is treated.</summary>
    public bool IsTraining { get; init; }

    /// <param name="name">What the box is called.</param>
    /// <param name="box">What it told.</param>
    /// <param name="link">How that came here.</param>
    /// <param name="now">This machine's clock.</param>
    /// <param name="isTraining">Whether it is a virtual box.</param>
    public static BoxFacts Of(string name, BoxStatus box, LinkStatus link, DateTimeOffset now, bool isTraining = false)
    {
        Session session = box.Session;
        Sample? sample = session.Newest;
        Meaning state = sample is { } told ? Meanings.OfState(told.State) : _unheard;
        Word? cause = session.Cause is { } reason ? Word.OfReason(reason, session.CauseProbe) : null;
        Word[] warnings = [.. session.Warnings.Select(standing => Word.OfReason(standing.Reason, standing.Probe))];
        return new BoxFacts
        {
            Box = name,
            AtMs = now.ToUnixTimeMilliseconds(),
            Link = link.State.ToString().ToUpperInvariant(),
            Stale = link.Stale,
            AgeMs = (long)link.WithoutSample.TotalMilliseconds,
            BoxMs = session.LastMs < 0 ? null : session.LastMs,
            Firmware = session.Origin?[Key.Firmware],
            Build = session.Origin?[Key.Build],
            State = sample?.State,
            StateSentence = state.Sentence,
            NextStep = session.Emergency?.NextStep ?? (cause is { NextStep.Length: > 0 } ? cause.NextStep : state.NextStep),
            Cause = cause,
            Alarm = Alarm.Of(session, link, cause, warnings),
            Warnings = warnings,
            IsLineClosed = sample?.IsLineClosed,
            IsK1Closed = sample is { } k1 ? k1.K1 == "1" : null,
            IsK2Closed = sample is { } k2 ? k2.K2 == "1" : null,
            Tip = sample?.TipCelsius,
            SecondTip = sample?.SecondTipCelsius,
            HasSecondProbe = box.HasSecondProbe,
            ColdJunction = sample?.ColdJunctionCelsius,
            Limit = session.Settings.LimitCelsius,
            WarnAt = BoxSettings.WarnHighCelsius,
            Floor = session.Settings.FloorCelsius,
            Ablation = box.Ablation is { } ablation ? AblationFacts.Of(ablation) : null,
            Lesion = box.LesionOf(1) is { } lesion ? LesionFacts.Of(lesion) : null,
            SecondLesion = box.HasSecondProbe && box.LesionOf(2) is { } second ? LesionFacts.Of(second) : null,
            CementWaitSeconds = CementWait(session),
            BadLines = box.Log.BadLines,
            MissingLines = box.Log.MissingLines,
            LostLines = box.Lost,
            IsTraining = isTraining,
        };
    }

    /// <summary>Whether somebody must be told at once, and not with the next reading.</summary>
    public bool DiffersInKind(BoxFacts? other) => other is null
        || (State, Link, Stale is null, Alarm?.Id, IsLineClosed, Ablation?.End) != (other.State, other.Link, other.Stale is null, other.Alarm?.Id, other.IsLineClosed, other.Ablation?.End);

    private static double? CementWait(Session session)
    {
        if (session.Ablation is not { HasEnded: true } last) return null;
        TimeSpan wait = session.Settings.CementWait - TimeSpan.FromMilliseconds(session.LastMs - last.EndMs);
        return wait > TimeSpan.Zero ? Math.Ceiling(wait.TotalSeconds) : null;
    }
}

/// <summary>A word of the protocol, for a person.</summary>
/// <param name="Name">The word.</param>
/// <param name="Sentence">For a person; with the probe where the box has two.</param>
/// <param name="NextStep">What the person does.</param>
/// <param name="Probe">The probe that it is about, 1 or 2; null for none, and where the box has one.</param>
public sealed record Word(string Name, string Sentence, string NextStep, int? Probe)
{
    internal static Word OfReason(string reason, int? probe)
    {
        Meaning meaning = Meanings.OfReason(reason);
        return new Word(meaning.Word, meaning.Sentence + News.OfProbe(probe), meaning.NextStep, probe);
    }

    /// <summary>The same as long as it is the same word of the same probe.</summary>
    internal string Id => Name + News.OfProbe(Probe);
}

/// <summary>What a person in the room must hear.</summary>
/// <param name="Kind"><c>EMERGENCY</c> (the generator goes on without the box), <c>DATA_LOST</c>, <c>TRIP</c> or <c>WARNING</c>.</param>
/// <param name="Id">The same as long as it is the same alarm: muting ends with it.</param>
public sealed record Alarm(string Kind, string Id)
{
    public const string Emergency = "EMERGENCY";
    public const string DataLost = "DATA_LOST";
    public const string Trip = EventName.Trip;
    public const string Warning = "WARNING";

    internal static Alarm? Of(Session session, LinkStatus link, Word? cause, IReadOnlyCollection<Word> warnings) =>
        session.Emergency is { } emergency ? new Alarm(Emergency, emergency.Name)
        : link.Stale is not null ? new Alarm(DataLost, DataLost)
        : cause is not null ? new Alarm(Trip, cause.Id)
        : warnings.Count > 0 ? new Alarm(Warning, string.Join(' ', warnings.Select(word => word.Id).Order(StringComparer.Ordinal)))
        : null;
}

/// <summary>The ablation that is under way, or was the last.</summary>
/// <param name="Number">Since this session of watching began, from 1.</param>
/// <param name="IsUnderWay">The line is permitted.</param>
/// <param name="Seconds">From ARMED to the end, or until now.</param>
/// <param name="LongestSeconds">The box ends it then.</param>
/// <param name="IsHeardFromItsBeginning">Otherwise the figures are those since somebody listens.</param>
/// <param name="Peak">Highest until the line opened, degC. With two probes this and what follows are the first's.</param>
/// <param name="Highest">Highest until now, the coast after the line opened included, degC.</param>
/// <param name="DoseMinutes">CEM43 until now, the coast included.</param>
/// <param name="End">What opened the line; null while it is closed.</param>
/// <param name="EndProbe">The probe whose row did, 1 or 2; null for none, and where the box has one.</param>
/// <param name="ExpectedPeak">What the tip would reach if the line opened now, or was expected to when it opened, degC.</param>
/// <param name="ExpectedWidth">Give or take this.</param>
/// <param name="Second">The second probe's figures; null where there is none.</param>
public sealed record AblationFacts(
    int Number, bool IsUnderWay, double Seconds, double LongestSeconds, bool IsHeardFromItsBeginning, double? Peak, double? Highest, double DoseMinutes, string? End, int? EndProbe,
    double? ExpectedPeak, double? ExpectedWidth, ProbeFacts? Second)
{
    internal static AblationFacts Of(Ablation ablation) => new(
        ablation.Number,
        !ablation.HasEnded,
        Math.Round(ablation.Duration.TotalSeconds, 1),
        ablation.Session.Settings.Longest.TotalSeconds,
        ablation.HasArmed || ablation.Procedure is not null,
        ablation.First.PeakCelsius,
        ablation.First.HighestCelsius,
        Math.Round(ablation.First.DoseMinutes, 4),
        ablation.HasEnded ? ablation.Cause : null,
        ablation.CauseProbe,
        ablation.First.Expected?.PeakCelsius,
        ablation.First.Expected?.WidthCelsius,
        ablation.Second is { } second
            ? new ProbeFacts(second.PeakCelsius, second.HighestCelsius, Math.Round(second.DoseMinutes, 4), second.Expected?.PeakCelsius, second.Expected?.WidthCelsius)
            : null);
}

/// <summary>What an ablation came to at a second probe, as <see cref="AblationFacts"/> has it of the first.</summary>
public sealed record ProbeFacts(double? Peak, double? Highest, double DoseMinutes, double? ExpectedPeak, double? ExpectedWidth);

/// <summary>Ablations at one place, together.</summary>
public sealed record LesionFacts(int Ablations, double Seconds, double? Highest, double DoseMinutes, bool HasEnded)
{
    internal static LesionFacts Of(Lesion lesion) => new(
        lesion.Ablations.Count, Math.Round(lesion.Duration.TotalSeconds, 1), lesion.HighestCelsius, Math.Round(lesion.DoseMinutes, 4), lesion.HasEnded);
}

/// <summary>Something that the box told, or that happened to it.</summary>
/// <param name="AtMs">This machine's clock, ms since 1970.</param>
/// <param name="BoxMs">The box's clock, ms since power-on.</param>
/// <param name="Words">The protocol's.</param>
/// <param name="Sentence">For a person.</param>
/// <param name="NextStep">What the person does; empty where there is nothing to do.</param>
/// <param name="Severity">How loud it is.</param>
/// <param name="Tip">When it happened, degC; of the probe that is named, else of the first.</param>
/// <param name="Probe">The probe that it is about, 1 or 2; null for none, and where the box has one.</param>
public sealed record EventFacts(long AtMs, long BoxMs, string Words, string Sentence, string NextStep, Severity Severity, double? Tip, int? Probe)
{
    internal static EventFacts Of(HeardEvent heard) => new(
        heard.HeardAt.ToUnixTimeMilliseconds(), heard.TimeMs, heard.News?.Words ?? heard.Text, heard.News?.SentenceOfProbe ?? heard.Text, heard.News?.NextStep ?? string.Empty, heard.Severity, heard.News?.TipCelsius, heard.News?.Probe);
}

/// <summary>A reading, for the broker.</summary>
public sealed record SampleFacts(long AtMs, long? BoxMs, string? State, double? Tip, double? SecondTip, bool? IsLineClosed, bool IsStale, double? DoseMinutes, double? SecondDoseMinutes)
{
    internal static SampleFacts Of(BoxFacts facts) =>
        new(facts.AtMs, facts.BoxMs, facts.State, facts.Tip, facts.SecondTip, facts.IsLineClosed, facts.Stale is not null, facts.Ablation?.DoseMinutes, facts.Ablation?.Second?.DoseMinutes);
}

/// <summary>What the broker tells when nobody watches the box any more.</summary>
public sealed record OfflineFacts(string Box, string State);

/// <summary>A reading for the course: the box's ms, the tip, the second tip.</summary>
public readonly record struct CoursePoint(long BoxMs, double? Tip, double? SecondTip);

/// <summary>What a viewer is sent.</summary>
/// <param name="Number">Counts up; a viewer's first has everything up to its number.</param>
/// <param name="IsStart">Whether it replaces all that the viewer has.</param>
/// <param name="Facts">Of now.</param>
/// <param name="Course">New readings.</param>
/// <param name="Events">New events, oldest first.</param>
public sealed record Message(long Number, bool IsStart, BoxFacts Facts, IReadOnlyList<CoursePoint> Course, IReadOnlyList<EventFacts> Events);

/// <summary>The JSON of all of these.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BoxFacts))]
[JsonSerializable(typeof(EventFacts))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(SampleFacts))]
[JsonSerializable(typeof(TrainingPanel))]
[JsonSerializable(typeof(OfflineFacts))]
public sealed partial class FactsJson : JsonSerializerContext;
