using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// What a person, a cable, a supply and a bus do to a sound box, over the whole range of it. In every trial the line closes
/// only after a press of ARM that a person would call one, and nothing locks the box out.
/// </summary>
public static class Sweeps
{
    private const long Ms = Microseconds.Millisecond;
    private const long ArmLatestUs = 12 * Microseconds.Second;

    /// <summary>Late by so much, ticks are still 50 ms apart at most: 20 of the tick and 30.</summary>
    private const int LatestAdmittedMs = Limits.DeadlineMs - Limits.TickMs;

    /// <summary>
    /// A wrong bit in the configuration is contradicted by the next read; one in a temperature is a temperature, and is left to
    /// the rows of those. Which bit it is falls by chance.
    /// </summary>
    private const double NoiseMs = 2_500;

    // What holds, with one chip as with two.
    private const string StaysOpen = "0.1 to 100 ms: the line never moved, or stays open with an event";
    private const string TellsOfWire = "a wire breaks, in every state: told within a second or at the next press";

    /// <summary>A ramp crosses its limit then: the box has been armed before it set out.</summary>
    private const long RampUs = 21 * Microseconds.Second;

    /// <summary>ARM's thresholds, each contact's moved as its parts may, whatever the other's do.</summary>
    private static readonly IReadOnlyList<SchmittThresholds> _noThresholds = SchmittThresholds.ArmNo.WithSpread(SchmittThresholds.ArmSpreadVolts);

    private static readonly IReadOnlyList<SchmittThresholds> _ncThresholds = SchmittThresholds.ArmNc.WithSpread(SchmittThresholds.ArmSpreadVolts);

    /// <summary>As far apart as the parts may be.</summary>
    private static readonly (double No, double Nc)[] _filtersMs = [(30, 30), (24, 30), (30, 24), (30, 36), (36, 30)];

    public static IEnumerable<FaultSeries> All { get; } =
    [
        Sweep("arm-pickup", "5 Hz to 10 kHz, square and sine, one wire, both, both shifted, without an end: the line never closes", 20_000, 120, PickUpOnArm),
        Sweep("arm-pickup", "the same for 0.2 to 4 s, five times: the line never closes", 20_000, 120, BurstsOnArm),
        Sweep("ARM", "1000 honest presses of 0.3 s, bounce up to 30 ms: each does one thing", 1_000, 60, number => HonestPresses(number, 300, 30)),
        Sweep("ARM", "1000 honest presses of 0.5 s, bounce up to 200 ms: each does one thing", 1_000, 60, number => HonestPresses(number, 500, 200)),
        Sweep("ARM", "a worn button that closes again up to three times within 200 ms: one press does one thing", 1_000, 60, WornButton),
        Sweep("ARM", "taps of 20 to 80 ms in every state lock nothing out", 4_000, 120, ShortTaps),
        Sweep("ARM", TellsOfWire, 1_000, 60, number => BrokenWire(number, Fitting.One), 1_000),
        Sweep("coil-dip", StaysOpen, 4_000, 120, number => LossOfCoils(number, byStop: false, Fitting.One)),
        Sweep("STOP", "taps of " + StaysOpen, 4_000, 120, number => LossOfCoils(number, byStop: true, Fitting.One)),
        Sweep("bus-noise", "one bit in a thousand reads: three minutes end of themselves", 100, 6, NoisyThreeMinutes),
        Sweep("bus-noise=1", "a wrong bit somewhere in every read: the line opens", 1_000, 60, NoiseInEveryRead, NoiseMs),
        Sweep("late", "every tick up to 30 ms late is admitted and STOP opens within 80; from 31 on DEADLINE_MISSED", 820, 82, LateTicks, RowBudgets.Of(TripTable.StopPressed).MaximumGapsMs),
        Sweep("any", "three passing faults anywhere: then three honest presses permit", 4_000, 160, number => Ordeal(number, Fitting.One)),
        Sweep("any", "STOP, a release, each trip: no ALSO that follows from the first by itself", 400, 48, NothingFollows),
    ];

    /// <summary>What is asked of both chips, with a second probe for either use.</summary>
    public static IEnumerable<FaultSeries> WithTwoChips { get; } =
    [
        TwoChips("coil-dip", StaysOpen, 4_000, 60, (number, fitting) => LossOfCoils(number, byStop: false, fitting)),
        TwoChips("STOP", "taps of " + StaysOpen, 4_000, 60, (number, fitting) => LossOfCoils(number, byStop: true, fitting)),
        TwoChips("ARM", TellsOfWire, 1_000, 30, BrokenWire, 1_000),
        TwoChips("any", "three passing faults anywhere, of either chip where they are of one: then three honest presses permit", 4_000, 120, Ordeal),
    ];

    private static FaultSeries TwoChips(string fault, string what, int trials, int sampled, Func<int, Fitting, FaultRun> play, double budgetMs = 0) =>
        new(FaultTable.TwoChipSweeps, fault, what, budgetMs, false, trials, sampled, number => play(number, Fitting.OfTrial(number)));

    private static FaultSeries Sweep(string fault, string what, int trials, int sampled, Func<int, FaultRun> play, double budgetMs = 0) =>
        new(FaultTable.Sweeps, fault, what, budgetMs, false, trials, sampled, play);

    /// <summary>Frequencies spread by their logarithm; a look in ten comes late.</summary>
    private static FaultRun PickUpOnArm(int number)
    {
        double hertz = 5 * Math.Pow(2_000, TrialPhases.Value(number));
        StartState start = (number % 3) switch { 0 => StartState.Inhibited, 1 => StartState.Tripped, _ => StartState.Waiting };
        return Play(WithArm(number, TrialPhases.Conditions(number)), start, number, box =>
        {
            PickUp(box, number, hertz, TrialPhases.Delay(number), TrialPhases.Onset(number));
            box.RunFor((hertz < 200 ? 15 : 3) * Microseconds.Second);
            return new FaultRun(0, Last(box), box.State == State.Permitted ? $"armed at {hertz:F1} Hz" : null);
        });
    }

    /// <summary>
    /// The same wave for a while, five times, each from another instant, for another time and with another shift. Every second
    /// trial stays below 350 Hz: above, what the low-pass leaves of the full supply is less than half of the least hysteresis.
    /// </summary>
    private static FaultRun BurstsOnArm(int number)
    {
        double hertz = 5 * Math.Pow(number % 4 < 2 ? 2_000 : 70, TrialPhases.Value(number));
        return Play(WithArm(number, TrialPhases.Conditions(number)), StartState.Inhibited, number, box =>
        {
            // Quiet and steady for the second that arming asks for.
            box.RunFor(1_200 * Ms);
            for (int i = 0; i < 5; i++)
            {
                int burst = (5 * number) + i;
                box.RunFor((long)(TrialPhases.Onset(burst) * 1_500 * Ms));
                PickUp(box, number, hertz, TrialPhases.Delay(burst), TrialPhases.Onset(burst + 1));
                box.RunFor((200 * Ms) + (long)(TrialPhases.Value(burst) * 3_800 * Ms));
                box.Board.PickUpOnArm(null, null);
                box.RunFor(1_000 * Ms);
                if (box.State == State.Permitted) return new FaultRun(0, Last(box), $"armed by a burst at {hertz:F1} Hz");
            }

            return new FaultRun(0, Last(box), null);
        });
    }

    /// <summary>On one wire, the other, both alike, or both with a shift.</summary>
    private static void PickUp(TrialBox box, int number, double hertz, double turns, double shift)
    {
        int wires = number / 2 % 4;
        PickUp wave = new(hertz, IsSine: number % 2 == 1, turns);
        PickUp shifted = wires == 3 ? wave with { Turns = turns + shift } : wave;
        box.Board.PickUpOnArm(wires == 1 ? null : wave, wires == 0 ? null : shifted);
    }

    private static FaultRun HonestPresses(int number, int pressMs, double bounceMs) => Play(WithButton(number, bounceMs) with { PressUs = pressMs * Ms }, StartState.Inhibited, number, box =>
        TwoPresses(box, down => box.PressArm(down), pressMs, (int)bounceMs));

    /// <summary>Let go, it closes up to three times more.</summary>
    private static FaultRun WornButton(int number) => Play(WithButton(number, 5), StartState.Inhibited, number, box =>
    {
        int times = 1 + (number % 3);
        long closedUs = (long)(Math.Min(100, 200.0 / ((2 * times) - 1)) * TrialPhases.Value(number) * Ms);
        return TwoPresses(
            box,
            down =>
            {
                box.PressArm(down);
                if (down) return;
                long fromUs = box.NowUs;
                for (int i = 0; i < 2 * times; i++)
                {
                    bool isDown = i % 2 == 0;
                    box.Board.At(fromUs + (closedUs * (i + 1)), () => box.Board.PressArm(isDown));
                }
            },
            500,
            200);
    });

    /// <summary>One press arms, and one releases, and nothing more comes of either.</summary>
    private static FaultRun TwoPresses(TrialBox box, Action<bool> press, int pressMs, int settlesMs)
    {
        // Quiet and steady for the second that arming asks for.
        box.RunFor(1_200 * Ms);
        int closings = box.Closings;
        foreach (State expected in new[] { State.Permitted, State.Inhibited })
        {
            press(true);
            box.RunFor(pressMs * Ms);
            press(false);
            box.RunFor((settlesMs + 900) * Ms);
            if (box.State != expected) return new FaultRun(0, Last(box), $"a press led to {CauseNames.Of(box.State)} instead of {CauseNames.Of(expected)}: {Last(box)}");
            box.RunFor(1_500 * Ms);
        }

        return new FaultRun(0, $"{EventName.Armed}, {EventName.Released}", box.Closings == closings + 1 && box.State == State.Inhibited ? null : $"{box.Closings - closings} closings, {CauseNames.Of(box.State)}");
    }

    private static FaultRun ShortTaps(int number)
    {
        StartState start = StartStates.All[number % 6];
        return Play(TrialPhases.Conditions(number), start, number, box =>
        {
            if (start == StartState.PowerOn) box.RunFor((long)(TrialPhases.Onset(number) * 1_500 * Ms));
            for (int tap = 0; tap < 3; tap++)
            {
                box.Board.PressArm(true);
                box.RunFor((20 * Ms) + (long)(TrialPhases.Value(number + tap) * 60 * Ms));
                box.Board.PressArm(false);
                box.RunFor((200 * Ms) + (long)(TrialPhases.Delay(number + tap) * 900 * Ms));
            }

            return new FaultRun(0, Last(box), null);
        });
    }

    private static FaultRun BrokenWire(int number, Fitting fitting)
    {
        StartState start = StartStates.All[1 + (number % 6)];
        Fault wire = number / 6 % 2 == 0 ? Fault.ArmNoWire : Fault.ArmNcWire;
        return Play(TrialPhases.Conditions(number) with { Fitting = fitting }, start, number, box =>
        {
            long zeroUs = box.Inject(wire);
            bool IsTold() => box.Log.Events.Any(e => e.EndsWith(CauseNames.OfReason(Reason.ArmContact), StringComparison.Ordinal));
            bool came = box.RunUntil(IsTold, zeroUs + Microseconds.Second);
            if (!came)
            {
                // At the next press, which a person makes longer when nothing happens.
                zeroUs = box.NowUs;
                box.PressArm(true);
                came = box.RunUntil(IsTold, zeroUs + Microseconds.Second);
                box.PressArm(false);
                came = came || box.RunUntil(IsTold, box.NowUs + Microseconds.Second);
            }

            return new FaultRun(Microseconds.ToMs(box.NowUs - zeroUs), Last(box), came ? null : $"{FaultNames.Of(wire)} in {StartStates.NameOf(start)} was not told");
        });
    }

    /// <summary>Relays that let go at different times, a detector between its limits, a loss in a phase of the tick.</summary>
    private static FaultRun LossOfCoils(int number, bool byStop, Fitting fitting)
    {
        double ms = 0.1 * Math.Pow(1_000, TrialPhases.Value(number));
        TrialConditions conditions = TrialPhases.Conditions(number) with
        {
            Fitting = fitting,
            Wire = options =>
            {
                options.DrawRelayTimes = true;
                options.RailDetectMs = 0.2 + (0.8 * TrialPhases.Delay(number));
            },
        };
        return Play(conditions, StartState.Permitted, number, box =>
        {
            long zeroUs = box.NowUs;
            if (byStop) Tap(box, (long)(ms * Ms));
            else box.Inject(Fault.CoilDip, ms);
            int closings = box.Closings;
            box.RunFor((long)(ms * Ms) + Microseconds.Second);
            bool hasMoved = box.Line.OpenedUs >= zeroUs || box.Line.K1OpenedUs >= zeroUs || box.Line.K2OpenedUs >= zeroUs;
            string? violation = box.Closings > closings ? $"closed again after {ms:F1} ms"
                : hasMoved && (box.Line.IsClosed || box.State == State.Permitted) ? $"moved and still permits after {ms:F1} ms"
                : hasMoved && box.Log.Events.Count == 0 ? $"moved and nothing was told after {ms:F1} ms" : null;
            return new FaultRun(0, box.LatchedCause ?? (hasMoved ? "moved" : "did not move"), violation);
        });
    }

    private static void Tap(TrialBox box, long us)
    {
        foreach (Contact pole in new[] { Contact.Stop, Contact.Stop2 })
        {
            box.Board.SetContact(pole, false);
            box.Board.At(box.NowUs + us, () => box.Board.SetContact(pole, true));
        }
    }

    private static FaultRun NoisyThreeMinutes(int number) => Play(TrialPhases.Conditions(number), StartState.Permitted, number, box =>
    {
        box.Inject(Fault.BusNoise, 0.001);
        box.RunFor(180 * Microseconds.Second);
        return new FaultRun(0, box.LatchedCause ?? "none", box.State == State.Permitted ? null : $"ended by {Last(box)}");
    });

    private static FaultRun NoiseInEveryRead(int number) => Play(TrialPhases.Conditions(number), StartState.Permitted, number, box =>
    {
        long zeroUs = box.Inject(Fault.BusNoise, 1);
        box.RunFor(3 * Microseconds.Second);
        double ms = Microseconds.ToMs(box.Line.OpenedUs - zeroUs);
        string? violation = box.Line.IsClosed ? "the line stayed closed for 3 s" : ms > NoiseMs ? $"the line was closed for {Figures.Ms(ms)} ms" : null;
        return new FaultRun(box.Line.IsClosed ? 3_000 : ms, box.LatchedCause ?? "none", violation);
    });

    private static FaultRun LateTicks(int number)
    {
        int lateMs = number % 41;
        return Play(TrialPhases.Conditions(number) with { Wire = options => options.PauseMs = 0 }, StartState.Permitted, number, box =>
        {
            box.Board.SleepLate(lateMs * Ms);
            box.RunFor(2 * Microseconds.Second);
            bool hasTripped = box.State != State.Permitted;
            bool isAdmitted = lateMs <= LatestAdmittedMs;
            if (hasTripped == isAdmitted) return new FaultRun(0, Last(box), $"{lateMs} ms late: {CauseNames.Of(box.State)}, {box.LatchedCause}");
            if (hasTripped) return new FaultRun(0, box.LatchedCause!, box.LatchedCause == CauseNames.Of(TripTable.DeadlineMissed) ? null : $"{lateMs} ms late: named {box.LatchedCause}");

            long zeroUs = box.Inject(Fault.StopWire);
            box.RunFor(500 * Ms);
            double ms = Microseconds.ToMs(box.Line.OpenedUs - zeroUs);
            return new FaultRun(ms, box.LatchedCause ?? "none", ms > RowBudgets.Of(TripTable.StopPressed).MaximumGapsMs ? $"{lateMs} ms late: STOP took {Figures.Ms(ms)} ms" : null);
        });
    }

    /// <summary>What may happen to a sound box, three times in whatever state it is; then it is left alone, then used.</summary>
    private static FaultRun Ordeal(int number, Fitting fitting)
    {
        StartState start = StartStates.All[number % 6];
        return Play(TrialPhases.Conditions(number) with { Fitting = fitting }, start, number, box =>
        {
            Random drawn = new(number);
            for (int i = 0; i < 3; i++)
            {
                Disturb(box, drawn.Next(7), 1 + drawn.Next(100));
                box.RunFor(drawn.NextInt64(1_200 * Ms));
            }

            box.RunFor(2_500 * Ms);
            int presses = 0;
            while (presses < 3 && box.State != State.Permitted)
            {
                presses++;
                box.Press();
                box.RunFor(box.State == State.Permitted ? 0 : 2_200 * Ms);
            }

            return new FaultRun(0, box.LatchedCause ?? "none", box.State == State.Permitted ? null : $"three presses led to {CauseNames.Of(box.State)}: {Last(box)}");
        });
    }

    private static void Disturb(TrialBox box, int what, int ms)
    {
        switch (what)
        {
            case 0:
                Tap(box, ms * Ms);
                break;
            case 1:
                box.Inject(Fault.CoilDip, ms);
                break;
            case 2:
                box.Inject(Fault.ChipReset);
                break;
            case 3:
                box.Inject(Fault.Brownout, ms);
                break;
            case 4:
                box.Board.PressArm(true);
                box.RunFor(ms * Ms);
                box.Board.PressArm(false);
                break;
            case 5:
                box.Inject(Fault.TcOpen);
                box.Board.At(box.NowUs + (8 * ms * Ms), () => box.Clear(Fault.TcOpen));
                break;
            default:
                box.Press();
                break;
        }
    }

    private static FaultRun NothingFollows(int number)
    {
        (string name, Action<TrialBox> act)[] all =
        [
            ("STOP", box => box.Board.PressStop(true)),
            ("release", box => box.Press()),
            ("stop-wire", box => box.Inject(Fault.StopWire)),
            ("tc-open", box => box.Inject(Fault.TcOpen)),
            ("tc-slips", box => box.Inject(Fault.TcSlips)),
            ("ovuv", box => box.Inject(Fault.Ovuv)),
            ("miso-low", box => box.Inject(Fault.MisoLow)),
            ("miso-high", box => box.Inject(Fault.MisoHigh)),
            ("chip-reset", box => box.Inject(Fault.ChipReset)),
            ("bitflip", box => box.Inject(Fault.Bitflip)),
            ("drdy-stuck-high", box => box.Inject(Fault.DrdyStuckHigh)),
            ("coil-dip", box => box.Inject(Fault.CoilDip, 30)),
            ("k2-coil-open", box => box.Inject(Fault.K2CoilOpen)),
            ("k1-coil-open", box => box.Inject(Fault.K1CoilOpen)),
            ("42 degC", box => box.RunTo(RampUs)),
            ("15 degC", box => box.RunTo(RampUs)),
        ];
        (string name, Action<TrialBox> act) = all[number % all.Length];
        TrialConditions conditions = TrialPhases.Conditions(number);
        if (name == "42 degC") conditions = conditions with { TipCelsius = Ramps.Cross(42, 1.5, RampUs, 1.6) };
        if (name == "15 degC") conditions = conditions with { TipCelsius = Ramps.Cross(15, -1.5, RampUs, 10.6) };
        return Play(conditions, StartState.Permitted, number, box =>
        {
            act(box);
            box.RunFor(1_500 * Ms);
            string? also = box.Log.Events.FirstOrDefault(e => e.StartsWith(EventName.Also, StringComparison.Ordinal));
            return new FaultRun(0, name, also is null ? null : $"{name}: {string.Join(", ", box.Log.Events)}");
        });
    }

    private static TrialConditions WithButton(int number, double bounceMs) =>
        WithArm(number, TrialPhases.Conditions(number), options => options.ArmBounceMs = bounceMs * TrialPhases.Value(number));

    /// <summary>ARM's filters and thresholds at their worst, the contacts' together in all ways; a look in ten late.</summary>
    private static TrialConditions WithArm(int number, TrialConditions conditions, Action<BoardOptions>? wire = null) => conditions with
    {
        Wire = options =>
        {
            (options.ArmFilterMs, options.ArmRestFilterMs) = _filtersMs[number / 8 % _filtersMs.Length];
            options.ArmThresholds = _noThresholds[number / 3 % _noThresholds.Count];
            options.ArmRestThresholds = _ncThresholds[number / 7 % _ncThresholds.Count];
            options.LateWakeShare = 0.1;
            wire?.Invoke(options);
        },
    };

    private static FaultRun Play(TrialConditions conditions, StartState start, int number, Func<TrialBox, FaultRun> play)
    {
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!StartStates.Reach(box, start, TrialPhases.Onset(number))) return new FaultRun(0, "none", $"the box did not reach {StartStates.NameOf(start)}");
        box.Mark();
        FaultRun run = play(box);
        return run with { Violation = run.Violation ?? Properties.Judge(box, isSound: start != StartState.LockedOut && !run.Told.Contains("k1-coil-open", StringComparison.Ordinal)) };
    }

    private static string Last(TrialBox box) => box.Log.Events.Count == 0 ? "none" : box.Log.Events[^1];
}
