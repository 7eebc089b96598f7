using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Something that finds, or makes harmless, what no row can see; it is proved by running it.</summary>
public sealed record Cover
{
    /// <summary>The box has armed by then, and time is left to break something before.</summary>
    private const long FirstUs = ReactionExperiment.ArmedUs + (2_200 * Microseconds.Millisecond);

    private const long SpanUs = 2_450 * Microseconds.Millisecond;

    /// <summary>What is covered.</summary>
    public required string Fault { get; init; }

    /// <summary>What covers it.</summary>
    public required string By { get; init; }

    /// <summary>Within how many milliseconds the line must be open.</summary>
    public required RowBudget Budget { get; init; }

    /// <summary>The box is sound in spite of it, and must not be locked out.</summary>
    public bool IsOfSoundBox { get; init; }

    /// <summary>Two chips change nothing of it, or answer for it otherwise: it is played with one.</summary>
    public bool IsOfOneChip { get; init; }

    /// <summary>What the trial is played with, given when the decisive thing happens.</summary>
    public Func<TrialConditions, long, TrialConditions> Prepare { get; init; } = (conditions, _) => conditions;

    /// <summary>Runs an armed box through it, the second argument being the instant for which it was prepared.</summary>
    public required Func<TrialBox, long, FaultRun> Play { get; init; }

    /// <summary>One proof, at one phase.</summary>
    public FaultRun Run(int number) => Run(number, Fitting.One);

    /// <summary>One proof in a box with one probe or two, whose faults of a probe are of that which is tried.</summary>
    public FaultRun Run(int number, Fitting fitting)
    {
        long firstUs = FirstUs + (fitting.Second == SecondProbe.None ? 0 : ReactionExperiment.SecondProofUs);
        long atUs = firstUs + (long)(TrialPhases.Onset(number) * SpanUs);
        TrialConditions conditions = Prepare(TrialPhases.Conditions(number) with { Fitting = fitting }, atUs);
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!box.Arm(atUs)) return new FaultRun(0, "none", "the healthy box did not arm");

        FaultRun run = Play(box, atUs);
        string? violation = run.Violation ?? (run.ClosedMs > Budget.Ms(conditions.Timing) ? $"took {Figures.Ms(run.ClosedMs)} ms" : null);
        return run with { Violation = violation ?? Properties.Judge(box, IsOfSoundBox) };
    }
}

/// <summary>What covers the faults that no row sees while PERMITTED, each as a trial.</summary>
public static class Covers
{
    private const long Ms = Microseconds.Millisecond;
    private const double RampCelsiusPerSecond = 1.5;

    /// <summary>One of the other chip's turn, one of its own.</summary>
    private const int MostReleases = 2;

    private static readonly RowBudget _atOnce = RowBudgets.AtOnce;
    private static readonly RowBudget _k1Lingers = RowBudget.Always(150);

    /// <summary>A tick that a stalled UART makes wait: the write's timeout of 10 ms, a collection of 10, and 5 for what the tick does.</summary>
    private static readonly RowBudget _stalledTick = RowBudget.Always(25);

    public static IReadOnlyList<Cover> All { get; } =
    [
        FoundByRelease(Fault.K1Weld, "K2_HOLD opens the line", _k1Lingers),
        Exceeding("k1-weld", "42 degC: K2 opens the line", Row(TripTable.OverTemperature) + _k1Lingers, 42.0, Fault.K1Weld),
        ByStop("k1-weld", Fault.K1Weld),
        FoundByPowerCycle(Fault.K1Weld, "mirrors fail, K2 stays out"),

        FoundByRelease(Fault.K2Weld, "K1 opens", _atOnce),
        Exceeding("k2-weld", "42 degC: K1 opens", Row(TripTable.OverTemperature), 42.0, Fault.K2Weld),
        FoundByPowerCycle(Fault.K2Weld, "mirrors fail"),

        FoundByRelease(Fault.FaultPinStuck, "K1 opens", _atOnce) with { IsOfOneChip = true },
        Exceeding("fault-pin-stuck", "42 degC: K1 opens", Row(TripTable.OverTemperature), 42.0, Fault.FaultPinStuck),
        Following("fault-pin-stuck", "the probe's wire breaks: K1 opens", Row(TripTable.SensorOpen), Fault.FaultPinStuck, Fault.TcOpen),
        Following("fault-pin-stuck", "over-voltage: K1 opens", Row(TripTable.SensorVoltage), Fault.FaultPinStuck, Fault.Ovuv),
        FoundByPowerCycle(Fault.FaultPinStuck, "the proof test fails"),

        FoundByRelease(Fault.LatchInputDead, "K1 opens", _atOnce) with { IsOfOneChip = true },
        FoundByPowerCycle(Fault.LatchInputDead, "the proof test fails"),
        FoundByRelease(Fault.LatchStuckClear, "K1 opens", _atOnce),
        FoundByPowerCycle(Fault.LatchStuckClear, "mirrors fail"),
        new Cover
        {
            Fault = "enable-stuck-high",
            By = "released by ARM: K2 and K1's watchdog open, nothing can be armed any more",
            Budget = _k1Lingers,
            Play = ReleaseWithEnableStuck,
        },
        FoundByPowerCycle(Fault.WatchdogDead, "the proof test fails"),
        FoundByRelease(Fault.MirrorStuck, "K1 opens", _atOnce, 1) with { Fault = "mirror-stuck=1, open" },
        FoundByRelease(Fault.K2MirrorStuckOpen, "K1 opens", _atOnce),
        new Cover
        {
            Fault = "k2-hold-stuck-high",
            By = "the press that acknowledges a trip pulls K2 in: locked out, K1 open",
            Budget = _atOnce,
            Play = AcknowledgeWithoutHold,
        },
        FoundByPowerCycle(Fault.K2HoldStuckHigh, "a press in the first half second pulls K2 in") with { Play = PowerCycleWithEarlyPress },

        new Cover
        {
            Fault = "rail-detector-dead",
            By = "the coils' supply is gone for 100 ms: the firmware trips",
            Budget = _atOnce,
            Play = (box, atUs) => Dip(box, atUs, Fault.RailDetectorDead, 100),
        },
        new Cover
        {
            Fault = "rail-detector-dead-k1",
            By = "a dip of 12 ms: K2's latch keeps the line open",
            Budget = _atOnce,
            Play = (box, atUs) => Dip(box, atUs, Fault.RailDetectorDeadK1, 12),
        },
        new Cover
        {
            Fault = "rail-detector-dead-k2",
            By = "a dip of 12 ms: K1's flip-flop keeps the line open",
            Budget = _atOnce,
            Play = (box, atUs) => Dip(box, atUs, Fault.RailDetectorDeadK2, 12),
        },

        Exceeding("bit-frozen=0", "45 degC: K2 opens by the converter's own comparison", Row(TripTable.HardwareLimit), 45.0, Fault.BitFrozen, 0, breaksBeforeMs: 3_500),
        Exceeding("bit-stuck", "45 degC at the latest: K2 opens by the converter's own comparison", Row(TripTable.HardwareLimit), 45.0, Fault.BitStuck, 7, breaksBeforeMs: 3_500),
        Exceeding("bit-stuck", "the same, bit 8 of the reading", Row(TripTable.HardwareLimit), 45.0, Fault.BitStuck, 8, breaksBeforeMs: 3_500),
        new Cover
        {
            Fault = "cj-drift",
            By = "drifts down by 0.1 degC/s: WARN FALLING within 15 s",
            Budget = RowBudget.Always(15_000),
            IsOfSoundBox = true,
            Play = (box, atUs) => AwaitEvent(box, atUs, () => box.Inject(Fault.CjDrift, -0.1), "WARN FALLING", 16_000),
        },
        new Cover
        {
            Fault = "cj-drift",
            By = "drifts up by 0.1 degC/s: stopped too early",
            IsOfOneChip = true,
            Budget = RowBudget.Always(60_000),
            Play = (box, atUs) => AwaitEvent(box, atUs, () => box.Inject(Fault.CjDrift, 0.1), "TRIP OVER_TEMPERATURE", 62_000),
        },
        new Cover
        {
            Fault = "stop2-stuck",
            By = "STOP: its first pole, by the firmware",
            Budget = Row(TripTable.StopPressed),
            IsOfSoundBox = true,
            Play = (box, atUs) => PressStop(box, atUs, Fault.Stop2Stuck),
        },

        new Cover
        {
            Fault = "mirror-stuck, closed",
            By = "next ARM: opened again, counted from energising",
            Budget = Row(TripTable.RelayDidNotClose),
            Play = ArmAgain,
        },
        new Cover
        {
            Fault = "arm-no-wire",
            By = "the next press: released with ARM_CONTACT",
            Budget = RowBudget.Always(800),
            IsOfSoundBox = true,
            Play = PressBrokenArm,
        },
        new Cover
        {
            Fault = "arm-stuck",
            By = "power-on: asked to be let go, not armed, not locked out",
            Budget = _atOnce,
            IsOfSoundBox = true,
            Play = PowerCycleWithArmStuck,
        },
        new Cover
        {
            Fault = "arm-stuck",
            By = "in INHIBITED, free after 5 s: refused, not armed",
            Budget = _atOnce,
            IsOfSoundBox = true,
            Play = FreeArm,
        },
        new Cover
        {
            Fault = "arm-pickup",
            By = "60 Hz for a minute, ARM pressed by nobody: the line does not move",
            Budget = _atOnce,
            IsOfSoundBox = true,
            Play = PickUpWhileInhibited,
        },
        new Cover
        {
            Fault = "arm-worn",
            By = "released by a press: not armed again",
            Budget = _atOnce,
            IsOfSoundBox = true,
            Play = ReleaseWithWornButton,
        },
        new Cover
        {
            Fault = "bus-noise",
            By = "0.001 for 20 s: no trip",
            Budget = _atOnce,
            IsOfSoundBox = true,
            Play = (box, atUs) => StaysPermitted(box, atUs, Fault.BusNoise, 20_000),
        },
        new Cover
        {
            Fault = "uart-stall",
            By = "longest tick; then the log goes on and shows what it lost",
            Budget = _stalledTick,
            IsOfSoundBox = true,
            Play = StallUart,
        },

        Following("k1-weld + mcu-hang", "a K1 that lapses takes K2 with it", RowBudget.Always(150), Fault.K1Weld, Fault.McuHang),
        Following("k1-weld + mcu-runaway", "a K1 that lapses takes K2 with it", RowBudget.Always(150), Fault.K1Weld, Fault.McuRunaway),
        ByStop("k1-weld + latch-stuck-clear", Fault.K1Weld, Fault.LatchStuckClear),
        ByStop("watchdog-dead + mcu-hang", Fault.WatchdogDead, Fault.McuHang),
    ];

    /// <summary>A chip that no longer forces K2, in a box with two: it is found at a release by its turn.</summary>
    public static IReadOnlyList<Cover> InTurn { get; } =
    [
        .. new[] { Fault.FaultPinStuck, Fault.LatchInputDead }.Select(fault => new Cover
        {
            Fault = FaultNames.Of(fault),
            By = "released by ARM and armed again, after none or more sound releases: K1 opens each time, locked out by its turn",
            Budget = _atOnce,
            Play = (box, atUs) => ReleaseInTurn(box, atUs, fault),
        }),
    ];

    private static RowBudget Row(int cause) => RowBudgets.Of(cause);

    private static Cover FoundByRelease(Fault fault, string opens, RowBudget budget, double? value = null) => new()
    {
        Fault = FaultNames.Of(fault),
        By = $"released by ARM: {opens}, locked out",
        Budget = budget,
        Play = (box, atUs) => Release(box, atUs, value, fault),
    };

    private static Cover FoundByPowerCycle(Fault fault, string what) => new()
    {
        Fault = FaultNames.Of(fault),
        By = $"power-on with ARM pressed: {what}, locked out",
        Budget = _atOnce,
        Play = (box, atUs) => PowerCycle(box, atUs, fault),
    };

    private static Cover Exceeding(string fault, string by, RowBudget budget, double celsius, Fault broken, double? value = null, int breaksBeforeMs = 500) => new()
    {
        Fault = fault,
        By = by,
        Budget = budget,
        Prepare = (conditions, atUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Cross(celsius, RampCelsiusPerSecond, atUs, (celsius - 39.6) / RampCelsiusPerSecond) },
        Play = (box, atUs) =>
        {
            box.RunTo(atUs - (breaksBeforeMs * Ms));
            box.Inject(broken, value);

            // A reading that is off may stop the ramp before its limit: no less safe.
            box.RunTo(atUs);
            return Opening(box, atUs);
        },
    };

    private static Cover Following(string fault, string by, RowBudget budget, Fault first, Fault second) => new()
    {
        Fault = fault,
        By = by,
        Budget = budget,
        Play = (box, atUs) =>
        {
            box.RunTo(atUs - (500 * Ms));
            box.Inject(first);
            box.RunTo(atUs);
            return Opening(box, box.Inject(second));
        },
    };

    private static Cover ByStop(string fault, params Fault[] faults) => new()
    {
        Fault = fault,
        By = "STOP: its second pole opens K2",
        Budget = _atOnce,
        Play = (box, atUs) => PressStop(box, atUs, faults),
    };

    /// <summary>Time zero is the tick in which the box lets go of K1.</summary>
    private static FaultRun Release(TrialBox box, long atUs, double? value, Fault fault)
    {
        box.RunTo(atUs - (500 * Ms));
        box.Inject(fault, value);
        box.RunTo(atUs);
        if (box.State != State.Permitted) return new FaultRun(0, Told(box), "the fault was seen while PERMITTED");
        FaultRun run = ReleaseByArm(box);
        if (run.Violation is not null) return run;
        string expected = CauseNames.Of(TripTable.RelayDidNotOpen);
        return run.Told == expected ? LockedOut(run, box) : run with { Violation = $"named {run.Told}" };
    }

    /// <summary>How many releases it took is told.</summary>
    private static FaultRun ReleaseInTurn(TrialBox box, long atUs, Fault fault)
    {
        box.RunTo(atUs);
        int before = (int)(atUs / Ms % 3);
        double worstMs = 0;
        for (int release = 1 - before; release <= MostReleases; release++)
        {
            if (release == 1) box.Inject(fault);
            box.RunFor(500 * Ms);
            FaultRun run = ReleaseByArm(box);
            worstMs = Math.Max(worstMs, run.ClosedMs);
            if (run.Violation is not null) return run;
            if (release > 0 && box.State == State.LockedOut) return run with { ClosedMs = worstMs, Told = $"{run.Told}, release {release}" };
            if (box.State != State.Inhibited) return run with { Violation = $"release {release} led to {CauseNames.Of(box.State)}" };
            if (!box.PressUntil(() => box.State == State.Permitted, box.NowUs + (6 * Microseconds.Second))) return run with { Violation = $"did not arm again after release {release}" };
        }

        return new FaultRun(worstMs, Told(box), $"not found in {MostReleases} releases");
    }

    private static FaultRun ReleaseWithEnableStuck(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        box.Inject(Fault.EnableStuckHigh);
        FaultRun run = ReleaseByArm(box);
        bool hasArmed = box.PressUntil(() => box.State == State.Permitted, box.NowUs + (4 * Microseconds.Second));
        return hasArmed ? run with { Violation = "the box armed" } : run;
    }

    private static FaultRun ReleaseByArm(TrialBox box)
    {
        box.PressArm(true);
        bool isReleased = box.RunUntil(() => box.State != State.Permitted, box.NowUs + box.PressUs);
        box.PressArm(false);
        return isReleased ? Opening(box, box.StateSinceUs) : new FaultRun(0, Told(box), "ARM did not release");
    }

    private static FaultRun PressStop(TrialBox box, long atUs, params Fault[] faults)
    {
        box.RunTo(atUs - (60 * Ms));
        foreach (Fault fault in faults) box.Inject(fault);
        box.RunTo(atUs);
        bool wasClosed = box.Line.IsClosed;
        box.Board.PressStop(true);
        FaultRun run = Opening(box, box.NowUs);
        return wasClosed ? run : run with { Violation = "the line was open before STOP" };
    }

    /// <summary>Supply off and on with the fault there, and an operator who presses ARM again and again.</summary>
    private static FaultRun PowerCycle(TrialBox box, long atUs, Fault fault) => PowerCycle(box, atUs, fault, 1_450 * Ms);

    private static FaultRun PowerCycleWithEarlyPress(TrialBox box, long atUs) => PowerCycle(box, atUs, Fault.K2HoldStuckHigh, 450 * Ms);

    private static FaultRun PowerCycle(TrialBox box, long atUs, Fault fault, long firstPressUs)
    {
        box.RunTo(atUs);
        box.Inject(fault);
        box.RunFor(100 * Ms);
        box.Board.PowerCycle();
        box.RunFor(15 * Ms);
        box.Mark();
        bool hasPermitted = false;

        // Before the first tick the old firmware's state is still there to be seen.
        box.RunFor(Limits.TickMs * Ms);
        box.Ticked = () => hasPermitted |= box.State == State.Permitted;
        box.RunFor(firstPressUs);
        box.PressUntil(() => box.State == State.LockedOut, box.NowUs + (5 * Microseconds.Second));
        box.PressUntil(() => false, box.NowUs + Microseconds.Second);
        double closedMs = Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs));
        string? violation = hasPermitted ? "the box armed" : box.Line.IsClosed ? "the line stayed closed" : null;
        return LockedOut(new FaultRun(closedMs, Told(box), violation), box);
    }

    /// <summary>K2_HOLD is low in TRIPPED, so that a press which pulls K2 in shows that it isn't.</summary>
    private static FaultRun AcknowledgeWithoutHold(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        box.Inject(Fault.K2HoldStuckHigh);
        box.Board.PressStop(true);
        box.RunFor(200 * Ms);
        box.Board.PressStop(false);
        box.RunFor(1_200 * Ms);
        if (box.State != State.Tripped) return new FaultRun(0, Told(box), $"led to {CauseNames.Of(box.State)}");
        box.Line.Mark(box.NowUs);
        box.Press();
        return LockedOut(new FaultRun(Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs)), Told(box), null), box);
    }

    private static FaultRun Dip(TrialBox box, long atUs, Fault fault, double ms)
    {
        box.RunTo(atUs);
        box.Inject(fault);
        box.RunFor(20 * Ms);
        long zeroUs = box.Inject(Fault.CoilDip, ms);
        FaultRun run = Opening(box, zeroUs);
        return box.State == State.Permitted ? run with { Violation = run.Violation ?? "the box still permits" } : run;
    }

    private static FaultRun AwaitEvent(TrialBox box, long atUs, Action act, string awaited, int withinMs)
    {
        box.RunTo(atUs);
        box.Mark();
        act();
        long zeroUs = box.NowUs;
        bool came = box.RunUntil(() => box.Log.Events.Contains(awaited), zeroUs + (withinMs * Ms));
        return new FaultRun(Microseconds.ToMs(box.NowUs - zeroUs), awaited, came ? null : $"no {awaited}");
    }

    private static FaultRun PowerCycleWithArmStuck(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        box.Inject(Fault.ArmStuck);
        box.Board.PowerCycle();
        box.RunFor(100 * Ms);
        box.Mark();
        box.RunFor(7 * Microseconds.Second);
        bool isAsked = box.Log.Events.Contains($"{EventName.Warning} {ReasonName.ArmHeld}");
        string? violation = box.State != State.SelfTest ? $"led to {CauseNames.Of(box.State)}" : isAsked ? null : "was not asked for";
        return new FaultRun(Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs)), $"{EventName.Warning} {ReasonName.ArmHeld}", violation);
    }

    private static FaultRun FreeArm(TrialBox box, long atUs)
    {
        if (!LeavePermitted(box, atUs)) return new FaultRun(0, Told(box), "ARM did not release");
        box.Mark();
        box.Inject(Fault.ArmStuck);
        box.RunFor((Limits.ArmLongestMs + 200) * Ms);
        box.Clear(Fault.ArmStuck);
        box.RunFor(1_000 * Ms);
        string refused = $"{EventName.Refused} {CauseNames.OfReason(Reason.PressTooLong)}";
        string? violation = box.State != State.Inhibited ? $"led to {CauseNames.Of(box.State)}" : box.Log.Events.Contains(refused) ? null : "was not refused";
        return new FaultRun(Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs)), refused, violation);
    }

    private static FaultRun PressBrokenArm(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        box.Inject(Fault.ArmNoWire);
        box.RunFor(500 * Ms);
        box.PressArm(true);
        long zeroUs = box.NowUs;
        bool isReleased = box.RunUntil(() => box.State != State.Permitted, zeroUs + (1_500 * Ms));
        box.PressArm(false);
        if (!isReleased) return new FaultRun(0, "none", "a press of a second did not release");
        box.RunFor(700 * Ms);
        string released = $"{EventName.Released} {CauseNames.OfReason(Reason.ArmContact)}";
        return new FaultRun(Microseconds.ToMs(box.Line.OpenedUs - zeroUs), released, box.Log.Events.Contains(released) ? null : "told otherwise");
    }

    private static FaultRun PickUpWhileInhibited(TrialBox box, long atUs)
    {
        if (!LeavePermitted(box, atUs)) return new FaultRun(0, Told(box), "ARM did not release");
        box.Mark();
        box.Inject(Fault.ArmPickup, 60);
        box.RunFor(Microseconds.Second * 60);
        return new FaultRun(Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs)), box.Log.Events.Count == 0 ? "none" : box.Log.Events[0], box.State == State.Inhibited ? null : $"led to {CauseNames.Of(box.State)}");
    }

    private static FaultRun ReleaseWithWornButton(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        box.Inject(Fault.ArmWorn, 100);
        int closings = box.Closings;
        FaultRun run = ReleaseByArm(box);
        box.RunFor(3 * Microseconds.Second);
        return box.Closings == closings && box.State == State.Inhibited ? run with { Told = EventName.Released } : run with { Violation = $"led to {CauseNames.Of(box.State)}" };
    }

    private static FaultRun StaysPermitted(TrialBox box, long atUs, Fault fault, int forMs)
    {
        box.RunTo(atUs);
        box.Inject(fault);
        box.RunFor(forMs * Ms);
        return new FaultRun(0, box.LatchedCause ?? "none", box.State == State.Permitted ? null : $"led to {CauseNames.Of(box.State)}");
    }

    /// <summary>Released, then armed again with the mirror stuck. Time zero is the tick that energises K1.</summary>
    private static FaultRun ArmAgain(TrialBox box, long atUs)
    {
        if (!LeavePermitted(box, atUs)) return new FaultRun(0, Told(box), "ARM did not release");
        box.Inject(Fault.MirrorStuck);
        if (!box.PressUntil(() => box.State == State.Permitted, box.NowUs + (3_500 * Ms))) return new FaultRun(0, Told(box), "the fault was seen before it could be");
        return Opening(box, box.StateSinceUs);
    }

    private static bool LeavePermitted(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        bool isReleased = ReleaseByArm(box).Violation is null;
        return isReleased && box.State == State.Inhibited;
    }

    private static FaultRun StallUart(TrialBox box, long atUs)
    {
        box.Log.ReadsEveryLine = true;
        box.RunTo(atUs);
        box.Inject(Fault.UartStall);
        box.Mark();
        box.RunFor(3 * Microseconds.Second);
        double worstTickMs = Microseconds.ToMs(box.WorstTickUs);
        int linesWhileStalled = box.Log.Lines;
        box.Clear(Fault.UartStall);
        box.RunFor(7 * Microseconds.Second);

        string? violation = linesWhileStalled > 0 ? "lines came through"
            : box.Log.Lines == 0 ? "the log did not go on"
            : box.Log.Missing == 0 ? "the sequence shows no loss"
            : box.State != State.Permitted ? $"the box went to {CauseNames.Of(box.State)}" : null;
        return new FaultRun(worstTickMs, box.LatchedCause ?? "none", violation);
    }

    private static FaultRun Opening(TrialBox box, long zeroUs)
    {
        box.RunTo(zeroUs + (2_000 * Ms));
        double ms = Microseconds.ToMs(Math.Max(box.Line.OpenedUs - zeroUs, 0));
        return new FaultRun(ms, Told(box), box.Line.IsClosed ? "the line stayed closed" : null);
    }

    private static FaultRun LockedOut(FaultRun run, TrialBox box) =>
        run.Violation is null && box.State != State.LockedOut ? run with { Violation = $"led to {CauseNames.Of(box.State)}, not to LOCKED_OUT" } : run;

    private static string Told(TrialBox box) => box.LatchedCause ?? box.Log.FirstCause ?? "none";
}
