using System;
using System.Collections.Generic;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>How each row of the trip table is put to the test, in the order in which causes are named.</summary>
public static class ReactionTable
{
    private const long Ms = Microseconds.Millisecond;
    private const double RampCelsiusPerSecond = 1.5;

    /// <summary>CR0 to CJTO and temperatures come before it.</summary>
    private const int StatusRegister = 0x0F;

    private const int ThermocoupleHighBit = 3;

    public static IReadOnlyList<ReactionExperiment> All { get; } =
    [
        // STOP's second pole opens both coils; the broken wire is the firmware's way alone.
        Faulty(TripTable.StopPressed, Fault.StopWire, "wire of STOP breaks") with { Sweep = Sweep.Ticks },
        new ReactionExperiment
        {
            Cause = TripTable.StopPressed,
            Stimulus = "STOP pressed, second pole",
            Sweep = Sweep.Ticks,
            BudgetMs = RowBudgets.AtOnceMs,
            Play = WhilePermitted(500, (box, _) => box.Board.PressStop(true)),
        },

        Faulty(TripTable.SensorBus, Fault.MisoLow, "MISO stuck low"),
        Faulty(TripTable.SensorBus, Fault.MisoHigh, "MISO stuck high"),
        Faulty(TripTable.SensorConfig, Fault.Bitflip, "a configuration bit flips"),

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
            Play = WhilePermitted(4200),
        },

        Ramp(TripTable.OverTemperature, 42.0, RampCelsiusPerSecond, leadSeconds: 1.6, firstOnsetMs: 4_800),
        TipStep(TripTable.OverTemperature, 43.0, "tip steps to 43 degC"),
        Ramp(TripTable.UnderTemperature, 15.0, -RampCelsiusPerSecond, leadSeconds: 10.6, firstOnsetMs: 14_000) with { MeasuredAs = MeasuredAs.K1 },
        ColdWithoutTheChipsWord(),
        CoastRamp(500),

        // The ramp has made OVER_TEMPERATURE true long before: K1 is open, and K2 has to follow by itself.
        Ramp(TripTable.HardwareLimit, 45.0, RampCelsiusPerSecond, leadSeconds: 3.6, firstOnsetMs: 6_800) with { MeasuredAs = MeasuredAs.K2, IsNamedFirst = false },
        new ReactionExperiment
        {
            Cause = TripTable.HardwareLimit,
            Stimulus = "tip steps to exactly 45.00 degC",
            MeasuredAs = MeasuredAs.K2,
            IsNamedFirst = false,
            BudgetMs = RowBudgets.StepToBackstopMs,
            Prepare = (conditions, onsetUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.StepToExactly(37.0, 45.0, onsetUs) },
            Play = WhilePermitted(700),
        },
        Backstop("FAULT falls with TCHigh", (box, _) => FlipThermocoupleHigh(box)),
        Backstop("FAULT falls without a status", (box, _) =>
        {
            FlipThermocoupleHigh(box);
            FlipThermocoupleHigh(box);
        }),
        Backstop("FAULT falls for an instant, K2 drops out", (box, _) =>
        {
            FlipThermocoupleHigh(box);
            FlipThermocoupleHigh(box);
            box.Board.Inject(Fault.FaultPinStuck);
        }),

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

        new ReactionExperiment
        {
            Cause = TripTable.RelayDidNotOpen,
            Stimulus = "K1 welded, released by ARM",
            Play = (box, onsetUs) => PlayWeldedK1(box, onsetUs, () => box.Board.PressArm(true)),
        },
        new ReactionExperiment
        {
            Cause = TripTable.RelayDidNotOpen,
            Stimulus = "K1 welded, tripped by STOP's wire",
            IsNamedFirst = false,
            Play = (box, onsetUs) => PlayWeldedK1(box, onsetUs, () => box.Board.Inject(Fault.StopWire)),
        },
        new ReactionExperiment
        {
            Cause = TripTable.RelayDidNotOpen,
            Stimulus = "K2 welded, over-voltage, decision",
            MeasuredAs = MeasuredAs.Decision,
            IsNamedFirst = false,
            Play = WhilePermitted(700, (box, _) =>
            {
                box.Board.Inject(Fault.K2Weld);
                box.Board.Inject(Fault.Ovuv);
            }),
        },
        WeldedK2AtTheBackstop(),

        new ReactionExperiment
        {
            Cause = TripTable.DeadlineMissed,
            Stimulus = "CPU stands still for 150 to 240 ms",
            IsNamedFirst = false,
            Play = WhilePermitted(700, (box, onsetUs) => StandStill(box, (150 + (onsetUs % 91)) * Ms)),
        },
        new ReactionExperiment
        {
            Cause = TripTable.DeadlineMissed,
            Stimulus = "CPU hangs for 1 s, watchdog",
            Sweep = Sweep.Ticks,
            IsNamedFirst = false,
            Play = WhilePermitted(1_500, (box, _) => StandStill(box, 1_000 * Ms)),
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
            BudgetMs = Limits.TickMs + RowBudgets.AtOnceMs,
            Play = WhilePermitted(500, (box, _) => box.Board.IsHeapExhausted = true),
        },
    ];

    private static ReactionExperiment Faulty(int cause, Fault fault, string stimulus, Fault? andBefore = null) => new()
    {
        Cause = cause,
        Stimulus = stimulus,
        Play = WhilePermitted(RunMs(cause), (box, _) =>
        {
            if (andBefore is { } earlier) box.Board.Inject(earlier);
            box.Board.Inject(fault);
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
        Play = WhilePermitted(RunMs(TripTable.SensorRange), (box, _) => box.Board.FlipRegisterBit(StatusRegister, bit)),
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
        Ramp(TripTable.UnderTemperature, 15.0, -RampCelsiusPerSecond, leadSeconds: 10.6, firstOnsetMs: 14_000) with
        {
            Stimulus = "the same, TCLow and FAULT lost",
            NeedsFaultyBus = true,
            Play = WhilePermitted(RunMs(TripTable.UnderTemperature), (box, _) =>
            {
                box.Bus!.HiddenStatus = Status.ThermocoupleLow;
                box.Board.Inject(Fault.FaultPinStuck);
            }),
        };

    /// <summary>The condition becomes true when the tip and the coast of its true slope reach the limit: it is known from a run of readings.</summary>
    private static ReactionExperiment CoastRamp(int milliDegreesPerSecond)
    {
        double celsius = (Limits.LimitCounts - Coast.ExpectedCounts(milliDegreesPerSecond)) / (double)Limits.CountsPerDegree;
        double celsiusPerSecond = milliDegreesPerSecond / 1000.0;
        return new ReactionExperiment
        {
            Cause = TripTable.CoastExpected,
            Stimulus = FormattableString.Invariant($"ramp of {celsiusPerSecond:+0.0} degC/s over {celsius:F2} degC, ANTICIPATE"),
            FirstOnsetUs = 10_200 * Ms,
            Prepare = (conditions, onsetUs) => conditions with { IsAnticipating = true, NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Cross(celsius, celsiusPerSecond, onsetUs, leadSeconds: 6.5) },
            Play = WhilePermitted(RunMs(TripTable.CoastExpected)),
        };
    }

    private static ReactionExperiment ColdRamp(double limitCelsius, double celsiusPerSecond) => new()
    {
        Cause = TripTable.ColdJunction,
        Stimulus = FormattableString.Invariant($"cold junction at {celsiusPerSecond:+0.0;-0.0} degC/s over {limitCelsius:F0} degC"),
        FirstOnsetUs = 4_800 * Ms,
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

    private static ReactionExperiment WeldedK2AtTheBackstop() => new()
    {
        Cause = TripTable.RelayDidNotOpen,
        Stimulus = "K2 welded, tip steps to 60 degC, decision",
        MeasuredAs = MeasuredAs.Decision,
        IsNamedFirst = false,
        BudgetMs = RowBudgets.StepToBackstopMs + RowBudgets.Of(TripTable.RelayDidNotOpen).TypicalMs,
        Prepare = (conditions, onsetUs) => conditions with { TipCelsius = Ramps.Step(37.0, 60.0, onsetUs) },
        Play = WhilePermitted(1000, (box, _) => box.Board.Inject(Fault.K2Weld)),
    };

    private static ReactionExperiment DoesNotClose(Fault fault, string stimulus, MeasuredAs measuredAs) => new()
    {
        Cause = TripTable.RelayDidNotClose,
        Stimulus = stimulus,
        MeasuredAs = measuredAs,
        Sweep = Sweep.Ticks,
        Play = (box, onsetUs) => PlayDoesNotClose(box, onsetUs, fault),
    };

    private static ReactionExperiment Throwing(string stimulus, int transfers) => new()
    {
        Cause = TripTable.Internal,
        Stimulus = stimulus,
        NeedsFaultyBus = true,
        Play = (box, onsetUs) => PlayThrowing(box, onsetUs, transfers),
    };

    /// <summary>Long past the budget, so that a reaction that comes late is seen to come at all.</summary>
    private static int RunMs(int cause) => (int)(RowBudgets.Of(cause).MaximumMs * 1.2) + 200;

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

    private static void FlipThermocoupleHigh(TrialBox box) => box.Board.FlipRegisterBit(StatusRegister, ThermocoupleHighBit);

    private static void StandStill(TrialBox box, long us)
    {
        box.Board.Inject(Fault.McuHang);
        box.RunFor(us);
        box.Board.Clear(Fault.McuHang);
    }

    private static long? PlayTimeLimit(TrialBox box, long onsetUs)
    {
        box.RunTo(onsetUs);
        if (!box.Arm(onsetUs + Microseconds.Second * 3)) return null;
        long zeroUs = box.StateSinceUs + (Limits.PermittedMs * Ms);
        box.RunTo(zeroUs + (400 * Ms));
        return zeroUs;
    }

    private static long? PlayDoesNotClose(TrialBox box, long onsetUs, Fault fault)
    {
        box.RunTo(TrialBox.FirstPressUs);
        if (!box.PressUntil(() => box.State == State.Inhibited, onsetUs)) return null;
        box.RunTo(onsetUs);
        box.Board.Inject(fault);
        if (!box.PressUntil(() => box.State == State.Permitted, onsetUs + (2_000 * Ms))) return null;
        long zeroUs = box.StateSinceUs;
        box.RunTo(zeroUs + (800 * Ms));
        return zeroUs;
    }

    /// <summary>Time zero is the tick in which the box lets go of K1.</summary>
    private static long? PlayWeldedK1(TrialBox box, long onsetUs, Action release)
    {
        if (!ArmBy(box, onsetUs)) return null;
        box.Board.Inject(Fault.K1Weld);
        release();
        if (!box.RunUntil(() => box.State != State.Permitted, onsetUs + (500 * Ms))) return null;
        long zeroUs = box.StateSinceUs;
        box.RunTo(zeroUs + (800 * Ms));
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
