using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Simulation;
using Interlock.Tissue;
using Interlock.VirtualBoard;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Interlock.Proofs.Study;

/// <summary>One of the ablations of a lesion, with the box. Temperatures are those of the tissue at the probe.</summary>
/// <param name="Number">In its lesion, from 1.</param>
/// <param name="PoweredSeconds">For how long the power was on.</param>
/// <param name="IdealSeconds">The last instant at which a cut would have left a peak of 42 degC; null where the whole plan would.</param>
/// <param name="PlannedSeconds">What was meant.</param>
/// <param name="StartCelsius">The tip at power on.</param>
/// <param name="Peak">Until the next one begins, the coast included.</param>
/// <param name="Cause">What opened the line, as the box tells it.</param>
/// <param name="ExpectedPeak">What the box expected when the line opened; null where it told nothing.</param>
/// <param name="ExpectedWidth">Give or take.</param>
public sealed record LaterAblation(
    int Number, double PoweredSeconds, double? IdealSeconds, double PlannedSeconds, double StartCelsius, double Peak, string Cause, double? ExpectedPeak, double? ExpectedWidth)
{
    public bool WouldPass => IdealSeconds is not null;

    /// <summary>What can be given up.</summary>
    public double GivenSeconds => IdealSeconds ?? PlannedSeconds;

    public double GivenUpSeconds => Math.Max(0.0, GivenSeconds - PoweredSeconds);
}

/// <summary>A lesion in one arm.</summary>
public sealed record LesionOutcome(Lesion Lesion, Arm Arm, IReadOnlyList<LaterAblation> Ablations, IReadOnlyList<string> Violations);

/// <summary>
/// A lesion of several ablations with the box's firmware: each time the line has opened, by itself or at the end of the plan,
/// the operator waits, until the tip is cool where that is needed, arms again and ablates as before. What the box learns of the coasts is its own.
/// </summary>
public sealed class LesionRun
{
    /// <summary>A trip by temperature can be acknowledged below 40 degC.</summary>
    public const double CoolCelsius = 39.8;

    /// <summary>A box that was let go by hand is armed at 41 degC at most.</summary>
    public const double WarmCelsius = 40.8;

    /// <summary>All ablations of a lesion together are meant to last so many times as long as one of the paper's: several short ones.</summary>
    public const double TimesTheTime = 2.0;

    /// <summary>The operator waits so long at least, and at most this.</summary>
    public const double LeastPauseSeconds = 60.0;

    public const double MostPauseSeconds = 180.0;

    /// <summary>Before the wait for the cement is over; after it a lesion is another one.</summary>
    private const long LatestArmUs = 580_000_000;

    private const long FirstPressUs = 1_000_000;

    /// <summary>After the tick in which the operator decides.</summary>
    private const long SoonUs = 1_000;

    /// <summary>A trip that opened the line is told by then.</summary>
    private const long LastTripUs = 2_000_000;

    /// <summary>An ablation, its coast and its pause.</summary>
    private const long LongestUs = 1_300_000_000;

    private readonly Lesion _lesion;
    private readonly Arm _arm;
    private readonly AblationPlan _plan;
    private readonly AblationCourse _course;
    private readonly Board _board;
    private readonly VirtualBox _box;
    private readonly LineWatch _line;
    private readonly LogReader _log = new(keepsReadings: false);
    private readonly MersenneTwister _random;
    private readonly List<long> _offUs = [];
    private readonly List<long> _trippedUs = [];
    private WillingOperator _willing;
    private long? _armFromUs;
    private int _rests;
    private int _released;
    private bool _hasGivenUp;
    private int _cause = TripTable.None;

    private LesionRun(Lesion lesion, Arm arm, int ablations, int seed)
    {
        _lesion = lesion;
        _arm = arm;
        _plan = lesion.Plan with { Ablations = ablations, Seconds = lesion.Plan.Seconds * TimesTheTime / ablations, IsCoarse = true };
        _random = new MersenneTwister(seed);
        _course = new AblationCourse(_plan);
        _board = new Board(new BoardOptions { Seed = seed, Tip = _course.Tip });
        _course.Follow(_board);
        _line = new LineWatch(_board);
        _board.UartByte += (_, value) => _log.Add([value]);
        _willing = NewOperator(FirstPressUs);
        _box = new VirtualBox(_board, new Settings { Coast = ArmNames.RuleOf(arm) ?? throw new ArgumentOutOfRangeException(nameof(arm)) });
    }

    /// <param name="lesion">The patient and the plan of each ablation.</param>
    /// <param name="arm">One with the box.</param>
    /// <param name="ablations">How many are meant.</param>
    /// <param name="seed">Of the chip's noise, the contacts' bounce and the operator's pauses.</param>
    public static LesionOutcome Play(Lesion lesion, Arm arm, int ablations, int seed)
    {
        LesionRun run = new(lesion, arm, ablations, seed);
        using VirtualBox box = run._box;
        return run.Play();
    }

    private long? LastOffUs => _offUs.Count > 0 ? _offUs[^1] : null;

    private bool IsCourseOver =>
        LastOffUs is { } off && (_hasGivenUp || _offUs.Count == _plan.Ablations) && _board.NowUs >= off + (long)(OutcomeReader.CoastSeconds * 1e6);

    private LesionOutcome Play()
    {
        _box.AfterTick = Look;
        _box.RunUntil(() => IsCourseOver, _plan.Ablations * LongestUs);
        _log.Finish();
        LineInterval[] line = [.. _line.Intervals(_board.NowUs)];
        return new LesionOutcome(_lesion, _arm, [.. _offUs.Select((_, i) => Conclude(i))], [.. line.SelectMany(Judge)]);
    }

    private WillingOperator NewOperator(long fromUs)
    {
        WillingOperator willing = new(_board, fromUs);
        _board.Repeat(() => willing.NextUs, willing.Act);
        return willing;
    }

    private void Look()
    {
        NoteTrip();
        NotePower();
        if (_box.Firmware.State == State.Permitted) _willing.SeeArmed();
        else if (LastOffUs is { } off && _board.NowUs >= off && _offUs.Count < _plan.Ablations) Rest(off);
    }

    /// <summary>The line is open after an ablation: the operator waits, and arms again when the tip is cool.</summary>
    private void Rest(long offUs)
    {
        if (_rests < _offUs.Count)
        {
            _rests = _offUs.Count;
            _armFromUs = offUs + (long)(ContinuousUniform.Sample(_random, LeastPauseSeconds, MostPauseSeconds) * 1e6);
        }

        if (_board.NowUs > offUs + LatestArmUs)
        {
            _willing.SeeArmed();
            _hasGivenUp = true;
        }
        else if (_board.NowUs >= _armFromUs && _course.Tip(_board.NowUs) < (_box.Firmware.State == State.Tripped ? CoolCelsius : WarmCelsius))
        {
            _armFromUs = null;
            _willing = NewOperator(_board.NowUs + SoonUs);
        }
    }

    private void NoteTrip()
    {
        int cause = _box.Firmware.FirstCause;
        if (cause != _cause && cause != TripTable.None) _trippedUs.Add(_board.NowUs);
        _cause = cause;
    }

    /// <summary>When the power of the newest ablation goes, or went, off; its generator's own switch, and ARM after it.</summary>
    private void NotePower()
    {
        if (_course.Powered.Count == 0 || _course.PowerOnUs != _course.Powered[^1].OnUs) return;
        long off = _course.PowerOffUs!.Value;
        if (_offUs.Count < _course.Powered.Count) _offUs.Add(off);
        else _offUs[^1] = off;
        bool isRelease = _released < _offUs.Count && _board.NowUs >= off + ReleaseByHand.AfterPowerUs;
        if (!isRelease || _box.Firmware.State != State.Permitted) return;
        _released = _offUs.Count;
        _board.At(_board.NowUs + SoonUs, () => ReleaseByHand.Press(_box));
    }

    private LaterAblation Conclude(int i)
    {
        PoweredStretch stretch = _course.Powered[i];
        long untilUs = i + 1 < _course.Powered.Count ? _course.Powered[i + 1].OnUs : _board.NowUs;
        int from = (int)(stretch.OnUs / 1e6 / _course.StepSeconds);
        int until = Math.Min((int)(untilUs / 1e6 / _course.StepSeconds), _course.TissueCelsius.Count - 1);
        double peak = _course.TissueCelsius.Skip(from).Take(until - from + 1).Max();
        Ablation? told = _log.Ablations.ElementAtOrDefault(i);
        CutCurve curve = CutCurve.Of(_plan, stretch.Tissue, stretch.TipCelsius);
        return new LaterAblation(
            i + 1,
            (_offUs[i] - stretch.OnUs) / 1e6,
            curve.LastFor(EarlyRule.Limit),
            _plan.Seconds,
            stretch.TipCelsius,
            peak,
            told?.Cause ?? Ablation.NotInLog,
            told?.First.Expected?.PeakCelsius,
            told?.First.Expected?.WidthCelsius);
    }

    /// <summary>Each closing for itself: after a trip two presses may close the line again.</summary>
    private IReadOnlyList<string> Judge(LineInterval interval)
    {
        long[] trips = [.. _trippedUs.Where(us => us >= interval.ClosedUs && us <= interval.OpenedUs + LastTripUs)];
        return SafetyProperties.Judge(_course.TipCelsius, _course.StepSeconds, [interval], trips.Length > 0 ? trips[0] : null);
    }
}
