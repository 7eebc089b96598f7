using Interlock.Firmware;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>
/// The acts of a life with one probe, in a box with two: of which probe each is. Drawn apart from the life, so that the lives with
/// one probe stay as they are.
/// </summary>
internal static class ActsOfTwo
{
    // Each probe by itself, and both: the one that is well must not hide the other, nor two answer for one another.
    private const double BothBreakShare = 0.15;

    /// <summary>On the other side a tip goes its own way; both have to be as warm as a body, or the box would arm in few lives.</summary>
    private const double BothSidesShare = 0.35;
    private const double BothSidesAsWarmAsABodyShare = 0.85;

    /// <summary>In one needle both go together, but where somebody bends it, or draws it half out.</summary>
    private const double OneNeedleShare = 0.75;

    /// <summary>The two connectors lie side by side in one box, and one of them in the sun.</summary>
    private const double BothConnectorsShare = 0.6;

    /// <summary>Of the lives with two, so many have a meeting that is drawn for them.</summary>
    private const double MeetsShare = 0.6;
    private const long MeetingUs = 14_000_000;
    private const long LongestBusyUs = 200_000_000;

    /// <summary>Of the second chip alone; of the first, where wires are shared, they are both chips'.</summary>
    private static readonly Fault[] _deafens = [Fault.CsStuckHigh, Fault.MosiLow, Fault.MosiHigh, Fault.SckStuck];

    internal static IReadOnlyList<Act> Of(LifeRandom random, SecondProbe second, long healUs, IReadOnlyList<Act> acts)
    {
        List<Act> both = [.. acts.SelectMany(act => Of(random, second, act))];
        // Not where a life waits for what takes minutes.
        if (healUs < LongestBusyUs && random.Happens(MeetsShare)) AddMeeting(random, healUs, both);
        return [.. both.Where(act => act.AtUs < healUs).OrderBy(static act => act.AtUs)];
    }

    /// <summary>What one of two probes has to answer for though the other is well: drawn from all acts it would come once in tens of hours.</summary>
    private static void AddMeeting(LifeRandom random, long healUs, List<Act> acts)
    {
        Probes one = random.Happens(0.5) ? Probes.First : Probes.Second;
        long us;
        switch (random.Below(3))
        {
            case 0:
                // Where no ablation begins, and pressed.
                us = Weights.In(random, healUs);
                Clear(acts, us, us + MeetingUs);
                acts.Add(new TipTo(us, random.Between(Weights.BodyFromCelsius, Weights.BodyToCelsius), 500, Probes.Both ^ one));
                acts.Add(new TipTo(us, random.Happens(0.5) ? random.Between(16, 29) : random.Between(41.3, 41.8), 1500, one));
                acts.AddRange(Weights.Willing(random, us + 3_500_000, 4));
                break;
            case 1:
                // Tripped by its heat, no longer too hot, and not cool.
                us = Weights.WorkAt(random, healUs, acts, Probes.Both);
                Clear(acts, us, us + MeetingUs);
                acts.Add(new TipTo(us, random.Between(42.3, 43.5), 3500, one));
                acts.Add(new TipTo(us + 5_500_000, random.Between(40.6, 41.5), 1000, one));
                acts.AddRange(Weights.Willing(random, us + 8_500_000, 2));
                break;
            default:
                // It hears nothing: the other has to help it at the release.
                us = Weights.WorkAt(random, healUs, acts, Probes.Both);
                Clear(acts, us, us + MeetingUs);
                acts.Add(new Break(us, one == Probes.Second ? random.Of(_deafens) : Fault.CsStuckHigh, 0, random.Between(3000, 8000), (int)one));
                break;
        }
    }

    private static void Clear(List<Act> acts, long fromUs, long toUs) => acts.RemoveAll(act => act is not Break && act.AtUs > fromUs && act.AtUs < toUs);

    private static IEnumerable<Act> Of(LifeRandom random, SecondProbe second, Act act)
    {
        switch (act)
        {
            case TipTo tip:
                bool isBody = tip.Celsius is >= Weights.BodyFromCelsius and < Weights.BodyToCelsius;
                double share = isBody ? BothSidesAsWarmAsABodyShare : second == SecondProbe.SameSite ? OneNeedleShare : BothSidesShare;
                return [tip with { Probes = OneOrBoth(random, share) }];
            case ConnectorTo connector:
                return [connector with { Probes = OneOrBoth(random, BothConnectorsShare) }];
            case Break broken when broken.Fault.IsOfProbe:
                Probes probes = OneOrBoth(random, BothBreakShare);
                return new[] { 1, 2 }.Where(probe => ((int)probes & probe) != 0).Select(probe => broken with { Probe = probe });
            default:
                return [act];
        }
    }

    private static Probes OneOrBoth(LifeRandom random, double bothShare)
    {
        double drawn = random.Unit();
        return drawn < bothShare ? Probes.Both : drawn < (1 + bothShare) / 2 ? Probes.First : Probes.Second;
    }
}
