using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>One way to make a row of the trip table true, and what must follow.</summary>
public sealed record ReactionExperiment
{
    /// <summary>The row, by its bit.</summary>
    public required int Cause { get; init; }

    /// <summary>What is done, in a few words.</summary>
    public required string Stimulus { get; init; }

    public MeasuredAs MeasuredAs { get; init; } = MeasuredAs.Line;

    /// <summary>False where another row is true at the same time by the nature of the stimulus: then it may be named first.</summary>
    public bool IsNamedFirst { get; init; } = true;

    /// <summary>Rows that may be named instead: what is done can look like theirs.</summary>
    public IReadOnlyList<int> OrNamed { get; init; } = [];

    public Sweep Sweep { get; init; } = Sweep.Pattern;

    /// <summary>Where the design gives a time of its own for this stimulus.</summary>
    public RowBudget? OwnBudget { get; init; }

    /// <summary>True where a tick that is late by design says nothing: the stimulus is the lateness.</summary>
    public bool IsOnTimeOnly { get; init; }

    /// <summary>The earliest onset: the box has armed by then.</summary>
    public long FirstOnsetUs { get; init; } = ArmedUs;

    /// <summary>A box is armed by then, and has been for 0.1 s.</summary>
    public const long ArmedUs = 7_000 * Microseconds.Millisecond;

    /// <summary>What the trial is played with, given the onset.</summary>
    public Func<TrialConditions, long, TrialConditions> Prepare { get; init; } = (conditions, _) => conditions;

    /// <summary>True when the trial needs a bus that can throw.</summary>
    public bool NeedsFaultyBus { get; init; }

    /// <summary>What the proof of a second chip takes more, until the box is armed.</summary>
    public const long SecondProofUs = 2_500 * Microseconds.Millisecond;

    /// <summary>Runs the box from power-on past its reaction. Returns time zero, or null when the box did not get that far.</summary>
    public required Func<TrialBox, long, long?> Play { get; init; }

    /// <summary>One probe or two, and which is tried.</summary>
    public Fitting Fitting { get; init; } = Fitting.One;

    /// <summary>It is played with one probe too, and here again with two: a sample takes some of these.</summary>
    public bool IsRepetition { get; init; }

    /// <summary>Found when the chip that it is of forces K2: with two, at the first release by the first.</summary>
    public bool IsFoundInTurn { get; init; }

    public RowBudget Budget => OwnBudget ?? RowBudgets.Of(Cause);

    /// <summary>
    /// The same with two probes. One chip is read a tick, so what needs a read of the second has a tick more; the first never waits.
    /// </summary>
    public ReactionExperiment With(Fitting fitting) => this with
    {
        Fitting = fitting,
        IsRepetition = true,
        FirstOnsetUs = FirstOnsetUs + SecondProofUs,
        OwnBudget = fitting.Tried == 2 && Sweep == Sweep.Pattern ? Budget + RowBudget.OneTick : Budget,
    };
}

/// <summary>What counts as the end of a reaction.</summary>
public enum MeasuredAs
{
    /// <summary>The generator's line is open, whichever relay did it.</summary>
    Line,

    /// <summary>K1's contact is open: the firmware alone, where the hardware channel would be as fast or faster.</summary>
    K1,

    /// <summary>K2's contact is open: the hardware alone.</summary>
    K2,

    /// <summary>The tick in which the box left PERMITTED or locked itself out, where no contact is left to open.</summary>
    Decision,
}

/// <summary>How much an onset has to be moved about to have met every phase.</summary>
public enum Sweep
{
    /// <summary>Over a common pattern of tick and conversion.</summary>
    Pattern,

    /// <summary>Over two ticks, so that HEARTBEAT has both levels: conversions play no part.</summary>
    Ticks,

    /// <summary>The same in a few steps, because a run takes minutes.</summary>
    Few,
}

/// <summary>How each row of the trip table is put to the test, in the order in which causes are named.</summary>
public static class ReactionTable
{
    private const long Ms = Microseconds.Millisecond;
    private const int ArmedMs = (int)(ReactionExperiment.ArmedUs / Ms);
    private const double RampCelsiusPerSecond = 1.5;

    /// <summary>CR0 to CJTO and temperatures come before it.</summary>
    private const int StatusRegister = 0x0F;

    private const int ThermocoupleHighBit = 3;

    /// <summary>Longer than the 1.5 s within which two probes that contradict each other have opened the line.</summary>
    private const int ApartRunMs = 1_800;

    /// <summary>Each row in a box with one probe.</summary>
    public static IReadOnlyList<ReactionExperiment> OneProbe { get; } =
    [
        // STOP's second pole opens both coils; the broken wire is the firmware's way alone.
        Faulty(TripTable.StopPressed, Fault.StopWire, "wire of STOP breaks") with { Sweep = Sweep.Ticks },
        new ReactionExperiment
        {
            Cause = TripTable.StopPressed,
            Stimulus = "STOP pressed, second pole",
            Sweep = Sweep.Ticks,
            OwnBudget = RowBudgets.AtOnce,
            Play = WhilePermitted(500, (box, _) => box.Board.PressStop(true)),
        },

        Faulty(TripTable.SensorBus, Fault.MisoLow, "MISO stuck low"),
        Faulty(TripTable.SensorBus, Fault.MisoHigh, "MISO stuck high"),
        Faulty(TripTable.SensorBus, Fault.MosiLow, "MOSI stuck low") with { OwnBudget = RowBudget.Always(1500) },
        Faulty(TripTable.SensorBus, Fault.MosiHigh, "MOSI stuck high") with { OwnBudget = RowBudget.Always(1500) },
        Faulty(TripTable.SensorBus, Fault.CsStuckHigh, "the chip is never selected"),
        Noisy("a wrong bit in every conversion's read", 500, _ => 0xFF),
        Noisy("a wrong bit in 3 of 8 conversions' reads", 1100, onsetUs => 0x81 | (2 << (int)(onsetUs % 6))),

        // A bit of the register that alternates may turn over to what it was before: then it looks like a write that did not arrive.
        Faulty(TripTable.SensorConfig, Fault.Bitflip, "a configuration bit flips") with { OrNamed = [TripTable.SensorBus] },
        Faulty(TripTable.SensorConfig, Fault.ChipReset, "the chip falls back to its power-on values"),

        // FAULT makes K2 open the line too: K1 is measured, so that the firmware has to be in time by itself.
        Faulty(TripTable.SensorOpen, Fault.TcOpen, "the wire breaks") with { MeasuredAs = MeasuredAs.K1 },
        Faulty(TripTable.SensorVoltage, Fault.Ovuv, "over-voltage") with { MeasuredAs = MeasuredAs.K1 },
        Faulty(TripTable.SensorVoltage, Fault.Ovuv, "over-voltage, FAULT stuck high", Fault.FaultPinStuck),

        // A temperature out of the chip's range crosses other limits on its way, and one conversion may fall between: they may
        // be named first. What only the range can make true is its bit in the status.
        StatusBit(6, "status TCRange"),
        StatusBit(7, "status CJRange"),
        TipStep(TripTable.SensorRange, 420.0, "tip steps to 420 degC") with { IsNamedFirst = false, MeasuredAs = MeasuredAs.K1 },
        ColdStep(126.5, "cold junction steps to 126.5 degC"),
        ColdStep(-58.0, "cold junction steps to -58 degC"),

        Faulty(TripTable.SensorStale, Fault.DrdyStuckHigh, "DRDY stuck high"),
        new ReactionExperiment
        {
            Cause = TripTable.SensorFrozen,
            Stimulus = "reading stands still",
            Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Freeze(37.0, onsetUs) },
            Play = WhilePermitted(4400),
        },

        Ramp(TripTable.OverTemperature, 42.0, RampCelsiusPerSecond, leadSeconds: 1.6, firstOnsetMs: ArmedMs + 1_600),
        TipStep(TripTable.OverTemperature, 43.0, "tip steps to 43 degC") with { OwnBudget = new(350, 400, 370, 410) },
        Ramp(TripTable.UnderTemperature, 15.0, -RampCelsiusPerSecond, leadSeconds: 10.6, firstOnsetMs: ArmedMs + 10_600) with { MeasuredAs = MeasuredAs.K1 },
        ColdWithoutTheChipsWord(),
        CoastRamp(500),

        // K2 by the hardware alone: the firmware, which would be first at 42 degC, stands still.
        WithoutFirmware(Ramp(TripTable.HardwareLimit, 45.0, RampCelsiusPerSecond, leadSeconds: 3.6, firstOnsetMs: ArmedMs + 3_600)) with { OwnBudget = RowBudget.Always(200) },
        WithoutFirmware(new ReactionExperiment
        {
            Cause = TripTable.HardwareLimit,
            Stimulus = "tip steps to exactly 45.00 degC",
            OwnBudget = RowBudget.Always(250),
            Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.StepToExactly(37.0, 45.0, onsetUs) },
            Play = (_, _) => null,
        }),
        Backstop("FAULT falls with TCHigh", (box, _) => FlipThermocoupleHigh(box)),
        Backstop("FAULT falls without a status", (box, _) =>
        {
            FlipThermocoupleHigh(box);
            FlipThermocoupleHigh(box);
        }),
        // K2 is out at once; what the row has to do is to release K1, so that nothing closes again by itself.
        Faulty(TripTable.K2Released, Fault.K2CoilOpen, "a wire of K2's coil breaks") with { MeasuredAs = MeasuredAs.K1, Sweep = Sweep.Ticks },
        Faulty(TripTable.K2Released, Fault.K2HoldStuckLow, "K2's latch is set by a K2_HOLD that sticks") with { MeasuredAs = MeasuredAs.K1, Sweep = Sweep.Ticks },
        Backstop("FAULT falls for an instant", (box, _) =>
        {
            FlipThermocoupleHigh(box);
            FlipThermocoupleHigh(box);
            box.Inject(Fault.FaultPinStuck);
        }) with { Cause = TripTable.K2Released },
        Faulty(TripTable.K2Released, Fault.K2MirrorStuckClosed, "K2's mirror sticks closed") with { Sweep = Sweep.Ticks },
        new ReactionExperiment
        {
            Cause = TripTable.K2Released,
            Stimulus = "the coils' supply dips for 20 ms",
            OrNamed = [TripTable.RelayDidNotClose],
            Sweep = Sweep.Ticks,
            OwnBudget = RowBudgets.AtOnce,
            Play = WhilePermitted(500, (box, _) => box.Inject(Fault.CoilDip, 20)),
        },

        ColdRamp(60.0, RampCelsiusPerSecond),
        ColdRamp(0.0, -RampCelsiusPerSecond),

        TipStep(TripTable.ProbeMoved, 40.0, "tip steps by 3 degC up"),
        TipStep(TripTable.ProbeMoved, 34.0, "tip steps by 3 degC down"),
        Faulty(TripTable.ProbeMoved, Fault.TcSlips, "tip slips out"),

        new ReactionExperiment
        {
            Cause = TripTable.TimeLimit,
            Stimulus = "6 min PERMITTED",
            Sweep = Sweep.Few,
            Play = PlayTimeLimit,
        },

        // The mirror lies and the line is closed in truth: the row has to open it.
        DoesNotClose(Fault.MirrorStuck, "K1's mirror stuck closed", MeasuredAs.Line),
        DoesNotClose(Fault.K1CoilOpen, "K1's coil open, decision", MeasuredAs.Decision),
        Faulty(TripTable.RelayDidNotClose, Fault.MirrorStuck, "K1's mirror sticks later") with { Sweep = Sweep.Ticks },
        Faulty(TripTable.RelayDidNotClose, Fault.K1CoilOpen, "a wire of K1's coil comes loose, decision") with { Sweep = Sweep.Ticks, MeasuredAs = MeasuredAs.Decision },
        Faulty(TripTable.RelayDidNotClose, Fault.EnableStuckLow, "ENABLE sticks low, decision") with { Sweep = Sweep.Ticks, MeasuredAs = MeasuredAs.Decision },
        Faulty(TripTable.RelayDidNotClose, Fault.HeartbeatStuckHigh, "HEARTBEAT sticks high, watchdog") with { OrNamed = [TripTable.K2Released], Sweep = Sweep.Ticks, OwnBudget = RowBudget.Always(150) },
        Faulty(TripTable.RelayDidNotClose, Fault.HeartbeatStuckLow, "HEARTBEAT sticks low, watchdog") with { OrNamed = [TripTable.K2Released], Sweep = Sweep.Ticks, OwnBudget = RowBudget.Always(150) },

        ByRelease(Fault.K1Weld, "K1 welded, released by ARM") with { MeasuredAs = MeasuredAs.Line, OwnBudget = RowBudget.Always(150) },
        ByRelease(Fault.K1Weld, "K1 welded, decision"),
        ByRelease(Fault.K2Weld, "K2 welded, decision"),
        ByRelease(Fault.FaultPinStuck, "FAULT stuck high, decision") with { IsFoundInTurn = true },
        ByRelease(Fault.LatchInputDead, "FAULT no longer sets K2's latch, decision") with { IsFoundInTurn = true },
        ByRelease(Fault.LatchStuckClear, "K2's latch holds nothing, decision"),
        ByRelease(Fault.K2MirrorStuckOpen, "K2's mirror stuck open, decision"),
        new ReactionExperiment
        {
            Cause = TripTable.RelayDidNotOpen,
            Stimulus = "K1 welded, tripped by STOP's wire",
            IsNamedFirst = false,
            OwnBudget = RowBudget.Always(150),
            Play = (box, onsetUs) => PlayRelease(box, onsetUs, Fault.K1Weld, () => box.Inject(Fault.StopWire)),
        },

        new ReactionExperiment
        {
            Cause = TripTable.DeadlineMissed,
            Stimulus = "CPU stands still for 60 to 240 ms",
            IsNamedFirst = false,
            IsOnTimeOnly = true,
            Play = WhilePermitted(700, (box, onsetUs) => StandStill(box, (60 + (onsetUs % 181)) * Ms)),
        },
        new ReactionExperiment
        {
            Cause = TripTable.DeadlineMissed,
            Stimulus = "CPU hangs for 1 s, watchdog",
            Sweep = Sweep.Ticks,
            IsNamedFirst = false,
            Play = WhilePermitted(1_500, (box, _) => StandStill(box, 1_000 * Ms)),
        },
        new ReactionExperiment
        {
            // K1 that lapses takes K2 with it.
            Cause = TripTable.K2Released,
            Stimulus = "CPU runs wild, watchdog",
            Sweep = Sweep.Ticks,
            IsNamedFirst = false,
            OwnBudget = RowBudget.Always(150),
            Play = WhilePermitted(1_500, (box, _) => StandStill(box, 1_000 * Ms, Fault.McuRunaway)),
        },
        Faulty(TripTable.DeadlineMissed, Fault.ClockJump, "clock jumps by 1 s") with { Sweep = Sweep.Ticks, IsNamedFirst = false },

        Throwing("one transfer throws", 1),
        Throwing("every transfer throws", int.MaxValue),

        // The next tick is the first to need heap.
        new ReactionExperiment
        {
            Cause = TripTable.Internal,
            Stimulus = "no heap is left",
            Sweep = Sweep.Ticks,
            Play = WhilePermitted(500, (box, _) => box.Board.IsHeapExhausted = true),
        },
    ];

    /// <summary>What two probes contradict each other in, and each row again with two. A run of minutes shows nothing new.</summary>
    public static IReadOnlyList<ReactionExperiment> TwoProbes { get; } =
    [
        .. from fitting in Fitting.Two where fitting.Second == SecondProbe.SameSite from experiment in Disagreements() select experiment with { Fitting = fitting },
        .. from fitting in Fitting.Two select ColdJunctionsApart() with { Fitting = fitting },
        .. from fitting in Fitting.Two from experiment in OneProbe where experiment.Sweep != Sweep.Few && !(experiment.IsFoundInTurn && fitting.Tried == 2) select experiment.With(fitting),
    ];

    public static IReadOnlyList<ReactionExperiment> All { get; } = [.. OneProbe, .. TwoProbes];

    /// <summary>Two junctions in one needle; time zero is when they are 2.0 degC apart.</summary>
    private static IEnumerable<ReactionExperiment> Disagreements()
    {
        const double apart = Limits.DisagreeCounts / (double)Limits.CountsPerDegree;
        ReactionExperiment disagree = new()
        {
            Cause = TripTable.ProbesDisagree,
            Stimulus = FormattableString.Invariant($"one junction at {RampCelsiusPerSecond:+0.0} degC/s to {apart:F1} degC from the other"),
            FirstOnsetUs = ((ArmedMs + 1_200) * Ms) + ReactionExperiment.SecondProofUs,
            Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, OtherTipCelsius = Ramps.Drift(37.0), TipCelsius = Sum(Ramps.Drift(37.0), Ramps.Cross(apart, RampCelsiusPerSecond, onsetUs, leadSeconds: 1.2)) },
            Play = WhilePermitted(RunMs(TripTable.ProbesDisagree)),
        };
        yield return disagree;
        yield return disagree with
        {
            Stimulus = "a cold junction drifts at +1.9 degC/s",

            // Judged over a second or little more, it is about as fast as a probe that moves.
            OrNamed = [TripTable.ProbeMoved],
            Sweep = Sweep.Ticks,
            Prepare = static (conditions, _) => conditions,
            Play = WhenApart(Fault.CjDrift, 1.9, TipsApart, apart, patienceMs: 3_000),
        };
        yield return disagree with
        {
            Stimulus = "a cold junction drifts at -0.1 degC/s",
            Sweep = Sweep.Few,
            Prepare = static (conditions, _) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Drift(37.0) },
            Play = WhenApart(Fault.CjDrift, -0.1, TipsApart, apart, patienceMs: 30_000),
        };

        // What the registers show stands still at what they held, in all but the lowest bit; the needle warms.
        yield return disagree with
        {
            Stimulus = "registers with one live bit, the needle at +0.5 degC/s",
            Sweep = Sweep.Ticks,
            Prepare = static (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Cross(37.0, 0.5, onsetUs, leadSeconds: 0) },
            Play = WhenApart(Fault.BitFrozen, 0, static box => box.OtherChip.ThermocoupleCelsius - 37.0, apart, patienceMs: 6_000),
        };
    }

    /// <summary>The cold junctions of two chips of one box, more than 3 degC apart; the tips read right.</summary>
    private static ReactionExperiment ColdJunctionsApart()
    {
        const double apart = Limits.ColdJunctionsApartCounts / 64.0;
        return new()
        {
            Cause = TripTable.ColdJunction,
            Stimulus = FormattableString.Invariant($"one cold junction at {RampCelsiusPerSecond:+0.0} degC/s to {apart:F0} degC from the other"),
            OwnBudget = RowBudget.Always(1500),
            FirstOnsetUs = ((ArmedMs + 1_800) * Ms) + ReactionExperiment.SecondProofUs,
            Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Drift(37.0), OtherColdJunctionCelsius = static _ => 25.0, ColdJunctionCelsius = Sum(static _ => 25.0, Ramps.Cross(apart, RampCelsiusPerSecond, onsetUs, leadSeconds: 1.8)) },
            Play = WhilePermitted(ApartRunMs),
        };
    }

    /// <summary>Breaks something while PERMITTED that shows later; time zero is when two chips are so far apart.</summary>
    private static Func<TrialBox, long, long?> WhenApart(Fault fault, double value, Func<TrialBox, double> apart, double limit, int patienceMs) => (box, onsetUs) =>
    {
        if (!ArmBy(box, onsetUs)) return null;
        box.Inject(fault, value);
        if (!box.RunUntil(() => apart(box) > limit, onsetUs + (patienceMs * Ms))) return null;
        long zeroUs = box.NowUs;
        box.RunTo(zeroUs + (ApartRunMs * Ms));
        return zeroUs;
    };

    private static double TipsApart(TrialBox box) => Math.Abs(box.Chip.ThermocoupleCelsius - box.OtherChip.ThermocoupleCelsius);

    private static Func<long, double> Sum(Func<long, double> one, Func<long, double> other) => us => one(us) + other(us);

    private static ReactionExperiment Faulty(int cause, Fault fault, string stimulus, Fault? andBefore = null) => new()
    {
        Cause = cause,
        Stimulus = stimulus,
        Play = WhilePermitted(RunMs(cause), (box, _) =>
        {
            if (andBefore is { } earlier) box.Inject(earlier);
            box.Inject(fault);
        }),
    };

    private static ReactionExperiment TipStep(int cause, double toCelsius, string stimulus) => new()
    {
        Cause = cause,
        Stimulus = stimulus,
        Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Step(37.0, toCelsius, onsetUs) },
        Play = WhilePermitted(RunMs(cause)),
    };

    private static ReactionExperiment ColdStep(double toCelsius, string stimulus) => new()
    {
        Cause = TripTable.SensorRange,
        Stimulus = stimulus,
        MeasuredAs = MeasuredAs.K1,
        IsNamedFirst = false,
        Prepare = (conditions, onsetUs) => conditions with { ColdJunctionCelsius = us => us < onsetUs ? 25.0 : toCelsius },
        Play = WhilePermitted(RunMs(TripTable.SensorRange)),
    };

    private static ReactionExperiment StatusBit(int bit, string stimulus) => new()
    {
        Cause = TripTable.SensorRange,
        Stimulus = stimulus,
        Play = WhilePermitted(RunMs(TripTable.SensorRange), (box, _) => box.FlipRegisterBit(StatusRegister, bit)),
    };

    private static ReactionExperiment Ramp(int cause, double limitCelsius, double celsiusPerSecond, double leadSeconds, int firstOnsetMs) => new()
    {
        Cause = cause,
        Stimulus = FormattableString.Invariant($"ramp of {celsiusPerSecond:+0.0;-0.0} degC/s over {limitCelsius:F2} degC"),
        FirstOnsetUs = firstOnsetMs * Ms,
        Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Cross(limitCelsius, celsiusPerSecond, onsetUs, leadSeconds) },
        Play = WhilePermitted(RunMs(cause)),
    };

    /// <summary>The chip compares with 15 degC too and would be first: without its status bit and its FAULT the two of three are seen to work.</summary>
    private static ReactionExperiment ColdWithoutTheChipsWord() =>
        Ramp(TripTable.UnderTemperature, 15.0, -RampCelsiusPerSecond, leadSeconds: 10.6, firstOnsetMs: ArmedMs + 10_600) with
        {
            Stimulus = "the same, TCLow and FAULT lost",
            NeedsFaultyBus = true,
            Play = WhilePermitted(RunMs(TripTable.UnderTemperature), (box, _) =>
            {
                box.Bus!.HiddenStatus = Status.ThermocoupleLow;
                box.Inject(Fault.FaultPinStuck);
            }),
        };

    /// <summary>The condition becomes true when the tip and the coast of its true slope reach the limit: it is known from a run of readings.</summary>
    private static ReactionExperiment CoastRamp(int milliDegreesPerSecond)
    {
        double celsius = (Limits.LimitCounts - Coast.MostCounts(milliDegreesPerSecond)) / (double)Limits.CountsPerDegree;
        double celsiusPerSecond = milliDegreesPerSecond / 1000.0;
        return new ReactionExperiment
        {
            Cause = TripTable.CoastExpected,
            Stimulus = FormattableString.Invariant($"ramp of {celsiusPerSecond:+0.0} degC/s over {celsius:F2} degC, coast cautious"),
            FirstOnsetUs = (ArmedMs + 6_500) * Ms,
            Prepare = (conditions, onsetUs) => conditions with { Coast = CoastRule.Cautious, NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Cross(celsius, celsiusPerSecond, onsetUs, leadSeconds: 6.5) },
            Play = WhilePermitted(RunMs(TripTable.CoastExpected)),
        };
    }

    private static ReactionExperiment ColdRamp(double limitCelsius, double celsiusPerSecond) => new()
    {
        Cause = TripTable.ColdJunction,
        Stimulus = FormattableString.Invariant($"cold junction at {celsiusPerSecond:+0.0;-0.0} degC/s over {limitCelsius:F0} degC"),
        FirstOnsetUs = (ArmedMs + 1_200) * Ms,
        Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Drift(37.0), ColdJunctionCelsius = Ramps.Cross(limitCelsius, celsiusPerSecond, onsetUs, 1.2) },
        Play = WhilePermitted(RunMs(TripTable.ColdJunction)),
    };

    private static ReactionExperiment Backstop(string stimulus, Action<TrialBox, long> act) => new()
    {
        Cause = TripTable.HardwareLimit,
        Stimulus = stimulus,
        MeasuredAs = MeasuredAs.K1,
        Sweep = Sweep.Ticks,
        Play = WhilePermitted(500, act),
    };

    /// <summary>Found by the release that follows: decided, since the other relay has opened the line already.</summary>
    private static ReactionExperiment ByRelease(Fault fault, string stimulus) => new()
    {
        Cause = TripTable.RelayDidNotOpen,
        Stimulus = stimulus,
        MeasuredAs = MeasuredAs.Decision,
        Play = (box, onsetUs) => PlayRelease(box, onsetUs, fault, () => box.PressArm(true)),
    };

    private static ReactionExperiment DoesNotClose(Fault fault, string stimulus, MeasuredAs measuredAs) => new()
    {
        Cause = TripTable.RelayDidNotClose,
        Stimulus = stimulus,
        MeasuredAs = measuredAs,
        Sweep = Sweep.Ticks,
        Play = (box, onsetUs) => PlayDoesNotClose(box, onsetUs, fault),
    };

    /// <summary>Reads that the next one of their tick contradicts; time zero is the first.</summary>
    private static ReactionExperiment Noisy(string stimulus, double budgetMs, Func<long, int> reads) => new()
    {
        Cause = TripTable.SensorBus,
        Stimulus = stimulus,
        OwnBudget = RowBudget.Always(budgetMs),
        NeedsFaultyBus = true,
        Play = (box, onsetUs) =>
        {
            if (!ArmBy(box, onsetUs)) return null;
            box.Bus!.NoisyReads = reads(onsetUs);
            box.RunTo(onsetUs + (1_500 * Ms));
            return box.Bus.NoisyUs;
        },
    };

    /// <summary>
    /// The processor hangs from 2.2 s before the onset on, and comes back for what it has to tell. K1 stays fed by a dead watchdog: one that
    /// lapses would take K2 with it before the chip could.
    /// </summary>
    private static ReactionExperiment WithoutFirmware(ReactionExperiment experiment) => experiment with
    {
        MeasuredAs = MeasuredAs.K2,
        IsNamedFirst = false,
        FirstOnsetUs = Math.Max(experiment.FirstOnsetUs, (ArmedMs + 2_400) * Ms),
        Play = (box, onsetUs) =>
        {
            if (!ArmBy(box, onsetUs - (2_200 * Ms))) return null;
            box.Inject(Fault.WatchdogDead);
            box.Inject(Fault.McuHang);
            box.RunTo(onsetUs - Microseconds.Second);
            if (!box.Line.IsK2Closed) return null;
            box.RunTo(onsetUs + (600 * Ms));
            bool isK2Out = !box.Line.IsK2Closed;
            box.Clear(Fault.McuHang);
            box.RunFor(300 * Ms);
            return isK2Out ? onsetUs : null;
        },
    };

    private static ReactionExperiment Throwing(string stimulus, int transfers) => new()
    {
        Cause = TripTable.Internal,
        Stimulus = stimulus,
        NeedsFaultyBus = true,
        Play = (box, onsetUs) => PlayThrowing(box, onsetUs, transfers),
    };

    /// <summary>Long past the budget, so that a reaction that comes late is seen to come at all.</summary>
    private static int RunMs(int cause) => (int)(RowBudgets.Of(cause).LongestMs * 1.2) + (cause == TripTable.SensorBus ? 1_700 : 200);

    /// <summary>Arms the box, waits for the onset, does something there and runs on. Time zero is the onset.</summary>
    private static Func<TrialBox, long, long?> WhilePermitted(int runMs, Action<TrialBox, long>? act = null) => (box, onsetUs) =>
    {
        if (!ArmBy(box, onsetUs)) return null;
        long zeroUs = act is null ? onsetUs : Math.Max(onsetUs, box.NowUs);
        act?.Invoke(box, onsetUs);
        box.RunTo(onsetUs + (runMs * Ms));
        return zeroUs;
    };

    /// <summary>A ramp that another row sees first opens the line before the onset: what matters is that it was closed.</summary>
    private static bool ArmBy(TrialBox box, long onsetUs)
    {
        if (!box.Arm(onsetUs)) return false;
        box.RunFor(100 * Ms);
        bool wasClosed = box.Line.IsClosed;
        box.RunTo(onsetUs);
        return wasClosed;
    }

    private static void FlipThermocoupleHigh(TrialBox box) => box.FlipRegisterBit(StatusRegister, ThermocoupleHighBit);

    private static void StandStill(TrialBox box, long us, Fault? how = null)
    {
        box.Inject(how ?? Fault.McuHang);
        box.RunFor(us);
        box.Clear(how ?? Fault.McuHang);
    }

    private static long? PlayTimeLimit(TrialBox box, long onsetUs)
    {
        // The onset moves the arming, and with it the end.
        if (!box.PassSelfTest(onsetUs)) return null;
        box.RunTo(onsetUs);
        if (!box.PressUntil(() => box.State == State.Permitted, onsetUs + (Microseconds.Second * 3))) return null;
        long zeroUs = box.StateSinceUs + (Limits.PermittedMs * Ms);
        box.RunTo(zeroUs + (400 * Ms));
        return zeroUs;
    }

    private static long? PlayDoesNotClose(TrialBox box, long onsetUs, Fault fault)
    {
        if (!box.PassSelfTest(onsetUs)) return null;
        box.RunTo(onsetUs);
        box.Inject(fault);
        if (!box.PressUntil(() => box.State == State.Permitted, onsetUs + (2_500 * Ms))) return null;
        long zeroUs = box.StateSinceUs;
        box.RunTo(zeroUs + (800 * Ms));
        return zeroUs;
    }

    /// <summary>Time zero is the tick in which the box lets go of the relays.</summary>
    private static long? PlayRelease(TrialBox box, long onsetUs, Fault fault, Action release)
    {
        if (!ArmBy(box, onsetUs)) return null;
        box.Inject(fault);
        release();
        if (!box.RunUntil(() => box.State != State.Permitted, onsetUs + (700 * Ms))) return null;
        long zeroUs = box.StateSinceUs;
        box.RunTo(zeroUs + (1_000 * Ms));
        return zeroUs;
    }

    /// <summary>Time zero is the first transfer that throws.</summary>
    private static long? PlayThrowing(TrialBox box, long onsetUs, int transfers)
    {
        if (!ArmBy(box, onsetUs)) return null;
        box.Bus!.Throws = transfers;
        box.RunTo(onsetUs + (600 * Ms));
        return box.Bus.ThrewUs;
    }
}
