using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>A life, drawn before it is lived: a board, a probe, a tissue or none, and what happens when.</summary>
/// <param name="Seed">Of the swarm.</param>
/// <param name="Life">Its number.</param>
/// <param name="Acts">In the order of time.</param>
/// <param name="HealUs">When everything heals.</param>
public sealed record LifePlan(long Seed, int Life, IReadOnlyList<Act> Acts, long HealUs)
{
    /// <summary>In a few lives nothing happens for so long after the line was closed or opened: TIME_LIMIT and the end of the wait for cement are reached in no other way.</summary>
    private const long PatienceUs = 375_000_000;
    private const long CementUs = 615_000_000;

    /// <summary>Of the lives that are drawn, so many have a second probe in the other foramen, and as many in the same needle.</summary>
    private const double SecondProbeShare = 0.25;

    /// <summary>Two junctions in one needle lie no farther apart.</summary>
    private const double SameSiteMillimetres = 0.5;

    /// <summary>The one command that repeats it.</summary>
    public string Command => $"swarm --seed {Seed} --life {Life}" + (IsModePinned ? $" {ModeOption} {ModeWord(SecondProbe)}" : string.Empty);

    /// <summary>The option that pins what a second probe is for.</summary>
    public const string ModeOption = "--second-probe";

    /// <summary>What the second probe is for, where the box has one.</summary>
    public SecondProbe SecondProbe { get; private init; }

    /// <summary>Nobody drew what the second probe is for.</summary>
    private bool IsModePinned { get; init; }

    public bool IsMains60Hz { get; private init; }

    public bool IsTypeK { get; private init; }

    /// <summary>What the firmware is built to do about the coast.</summary>
    public CoastRule Coast { get; private init; }

    public Settings Settings => new() { Mains60Hz = IsMains60Hz, ProbeTypeK = IsTypeK, Coast = Coast, SecondProbe = SecondProbe };

    /// <summary>The generator and the tissue, where the tip follows the line; null where it follows the acts.</summary>
    public AblationPlan? Tissue { get; private init; }

    /// <summary>The same of the second probe: the other side's antenna and foramen, or half a millimetre farther at most.</summary>
    public AblationPlan? SecondTissue { get; private init; }

    /// <summary>How this board was built; its chip measures what happens in the life.</summary>
    public BoardOptions Options { get; init; } = new();

    /// <summary>Done to the board before it is switched on, and the judge isn't told: what it must find.</summary>
    public Action<Board>? Plant { get; init; }

    /// <summary>A board as this life has it.</summary>
    internal BoardOptions BoardWith(Course[] tips, Course[] connectors) => Options with
    {
        DrawRelayTimes = true,
        Tip = tips[0].Tip,
        ColdJunction = connectors[0].Tip,
        SecondTip = tips.Length > 1 ? tips[1].Tip : null,
        SecondColdJunction = connectors.Length > 1 ? connectors[1].Tip : null,
    };

    /// <summary>The life of a number.</summary>
    /// <param name="seed">Of the swarm.</param>
    /// <param name="life">Its number.</param>
    /// <param name="pinned">What a second probe is for; null where the life draws it.</param>
    public static LifePlan Of(long seed, int life, SecondProbe? pinned = null)
    {
        LifePlan one = WithOneProbe(seed, life);
        LifeRandom random = new(seed, life, LifeStream.SecondProbe);
        double drawn = random.Unit();
        SecondProbe second = pinned ?? (drawn < SecondProbeShare ? SecondProbe.OtherSide : drawn < 2 * SecondProbeShare ? SecondProbe.SameSite : SecondProbe.None);
        one = one with { IsModePinned = pinned is not null };
        if (second == SecondProbe.None) return one;
        one.Options.SecondChipPhaseUs = random.Below(100_000);
        double millimetres = second == SecondProbe.OtherSide ? random.Between(4, 20) : one.Tissue?.ForamenMillimetres + random.Between(0, SameSiteMillimetres) ?? 0;
        return one with
        {
            SecondProbe = second,
            SecondTissue = one.Tissue is null ? null : one.Tissue with { ForamenMillimetres = millimetres },
            Acts = ActsOfTwo.Of(random, second, one.HealUs, one.Acts),
        };
    }

    /// <summary>As the option has it.</summary>
    public static string ModeWord(SecondProbe second) => second switch
    {
        SecondProbe.OtherSide => "other-side",
        SecondProbe.SameSite => "same-site",
        _ => "none",
    };

    private static LifePlan WithOneProbe(long seed, int life)
    {
        LifeRandom random = new(seed, life);
        bool isTypeK = random.Happens(0.1);
        BoardOptions board = new()
        {
            Seed = random.Below(int.MaxValue),
            Probe = isTypeK ? ProbeType.K : ProbeType.T,
            Timing = random.Happens(0.5) ? ConversionTiming.Typical : ConversionTiming.Maximum,
            ChipPhaseUs = random.Below(100_000),
            RelayPullInMs = random.Between(8, 50),
            SystemTickPhaseUs = random.Below(10_000),
            LateWakeShare = random.Happens(0.3) ? random.Between(0, 0.3) : 0,
            PauseMs = random.Between(0, 10),
            PauseEveryMs = random.Between(1000, 6000),
            ArmFilterMs = random.Between(24, 36),
            ArmRestFilterMs = random.Between(24, 36),
            ArmThresholds = random.Of(SchmittThresholds.ArmNo.WithSpread(SchmittThresholds.ArmSpreadVolts)),
            ArmRestThresholds = random.Of(SchmittThresholds.ArmNc.WithSpread(SchmittThresholds.ArmSpreadVolts)),
            EnableFilterMs = random.Between(136, 234),
            WatchdogHoldMs = random.Between(83, 100),
            WatchdogMinEdgeMs = random.Between(4.5, 5.2),
        };
        bool isMains60Hz = random.Happens(0.2);
        CoastRule coast = random.Happens(0.1) ? CoastRule.Cautious : CoastRule.Off;
        AblationPlan? tissue = random.Happens(0.15)
            ? new AblationPlan { Watts = random.Between(15, 60), Seconds = random.Between(30, 120), ForamenMillimetres = random.Between(4, 20), DelaySeconds = random.Between(0.5, 5) }
            : null;
        double patience = random.Unit();
        long quietUs = patience < 0.015 ? PatienceUs : patience < 0.025 ? CementUs : 0;
        long healUs = quietUs + (long)(1e6 * (quietUs > 0 ? random.Between(20, 60) : random.Between(30, 180)));
        IReadOnlyList<Act> acts = Weights.Draw(random, life, healUs, quietUs, endsClosed: quietUs == PatienceUs);
        return new LifePlan(seed, life, acts, healUs) { Options = board, IsTypeK = isTypeK, IsMains60Hz = isMains60Hz, Coast = coast, Tissue = tissue };
    }

    /// <summary>The same life with some of its acts, by their numbers.</summary>
    public LifePlan Only(IEnumerable<int> numbers) => With(numbers.Select(number => Acts[number]));

    /// <summary>The same life with other acts.</summary>
    public LifePlan With(IEnumerable<Act> acts) => this with { Acts = [.. acts.OrderBy(act => act.AtUs)] };
}
