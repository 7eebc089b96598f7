using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>The expectations of a plan by the word after "that".</summary>
internal static class ExpectationReader
{
    /// <summary>No step waits longer.</summary>
    public const double LongestSeconds = 3600.0;

    private static readonly Dictionary<string, Func<PlanObject, Expectation>> _readers = new(StringComparer.Ordinal)
    {
        ["event"] = EventExpectation.Read,
        ["no-event"] = NoEventExpectation.Read,
        ["sample"] = SampleExpectation.Read,
        ["line-stays-open"] = LineStaysOpenExpectation.Read,
        ["reading"] = ReadingExpectation.Read,
        ["cold-junction"] = ColdJunctionExpectation.Read,
        ["boot"] = BootExpectation.Read,
        ["configuration"] = static expectation => SettingsExpectation.Read(LineType.Configuration, expectation),
        ["options"] = static expectation => SettingsExpectation.Read(LineType.Options, expectation),
        ["self-test"] = SelfTestExpectation.Read,
        ["record"] = RecordExpectation.Read,
        ["signals"] = SignalsExpectation.Read,
        ["reaction"] = ReactionExpectation.Read,
        ["log"] = LogExpectation.Read,
        ["statistics"] = StatisticsExpectation.Read,
        ["timing"] = TimingExpectation.Read,
        ["lesion"] = LesionExpectation.Read,
    };

    public static Expectation Read(PlanObject expectation)
    {
        Expectation read = _readers[expectation.Word("that", _readers.Keys)](expectation);
        expectation.End();
        return read;
    }

    public static double WithinSeconds(PlanObject expectation) => expectation.Number("within_s", 0.1, LongestSeconds);
}

/// <summary>What must come of an action.</summary>
public abstract record Expectation
{
    /// <summary>What is expected, tolerance and time-out included.</summary>
    public abstract string Text { get; }

    /// <summary>Waits for it as long as it is allowed to take.</summary>
    public Check Judge(Watch watch)
    {
        (bool isPassed, string measured) = Measure(watch);
        return new Check(Text, measured, isPassed);
    }

    protected abstract (bool IsPassed, string Measured) Measure(Watch watch);

    /// <summary>A temperature as people write it.</summary>
    protected static string Degrees(double value) => value.ToString("0.0#", CultureInfo.InvariantCulture) + " degC";

    /// <summary>A number as people write it.</summary>
    protected static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A time as people write it.</summary>
    protected static string Time(double value) => Plain(value) + " s";

    /// <summary>A time between two moments, in seconds.</summary>
    protected static string Elapsed(long fromUs, long toUs) => ((toUs - fromUs) / 1e6).ToString("0.00", CultureInfo.InvariantCulture) + " s";

    /// <summary>What an event said.</summary>
    protected static string Said(Heard heard) => $"{heard.Line[Key.Event]} {heard.Reason}".TrimEnd() + $" at {heard.Line[Key.Tip]} degC" + Named(heard);

    /// <summary>Which probe a line names; nothing where it names none.</summary>
    protected static string Named(Heard heard) => heard.Line[Key.Probe] is { } probe ? $" (probe {probe})" : string.Empty;

    /// <summary>Which probe is meant; nothing for any, or every one.</summary>
    protected static string Of(int? probe) => probe is { } one ? $" of probe {one}" : string.Empty;
}

/// <summary>An event must come, in time and for one of some reasons; perhaps no sooner than a while after an earlier event.</summary>
/// <param name="Names">Any of these events.</param>
/// <param name="Reasons">With any of these causes; empty where the event has none.</param>
/// <param name="Probe">That it names; null for any or none.</param>
/// <param name="WithinSeconds">After the action.</param>
/// <param name="After">How long after another event; null for any time.</param>
public sealed record EventExpectation(IReadOnlyList<string> Names, IReadOnlyList<string> Reasons, int? Probe, double WithinSeconds, EventSpan? After) : Expectation
{
    private const int MostShown = 4;

    public override string Text
    {
        get
        {
            string what = $"{string.Join(" or ", Names)} {string.Join(" or ", Reasons)}".TrimEnd() + Of(Probe);
            string when = $"within {Time(WithinSeconds)}";
            return After is null ? $"{what} {when}" : $"{what} {Plain(After.LowestSeconds)} to {Time(After.HighestSeconds)} after {After.Since}";
        }
    }

    internal static Expectation Read(PlanObject expectation) => new EventExpectation(
        expectation.Words("event", Meanings.Events),
        expectation.Has("reason") ? expectation.Words("reason", Meanings.Reasons) : [],
        expectation.OptionalProbe(),
        ExpectationReader.WithinSeconds(expectation),
        expectation.Has("since") ? EventSpan.Read(expectation) : null);

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? came = watch.Await(IsWanted, WithinSeconds);
        if (came is null) return (false, Others(watch));
        if (After is null) return (true, $"{Said(came)} after {Elapsed(watch.BeganUs, came.ArrivedUs)}");

        Heard? before = watch.Heard.LastOrDefault(heard => heard.IsEvent(After.Since) && heard.ArrivedUs <= came.ArrivedUs);
        if (before is null) return (false, $"{Said(came)} without {After.Since} before");
        double seconds = (came.ArrivedUs - before.ArrivedUs) / 1e6;
        bool isInTime = seconds >= After.LowestSeconds && seconds <= After.HighestSeconds;
        return (isInTime, string.Create(CultureInfo.InvariantCulture, $"{Said(came)} after {seconds:F1} s"));
    }

    private static string Others(Watch watch)
    {
        string[] others = [.. watch.Heard.Where(static heard => heard.Line.Type == LineType.Event).Take(MostShown).Select(Said)];
        return others.Length == 0 ? "no event" : string.Join(", ", others);
    }

    private bool IsWanted(Heard heard) =>
        Names.Any(heard.IsEvent) && (Reasons.Count == 0 || (heard.Reason is { } reason && Reasons.Contains(reason, StringComparer.Ordinal)))
        && (Probe is not { } probe || heard.Line.Number(Key.Probe) == probe);
}

/// <summary>From one event to another, by the clock here: the box's own may be what is wrong.</summary>
public sealed record EventSpan(string Since, double LowestSeconds, double HighestSeconds)
{
    internal static EventSpan Read(PlanObject expectation)
    {
        double lowest = expectation.Number("lowest_s", 0.0, ExpectationReader.LongestSeconds);
        return new EventSpan(expectation.Word("since", Meanings.Events), lowest, expectation.Number("highest_s", lowest, ExpectationReader.LongestSeconds));
    }
}

/// <summary>Some events must not come for a while, with the box telling its samples all the time.</summary>
public sealed record NoEventExpectation(IReadOnlyList<string> Names, double ForSeconds) : Expectation
{
    // Ten samples that are missing: silence must not pass for peace.
    private const long SilentUs = 1_000_000;

    public override string Text => $"no {string.Join(", no ", Names)} for {Time(ForSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new NoEventExpectation(
        expectation.Words("event", Meanings.Events),
        expectation.Number("for_s", 0.1, ExpectationReader.LongestSeconds));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? came = watch.Await(heard => Names.Any(heard.IsEvent), ForSeconds);
        if (came is not null) return (false, $"{Said(came)} after {Elapsed(watch.DoneUs, came.ArrivedUs)}");
        long endUs = watch.UsAfterDone(ForSeconds);
        Heard? sample = watch.Transcript.Last(static heard => heard.IsSample);
        if (sample is null || sample.ArrivedUs < endUs - SilentUs) return (false, "the box fell silent");
        double[] readings = [.. from heard in watch.Heard.Where(heard => heard.IsSample && heard.ArrivedUs >= watch.DoneUs) from probe in Enumerable.Range(1, watch.Box.Probes) select heard.Tip(probe) ?? double.NaN];
        return (true, $"none; readings {Plain(readings.Min())} to {Degrees(readings.Max())}");
    }
}

/// <summary>State and relays must come to be so in time, and perhaps stay so.</summary>
/// <param name="State">Null for any.</param>
/// <param name="K1">By its mirror, 1 when pulled in; null for any.</param>
/// <param name="K2">As K1.</param>
/// <param name="WithinSeconds">After the action.</param>
/// <param name="ForSeconds">From then, or from the end of the action.</param>
public sealed record SampleExpectation(string? State, int? K1, int? K2, double WithinSeconds, double? ForSeconds) : Expectation
{
    public override string Text => Wanted + $" within {Time(WithinSeconds)}" + (ForSeconds is { } seconds ? $", for {Time(seconds)}" : string.Empty);

    private string Wanted
    {
        get
        {
            string?[] parts = [State, K1 is { } k1 ? $"K1 {Position(k1)}" : null, K2 is { } k2 ? $"K2 {Position(k2)}" : null];
            return string.Join(", ", parts.Where(static part => part is not null));
        }
    }

    internal static Expectation Read(PlanObject expectation)
    {
        SampleExpectation sample = new(
            expectation.Has("state") ? expectation.Word("state", StateName.All) : null,
            expectation.OptionalWholeNumber("k1", 0, 1),
            expectation.OptionalWholeNumber("k2", 0, 1),
            ExpectationReader.WithinSeconds(expectation),
            expectation.OptionalNumber("for_s", 0.1, ExpectationReader.LongestSeconds));
        return sample.Wanted.Length > 0 ? sample : throw expectation.Expected("at least one of state, k1, k2");
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? reached = watch.Await(heard => heard.IsSample && IsWanted(heard), WithinSeconds);
        if (reached is null) return (false, Told(watch.Heard.LastOrDefault(static heard => heard.IsSample)));
        string when = $"{Told(reached)} after {Elapsed(watch.BeganUs, reached.ArrivedUs)}";
        if (ForSeconds is not { } seconds) return (true, when);

        long fromUs = Math.Max(reached.ArrivedUs, watch.DoneUs);
        long untilUs = fromUs + (long)(seconds * 1e6);
        double heldSeconds = (untilUs - watch.DoneUs) / 1e6;
        Heard? left = watch.Await(heard => heard.IsSample && heard.ArrivedUs >= fromUs && !IsWanted(heard), heldSeconds);
        if (left is not null) return (false, $"{when}, then {Told(left)} after {Elapsed(fromUs, left.ArrivedUs)}");
        Heard last = watch.Transcript.Last(static heard => heard.IsSample)!;
        bool isHeard = last.ArrivedUs >= untilUs - 1_000_000;
        return isHeard ? (true, $"{when}, and stayed") : (false, $"{when}, then the box fell silent");
    }

    private static string Told(Heard? sample) =>
        sample is null ? "no sample" : $"{sample.Line[Key.State]}, K1 {Position(sample.Line[Key.K1] == "1" ? 1 : 0)}, K2 {Position(sample.Line[Key.K2] == "1" ? 1 : 0)}";

    private static string Position(int contact) => contact == 1 ? "closed" : "open";

    private bool IsWanted(Heard heard) =>
        (State is null || heard.Line[Key.State] == State)
        && (K1 is not { } k1 || heard.Line.Number(Key.K1) == k1)
        && (K2 is not { } k2 || heard.Line.Number(Key.K2) == k2);
}

/// <summary>The generator's line must not be closed at any moment since the action began: never both relays at once.</summary>
public sealed record LineStaysOpenExpectation(double ForSeconds) : Expectation
{
    public override string Text => $"line open throughout, and for {Time(ForSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new LineStaysOpenExpectation(
        expectation.Number("for_s", 0.1, ExpectationReader.LongestSeconds));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? closed = watch.Await(static heard => heard.Line[Key.K1] == "1" && heard.Line[Key.K2] == "1", ForSeconds);
        if (closed is not null) return (false, $"closed after {Elapsed(watch.BeganUs, closed.ArrivedUs)}");
        if (watch.Box.Truth?.WasLineClosed(watch.BeganUs) == true) return (false, "its contacts closed for a moment");
        int samples = watch.Heard.Count(static heard => heard.IsSample);
        return samples == 0 ? (false, "no sample") : (true, $"open in {samples} samples" + (watch.Box.Truth is null ? string.Empty : " and at its contacts"));
    }
}

/// <summary>The box must read a temperature, as the mean of a second, once it has settled: at a probe, or where none is named at every one.</summary>
public sealed record ReadingExpectation(double Celsius, double ToleranceCelsius, int? Probe, double WithinSeconds) : Expectation
{
    public override string Text => $"reading{Of(Probe)} {Plain(Celsius)} ± {Degrees(ToleranceCelsius)} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new ReadingExpectation(
        expectation.Number("celsius", -270.0, 400.0),
        expectation.Number("tolerance", 0.01, 10.0),
        expectation.OptionalProbe(),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        // Counted from now: what was expected before this may have taken its time.
        string measured = "no reading";
        int[] probes = Probe is { } one ? [one] : [.. Enumerable.Range(1, watch.Box.Probes)];
        long untilUs = watch.Box.NowUs + (long)(WithinSeconds * 1e6);
        watch.Transcript.ListenUntil(Math.Min(watch.UsAfterDone(Controls.SettleSeconds), untilUs));
        for (long fromUs = watch.Box.NowUs; fromUs < untilUs; fromUs = watch.Box.NowUs)
        {
            IReadOnlyList<double>[] readings = [.. probes.Select(probe => watch.Transcript.AwaitReadings(probe, fromUs, untilUs))];
            if (readings.Any(static heard => heard.Count < Transcript.MeanSamples)) break;
            double[] means = [.. readings.Select(static heard => heard.Average())];
            measured = probes.Length == 1 ? Told(means[0]) : string.Join(", ", probes.Zip(means, (probe, mean) => $"probe {probe} {Told(mean)}"));
            if (means.All(mean => Math.Abs(mean - Celsius) <= ToleranceCelsius)) return (true, measured);
        }

        return (false, measured);
    }

    private string Told(double mean) => string.Create(CultureInfo.InvariantCulture, $"{mean:F2} degC ({mean - Celsius:+0.00;-0.00;0.00})");
}

/// <summary>The box must find its connector in a range of temperatures.</summary>
public sealed record ColdJunctionExpectation(double LowestCelsius, double HighestCelsius, double WithinSeconds) : Expectation
{
    public override string Text => $"cold junction {Plain(LowestCelsius)} to {Degrees(HighestCelsius)} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation)
    {
        double lowest = expectation.Number("lowest", -20.0, 100.0);
        return new ColdJunctionExpectation(lowest, expectation.Number("highest", lowest, 100.0), ExpectationReader.WithinSeconds(expectation));
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? reached = watch.Await(heard => heard.ArrivedUs >= watch.DoneUs && heard.Line.Number(Key.ColdJunction) is { } celsius && celsius >= LowestCelsius && celsius <= HighestCelsius, WithinSeconds);
        double? found = (reached ?? watch.Heard.LastOrDefault(static heard => heard.Line.Number(Key.ColdJunction) is not null))?.Line.Number(Key.ColdJunction);
        return (reached is not null, found is { } told ? told.ToString("F2", CultureInfo.InvariantCulture) + " degC" : "no reading");
    }
}

/// <summary>The box must start, and count as many resets.</summary>
public sealed record BootExpectation(int Resets, double WithinSeconds) : Expectation
{
    public override string Text => $"BOOT with resets={Resets} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new BootExpectation(
        expectation.WholeNumber("resets", 0, 64),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? boot = watch.Await(static heard => heard.Line.Type == LineType.Boot, WithinSeconds);
        if (boot is null) return (false, "no BOOT");
        return (boot.Line.Number(Key.Resets) == Resets, $"resets={boot.Line[Key.Resets]}, firmware {boot.Line[Key.Firmware]} build {boot.Line[Key.Build]}");
    }
}

/// <summary>The box must tell these settings in a line: CONF, or OPTN for what goes beyond it.</summary>
public sealed record SettingsExpectation(string Line, IReadOnlyDictionary<string, string> Settings, double WithinSeconds) : Expectation
{
    public override string Text => $"{Line} {string.Join(' ', Settings.Select(static setting => $"{setting.Key}={setting.Value}"))} within {Time(WithinSeconds)}";

    internal static Expectation Read(string line, PlanObject expectation) => new SettingsExpectation(
        line,
        expectation.Table("settings"),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? told = watch.Await(heard => heard.Line.Type == Line, WithinSeconds);
        if (told is null) return (false, $"no {Line}");
        string[] wrong = [.. Settings.Where(setting => told.Line[setting.Key] != setting.Value).Select(setting => $"{setting.Key}={told.Line[setting.Key] ?? "missing"}")];
        return (wrong.Length == 0, wrong.Length == 0 ? "all as expected" : string.Join(' ', wrong));
    }
}

/// <summary>Steps of the box's self-test must pass, in this order.</summary>
public sealed record SelfTestExpectation(IReadOnlyList<string> Steps, double WithinSeconds) : Expectation
{
    public override string Text => $"self-test {string.Join(", ", Steps)} passed within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new SelfTestExpectation(
        expectation.Words("steps", Meanings.Steps),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        int told = 0;
        bool isPassed = true;
        Heard? end = watch.Await(IsEnd, WithinSeconds);
        IEnumerable<string> found = watch.Heard.Where(static heard => heard.Line.Type == LineType.Test).Take(told).Select(static heard => $"{heard.Line[Key.Step]} {(heard.Line[Key.Ok] == "1" ? "passed" : "failed")}" + Named(heard));
        if (end is not null && isPassed) return (true, $"all passed after {Elapsed(watch.BeganUs, end.ArrivedUs)}");
        IEnumerable<string> events = watch.Heard.Where(static heard => heard.Line.Type == LineType.Event).Select(Said);
        string all = string.Join(", ", found.Concat(events));
        return (false, all.Length == 0 ? "no TEST line" : all);

        bool IsEnd(Heard heard)
        {
            if (heard.Line.Type != LineType.Test) return false;
            isPassed = heard.Line[Key.Step] == Steps[told] && heard.Line[Key.Ok] == "1";
            told++;
            return !isPassed || told == Steps.Count;
        }
    }
}

/// <summary>The box must file the ablation in a PROC line, with its end and perhaps its duration.</summary>
public sealed record RecordExpectation(string End, double? DurationSeconds, double? ToleranceSeconds, double WithinSeconds) : Expectation
{
    public override string Text => DurationSeconds is { } seconds
        ? $"PROC of {Plain(seconds)} ± {Time(ToleranceSeconds!.Value)} ended by {End} within {Time(WithinSeconds)}"
        : $"PROC ended by {End} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation)
    {
        double? duration = expectation.OptionalNumber("duration_s", 0.0, ExpectationReader.LongestSeconds);
        double? tolerance = duration is null ? null : expectation.Number("tolerance_s", 0.0, ExpectationReader.LongestSeconds);
        return new RecordExpectation(expectation.Word("end", Meanings.Reasons), duration, tolerance, ExpectationReader.WithinSeconds(expectation));
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? told = watch.Await(static heard => heard.Line.Type == LineType.Procedure, WithinSeconds);
        if (told is null || watch.Transcript.Session?.Ablation is not { } ablation) return (false, "no PROC");
        double seconds = ablation.Duration.TotalSeconds;
        bool isInTolerance = DurationSeconds is null || Math.Abs(seconds - DurationSeconds.Value) <= ToleranceSeconds;
        string measured = string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s, highest {ablation.HighestCelsius:F2} degC, CEM43 {ablation.DoseMinutes:F3} min, ended by {ablation.Cause}");
        return (isInTolerance && ablation.Cause == End, measured);
    }
}

/// <summary>The box must have lost no line and begun few ticks late since it was switched on.</summary>
public sealed record StatisticsExpectation(int MostLate, int MostLost, double WithinSeconds) : Expectation
{
    public override string Text => $"STAT with late at most {MostLate}, lost at most {MostLost} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new StatisticsExpectation(
        expectation.WholeNumber("late_at_most", 0, 1_000_000),
        expectation.WholeNumber("lost_at_most", 0, 1_000_000),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? told = watch.Await(static heard => heard.Line.Type == LineType.Statistics, WithinSeconds);
        if (told is null) return (false, "no STAT");
        bool isWell = told.Line.Number(Key.Late) <= MostLate && told.Line.Number(Key.Lost) <= MostLost;
        return (isWell, $"late={told.Line[Key.Late]} lost={told.Line[Key.Lost]}, longest tick {told.Line[Key.Worst]} us");
    }
}

/// <summary>
/// For a while no tick must begin later after the one before, and none take longer, than the figures of the box assume. What
/// the first STAT tells is of the time before, and isn't judged.
/// </summary>
public sealed record TimingExpectation(int MostGapMs, int MostTookUs, double ForSeconds) : Expectation
{
    /// <summary>STAT comes every 5 s (docs/uart-protocol.md); events and samples go ahead of it.</summary>
    private const double StatisticsSeconds = 6.0;

    public override string Text => $"STAT with gap at most {MostGapMs} ms, took at most {MostTookUs} us for {Time(ForSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new TimingExpectation(
        expectation.WholeNumber("gap_ms_at_most", 1, 1000),
        expectation.WholeNumber("took_us_at_most", 1, 1_000_000),
        expectation.Number("for_s", 3 * StatisticsSeconds, ExpectationReader.LongestSeconds));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        watch.Transcript.ListenUntil(watch.UsAfterDone(ForSeconds));
        UartLine[] told = [.. watch.Heard.Where(heard => heard.Line.Type == LineType.Statistics && heard.ArrivedUs >= watch.DoneUs).Skip(1).Select(static heard => heard.Line)];
        if (told.Length < (int)(ForSeconds / StatisticsSeconds) - 1) return (false, $"{told.Length} STAT lines");
        double gap = told.Max(static line => line.Number(Key.Gap) ?? double.PositiveInfinity);
        double took = told.Max(static line => line.Number(Key.Took) ?? double.PositiveInfinity);
        return (gap <= MostGapMs && took <= MostTookUs, $"gap at most {Plain(gap)} ms, took at most {Plain(took)} us in {told.Length} STAT lines");
    }
}

/// <summary>After the record of the ablation the totals of its lesion must come, and hold it.</summary>
public sealed record LesionExpectation(double WithinSeconds) : Expectation
{
    public override string Text => $"LESN that holds the ablation within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new LesionExpectation(ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? record = watch.Await(static heard => heard.Line.Type == LineType.Procedure, WithinSeconds);
        Heard? totals = record is null ? null : watch.Await(heard => heard.Line.Type == LineType.Lesion && heard.Line.Sequence > record.Line.Sequence, WithinSeconds);
        if (record is null || totals is null) return (false, record is null ? "no PROC" : "no LESN");
        bool isHeld = totals.Line.Number(Key.Count) >= 1 && new[] { Key.Duration, Key.Peak, Key.Dose }.All(key => totals.Line.Number(key) >= record.Line.Number(key));
        return (isHeld, $"{totals.Line[Key.Count]} ablations, {totals.Line[Key.Duration]} ms, highest {totals.Line[Key.Peak]} degC, CEM43 {totals.Line[Key.Dose]} min");
    }
}

/// <summary>Lamps and buzzer must have been on: the technician is asked.</summary>
public sealed record SignalsExpectation(Signals Shown, string Question) : Expectation
{
    private static readonly Dictionary<string, Signals> _names = Enum.GetValues<Signals>()
        .Where(static signal => signal != Signals.None)
        .ToDictionary(static signal => signal.ToString().ToUpperInvariant(), StringComparer.Ordinal);

    public override string Text => Question;

    internal static Expectation Read(PlanObject expectation) => new SignalsExpectation(
        expectation.Words("show", _names.Keys).Aggregate(Signals.None, static (all, name) => all | _names[name]),
        expectation.Text("question"));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        bool isShown = watch.Box.HasShown(Shown, Question, watch.BeganUs);
        return (isShown, isShown ? "yes" : "no");
    }
}

/// <summary>
/// The line must open in time. At the contacts, from the moment the input reached a temperature (or from the action), where
/// the contacts can be seen; and as far as the UART shows it, by the box's own clock, from the first sample at or above
/// that temperature to the trip and to the mirror of the relay.
/// </summary>
/// <param name="AtCelsius">Null counts from the action, which the UART does not show.</param>
/// <param name="ContactsMs">At most, at the contacts.</param>
/// <param name="UartMs">At most, by the UART; null where it can't show it.</param>
public sealed record ReactionExpectation(double? AtCelsius, double ContactsMs, double? UartMs) : Expectation
{
    private const double WithinSeconds = 5.0;

    public override string Text
    {
        get
        {
            string from = AtCelsius is { } celsius ? $"{Degrees(celsius)}" : "the action";
            string uart = UartMs is { } ms ? $", mirror at most {Plain(ms)} ms after the first sample there" : string.Empty;
            return $"line open at most {Plain(ContactsMs)} ms after {from}, at the contacts{uart}";
        }
    }

    internal static Expectation Read(PlanObject expectation)
    {
        double? celsius = expectation.OptionalNumber("at_celsius", -100.0, 300.0);
        double contactsMs = expectation.Number("contacts_ms", 1.0, 10_000.0);
        return new ReactionExpectation(celsius, contactsMs, celsius is null ? null : expectation.Number("uart_ms", 1.0, 10_000.0));
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? trip = watch.Await(static heard => heard.IsEvent(EventName.Trip), WithinSeconds);
        Heard? open = trip is null ? null : watch.Await(heard => heard.IsSample && heard.Line.Sequence > trip.Line.Sequence && heard.Line[Key.K1] == "0", WithinSeconds);
        if (trip is null || open is null) return (false, trip is null ? "no TRIP" : "the mirror of K1 did not close");

        List<string> told = [];
        bool isInTime = JudgeContacts(watch, told) & JudgeUart(watch, trip, open, told);
        return (isInTime, string.Join("; ", told));
    }

    private bool JudgeContacts(Watch watch, List<string> told)
    {
        if (watch.Box.Truth is not { } truth)
        {
            told.Add("contacts not in view");
            return true;
        }

        long? fromUs = AtCelsius is { } celsius ? truth.InputReachedUs(celsius, watch.BeganUs) : watch.BeganUs;
        long? openedUs = truth.LineOpenedUs(watch.BeganUs);
        double ms = (openedUs - fromUs) / 1000.0 ?? double.PositiveInfinity;
        told.Add(string.Create(CultureInfo.InvariantCulture, $"contacts open after {ms:F1} ms"));
        return ms <= ContactsMs;
    }

    private bool JudgeUart(Watch watch, Heard trip, Heard open, List<string> told)
    {
        if (UartMs is not { } allowedMs) return true;
        Heard? first = watch.Heard.FirstOrDefault(heard => heard.IsSample && (heard.Tip(1) >= AtCelsius || heard.Tip(2) >= AtCelsius));

        // An event goes ahead of the sample that brought it: the first sample to tell the temperature may come after.
        long fromMs = first is null || first.Line.Sequence > trip.Line.Sequence ? trip.Line.TimeMs : first.Line.TimeMs;
        long tripMs = trip.Line.TimeMs - fromMs;
        long openMs = open.Line.TimeMs - fromMs;
        told.Add($"by the UART {trip.Reason} after {tripMs} ms, mirror after {openMs} ms");
        return openMs <= allowedMs;
    }
}

/// <summary>Every line of the test so far must be whole and in sequence.</summary>
public sealed record LogExpectation : Expectation
{
    public override string Text => "every line of the test whole, in sequence and in its cadence; no restart that nobody made";

    internal static Expectation Read(PlanObject _) => new LogExpectation();

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        watch.Transcript.CatchUp();
        LogIntegrity log = LogIntegrity.Of(watch.Capture.ToArray(), watch.Capture.PowerCycles());
        IReadOnlyList<LogProblem> problems = log.Problems;
        return problems.Count == 0
            ? (true, $"{log.Lines} lines, all whole and in sequence")
            : (false, $"{log.Lines} lines, {problems.Count} problems, the first in line {problems[0].Line}: {problems[0].Text}");
    }
}
