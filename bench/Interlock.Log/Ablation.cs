namespace Interlock.Log;

/// <summary>How an ablation ended, as far as the log tells.</summary>
public enum Ending
{
    /// <summary>The line was still closed when the log ended.</summary>
    None,

    /// <summary>The box told that it opened the line, by an event or its record.</summary>
    Told,

    /// <summary>A sample shows the line no longer permitted; the line that says why is missing.</summary>
    Seen,

    /// <summary>The box restarted, and the line opened with it.</summary>
    Restart,
}

/// <summary>A PROC line: the box's own record of an ablation.</summary>
public sealed record Procedure(long TimeMs, TimeSpan? Duration, double? PeakCelsius, double? PeakMs, double? DoseMinutes, string End);

/// <summary>A LESN line: the box's own totals of a lesion.</summary>
public sealed record LesionTotals(long TimeMs, int Ablations, TimeSpan? Duration, double? PeakCelsius, double? DoseMinutes, bool IsLast);

/// <summary>
/// One ablation: from ARMED to the opening of the line, and the coast after it until the next ARMED or the lesion's end. When it
/// was and what ended it is of the box; what it came to is of each probe, and in one figure that of the hottest.
/// </summary>
public sealed class Ablation
{
    /// <summary>How an ablation ended whose end the log doesn't explain.</summary>
    public const string NotInLog = "not in the log";

    /// <summary>The one in which a nerve got hottest; null of none.</summary>
    public static Ablation? HottestOf(IEnumerable<Ablation> ablations) => ablations.MaxBy(static ablation => ablation.HighestCelsius ?? double.MinValue);

    /// <summary>The line was still closed when the log ended.</summary>
    public const string NoEnd = "still permitted at the end of the log";

    /// <summary>The word for an ablation that a restart of the box ended.</summary>
    public const string RestartWord = "restart";

    private readonly long _firstHeardMs;

    internal Ablation(Session session, int number, long timeMs, bool hasArmed, double? medianCelsius)
    {
        Session = session;
        Number = number;
        _firstHeardMs = timeMs;
        LastMs = timeMs;
        HasArmed = hasArmed;
        First = new AtProbe(this, 1, medianCelsius, timeMs);
    }

    public Session Session { get; }

    /// <summary>Counted through the log, from 1.</summary>
    public int Number { get; }

    /// <summary>Whether ARMED is in the log; otherwise it begins with the first sample of it.</summary>
    public bool HasArmed { get; }

    /// <summary>ARMED; where that isn't in the log the box's own record tells, or else the first sample of it.</summary>
    public long StartMs => !HasArmed && Procedure?.Duration is { } duration ? Math.Min(_firstHeardMs, EndMs - (long)duration.TotalMilliseconds) : _firstHeardMs;

    /// <summary>From where the log shows it.</summary>
    public long FirstHeardMs => _firstHeardMs;

    public Ending Ending { get; private set; }

    /// <summary>Whether the line opened before the log ended.</summary>
    public bool HasEnded => Ending != Ending.None;

    /// <summary>When the line opened; where it is still closed, the last line heard.</summary>
    public long EndMs => _endMs ?? LastMs;

    /// <summary>The last line that belongs to it or its coast.</summary>
    public long LastMs { get; internal set; }

    /// <summary>The coast is watched until here: the cement, the next ablation, or the end of the log.</summary>
    public long WatchedUntilMs
    {
        get
        {
            long untilMs = Math.Min(EndMs + (long)Session.Settings.CementWait.TotalMilliseconds, Next?._firstHeardMs - 1 ?? Session.LastMs);
            return Math.Max(EndMs, untilMs);
        }
    }

    /// <summary>The event that opened the line.</summary>
    public News? Cutoff { get; private set; }

    /// <summary>The probe whose row opened the line, 1 or 2; null where none is named, and in a box with one.</summary>
    public int? CauseProbe => Ending == Ending.Told ? Cutoff?.Probe : null;

    /// <summary>What it came to at the only probe, or at the first of two.</summary>
    public AtProbe First { get; }

    /// <summary>The same at the second probe; null where there is none.</summary>
    public AtProbe? Second { get; internal set; }

    /// <summary>One or both.</summary>
    public IReadOnlyList<AtProbe> Probes => Second is null ? [First] : [First, Second];

    /// <summary>The probe that got hotter: what happened to the nerve that had the most of it.</summary>
    public AtProbe Hottest => Second?.HighestCelsius > (First.HighestCelsius ?? double.MinValue) ? Second : First;

    /// <summary>At a probe; null where that was not heard of.</summary>
    public AtProbe? At(int probe) => probe == 2 ? Second : First;

    /// <summary>The box's own record; duration and end are the same of both probes.</summary>
    public Procedure? Procedure => First.Procedure ?? Second?.Procedure;

    /// <summary>What opened the line: a cause or <c>RELEASED</c>, or what is known of it.</summary>
    public string Cause => Ending switch
    {
        Ending.None => NoEnd,
        Ending.Restart => RestartWord,
        _ => Procedure?.End ?? Cutoff?.ReasonOrName ?? NotInLog,
    };

    /// <summary>The same with the probe that it was, where the box has two: <c>OVER_TEMPERATURE (probe 2)</c>.</summary>
    public string CauseInWords => Cause + News.OfProbe(CauseProbe);

    /// <summary>The same for a person, as the rest of a sentence.</summary>
    public string CauseSentence => Ending switch
    {
        Ending.None => "the line was still permitted at the end of the log",
        Ending.Restart => "the box restarted, and its line opened",
        _ when Cause == NotInLog => "what opened the line is not in the log",
        _ => Meanings.OfReason(Cause).Sentence + News.OfProbe(CauseProbe),
    };

    /// <summary>From ARMED to the end, or until now.</summary>
    public TimeSpan Duration => Procedure?.Duration ?? TimeSpan.FromMilliseconds(EndMs - StartMs);

    /// <summary>Since the line opened; nothing before.</summary>
    public TimeSpan SinceEnd => TimeSpan.FromMilliseconds(HasEnded ? LastMs - EndMs : 0);

    /// <summary>Highest until the line opened, at the hottest probe.</summary>
    public double? PeakCelsius => Hottest.PeakCelsius;

    /// <summary>Highest from ARMED to the lesion's end, the coast included, at the hottest probe: what happened to the nerve.</summary>
    public double? HighestCelsius => Hottest.HighestCelsius;

    /// <summary>CEM43 from ARMED to the lesion's end, the coast included, at the hottest probe, minutes.</summary>
    public double DoseMinutes => Hottest.DoseMinutes;

    /// <summary>Every line from ARMED to the end was heard.</summary>
    internal bool IsWhole => HasArmed && !MissesLines;

    internal bool MissesLines { get; set; }

    /// <summary>The one after it in the same session.</summary>
    internal Ablation? Next { get; set; }

    private long? _endMs;

    internal void Finish(Ending ending, long timeMs, News? cutoff)
    {
        if (HasEnded) return;
        Ending = ending;
        _endMs = timeMs;
        LastMs = Math.Max(LastMs, timeMs);
        Cutoff = cutoff;
        foreach (AtProbe probe in Probes) probe.Finish(timeMs, cutoff);
    }
}

/// <summary>
/// What an ablation came to at one probe: peak, dose, coast. Everything that tells a figure of an ablation asks this.
/// </summary>
public sealed class AtProbe
{
    private readonly Ablation _ablation;

    internal AtProbe(Ablation ablation, int number, double? medianCelsius, long timeMs)
    {
        _ablation = ablation;
        Number = number;
        Course = new Course(medianCelsius, timeMs);
    }

    /// <summary>1, or 2 for the second.</summary>
    public int Number { get; }

    /// <summary>What the readings come to.</summary>
    public Course Course { get; }

    /// <summary>The box's own record.</summary>
    public Procedure? Procedure { get; private set; }

    /// <summary>Highest until the line opened. What was not heard of it, the box's own record tells.</summary>
    public double? PeakCelsius => IsWhole ? Course.During.PeakCelsius : Procedure?.PeakCelsius ?? Course.During.PeakCelsius;

    /// <summary>Highest from ARMED to the lesion's end, the coast included: what happened to the nerve.</summary>
    public double? HighestCelsius => Higher(PeakCelsius, Higher(Course.After.PeakCelsius, AfterRestart?.HighestCelsius));

    /// <summary>CEM43 until the line opened, minutes.</summary>
    public double DoseAtEndMinutes => IsWhole ? Course.During.DoseMinutes : Procedure?.DoseMinutes ?? Course.During.DoseMinutes;

    /// <summary>CEM43 from ARMED to the lesion's end, the coast included, minutes.</summary>
    public double DoseMinutes => (AfterRestart?.DoseMinutes ?? 0.0) + (IsWhole ? Course.DoseMinutes : ToldDoseMinutes ?? DoseAtEndMinutes + Course.After.DoseMinutes);

    /// <summary>The same by the box's newest sample; null where none told it, as of a second probe.</summary>
    public double? ToldDoseMinutes { get; internal set; }

    /// <summary>The tip when the line opened.</summary>
    public double? CutoffCelsius { get; private set; }

    /// <summary>The heat that went on arriving after the line had opened.</summary>
    public Coast Coast { get; } = new();

    /// <summary>What the box expected just before the line opened, or expects now; null where it didn't tell.</summary>
    public Expectation? Expected { get; internal set; }

    /// <summary>How much higher than at the cut-off the tip rose in the coast; below zero when it only fell.</summary>
    public double? CoastCelsius => Coast.PeakCelsius - CutoffCelsius;

    /// <summary>Whether the tip rose by more than noise after the line had opened.</summary>
    public bool HasCoast => Coast.HasRisen && CoastCelsius >= Coast.LeastRiseCelsius;

    /// <summary>The peak that came less the one that was expected, degC; null where nothing was, or the coast was not seen to its end.</summary>
    public double? ExpectationError =>
        Expected is { } expected && Coast.HasPeaked && Higher(CutoffCelsius, Coast.PeakCelsius) is { } came ? came - expected.PeakCelsius : null;

    /// <summary>What the box read after a restart, until the next ablation: its clock is the one of the new power-on.</summary>
    public Course? AfterRestart { get; private set; }

    /// <summary>How fast the tip rose in the seconds before the line opened, degC/s; null where that isn't known.</summary>
    public double? RiseCelsiusPerSecond { get; internal set; }

    /// <summary>Every conversion was heard. A sample is one of the first chip's, and tells the newest of the second's beside it: some are missing.</summary>
    private bool IsWhole => Number == 1 && _ablation.IsWhole;

    private static double? Higher(double? one, double? other) => one is null || other > one ? other ?? one : one;

    internal void Finish(long timeMs, News? cutoff)
    {
        double? told = cutoff is not null && cutoff.TellsTipOf(Number, isOnly: _ablation.Second is null) ? cutoff.TipCelsius : null;
        CutoffCelsius = told ?? Course.NewestCelsius;
        Coast.Begin(timeMs, Course.NewestCelsius ?? CutoffCelsius);
    }

    /// <summary>The last reading before the line opened came after it.</summary>
    internal void FinishAt(double? medianCelsius, long timeMs)
    {
        CutoffCelsius = medianCelsius ?? CutoffCelsius;
        Coast.Begin(timeMs, CutoffCelsius);
    }

    /// <summary>A box that restarted has forgotten the ablation, the nerve has not.</summary>
    internal void TakeAfterRestart(double? medianCelsius, long timeMs, bool isFirst)
    {
        if (medianCelsius is null) return;
        AfterRestart ??= new Course(null, timeMs);
        if (isFirst) AfterRestart.GoOn(timeMs);
        AfterRestart.Add(medianCelsius, timeMs, isPermitted: false);
    }

    internal void Take(Procedure procedure) => Procedure ??= procedure;
}

/// <summary>Ablations at one place, which one probe looks at: the needle can't have been moved to another between them.</summary>
public sealed class Lesion(int probe)
{
    private readonly List<Ablation> _ablations = [];

    /// <summary>The one in which the nerve got hottest; null of none.</summary>
    public static Lesion? HottestOf(IEnumerable<Lesion> lesions) => lesions.MaxBy(static lesion => lesion.HighestCelsius ?? double.MinValue);

    /// <summary>The one with the most dose; null of none.</summary>
    public static Lesion? MostDosedOf(IEnumerable<Lesion> lesions) => lesions.MaxBy(static lesion => lesion.DoseMinutes);

    /// <summary>1, or 2 for the second.</summary>
    public int Probe => probe;

    public IReadOnlyList<Ablation> Ablations => _ablations;

    /// <summary>What they came to here.</summary>
    public IEnumerable<AtProbe> Figures => _ablations.Select(ablation => ablation.At(probe)).OfType<AtProbe>();

    /// <summary>The cement wait is over, or another lesion began.</summary>
    public bool HasEnded { get; internal set; }

    /// <summary>The box told that the wait for the cement was over.</summary>
    public bool HasWaited { get; internal set; }

    /// <summary>The box's own totals; null where none were told.</summary>
    public LesionTotals? Told { get; internal set; }

    /// <summary>For how long the line was permitted, together.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(_ablations.Sum(ablation => ablation.Duration.Ticks));

    /// <summary>Highest of all its ablations and coasts.</summary>
    public double? HighestCelsius => Figures.Max(figures => figures.HighestCelsius);

    /// <summary>Highest of all its ablations until their lines opened.</summary>
    public double? UntilOpenCelsius => Figures.Max(figures => figures.PeakCelsius);

    /// <summary>CEM43 of all its ablations and coasts, minutes.</summary>
    public double DoseMinutes => Figures.Sum(figures => figures.DoseMinutes);

    internal void Add(Ablation ablation) => _ablations.Add(ablation);
}
