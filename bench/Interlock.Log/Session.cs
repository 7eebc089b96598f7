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
public readonly record struct Sample(
    long TimeMs, double? TipCelsius, double? ColdJunctionCelsius, string Status, string State, string K1, string K2, string Levels, double? DoseMinutes, double? SecondTipCelsius)
{
    private const int KeptPlaces = 4096;

    public bool IsPermitted => State == StateName.Permitted;

    /// <summary>Both relays are pulled in.</summary>
    public bool IsLineClosed => K1 == "1" && K2 == "1";

    [MethodImpl(Hot.Path)]
    internal static Sample Of(UartLine line)
    {
        double? tip = null, coldJunction = null, dose = null, secondTip = null;
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
                case Key.SecondTip: secondTip = UartLine.NumberOf(value); break;
            }
        }

        return new Sample(line.TimeMs, tip, coldJunction, status, state, k1, k2, levels, dose, secondTip);
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
    internal static TipReading Of(in Sample sample) => new(sample.TimeMs, sample.TipCelsius ?? double.NaN, sample.SecondTipCelsius ?? double.NaN);
}

/// <summary>
/// What a box told from one power-on to the next, line by line: its settings, self-test, samples, events, and from them lesions
/// and ablations. <see cref="Add"/> takes a line; <see cref="News"/> is what it told.
/// </summary>
public sealed class Session
{
    private const long RiseSpanMs = 5000;

    // A conversion that an event has told is told by its sample within so long, or not at all.
    private const long ConversionMs = 120;
    private const int ChipSaysOpen = 0x01;

    // Box and PC drift apart by less than a millisecond in that time.
    private const long ClockStepMs = 10_000;

    private readonly bool _keepsReadings;
    private readonly int _ablationsBefore;
    private readonly Ablation? _beforeRestart;
    private bool _hasGoneOn;
    private readonly List<TipReading> _readings = [];
    private readonly List<News> _events = [];
    private readonly List<News> _tests = [];
    private readonly List<Lesion> _lesions = [];
    private readonly List<Ablation> _ablations = [];
    private readonly List<string> _warnings = [];
    private readonly List<(long TimeMs, WallClock Clock)> _clock = [];
    private readonly Queue<(long TimeMs, double Celsius)> _rise = new();
    private readonly MedianOfThree _median = new();
    private readonly MedianOfThree _secondMedian = new();
    private double? _newest;
    private double? _secondNewest;
    private bool _hasMoved;
    private bool _awaitsLastReading;
    private (long TimeMs, double Celsius)? _toldAhead;

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

    /// <summary>Highest median of three readings, ablation or not.</summary>
    public double? HighestCelsius { get; private set; }

    /// <summary>Median of the last three readings; null without three.</summary>
    public double? MedianCelsius => _newest;

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

    /// <summary>The loudest alarm, until the line is permitted again: heating goes on, or the line may be closed.</summary>
    public News? Emergency { get; private set; }

    /// <summary>The warnings that stand, as reasons.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

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
        switch (line.Type)
        {
            case LineType.Sample:
                TakeSample(Sample.Of(line));
                break;
            case LineType.Expected when IsPermitted:
                Ablation!.Expected = Expectation.Of(line) ?? Ablation.Expected;
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
            case LineType.Lesion when _lesions.Count > 0:
                TakeLesion(line);
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

        if (IsLesionOpen && Ablation!.HasEnded && Ablation.SinceEnd >= Settings.CementWait) _lesions[^1].HasEnded = true;
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
        Ablation?.Finish(Ending.Restart, LastMs, null, Rise());
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

    private bool IsLesionOpen => _lesions.Count > 0 && !_lesions[^1].HasEnded;

    private bool IsPermitted => Ablation is { HasEnded: false };

    [MethodImpl(Hot.Path)]
    private void TakeSample(Sample sample)
    {
        Newest = sample;
        if (_keepsReadings) _readings.Add(TipReading.Of(sample));

        // What an event told ahead of its sample is the same conversion.
        bool isTold = _toldAhead is { } ahead && sample.TipCelsius == ahead.Celsius && sample.TimeMs - ahead.TimeMs <= ConversionMs;
        _toldAhead = null;
        if (!isTold) _newest = _median.Add(sample.TipCelsius);
        if (HighestCelsius is null || _newest > HighestCelsius) HighestCelsius = _newest;
        _secondNewest = _secondMedian.Add(sample.SecondTipCelsius);
        if (sample.IsPermitted && !IsPermitted) Begin(sample.TimeMs, hasArmed: false);
        else if (!sample.IsPermitted && IsPermitted) Ablation!.Finish(Ending.Seen, sample.TimeMs, null, Rise());

        NoteMoved(sample);
        NoteWarmth();
        if (Coasting is { } before && Ablation is null && sample.TimeMs < Settings.CementWait.TotalMilliseconds && sample.TipCelsius is not null)
        {
            before.TakeAfterRestart(_newest, sample.TimeMs, isFirst: !_hasGoneOn);
            _hasGoneOn = true;
        }

        if (!IsLesionOpen) return;
        Ablation ablation = Ablation!;
        ablation.ToldDoseMinutes = sample.DoseMinutes ?? ablation.ToldDoseMinutes;
        if (sample.TipCelsius is not null && !isTold) ablation.Course.Add(_newest, sample.TimeMs, IsPermitted);
        if (!IsPermitted && _newest is { } median) ablation.Coast.Take(median, sample.TimeMs);
        if (sample.SecondTipCelsius is not null)
        {
            // No event tells the second probe's: its conversion that opened the line comes after.
            bool isUntilEnd = IsPermitted || (_awaitsLastReading && sample.TimeMs - ablation.EndMs <= ConversionMs);
            ablation.SecondCourse ??= new Course(_secondNewest, sample.TimeMs);
            ablation.SecondCourse.Add(_secondNewest, sample.TimeMs, isUntilEnd);
        }

        _awaitsLastReading = IsPermitted;

        if (!IsPermitted || _newest is not { } celsius) return;
        _rise.Enqueue((sample.TimeMs, celsius));
        while (_rise.Peek().TimeMs < sample.TimeMs - RiseSpanMs) _rise.Dequeue();
    }

    private void TakeInfo(UartLine line)
    {
        if (line[Key.Firmware] is not null) Origin ??= line;
        if (line[Key.Limit] is not null && Settings.Told is null) Settings = new BoxSettings(line);
    }

    /// <summary>The tip may lie elsewhere now: the probe is open, or cold with the line open.</summary>
    [MethodImpl(Hot.Path)]
    private void NoteMoved(Sample sample)
    {
        bool isOpen = sample.Status is not "00" && int.TryParse(sample.Status, System.Globalization.NumberStyles.HexNumber, null, out int status) && (status & ChipSaysOpen) != 0;
        _hasMoved |= isOpen || (!IsPermitted && _newest < BoxSettings.LeavesLesionBelowCelsius);
    }

    private void TakeEvent(News news)
    {
        _events.Add(news);
        TakeReading(news);
        if (news.Name is EventName.Armed)
        {
            // An end that isn't in the log came before this beginning.
            if (IsPermitted) Ablation!.Finish(Ending.Seen, news.TimeMs, null, null);
            Cause = null;
            Emergency = null;
            Begin(news.TimeMs, hasArmed: true);
        }
        else if (news.OpensLine && IsPermitted)
        {
            Ablation!.Finish(Ending.Told, news.TimeMs, news, Rise());
        }

        _hasMoved |= news.Reason is ReasonName.ProbeMoved or ReasonName.SensorOpen && news.Name is EventName.Trip or EventName.Also;
        switch (news.Name)
        {
            case EventName.Trip or EventName.LockOut:
                Cause ??= news.Reason;
                break;
            case EventName.Acknowledged:
                Cause = null;
                break;
            case EventName.StillHeating or EventName.LineClosed:
                Emergency = news;
                break;
            case EventName.CementWaitDone when _lesions.Count > 0 && !IsPermitted:
                _lesions[^1].HasEnded = true;
                _lesions[^1].HasWaited = true;
                break;
            case EventName.Warning when Lasts(news.Reason) && !_warnings.Contains(news.Reason):
                _warnings.Add(news.Reason);
                break;
            case EventName.WarningEnd when Lasts(news.Reason):
                _warnings.Remove(news.Reason);
                break;
        }
    }

    /// <summary>Events go ahead of samples: the conversion that opened the line may be told by its event alone.</summary>
    private void TakeReading(News news)
    {
        double? newest = _toldAhead?.Celsius ?? Newest?.TipCelsius;
        if (news.Probe == 2 || news.TipCelsius is not { } celsius || celsius == newest) return;
        _newest = _median.Add(celsius);
        _toldAhead = (news.TimeMs, celsius);
        if (IsLesionOpen) Ablation!.Course.Add(_newest, news.TimeMs, IsPermitted);
    }

    /// <summary>Whether a warning stands until its end is told. Those of warmth and cold are judged from the samples, by the same rule.</summary>
    private static bool Lasts(string reason) => reason is not (ReasonName.High or ReasonName.Low or ReasonName.Spike or ReasonName.ArmHeld);

    [MethodImpl(Hot.Path)]
    private void NoteWarmth()
    {
        if (_newest is not { } celsius) return;
        Note(ReasonName.High, celsius >= BoxSettings.WarnHighCelsius - Slack(ReasonName.High));
        Note(ReasonName.Low, celsius < BoxSettings.WarnLowCelsius + Slack(ReasonName.Low));

        double Slack(string reason) => _warnings.Contains(reason) ? BoxSettings.WarnHysteresisCelsius : 0.0;

        void Note(string reason, bool isTrue)
        {
            if (isTrue == _warnings.Contains(reason)) return;
            if (isTrue) _warnings.Add(reason);
            else _warnings.Remove(reason);
        }
    }

    /// <summary>An ablation belongs to the lesion before it only while the needle can't have been moved.</summary>
    private void Begin(long timeMs, bool hasArmed)
    {
        if (IsLesionOpen && _hasMoved) _lesions[^1].HasEnded = true;
        if (!IsLesionOpen) _lesions.Add(new Lesion());
        _hasMoved = false;
        _rise.Clear();
        Ablation ablation = new(this, _ablationsBefore + _ablations.Count + 1, timeMs, hasArmed) { Course = new Course(_newest, timeMs) };
        if (Ablation is { } before)
        {
            before.Next = ablation;
            before.Coast.End(CoastEnd.NextAblation, timeMs);
        }

        _ablations.Add(ablation);
        _lesions[^1].Add(ablation);
    }

    private void TakeProcedure(UartLine line, News news)
    {
        // Who joins between the end and the record knows that there was one, and its record.
        if (Ablation is null) Begin(line.TimeMs, hasArmed: false);
        Ablation ablation = Ablation!;
        ablation.Take(new Procedure(line.TimeMs, Duration(line), line.Number(Key.Peak), line.Number(Key.PeakTime), line.Number(Key.Dose), news.Reason), news.Probe);
        ablation.Finish(Ending.Told, line.TimeMs, null, Rise());
    }

    private void TakeLesion(UartLine line)
    {
        // Told at its end by the ARMED that began the next one, it is the one before.
        bool isLast = line.Is(Key.End, "1");
        Lesion lesion = isLast && _lesions.Count > 1 && IsLesionOpen && IsPermitted ? _lesions[^2] : _lesions[^1];
        lesion.Told = new LesionTotals(line.TimeMs, (int)(line.Number(Key.Count) ?? 0.0), Duration(line), line.Number(Key.Peak), line.Number(Key.Dose), isLast);
    }

    private static TimeSpan? Duration(UartLine line) => line.Number(Key.Duration) is { } ms ? TimeSpan.FromMilliseconds(Math.Clamp(ms, 0.0, 1e9)) : null;

    /// <summary>Slope of the medians of the last seconds, by least squares.</summary>
    private double? Rise()
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
