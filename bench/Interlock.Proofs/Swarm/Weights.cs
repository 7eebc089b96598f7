using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>How often something happens, how it is drawn, and why so.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Share">Against the others'.</param>
/// <param name="Why">A sentence.</param>
internal sealed record Weight(string Name, double Share, string Why)
{
    internal required Func<LifeRandom, long, Act[]> Draw { get; init; }
}

/// <summary>What happens in a life, and how often: one table.</summary>
public static class Weights
{
    /// <summary>Of so many lives one has a box that breaks; in the others nothing happens that a box may be locked out for.</summary>
    private const int Breaks = 2;

    /// <summary>
    /// Of so many of those, one has two faults of which one takes away what stands behind the other. In the rest the first fault comes in
    /// its turn, so that some ten hours have them all.
    /// </summary>
    private const int Layers = 4;

    /// <summary>Of the rest, those with one fault; the others have two to four of any.</summary>
    private const double SingleShare = 0.5;

    /// <summary>Of the faults, those that come at work: nothing else happens for a while, and what must open the line has to do so by itself.</summary>
    private const double AtWorkShare = 0.5;

    /// <summary>Where the box may arm, with room to both sides.</summary>
    internal const double BodyFromCelsius = 34;
    internal const double BodyToCelsius = 38.5;

    private const long BeforeWorkUs = 14_000_000;
    private const long AfterWorkUs = 5_000_000;

    private static readonly Fault[] _disturbances =
    [
        Fault.TcOpen, Fault.TcShort, Fault.TcReversed, Fault.TcSlips, Fault.Ovuv, Fault.Bitflip, Fault.ChipReset, Fault.BusNoise, Fault.Brownout, Fault.StopWire, Fault.ArmStuck, Fault.ArmNoWire, Fault.ArmNcWire, Fault.UartStall,
    ];

    // Drawn from all pairs these would come once in thousands of lives.
    private static readonly (Fault Fault, Fault[] Behind)[] _layers =
    [
        (Fault.K1Weld, [Fault.K2HoldStuckHigh, Fault.K2Weld]),
        (Fault.K1Weld, [Fault.K2HoldStuckHigh, Fault.FaultPinStuck, Fault.LatchInputDead, Fault.K2MirrorStuckClosed, Fault.RailDetectorDeadK2]),
        (Fault.EnableStuckHigh, [Fault.WatchdogDead, Fault.K2HoldStuckHigh, Fault.LatchInputDead]),
        (Fault.K2Weld, [Fault.MirrorStuck, Fault.WatchdogDead, Fault.RailDetectorDeadK1]),
        (Fault.McuHang, [Fault.WatchdogDead, Fault.LatchInputDead, Fault.Stop2Stuck]),
    ];

    internal static IReadOnlyList<Weight> All { get; } =
    [
        new("press", 30, "without presses that count nothing closes, and a line that is open proves little")
        {
            Draw = (random, us) => [new Press(us, random.Between(300, 900), random.Between(1, 50), random.Between(0, 30))],
        },
        new("long bounce", 4, "a worn contact bounces for 200 ms, which a press of 0.5 s must stand")
        {
            Draw = (random, us) => [new Press(us, random.Between(500, 1200), random.Between(1, 50), random.Between(30, 200))],
        },
        new("tap", 10, "too short to count, at every length: what is judged by few looks counts one of them")
        {
            Draw = (random, us) => [new Press(us, random.Logarithmic(2, 300), random.Between(0, 50), random.Between(0, 10))],
        },
        new("worn press", 8, "a button that closes again after it was let go turned one act into two in the first round")
        {
            Draw = (random, us) => [new Press(us, random.Between(150, 900), random.Between(1, 50), random.Between(0, 20), 1 + random.Below(3), random.Between(15, 100))],
        },
        new("hold", 3, "somebody leans on ARM, past five seconds too")
        {
            Draw = (random, us) => [new Press(us, random.Between(1500, 9000), random.Between(1, 50), random.Between(0, 30))],
        },
        new("hold and lose", 4, "what sets K2's latch comes and goes while ARM is held: neither may close anything again")
        {
            Draw = (random, us) =>
            {
                double holdMs = random.Between(700, 3000);
                return [new Press(us, holdMs, random.Between(1, 50), random.Between(0, 20)), Loss(random, us + (long)(1000 * random.Between(0, holdMs)))];
            },
        },
        new("press as it trips", 3, "who wants to stop presses in the instant in which the box does: what began before the trip acknowledges nothing")
        {
            Draw = (random, us) =>
            {
                long pressedUs = us + 5_000_000;
                return [.. Willing(random, us, 2), new Press(pressedUs, random.Between(600, 1500), random.Between(1, 50), random.Between(0, 20)), Loss(random, pressedUs + (long)(1000 * random.Between(10, 140)))];
            },
        },
        new("one contact", 6, "a box that asks one contact takes it for a press")
        {
            Draw = (random, us) => [new OneContact(us, random.Happens(0.5) ? Contact.ArmNo : Contact.ArmNc, random.Logarithmic(20, 3000))],
        },
        new("pick-up", 5, "a long cable beside a generator, from 5 Hz up, one wire or both with any shift")
        {
            Draw = (random, us) =>
            {
                int wires = random.Below(4);
                return [new PickedUp(us, random.Between(1000, 6000), random.Logarithmic(5, 2000), random.Happens(0.5), wires != 0, wires != 1, random.Happens(0.5) ? 0 : random.Between(0, 1))];
            },
        },
        new("stop", 5, "STOP is pressed, and latches for a while")
        {
            Draw = (random, us) => [new Stop(us, random.Logarithmic(50, 8000))],
        },
        new("stop tap", 6, "a tap shorter than a tick opened and closed the line in the first round")
        {
            Draw = (random, us) => [new Stop(us, random.Logarithmic(0.1, 60))],
        },
        new("stop pole", 2, "the poles of a switch don't part together, and one may stick")
        {
            Draw = (random, us) => [Pole(random.Happens(0.5), us, random.Logarithmic(0.5, 2000))],
        },
        new("dip", 8, "the coils' supply dips, mostly for less than a tick")
        {
            Draw = (random, us) => [new Dip(us, random.Logarithmic(0.1, 300))],
        },
        new("warmth", 10, "the course of an ablation: past the warning, the limit, the backstop, slowly and at once")
        {
            Draw = (random, us) => [new TipTo(us, random.Between(39, 47), random.Logarithmic(50, 20_000))],
        },
        new("body", 9, "back to where the box may arm, or nothing would be seen twice")
        {
            Draw = (random, us) => [new TipTo(us, random.Between(BodyFromCelsius, BodyToCelsius), random.Logarithmic(500, 8000))],
        },
        new("cold", 3, "saline, a needle drawn back, a probe on the table")
        {
            Draw = (random, us) => [new TipTo(us, random.Between(5, 33), random.Logarithmic(200, 10_000))],
        },
        new("plug", 3, "somebody pulls the plug of a hot probe and presses ARM: no reading is no cooling")
        {
            Draw = (random, us) =>
            {
                long pulledUs = us + (long)(1000 * random.Between(1000, 3000));
                return [new TipTo(us, random.Between(42.3, 46), random.Logarithmic(50, 2000)), new Break(pulledUs, Fault.TcOpen, 0, random.Between(2500, 8000)), new Press(pulledUs + (long)(1000 * random.Between(1200, 2000)), random.Between(300, 900), random.Between(1, 50), random.Between(0, 30))];
            },
        },
        new("connector", 1.5, "the connector, which is the cold junction, lies in the sun or on ice")
        {
            Draw = (random, us) => [new ConnectorTo(us, random.Between(-5, 68), random.Logarithmic(10_000, 60_000))],
        },
        new("pause", 3, "a collection at an instant that the schedule doesn't have, admitted or not")
        {
            Draw = (random, us) => [new Pause(us, random.Logarithmic(2, 120))],
        },
        new("late ticks", 3, "something of a higher priority runs first, for a while: as late as is admitted, and later")
        {
            Draw = (random, us) => [new Late(us, random.Between(100, 5000), random.Happens(0.75) ? random.Between(1, 31) : random.Between(31, 90))],
        },
        new("reset", 1.5, "the processor alone: relays and chip are where they were")
        {
            Draw = (random, us) => [new Restart(us, false)],
        },
        new("power cycle", 1.5, "the whole self-test again, with everything else going on")
        {
            Draw = (random, us) => [new Restart(us, true)],
        },
        new("impatience", 2, "who finds the box locked out switches it off and on and presses at once, before the self-test has looked at anything")
        {
            Draw = DrawImpatience,
        },
        new("disturbance", 10, "what a sound box meets: a probe unplugged, a brownout, a chip that was reset, a wrong bit")
        {
            Draw = (random, us) => [DrawFault(random, us, _disturbances)],
        },
    ];

    /// <summary>What a sound box meets, and may not be locked out for.</summary>
    public static bool IsDisturbance(Fault fault) => Array.IndexOf(_disturbances, fault) >= 0;

    internal static IReadOnlyList<Act> Draw(LifeRandom random, int life, long healUs, long quietUs, bool endsClosed)
    {
        List<Act> acts = [];
        long us = random.Below(2_500_000);
        // Most lives begin with somebody who wants to work: five presses take a sound box through its self-test and arm it.
        if (random.Happens(0.85))
        {
            us = 1_400_000 + random.Below(400_000);
            for (int i = 0; i < 5; i++)
            {
                acts.Add(new Press(us, random.Between(300, 900), random.Between(1, 50), random.Between(0, 30), IsWilling: endsClosed));
                us += 1_600_000 + random.Below(1_000_000);
            }
        }

        us += quietUs;
        double sum = All.Sum(weight => weight.Share);
        while (us < healUs)
        {
            acts.AddRange(DrawAct(random, us, sum));
            // Things that meet find more than things that follow one another.
            us += (long)(1e6 * (random.Happens(0.35) ? random.Between(0, 0.7) : random.Between(0.7, 6)));
        }

        if (life % Breaks == 0) AddFaults(random, life / Breaks, healUs, acts);
        // What began last may have more to come, and everything heals.
        return [.. acts.Where(act => act.AtUs < healUs).OrderBy(act => act.AtUs)];
    }

    private static void AddFaults(LifeRandom random, int turn, long healUs, List<Act> acts)
    {
        if (turn % Layers == Layers - 1)
        {
            AddLayers(random, healUs, acts);
            return;
        }

        int place = turn - (turn / Layers);
        // Each comes at work in its first turn.
        AddFault([FaultNames.All[place % FaultNames.All.Count]], place < FaultNames.All.Count || random.Happens(AtWorkShare));
        int more = random.Happens(SingleShare) ? 0 : 1 + random.Below(3);
        for (int i = 0; i < more; i++) AddFault(FaultNames.All, random.Happens(AtWorkShare));

        void AddFault(IReadOnlyList<Fault> faults, bool isAtWork)
        {
            Break drawn = DrawFault(random, isAtWork ? WorkAt(random, healUs, acts) : In(random, healUs), faults);
            // At work it lasts for as long as it is left alone: some rows take seconds.
            acts.Add(isAtWork ? drawn with { ForMs = Math.Max(drawn.ForMs, AfterWorkUs / 1000) } : drawn);
        }
    }

    private static void AddLayers(LifeRandom random, long healUs, List<Act> acts)
    {
        (Fault fault, Fault[] behind) = random.Of(_layers);
        bool isAtWork = random.Happens(AtWorkShare);
        long us = isAtWork ? WorkAt(random, healUs, acts) : In(random, healUs / 2);
        Add(random.Of(behind), isAtWork ? us : In(random, healUs / 3));
        Add(fault, us + random.Below(500_000));
        for (int i = 0; i < 3; i++) acts.AddRange(DrawImpatience(random, (healUs / 3) + In(random, healUs * 2 / 3)));

        void Add(Fault one, long atUs) => acts.Add(new Break(atUs, one, ValueOf(random, one), Break.ForGood));
    }

    /// <summary>Warm, armed, and left alone.</summary>
    /// <returns>When something may break.</returns>
    internal static long WorkAt(LifeRandom random, long healUs, List<Act> acts, Probes probes = Probes.First)
    {
        long us = BeforeWorkUs + In(random, healUs - BeforeWorkUs);
        acts.RemoveAll(act => act is not Break && act.AtUs > us - BeforeWorkUs && act.AtUs < us + AfterWorkUs);
        acts.Add(new TipTo(us - BeforeWorkUs, random.Between(BodyFromCelsius, BodyToCelsius), random.Between(300, 1000), probes));
        acts.AddRange(Willing(random, us - 12_000_000, 4));
        return us;
    }

    internal static long In(LifeRandom random, long us) => random.Below((int)(us / 1000)) * 1000L;

    internal static IEnumerable<Press> Willing(LifeRandom random, long us, int presses)
    {
        for (int i = 0; i < presses; i++) yield return new Press(us + (i * 2_500_000L), random.Between(300, 700), random.Between(1, 50), random.Between(0, 20), IsWilling: true);
    }

    private static Act Loss(LifeRandom random, long us) => random.Happens(0.5) ? new Dip(us, random.Logarithmic(1, 60)) : new Stop(us, random.Logarithmic(1, 60));

    private static Act[] DrawImpatience(LifeRandom random, long us)
    {
        long firstUs = us + (long)(1000 * random.Between(20, 500));
        return [new Restart(us, true), new Press(firstUs, random.Between(200, 900), random.Between(1, 50), random.Between(0, 10)), new Press(firstUs + (long)(1000 * random.Between(1000, 2500)), random.Between(300, 900), random.Between(1, 50), random.Between(0, 30))];
    }

    private static Act[] DrawAct(LifeRandom random, long us, double sum)
    {
        double at = random.Unit() * sum;
        foreach (Weight weight in All)
        {
            at -= weight.Share;
            if (at < 0) return weight.Draw(random, us);
        }

        return All[0].Draw(random, us);
    }

    private static Stop Pole(bool isFirst, long us, double ms) => new(us, ms, isFirst, !isFirst);

    private static Break DrawFault(LifeRandom random, long us, IReadOnlyList<Fault> faults)
    {
        Fault fault = random.Of(faults);
        double forMs = IsDisturbance(fault) || random.Happens(0.6) ? random.Logarithmic(300, 20_000) : Break.ForGood;
        return new Break(us, fault, ValueOf(random, fault), forMs);
    }

    private static double ValueOf(LifeRandom random, Fault fault)
    {
        if (fault == Fault.BusNoise) return random.Logarithmic(0.001, 0.01);
        if (fault == Fault.Brownout) return random.Logarithmic(0.05, 2000);
        if (fault == Fault.CoilDip) return random.Logarithmic(0.05, 300);
        if (fault == Fault.ClockJump) return random.Logarithmic(1, 5000);
        if (fault == Fault.ArmPickup) return random.Logarithmic(5, 2000);
        if (fault == Fault.CjDrift) return random.Between(-10, 10);
        if (fault == Fault.MirrorStuck) return random.Below(2);
        if (fault == Fault.BitStuck || fault == Fault.BitFrozen) return fault == Fault.BitFrozen && random.Happens(0.5) ? -1 : random.Below(19);
        return fault.Value?.Default ?? 0;
    }
}
