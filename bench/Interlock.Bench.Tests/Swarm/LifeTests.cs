using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Swarm;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Swarm;

/// <summary>Lives that broke a promise once, shrunk; and that a life can be repeated.</summary>
[TestClass]
public class LifeTests
{
    private const long Second = 1_000_000;
    private const long HealUs = 15 * Second;

    /// <summary>Named for what was wrong when the swarm found it.</summary>
    private static readonly Dictionary<string, Act[]> _found = new()
    {
        ["an open probe's connector was told as the tip after power-on"] = [new Break(2 * Second, Fault.TcOpen, 0, 2210), new Restart(2_891_151, true)],
        ["an over-voltage while the binding's conversion ran locked a sound box out"] = [new Break(2 * Second, Fault.Ovuv, 0, 8367), new Restart(6_389_000, true)],
        ["an open probe's connector was told as the tip after an acknowledgement"] = [Press(1.6), Press(4), new Dip(7 * Second, 50), new Break(8 * Second, Fault.TcOpen, 0, 6000), Press(9.5)],
        ["what the stock binding had converted was told as the tip"] = [new TipTo(2 * Second, 45.802, 1024), new Restart(11_309_126, true)],
    };

    private static Press Press(double seconds) => new((long)(seconds * Second), 400, 10, 5);

    public static IEnumerable<object[]> Found => _found.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Found))]
    public void A_life_that_broke_a_promise_breaks_none(string name)
    {
        LifeResult result = LifePlayer.Play(new LifePlan(1, 0, _found[name], HealUs));
        Assert.IsNull(result.Violation, result.Violation?.Text);
    }

    /// <summary>A relay that takes 50 ms to pull in: the proof test let it go twice before its contact closed, told k1=1 by its mirror.</summary>
    [TestMethod]
    public void A_relay_that_the_proof_lets_go_before_its_contact_closes_is_no_lie()
    {
        LifeResult result = LifePlayer.Play(LifePlan.Of(909, 417));
        Assert.IsNull(result.Violation, result.Violation?.Text);
    }

    [TestMethod]
    public void A_life_is_the_same_again()
    {
        (string log, LifeResult result) = Live();
        (string again, LifeResult repeated) = Live();
        Assert.AreEqual(log, again);
        Assert.AreEqual(result.LivedUs, repeated.LivedUs);

        static (string Log, LifeResult Result) Live()
        {
            StringWriter log = new();
            LifeResult result = LifePlayer.Play(LifePlan.Of(1, 3), log.WriteLine);
            return (log.ToString(), result);
        }
    }

    [TestMethod]
    public void Quick_lives_break_no_promise()
    {
        StringWriter output = new();
        SwarmCampaign campaign = new(1, 0.05);
        campaign.Run(output, new StageNames(TextWriter.Null));
        Assert.IsTrue(campaign.Holds, output.ToString());
    }

    [TestMethod]
    public void What_is_not_needed_is_shrunk_away()
    {
        Act[] acts = [.. Enumerable.Range(0, 60).Select(i => new Restart(i, false))];
        IReadOnlyList<Act> left = Shrinker.Shrink(acts, some => some.Contains(acts[3]) && some.Contains(acts[41]) && some.Contains(acts[42]));
        CollectionAssert.AreEqual(new[] { acts[3], acts[41], acts[42] }, left.ToArray());
    }
}
