using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What covers the faults that no row sees while PERMITTED, each as a trial.</summary>
public static class Covers
{
    private const long Ms = Microseconds.Millisecond;
    private const double RampCelsiusPerSecond = 1.5;

    /// <summary>A tick that a stalled UART makes wait may take the write's timeout of 10 ms and as much again.</summary>
    private const double StalledTickMs = 20;

    private static readonly (double TypicalMs, double MaximumMs) _atOnce = (RowBudgets.AtOnceMs, RowBudgets.AtOnceMs);
    private static readonly (double TypicalMs, double MaximumMs) _forcedK2 = Of(TripTable.RelayDidNotOpen);

    public static IReadOnlyList<Cover> All { get; } =
    [
        new Cover
        {
            Fault = "k1-weld",
            By = "released by ARM: K2 is forced, locked out",
            Budget = _forcedK2,
            Play = (box, atUs) => Release(box, atUs, TripTable.RelayDidNotOpen, Fault.K1Weld),
        },
        new Cover
        {
            Fault = "k1-weld",
            By = "42 degC: K2 is forced, locked out",
            Budget = Sum(Of(TripTable.OverTemperature), _forcedK2),
            Prepare = Crossing(42.0),
            Play = (box, atUs) => LockedOut(Exceed(box, atUs, Fault.K1Weld), box),
        },
        new Cover
        {
            Fault = "k1-weld",
            By = "STOP: its second pole opens K2",
            Budget = _atOnce,
            Play = (box, atUs) => PressStop(box, atUs, Fault.K1Weld),
        },
        new Cover
        {
            Fault = "k1-weld",
            By = "power-on with ARM pressed: mirrors fail, K2 is forced, locked out",
            Budget = _forcedK2,
            Play = (box, atUs) => PowerCycle(box, atUs, Fault.K1Weld),
        },

        new Cover
        {
            Fault = "k2-weld",
            By = "released by ARM: K1 opens",
            Budget = _atOnce,
            Play = (box, atUs) => Release(box, atUs, null, Fault.K2Weld),
        },
        new Cover
        {
            Fault = "k2-weld",
            By = "42 degC: K1 opens",
            Budget = Of(TripTable.OverTemperature),
            Prepare = Crossing(42.0),
            Play = (box, atUs) => Exceed(box, atUs, Fault.K2Weld),
        },
        new Cover
        {
            Fault = "k2-weld",
            By = "FAULT falls: K1 opens, locked out",
            Budget = Of(TripTable.SensorVoltage),
            Play = (box, atUs) => LockedOut(Also(box, atUs, Fault.K2Weld, Fault.Ovuv), box),
        },
        new Cover
        {
            Fault = "k2-weld",
            By = "power-on with ARM pressed: mirrors fail, locked out",
            Budget = _atOnce,
            Play = (box, atUs) => PowerCycle(box, atUs, Fault.K2Weld),
        },

        new Cover
        {
            Fault = "fault-pin-stuck",
            By = "42 degC: K1 opens",
            Budget = Of(TripTable.OverTemperature),
            Prepare = Crossing(42.0),
            Play = (box, atUs) => Exceed(box, atUs, Fault.FaultPinStuck),
        },
        new Cover
        {
            Fault = "fault-pin-stuck",
            By = "the wire breaks: K1 opens",
            Budget = Of(TripTable.SensorOpen),
            Play = (box, atUs) => Also(box, atUs, Fault.FaultPinStuck, Fault.TcOpen),
        },
        new Cover
        {
            Fault = "fault-pin-stuck",
            By = "over-voltage: K1 opens",
            Budget = Of(TripTable.SensorVoltage),
            Play = (box, atUs) => Also(box, atUs, Fault.FaultPinStuck, Fault.Ovuv),
        },
        new Cover
        {
            Fault = "fault-pin-stuck",
            By = "power-on with ARM pressed: proof test fails, locked out",
            Budget = _atOnce,
            Play = (box, atUs) => PowerCycle(box, atUs, Fault.FaultPinStuck),
        },

        new Cover
        {
            Fault = "mirror-stuck, open",
            By = "released by ARM: K1 opens, locked out",
            Budget = _atOnce,
            Prepare = (conditions, _) => conditions with { MirrorSticksOpen = true },
            Play = (box, atUs) => Release(box, atUs, TripTable.RelayDidNotOpen, Fault.MirrorStuck),
        },
        new Cover
        {
            Fault = "mirror-stuck, closed",
            By = "next ARM: opened again, counted from energising",
            Budget = Of(TripTable.RelayDidNotClose),
            Play = (box, atUs) => ArmAgain(box, atUs, Fault.MirrorStuck),
        },
        new Cover
        {
            Fault = "arm-stuck",
            By = "power-on: the inputs fail after 5 s, locked out",
            Budget = _atOnce,
            Play = (box, atUs) => PowerCycleWithArmStuck(box, atUs),
        },
        new Cover
        {
            Fault = "arm-stuck",
            By = "in INHIBITED, free after 5 s: refused, not armed",
            Budget = _atOnce,
            Play = (box, atUs) => FreeArm(box, atUs),
        },
        new Cover
        {
            Fault = "uart-stall",
            By = "longest tick; then the log goes on and shows what it lost",
            Budget = (StalledTickMs, StalledTickMs),
            Play = StallUart,
        },

        new Cover
        {
            Fault = "k1-weld + mcu-hang",
            By = "45 degC: K2 opens by hardware alone",
            Budget = Of(TripTable.HardwareLimit),
            Prepare = Crossing(45.0),
            Play = (box, atUs) => Exceed(box, atUs, 43.5, Fault.K1Weld, Fault.McuHang),
        },
        new Cover
        {
            Fault = "k1-weld + mcu-hang",
            By = "STOP: its second pole opens K2",
            Budget = _atOnce,
            Play = (box, atUs) => PressStop(box, atUs, Fault.K1Weld, Fault.McuHang),
        },
        new Cover
        {
            Fault = "k1-weld + fault-pin-stuck",
            By = "STOP: its second pole opens K2",
            Budget = _atOnce,
            Play = (box, atUs) => PressStop(box, atUs, Fault.K1Weld, Fault.FaultPinStuck),
        },
        new Cover
        {
            Fault = "k1-weld + mirror-stuck, closed",
            By = "STOP: its second pole opens K2",
            Budget = _atOnce,
            Play = (box, atUs) => PressStop(box, atUs, Fault.K1Weld, Fault.MirrorStuck),
        },
    ];

    private static (double TypicalMs, double MaximumMs) Of(int cause) => (RowBudgets.Of(cause).TypicalMs, RowBudgets.Of(cause).MaximumMs);

    private static (double TypicalMs, double MaximumMs) Sum((double TypicalMs, double MaximumMs) a, (double TypicalMs, double MaximumMs) b) =>
        (a.TypicalMs + b.TypicalMs, a.MaximumMs + b.MaximumMs);

    private static Func<TrialConditions, long, TrialConditions> Crossing(double celsius) =>
        (conditions, atUs) => conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Cross(celsius, RampCelsiusPerSecond, atUs, (celsius - 39.6) / RampCelsiusPerSecond) };

    private static void Break(TrialBox box, Fault[] faults)
    {
        foreach (Fault fault in faults) box.Board.Inject(fault);
    }

    /// <summary>Time zero is the tick in which the box lets go of K1.</summary>
    private static CoverOutcome Release(TrialBox box, long atUs, int? cause, params Fault[] faults)
    {
        box.RunTo(atUs - (500 * Ms));
        Break(box, faults);
        box.RunTo(atUs);
        if (box.State != State.Permitted) return new CoverOutcome(0, Told(box), "the fault was seen while PERMITTED");
        box.Board.PressArm(true);
        if (!box.RunUntil(() => box.State != State.Permitted, atUs + (500 * Ms))) return new CoverOutcome(0, Told(box), "ARM did not release");
        CoverOutcome outcome = Opening(box, box.StateSinceUs);
        if (cause is not { } expected) return outcome with { Told = "RELEASED" };
        return outcome.Told == CauseNames.Of(expected) ? LockedOut(outcome, box) : outcome with { Violation = $"named {outcome.Told}" };
    }

    /// <summary>Time zero is the instant at which the ramp crosses its limit.</summary>
    private static CoverOutcome Exceed(TrialBox box, long atUs, params Fault[] faults) => Exceed(box, atUs, 0, faults);

    private static CoverOutcome Exceed(TrialBox box, long atUs, double breaksAtCelsius, params Fault[] faults)
    {
        // A ramp that crosses 42 degC on its way is to be seen by nobody: the faults come before that, half a second before the limit at the latest.
        long leadUs = breaksAtCelsius > 0 ? 2_100 * Ms : 500 * Ms;
        box.RunTo(atUs - leadUs);
        Break(box, faults);
        box.RunTo(atUs);
        return box.Line.IsClosed ? Opening(box, atUs) : new CoverOutcome(0, Told(box), "the line opened before the limit");
    }

    private static CoverOutcome Also(TrialBox box, long atUs, Fault first, Fault second)
    {
        box.RunTo(atUs - (500 * Ms));
        box.Board.Inject(first);
        box.RunTo(atUs);
        box.Board.Inject(second);
        return Opening(box, box.NowUs);
    }

    private static CoverOutcome PressStop(TrialBox box, long atUs, params Fault[] faults)
    {
        box.RunTo(atUs - (200 * Ms));
        Break(box, faults);
        box.RunTo(atUs);
        bool wasClosed = box.Line.IsClosed;
        box.Board.PressStop(true);
        CoverOutcome outcome = Opening(box, box.NowUs);
        return wasClosed ? outcome : outcome with { Violation = "the line was open before STOP" };
    }

    /// <summary>Supply off and on with the fault there, and an operator who presses ARM from the first instant.</summary>
    private static CoverOutcome PowerCycle(TrialBox box, long atUs, Fault fault)
    {
        box.RunTo(atUs);
        box.Board.Inject(fault);
        box.RunFor(100 * Ms);
        box.Board.PowerCycle();
        box.RunFor(15 * Ms);
        box.Mark();
        bool hasPermitted = false;
        box.Ticked = () => hasPermitted |= box.State == State.Permitted;

        // Before the first tick the old firmware's state is still there to be seen.
        box.RunFor(Limits.TickMs * Ms);
        hasPermitted = false;
        box.PressUntil(() => false, box.NowUs + (4 * Microseconds.Second));
        double closedMs = Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs));
        string? violation = hasPermitted ? "the box armed" : box.Line.IsClosed ? "the line stayed closed" : null;
        return LockedOut(new CoverOutcome(closedMs, Told(box), violation), box);
    }

    private static CoverOutcome PowerCycleWithArmStuck(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        box.Board.Inject(Fault.ArmStuck);
        box.Board.PowerCycle();
        box.RunFor(100 * Ms);
        box.Mark();
        box.RunFor(7 * Microseconds.Second);
        return LockedOut(new CoverOutcome(Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs)), Told(box), null), box);
    }

    private static CoverOutcome FreeArm(TrialBox box, long atUs)
    {
        box.RunTo(atUs);
        box.PressUntil(() => box.State == State.Inhibited, atUs + (500 * Ms));
        box.RunFor(300 * Ms);
        box.Mark();
        box.Board.Inject(Fault.ArmStuck);
        box.RunFor((Limits.ArmLongestMs + 200) * Ms);
        box.Board.Clear(Fault.ArmStuck);
        box.RunFor(1_000 * Ms);
        string refused = "REFUSED " + CauseNames.OfReason(Reason.PressTooLong);
        string? violation = box.State != State.Inhibited ? $"led to {CauseNames.Of(box.State)}" : box.Log.Events.Contains(refused) ? null : "was not refused";
        return new CoverOutcome(Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs)), refused, violation);
    }

    /// <summary>Released, then armed again with the mirror stuck. Time zero is the tick that energises K1.</summary>
    private static CoverOutcome ArmAgain(TrialBox box, long atUs, Fault fault)
    {
        box.RunTo(atUs);
        box.PressUntil(() => box.State == State.Inhibited, atUs + (500 * Ms));
        box.RunFor(300 * Ms);
        box.Board.Inject(fault);
        if (!box.PressUntil(() => box.State == State.Permitted, box.NowUs + (2_000 * Ms))) return new CoverOutcome(0, Told(box), "the fault was seen before it could be");
        return Opening(box, box.StateSinceUs);
    }

    private static CoverOutcome StallUart(TrialBox box, long atUs)
    {
        box.Log.ReadsEveryLine = true;
        box.RunTo(atUs);
        box.Board.Inject(Fault.UartStall);
        box.Mark();
        box.RunFor(3 * Microseconds.Second);
        double worstTickMs = Microseconds.ToMs(box.WorstTickUs);
        int linesWhileStalled = box.Log.Lines;
        box.Board.Clear(Fault.UartStall);
        box.RunFor(7 * Microseconds.Second);

        string? violation = linesWhileStalled > 0 ? "lines came through"
            : box.Log.Lines == 0 ? "the log did not go on"
            : box.Log.Missing == 0 ? "the sequence shows no loss"
            : box.Log.LateTicks != 0 ? $"{box.Log.LateTicks} ticks were late"
            : box.State != State.Permitted ? $"the box went to {CauseNames.Of(box.State)}" : null;
        return new CoverOutcome(worstTickMs, box.LatchedCause ?? "none", violation);
    }

    private static CoverOutcome Opening(TrialBox box, long zeroUs)
    {
        box.RunTo(zeroUs + (2_000 * Ms));
        double ms = Microseconds.ToMs(Math.Max(box.Line.OpenedUs - zeroUs, 0));
        return new CoverOutcome(ms, Told(box), box.Line.IsClosed ? "the line stayed closed" : null);
    }

    private static CoverOutcome LockedOut(CoverOutcome outcome, TrialBox box) =>
        outcome.Violation is null && box.State != State.LockedOut ? outcome with { Violation = $"led to {CauseNames.Of(box.State)}, not to LOCKED_OUT" } : outcome;

    private static string Told(TrialBox box) => box.LatchedCause ?? box.Log.FirstCause ?? "none";
}
