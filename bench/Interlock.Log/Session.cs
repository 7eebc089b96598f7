using System.Runtime.CompilerServices;

namespace Interlock.Log;

/// <summary>A SAMP line; what it can't tell is null.</summary>
/// <param name="TimeMs">Since power-on.</param>
/// <param name="TipCelsius">Null where the box didn't trust it.</param>
/// <param name="ColdJunctionCelsius">Null where the box didn't trust it.</param>
/// <param name="Status">The chip's fault status, as hex.</param>
/// <param name="State">The box's state.</param>
/// <param name="K1">1 when K1 is pulled in.</param>
/// <param name="K2">1 when K2 is pulled in.</param>
/// <param name="Levels">Raw levels, two or three hex digits.</param>
/// <param name="DoseMinutes">CEM43 of the last ablation, by the box.</param>
/// <param name="SecondTipCelsius">The second probe's; null where there is none, or the box didn't trust it.</param>
/// <param name="SecondStatus">The second chip's fault status, as hex; null where there is none.</param>
/// <param name="TellsSecond">Whether it tells of a second probe, plugged in or not.</param>
public readonly record struct Sample(
    long TimeMs, double? TipCelsius, double? ColdJunctionCelsius, string Status, string State, string K1, string K2, string Levels, double? DoseMinutes, double? SecondTipCelsius, string? SecondStatus, bool TellsSecond)
{
    private const int KeptPlaces = 4096;

    public bool IsPermitted => State == StateName.Permitted;

    /// <summary>Both relays are pulled in.</summary>
    public bool IsLineClosed => K1 == "1" && K2 == "1";

    [MethodImpl(Hot.Path)]
    internal static Sample Of(UartLine line)
    {
        double? tip = null, coldJunction = null, dose = null, secondTip = null;
        string? secondStatus = null;
        bool tellsSecond = false;
        string status = string.Empty, state = string.Empty, k1 = string.Empty, k2 = string.Empty, levels = string.Empty;
        for (int i = 0; i < line.Count; i++)
        {
            ReadOnlySpan<char> value = line.ValueAt(i);
            switch (line.KeyAt(i))
            {
                case Key.Tip: tip = UartLine.NumberOf(value); break;
                case Key.ColdJunction: coldJunction = UartLine.NumberOf(value); break;
                case Key.Status: status = Kept(value); break;
                case Key.State: state = Kept(value); break;
                case Key.K1: k1 = Kept(value); break;
                case Key.K2: k2 = Kept(value); break;
                case Key.Levels: levels = Kept(value); break;
                case Key.Dose: dose = UartLine.NumberOf(value); break;
                case Key.SecondTip:
                    secondTip = UartLine.NumberOf(value);
                    tellsSecond = true;
                    break;
                case Key.SecondStatus:
                    secondStatus = Kept(value);
                    tellsSecond = true;
                    break;
            }
        }

        return new Sample(line.TimeMs, tip, coldJunction, status, state, k1, k2, levels, dose, secondTip, secondStatus, tellsSecond);
    }

    // Few texts, a million times: the last of each place is kept. Two threads may both make one, and either will do.
    private static readonly string[] _kept = new string[KeptPlaces];

    [MethodImpl(Hot.Path)]
    private static string Kept(ReadOnlySpan<char> text)
    {
        int place = text.Length;
        foreach (char letter in text) place = (place * 31) + letter;
        ref string kept = ref _kept[place & (KeptPlaces - 1)];
        if (kept is null || !text.SequenceEqual(kept)) kept = text.ToString();
        return kept;
    }
}

/// <summary>A temperature over time, as plots need it; what can't be told is not a number.</summary>
public readonly record struct TipReading(long TimeMs, double TipCelsius, double SecondTipCelsius)
{
    /// <summary>At a probe, degC.</summary>
    public double Of(int probe) => probe == 2 ? SecondTipCelsius : TipCelsius;

    internal static TipReading Of(in Sample sample) => new(sample.TimeMs, sample.TipCelsius ?? double.NaN, sample.SecondTipCelsius ?? double.NaN);
}

/// <summary>A warning that stands.</summary>
/// <param name="Reason">The protocol's word.</param>
/// <param name="Probe">Whose it is, 1 or 2; null for none, and in a box with one.</param>
public readonly record struct Warning(string Reason, int? Probe)
{
    /// <summary>The word, with the probe where the box has two.</summary>
    public string Words => Reason + News.OfProbe(Probe);

    /// <summary>The same for a person, as the rest of a sentence.</summary>
    public string Sentence => Meanings.OfReason(Reason).Sentence + News.OfProbe(Probe);
}

/// <summary>
/// What a box told from one power-on to the next, line by line: its settings, self-test, samples, events, and from them lesions
/// and ablations. <see cref="Add"/> takes a line; <see cref="News"/> is what it told.
/// </summary>
public sealed class Session
{
    // Box and PC drift apart by less than a millisecond in that time.
    private const long ClockStepMs = 10_000;

    private readonly bool _keepsReadings;
    private readonly int _ablationsBefore;
    private readonly Ablation? _beforeRestart;
    private readonly List<TipReading> _readings = [];
    private readonly List<News> _events = [];
    private readonly List<News> _tests = [];
    private readonly List<Lesion> _lesions = [];
    private readonly List<Ablation> _ablations = [];
    private readonly List<Warning> _warnings = [];
    private readonly List<(long TimeMs, WallClock Clock)> _clock = [];
    private readonly ProbeHeard _first = new(1);
    private ProbeHeard? _second;
    private bool _wasPermitted;

    /// <param name="keepsReadings">Whether every reading is wanted afterwards; a live view needs the newest only.</param>
    /// <param name="ablationsBefore">In the log, for the numbers.</param>
    /// <param name="beforeRestart">The last ablation before the restart with which this begins: its heat goes on arriving.</param>
    public Session(bool keepsReadings = true, int ablationsBefore = 0, Ablation? beforeRestart = null)
    {
        _keepsReadings = keepsReadings;
        _ablationsBefore = ablationsBefore;
        _beforeRestart = beforeRestart;
    }

    /// <summary>What the last line told; null when nothing.</summary>
    public News? News { get; private set; }

    public UartLine? Boot { get; private set; }

    /// <summary>The line that tells firmware and build: BOOT, or for who joined late what tells it again within a minute.</summary>
    public UartLine? Origin { get; private set; }

    public BoxSettings Settings { get; private set; } = new(null);

    /// <summary>The last STAT line.</summary>
    public UartLine? Statistics { get; private set; }

    /// <summary>The newest sample.</summary>
    public Sample? Newest { get; private set; }

    /// <summary>Whether the box told of a second probe, plugged in or not.</summary>
    public bool HasSecondProbe => _second is not null;

    /// <summary>What the second probe is for, as OPTN says; null where that was not heard.</summary>
    public string? ProbesMode { get; private set; }

    /// <summary>Highest median of three readings of any probe, ablation or not.</summary>
    public double? HighestCelsius { get; private set; }

    /// <summary>Median of the last three readings; null without three.</summary>
    public double? MedianCelsius => _first.Median;

    public IReadOnlyList<TipReading> Readings => _readings;

    public IReadOnlyList<News> Events => _events;

    /// <summary>The steps of the self-test.</summary>
    public IReadOnlyList<News> Tests => _tests;

    public IReadOnlyList<Lesion> Lesions => _lesions;

    public IReadOnlyList<Ablation> Ablations => _ablations;

    /// <summary>The ablation that is under way, or was the last; null before the first.</summary>
    public Ablation? Ablation => _ablations.Count > 0 ? _ablations[^1] : null;

    /// <summary>Time of the first line, ms since power-on; negative before there is one.</summary>
    public long FirstMs { get; private set; } = -1;

    /// <summary>Time of the last line.</summary>
    public long LastMs { get; private set; } = -1;

    /// <summary>Where its first line stands in the log.</summary>
    public int FirstLine { get; private set; }

    /// <summary>The box restarted after it.</summary>
    public bool EndedWithRestart { get; private set; }

    /// <summary>The log shows it from the power-on.</summary>
    public bool HasBeginning => Boot is not null;

    /// <summary>What tripped the box or locked it out, until that is acknowledged.</summary>
    public string? Cause { get; private set; }

    /// <summary>The probe that did, 1 or 2; null where none is named, and in a box with one.</summary>
    public int? CauseProbe { get; private set; }

    /// <summary>The loudest alarm, until the line is permitted again: heating goes on, or the line may be closed.</summary>
    public News? Emergency { get; private set; }

    /// <summary>The warnings that stand.</summary>
    public IReadOnlyList<Warning> Warnings => _warnings;

    /// <summary>The newest lesion that a probe looks at; null before the first.</summary>
    public Lesion? LesionOf(int probe) => (probe == 2 ? _second : _first)?.Lesion;

    /// <summary>Takes a line.</summary>
    /// <param name="line">In sequence, or after lines that are missing.</param>
    /// <param name="number">Where it stands in the log.</param>
    /// <param name="missesLines">Whether lines before it are missing.</param>
    /// <param name="stamp">When it arrived, where a terminal program or the monitor kept it.</param>
    [MethodImpl(Hot.Path)]
    public void Add(UartLine line, int number = 0, bool missesLines = false, WallClock? stamp = null)
    {
        if (FirstMs < 0)
        {
            FirstMs = line.TimeMs;
            FirstLine = number;
        }

        if (stamp is { } clock) NoteClock(line.TimeMs, clock);
        LastMs = line.TimeMs;
        if (Ablation is { } last)
        {
            if (IsLesionOpen) last.LastMs = line.TimeMs;
            last.MissesLines |= missesLines && !last.HasEnded;
        }

        News = News.Of(line, number);
        if (News?.Probe is not null && _second is null) HearOfSecond(line.TimeMs);
        switch (line.Type)
        {
            case LineType.Sample:
                TakeSample(Sample.Of(line));
                break;
            case LineType.Expected when IsPermitted:
                TakeExpectation(line);
                break;
            case LineType.Event when News is not null:
                TakeEvent(News);
                break;
            case LineType.Test when News is not null:
                _tests.Add(News);
                break;
            case LineType.Procedure when News is not null:
                TakeProcedure(line, News);
                break;
            case LineType.Lesion when News is not null:
                TakeLesion(line, News);
                break;
            case LineType.Options:
                TakeOptions(line);
                break;
            case LineType.Boot:
                Boot = line;
                Origin = line;
                break;
            case LineType.Info:
                TakeInfo(line);
                break;
            case LineType.Configuration:
                Settings = new BoxSettings(line);
                break;
            case LineType.Statistics:
                Statistics = line;
                break;
        }

        if (IsLesionOpen && Ablation!.HasEnded && Ablation.SinceEnd >= Settings.CementWait) EndLesions(hasWaited: false);
    }

    /// <summary>The readings from a time to another, both included.</summary>
    public IEnumerable<TipReading> ReadingsBetween(long fromMs, long untilMs)
    {
        int low = 0;
        for (int high = _readings.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (_readings[middle].TimeMs < fromMs) low = middle + 1;
            else high = middle;
        }

        for (; low < _readings.Count && _readings[low].TimeMs <= untilMs; low++) yield return _readings[low];
    }

    /// <summary>The box restarted: its line opened, and the ablation under way ended with it.</summary>
    public void EndWithRestart()
    {
        EndedWithRestart = true;
        if (Ablation is not null) Finish(Ending.Restart, LastMs, null);
    }

    /// <summary>The wall clock at a time of the box; null where nobody kept it.</summary>
    public WallClock? ClockAt(long timeMs)
    {
        if (_clock.Count == 0) return null;
        int low = 0;
        for (int high = _clock.Count - 1; low < high;)
        {
            int middle = (low + high + 1) / 2;
            if (_clock[middle].TimeMs <= timeMs) low = middle;
            else high = middle - 1;
        }

        // A log that was piped in faster than the box told it must not run ahead of its next line.
        WallClock clock = _clock[low].Clock.After(timeMs - _clock[low].TimeMs);
        return low + 1 < _clock.Count && clock.Time > _clock[low + 1].Clock.Time ? _clock[low + 1].Clock : clock;
    }

    private void NoteClock(long timeMs, WallClock clock)
    {
        // One for each step, and always the newest.
        if (_clock.Count > 1 && timeMs - _clock[^2].TimeMs < ClockStepMs) _clock[^1] = (timeMs, clock);
        else _clock.Add((timeMs, clock));
    }

    /// <summary>The ablation whose heat may still arrive; null where the wait for the cement is over, or there was none.</summary>
    internal Ablation? Coasting => Ablation is null ? _beforeRestart : IsLesionOpen ? Ablation : null;

    private bool IsLesionOpen => _first.IsLesionOpen || _second?.IsLesionOpen == true;

    private bool IsPermitted => Ablation is { HasEnded: false };

    [MethodImpl(Hot.Path)]
    private void TakeSample(Sample sample)
    {
        Newest = sample;
        if (_keepsReadings) _readings.Add(TipReading.Of(sample));
        if (sample.TellsSecond && _second is null) HearOfSecond(sample.TimeMs);
        bool isTold = _first.Take(sample.TipCelsius, sample.TimeMs);
        if (HighestCelsius is null || _first.Median > HighestCelsius) HighestCelsius = _first.Median;
        bool isSecondTold = _second?.Take(sample.SecondTipCelsius, sample.TimeMs) == true;
        if (HighestCelsius is null || _second?.Median > HighestCelsius) HighestCelsius = _second?.Median;
        if (sample.IsPermitted && !IsPermitted) Begin(sample.TimeMs, hasArmed: false);
        else if (!sample.IsPermitted && IsPermitted) Finish(Ending.Seen, sample.TimeMs, null);

        _first.NoteMoved(sample.Status, IsPermitted);
        NoteWarmth(_first);
        Enter(_first, sample, sample.TipCelsius, isTold);
        if (_second is { } second)
        {
            second.NoteMoved(sample.SecondStatus ?? string.Empty, IsPermitted);
            NoteWarmth(second);
            Enter(second, sample, sample.SecondTipCelsius, isSecondTold);
        }

        _wasPermitted = IsPermitted;
        if (IsLesionOpen) Ablation!.First.ToldDoseMinutes = sample.DoseMinutes ?? Ablation.First.ToldDoseMinutes;
    }

    /// <summary>Into the figures of the ablation that goes on, or coasts.</summary>
    [MethodImpl(Hot.Path)]
    private void Enter(ProbeHeard probe, in Sample sample, double? celsius, bool isTold)
    {
        if (Ablation is null && _beforeRestart is not null && celsius is not null && sample.TimeMs < Settings.CementWait.TotalMilliseconds)
        {
            _beforeRestart.At(probe.Number)?.TakeAfterRestart(probe.Median, sample.TimeMs, isFirst: !probe.HasGoneOn);
            probe.HasGoneOn = true;
        }

        if (!probe.IsLesionOpen || Ablation!.At(probe.Number) is not { } figures) return;

        // No event tells the last reading of the probe that did not trip: its conversion comes after.
        bool isLast = _second is not null && _wasPermitted && !IsPermitted && sample.TimeMs - Ablation.EndMs <= ProbeHeard.ConversionMs && Ablation.Cutoff?.TellsTipOf(probe.Number, isOnly: false) != true;
        if (celsius is not null && !isTold) figures.Course.Add(probe.Median, sample.TimeMs, IsPermitted || isLast);
        if (isLast) figures.FinishAt(probe.Median, Ablation.EndMs);
        else if (!IsPermitted && probe.Median is { } median) figures.Coast.Take(median, sample.TimeMs);
        if (IsPermitted) probe.NoteRise(sample.TimeMs);
    }

    /// <summary>From now on there are two: what goes on goes on at both.</summary>
    private void HearOfSecond(long timeMs)
    {
        _second = new ProbeHeard(2);
        if (!IsLesionOpen) return;
        Ablation!.Second = new AtProbe(Ablation, 2, null, timeMs);
        _lesions.Add(_second.BeginLesion());
        _second.Lesion!.Add(Ablation);
        if (Ablation.HasEnded) Ablation.Second.FinishAt(null, Ablation.EndMs);
    }

    private void TakeExpectation(UartLine line)
    {
        AtProbe? probe = line[Key.Probe] switch { null or "1" => Ablation!.First, "2" => Ablation!.Second, _ => null };
        if (probe is not null) probe.Expected = Expectation.Of(line) ?? probe.Expected;
    }

    private void TakeOptions(UartLine line)
    {
        string? mode = line[Key.Probes];
        if (mode is null || mode == ProbesMode)
        {
            // Told again for who joins late.
            News = null;
            return;
        }

        ProbesMode = mode;
        if (mode != ProbesName.One && _second is null) HearOfSecond(line.TimeMs);
    }

    private void TakeInfo(UartLine line)
    {
        if (line[Key.Firmware] is not null) Origin ??= line;
        if (line[Key.Limit] is not null && Settings.Told is null) Settings = new BoxSettings(line);
    }

    private void TakeEvent(News news)
    {
        _events.Add(news);
        TakeReading(news);
        if (news.Name is EventName.Armed)
        {
            // An end that isn't in the log came before this beginning.
            _first.ForgetRise();
            _second?.ForgetRise();
            if (IsPermitted) Finish(Ending.Seen, news.TimeMs, null);
            Cause = null;
            CauseProbe = null;
            Emergency = null;
            Begin(news.TimeMs, hasArmed: true);
        }
        else if (news.OpensLine && IsPermitted)
        {
            Finish(Ending.Told, news.TimeMs, news);
        }

        if (news.Reason is ReasonName.ProbeMoved or ReasonName.SensorOpen && news.Name is EventName.Trip or EventName.Also) ProbeOf(news)?.NoteMoved();
        switch (news.Name)
        {
            case EventName.Trip or EventName.LockOut when Cause is null:
                Cause = news.Reason;
                CauseProbe = news.Probe;
                break;
            case EventName.Acknowledged:
                Cause = null;
                CauseProbe = null;
                break;
            case EventName.StillHeating or EventName.LineClosed:
                Emergency = news;
                break;
            case EventName.CementWaitDone when !IsPermitted:
                EndLesions(hasWaited: true);
                break;
            case EventName.Warning when Lasts(news.Reason) && !_warnings.Contains(new Warning(news.Reason, news.Probe)):
                _warnings.Add(new Warning(news.Reason, news.Probe));
                break;
            case EventName.WarningEnd when Lasts(news.Reason):
                _warnings.Remove(new Warning(news.Reason, news.Probe));
                break;
        }
    }

    /// <summary>Whose tip a line tells; null where that isn't known.</summary>
    private ProbeHeard? ProbeOf(News news) => news.TellsTipOf(1, isOnly: _second is null) ? _first : news.TellsTipOf(2, isOnly: false) ? _second : null;

    /// <summary>Events go ahead of samples: the conversion that opened the line may be told by its event alone.</summary>
    private void TakeReading(News news)
    {
        if (ProbeOf(news) is not { } probe || news.TipCelsius is not { } celsius) return;
        double? newest = probe.Number == 2 ? Newest?.SecondTipCelsius : Newest?.TipCelsius;
        if (!probe.TakeAhead(celsius, newest, news.TimeMs)) return;
        if (probe.IsLesionOpen) Ablation!.At(probe.Number)?.Course.Add(probe.Median, news.TimeMs, IsPermitted);
    }

    /// <summary>Whether a warning stands until its end is told. Those of warmth and cold are judged from the samples, by the same rule.</summary>
    private static bool Lasts(string reason) => reason is not (ReasonName.High or ReasonName.Low or ReasonName.Spike or ReasonName.ArmHeld);

    [MethodImpl(Hot.Path)]
    private void NoteWarmth(ProbeHeard probe)
    {
        if (probe.Median is not { } celsius) return;
        int? number = _second is null ? null : probe.Number;
        Note(new Warning(ReasonName.High, number), isHigh: true);
        Note(new Warning(ReasonName.Low, number), isHigh: false);

        void Note(Warning warning, bool isHigh)
        {
            bool wasTrue = _warnings.Contains(warning);
            double slack = wasTrue ? BoxSettings.WarnHysteresisCelsius : 0.0;
            bool isTrue = isHigh ? celsius >= BoxSettings.WarnHighCelsius - slack : celsius < BoxSettings.WarnLowCelsius + slack;
            if (isTrue == wasTrue) return;
            if (isTrue) _warnings.Add(warning);
            else _warnings.Remove(warning);
        }
    }

    /// <summary>An ablation belongs to the lesion before it only while the needle can't have been moved; each needle for itself.</summary>
    private void Begin(long timeMs, bool hasArmed)
    {
        Ablation ablation = new(this, _ablationsBefore + _ablations.Count + 1, timeMs, hasArmed, _first.Median);
        if (_second is not null) ablation.Second = new AtProbe(ablation, 2, _second.Median, timeMs);
        if (Ablation is { } before)
        {
            before.Next = ablation;
            foreach (AtProbe figures in before.Probes) figures.Coast.End(CoastEnd.NextAblation, timeMs);
        }

        _ablations.Add(ablation);
        Begin(_first);
        if (_second is not null) Begin(_second);

        void Begin(ProbeHeard probe)
        {
            probe.ForgetRise();
            if (probe.GoesElsewhere()) _lesions.Add(probe.BeginLesion());
            probe.Lesion!.Add(ablation);
        }
    }

    private void Finish(Ending ending, long timeMs, News? cutoff)
    {
        if (Ablation!.HasEnded) return;
        Ablation.Finish(ending, timeMs, cutoff);
        Ablation.First.RiseCelsiusPerSecond = _first.Rise();
        if (Ablation.Second is { } second) second.RiseCelsiusPerSecond = _second?.Rise();
    }

    private void EndLesions(bool hasWaited)
    {
        _first.EndLesion(hasWaited);
        _second?.EndLesion(hasWaited);
    }

    private void TakeProcedure(UartLine line, News news)
    {
        if (ProbeOf(news) is not { } probe) return;

        // Who joins between the end and the record knows that there was one, and its record.
        if (Ablation is null) Begin(line.TimeMs, hasArmed: false);
        Ablation!.At(probe.Number)?.Take(new Procedure(line.TimeMs, Duration(line), line.Number(Key.Peak), line.Number(Key.PeakTime), line.Number(Key.Dose), news.Reason));
        Finish(Ending.Told, line.TimeMs, null);
    }

    private void TakeLesion(UartLine line, News news)
    {
        // Told at its end by the ARMED that began the next one, it is the one before.
        bool isLast = line.Is(Key.End, "1");
        if (ProbeOf(news) is not { } probe || (isLast && probe.IsLesionOpen && IsPermitted ? probe.Before ?? probe.Lesion : probe.Lesion) is not { } lesion) return;
        lesion.Told = new LesionTotals(line.TimeMs, (int)(line.Number(Key.Count) ?? 0.0), Duration(line), line.Number(Key.Peak), line.Number(Key.Dose), isLast);
    }

    private static TimeSpan? Duration(UartLine line) => line.Number(Key.Duration) is { } ms ? TimeSpan.FromMilliseconds(Math.Clamp(ms, 0.0, 1e9)) : null;
}

/// <summary>What a session hears of one probe: its readings, and where its needle lies.</summary>
internal sealed class ProbeHeard(int number)
{
    /// <summary>A conversion that an event has told is told by its sample within so long, or not at all.</summary>
    public const long ConversionMs = 120;

    private const int ChipSaysOpen = 0x01;
    private const long RiseSpanMs = 5000;

    private readonly MedianOfThree _median = new();
    private readonly Queue<(long TimeMs, double Celsius)> _rise = new();
    private bool _hasMoved;
    private double? _celsius;
    private bool _isRepeated;
    private (long TimeMs, double Celsius)? _toldAhead;

    /// <summary>1, or 2 for the second.</summary>
    public int Number => number;

    /// <summary>Of the last three readings; null without three.</summary>
    public double? Median { get; private set; }

    /// <summary>The newest; null before the first.</summary>
    public Lesion? Lesion { get; private set; }

    /// <summary>The one before it.</summary>
    public Lesion? Before { get; private set; }

    public bool IsLesionOpen => Lesion is { HasEnded: false };

    /// <summary>Whether a reading came since the restart.</summary>
    public bool HasGoneOn { get; set; }

    /// <summary>Takes a sample's reading.</summary>
    /// <returns>Whether it is known already.</returns>
    [MethodImpl(Hot.Path)]
    public bool Take(double? celsius, long timeMs)
    {
        // What an event told ahead of its sample is the same conversion.
        bool isTold = _toldAhead is { } ahead && celsius == ahead.Celsius && timeMs - ahead.TimeMs <= ConversionMs;
        _toldAhead = null;

        // A sample is one of the first chip's conversions; the second's newest may be told twice, and must not outvote the others.
        _isRepeated = number == 2 && celsius is not null && celsius == _celsius && !_isRepeated;
        _celsius = celsius;
        if (!isTold && !_isRepeated) Median = _median.Add(celsius);
        return isTold;
    }

    /// <summary>Takes an event's reading.</summary>
    /// <returns>Whether it is new.</returns>
    public bool TakeAhead(double celsius, double? newestCelsius, long timeMs)
    {
        if (celsius == (_toldAhead?.Celsius ?? newestCelsius)) return false;
        Median = _median.Add(celsius);
        _toldAhead = (timeMs, celsius);
        return true;
    }

    /// <summary>The tip may lie elsewhere now: the probe is open, or cold with the line open.</summary>
    [MethodImpl(Hot.Path)]
    public void NoteMoved(string status, bool isPermitted)
    {
        bool isOpen = status is not "00" && int.TryParse(status, System.Globalization.NumberStyles.HexNumber, null, out int bits) && (bits & ChipSaysOpen) != 0;
        _hasMoved |= isOpen || (!isPermitted && Median < BoxSettings.LeavesLesionBelowCelsius);
    }

    /// <summary>The box says so.</summary>
    public void NoteMoved() => _hasMoved = true;

    /// <summary>An ablation begins.</summary>
    /// <returns>Whether with another lesion.</returns>
    public bool GoesElsewhere()
    {
        if (IsLesionOpen && _hasMoved) Lesion!.HasEnded = true;
        _hasMoved = false;
        return !IsLesionOpen;
    }

    public Lesion BeginLesion()
    {
        Before = Lesion;
        return Lesion = new Lesion(number);
    }

    public void EndLesion(bool hasWaited)
    {
        if (Lesion is null) return;
        Lesion.HasEnded = true;
        Lesion.HasWaited |= hasWaited;
    }

    public void NoteRise(long timeMs)
    {
        if (Median is not { } celsius) return;
        _rise.Enqueue((timeMs, celsius));
        while (_rise.Peek().TimeMs < timeMs - RiseSpanMs) _rise.Dequeue();
    }

    public void ForgetRise() => _rise.Clear();

    /// <summary>Slope of the medians of the last seconds, by least squares.</summary>
    public double? Rise()
    {
        if (_rise.Count < 3) return null;
        double sumS = 0.0, sumCelsius = 0.0, squares = 0.0, products = 0.0;
        foreach ((long timeMs, double celsius) in _rise)
        {
            // From the first of them: the sums stay small, and exact enough.
            double seconds = (timeMs - _rise.Peek().TimeMs) / 1000.0;
            sumS += seconds;
            sumCelsius += celsius;
            squares += seconds * seconds;
            products += seconds * celsius;
        }

        double spread = squares - (sumS * sumS / _rise.Count);
        return spread > 0.0 ? (products - (sumS * sumCelsius / _rise.Count)) / spread : null;
    }
}
