using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>How often something happens, how it is drawn, and why so.</summary>
/// <param name="Name">In the coverage.</param>
/// <param name="Share">Against the others'.</param>
/// <param name="Why">A sentence.</param>
internal sealed record Weight(string Name, double Share, string Why)
{
    internal required Func<LifeRandom, long, Act> Draw { get; init; }
}

/// <summary>What happens in a life, and how often: one table.</summary>
public static class Weights
{
    /// <summary>Of the lives, those whose box is sound: nothing breaks that a box may be locked out for.</summary>
    private const double SoundShare = 0.5;

    private static readonly Fault[] _disturbances =
    [
        Fault.TcOpen, Fault.TcShort, Fault.TcReversed, Fault.TcSlips, Fault.Ovuv, Fault.Bitflip, Fault.ChipReset, Fault.BusNoise, Fault.Brownout, Fault.StopWire, Fault.ArmStuck, Fault.ArmNoWire, Fault.ArmNcWire, Fault.UartStall,
    ];

    /// <summary>Of the others, those with one fault; the rest have two to four, often at once.</summary>
    private const double SingleShare = 0.45;

    internal static IReadOnlyList<Weight> All { get; } =
    [
        new("press", 30, "without presses that count nothing closes, and a line that is open proves little")
        {
            Draw = (random, us) => new Press(us, random.Between(300, 900), random.Between(1, 50), random.Between(0, 30)),
        },
        new("long bounce", 4, "a worn contact bounces for 200 ms, which a press of 0.5 s must stand")
        {
            Draw = (random, us) => new Press(us, random.Between(500, 1200), random.Between(1, 50), random.Between(30, 200)),
        },
        new("tap", 10, "too short to count, at every length: what is judged by few looks counts one of them")
        {
            Draw = (random, us) => new Press(us, random.Logarithmic(2, 300), random.Between(0, 50), random.Between(0, 10)),
        },
        new("worn press", 8, "a button that closes again after it was let go turned one act into two in the first round")
        {
            Draw = (random, us) => new Press(us, random.Between(150, 900), random.Between(1, 50), random.Between(0, 20), 1 + random.Below(3), random.Between(15, 100)),
        },
        new("hold", 3, "somebody leans on ARM, past five seconds too")
        {
            Draw = (random, us) => new Press(us, random.Between(1500, 9000), random.Between(1, 50), random.Between(0, 30)),
        },
        new("one contact", 6, "a box that asks one contact takes it for a press")
        {
            Draw = (random, us) => new OneContact(us, random.Happens(0.5) ? Contact.ArmNo : Contact.ArmNc, random.Logarithmic(20, 3000)),
        },
        new("pick-up", 5, "a long cable beside a generator, from 5 Hz up, one wire or both with any shift")
        {
            Draw = (random, us) =>
            {
                int wires = random.Below(4);
                return new PickedUp(us, random.Between(1000, 6000), random.Logarithmic(5, 2000), random.Happens(0.5), wires != 0, wires != 1, random.Happens(0.5) ? 0 : random.Between(0, 1));
            },
        },
        new("stop", 5, "STOP is pressed, and latches for a while")
        {
            Draw = (random, us) => new Stop(us, random.Logarithmic(50, 8000)),
        },
        new("stop tap", 6, "a tap shorter than a tick opened and closed the line in the first round")
        {
            Draw = (random, us) => new Stop(us, random.Logarithmic(0.1, 60)),
        },
        new("stop pole", 2, "the poles of a switch don't part together, and one may stick")
        {
            Draw = (random, us) => Pole(random.Happens(0.5), us, random.Logarithmic(0.5, 2000)),
        },
        new("dip", 8, "the coils' supply dips, mostly for less than a tick")
        {
            Draw = (random, us) => new Dip(us, random.Logarithmic(0.1, 300)),
        },
        new("warmth", 10, "the course of an ablation: past the warning, the limit, the backstop, slowly and at once")
        {
            Draw = (random, us) => new TipTo(us, random.Between(39, 47), random.Logarithmic(50, 20_000)),
        },
        new("body", 9, "back to where the box may arm, or nothing would be seen twice")
        {
            Draw = (random, us) => new TipTo(us, random.Between(34, 38.5), random.Logarithmic(500, 8000)),
        },
        new("cold", 3, "saline, a needle drawn back, a probe on the table")
        {
            Draw = (random, us) => new TipTo(us, random.Between(5, 33), random.Logarithmic(200, 10_000)),
        },
        new("connector", 1.5, "the connector, which is the cold junction, lies in the sun or on ice")
        {
            Draw = (random, us) => new ConnectorTo(us, random.Between(-5, 68), random.Logarithmic(10_000, 60_000)),
        },
        new("pause", 3, "a collection at an instant that the schedule doesn't have, admitted or not")
        {
            Draw = (random, us) => new Pause(us, random.Logarithmic(2, 120)),
        },
        new("late ticks", 3, "something of a higher priority runs first, for a while")
        {
            Draw = (random, us) => new Late(us, random.Between(100, 5000), random.Between(1, 40)),
        },
        new("reset", 1.5, "the processor alone: relays and chip are where they were")
        {
            Draw = (random, us) => new Restart(us, false),
        },
        new("power cycle", 1.5, "the whole self-test again, with everything else going on")
        {
            Draw = (random, us) => new Restart(us, true),
        },
        new("disturbance", 10, "what a sound box meets: a probe unplugged, a brownout, a chip that was reset, a wrong bit")
        {
            Draw = (random, us) => DrawFault(random, us, _disturbances),
        },
    ];

    /// <summary>What a sound box meets, and may not be locked out for.</summary>
    public static bool IsDisturbance(Fault fault) => Array.IndexOf(_disturbances, fault) >= 0;

    internal static IReadOnlyList<Act> Draw(LifeRandom random, long healUs, long quietUs)
    {
        List<Act> acts = [];
        long us = random.Below(2_500_000);
        // Most lives begin with somebody who wants to work: five presses take a sound box through its self-test and arm it.
        if (random.Happens(0.85))
        {
            us = 1_400_000 + random.Below(400_000);
            for (int i = 0; i < 5; i++)
            {
                acts.Add(All[0].Draw(random, us));
                us += 1_600_000 + random.Below(1_000_000);
            }
        }

        us += quietUs;
        double sum = All.Sum(weight => weight.Share);
        while (us < healUs)
        {
            acts.Add(DrawAct(random, us, sum));
            // Things that meet find more than things that follow one another.
            us += (long)(1e6 * (random.Happens(0.35) ? random.Between(0, 0.7) : random.Between(0.7, 6)));
        }

        if (!random.Happens(SoundShare))
        {
            int faults = random.Happens(SingleShare) ? 1 : 2 + random.Below(3);
            for (int i = 0; i < faults; i++) acts.Add(DrawFault(random, random.Below((int)(healUs / 1000)) * 1000L, FaultNames.All));
        }

        return [.. acts.OrderBy(act => act.AtUs)];
    }

    private static Act DrawAct(LifeRandom random, long us, double sum)
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
