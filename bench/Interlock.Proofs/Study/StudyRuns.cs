using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Simulation;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Study;

/// <summary>
/// An ablation with the box: the firmware in virtual time, the tissue heated while the line is closed. A willing operator
/// arms the box, and opens the line with ARM when the time that was meant is over.
/// </summary>
public sealed class BoxedRun
{
    /// <summary>A box that has not armed by then never will.</summary>
    private const long LatestArmUs = 30_000_000;

    private readonly Lesion _lesion;
    private readonly Arm _arm;
    private readonly AblationCourse _course;
    private readonly Board _board;
    private readonly VirtualBox _box;
    private readonly WillingOperator _willing;
    private readonly LineWatch _line;
    private bool _isReleasePlanned;
    private long? _trippedUs;
    private int _cause = TripTable.None;

    private BoxedRun(Lesion lesion, Arm arm, Settings settings, int seed)
    {
        _lesion = lesion;
        _arm = arm;
        _course = new AblationCourse(lesion.Plan);
        _board = new Board(new BoardOptions { Seed = seed, Tip = _course.Tip });
        _course.Follow(_board);
        _line = new LineWatch(_board);
        _willing = new WillingOperator(_board);
        _box = new VirtualBox(_board, settings);
    }

    /// <param name="lesion">The ablation.</param>
    /// <param name="arm">One with the box.</param>
    /// <param name="seed">Of the chip's noise and the contacts' bounce.</param>
    public static Outcome Play(Lesion lesion, Arm arm, int seed)
    {
        Settings settings = new() { Coast = ArmNames.RuleOf(arm) ?? throw new ArgumentOutOfRangeException(nameof(arm)) };
        BoxedRun run = new(lesion, arm, settings, seed);
        using VirtualBox box = run._box;
        return run.Play();
    }

    /// <summary>The coast is followed from the moment at which the power went off, or goes off as planned.</summary>
    private long EndUs => _course.PowerOffUs is { } offUs ? offUs + (long)(OutcomeReader.CoastSeconds * 1e6) : LatestArmUs;

    private Outcome Play()
    {
        _box.AfterTick = Look;
        _board.Repeat(() => _willing.NextUs, _willing.Act);
        _box.RunUntil(() => _board.NowUs >= EndUs, long.MaxValue);
        return Conclude(EndUs);
    }

    private void Look()
    {
        if (_box.Firmware.State == State.Permitted) _willing.SeeArmed();
        if (!_isReleasePlanned && _course.PowerOffUs is { } offUs) PlanRelease(offUs + ReleaseByHand.AfterPowerUs);
        if (_trippedUs is not null || _box.Firmware.FirstCause == TripTable.None) return;
        _trippedUs = _board.NowUs;
        _cause = _box.Firmware.FirstCause;
    }

    private void PlanRelease(long us)
    {
        _isReleasePlanned = true;
        _board.At(us, () => ReleaseByHand.Press(_box));
    }

    private Outcome Conclude(long endUs)
    {
        Outcome outcome = OutcomeReader.Read(_lesion, _arm, _course);
        bool tripped = outcome.Ending == Ending.Stopped && _cause != TripTable.None;
        return outcome with
        {
            Ending = tripped ? EndingBy(_cause) : outcome.Ending,
            TripCause = tripped ? CauseNames.OfReason(_cause) : null,
            Violations = SafetyProperties.Judge(_course.TipCelsius, _course.StepSeconds, _line.Intervals(endUs), _trippedUs),
        };
    }

    private static Ending EndingBy(int cause)
    {
        int row = 1 << cause;
        if ((row & (TripTable.OverTemperature | TripTable.CoastExpected | TripTable.HardwareLimit)) != 0) return Ending.Stopped;
        return row == TripTable.TimeLimit ? Ending.TimeLimit : Ending.OtherTrip;
    }
}

/// <summary>How the operator opens the line when the time that was meant is over: power goes off first, at the generator's own switch.</summary>
internal static class ReleaseByHand
{
    /// <summary>From that switch to the press of ARM.</summary>
    public const long AfterPowerUs = 2_000_000;

    /// <summary>Presses ARM, unless the box has opened the line by itself.</summary>
    public static void Press(VirtualBox box)
    {
        if (box.Firmware.State != State.Permitted) return;
        Board board = box.Board;
        board.PressArm(true);
        board.At(board.NowUs + Scenario.PressUs, () => board.PressArm(false));
    }
}

/// <summary>An ablation without the box: nobody looks, or an operator watches the thermometer.</summary>
public static class UnboxedRun
{
    /// <summary>From 42 degC on the thermometer to power off by hand: to see it, to decide, to press.</summary>
    public const double EyeSeconds = 2.0;

    private const long StepUs = 100_000;

    public static Outcome Play(Lesion lesion, bool isWatched)
    {
        AblationCourse course = new(lesion.Plan);
        course.SetLine(0, true);
        if (isWatched) Watch(course);
        return OutcomeReader.Read(lesion, isWatched ? Arm.ByEye : Arm.WithoutBox, course);
    }

    private static void Watch(AblationCourse course)
    {
        for (long us = 0; us < course.PowerOffUs; us += StepUs)
        {
            if (course.Tip(us) < PaperFigures.StopCelsius) continue;
            long stopUs = us + (long)(EyeSeconds * 1e6);
            course.Tip(stopUs);
            course.SetLine(stopUs, false);
            return;
        }
    }
}
