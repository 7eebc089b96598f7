using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Swarm;

namespace Interlock.Bench.Tests.Swarm;

/// <summary>That the hours which are asked for are lived, and what is printed of them.</summary>
[TestClass]
public class SwarmCampaignTests
{
    private const int ThrowsInLife = 1;

    /// <summary>Lives last two minutes on the average, so that a plan of their hours would come out short of many of these.</summary>
    [TestMethod]
    [DataRow(1, 0.001, 1)]
    [DataRow(1, 0.1, 1)]
    [DataRow(2, 0.1, 1)]
    [DataRow(3, 0.1, 3)]
    [DataRow(4, 0.2, 4)]
    public void At_least_the_hours_asked_for_are_lived_and_no_life_more(long seed, double hours, int shares)
    {
        double sum = 0;
        for (int shard = 1; shard <= shares; shard++)
        {
            SwarmCampaign campaign = new(seed, hours, new Share(shard, shares)) { Processors = 3 };
            string output = Run(campaign);
            Assert.IsGreaterThanOrEqualTo(hours / shares, campaign.LivedHours, output);
            int lives = int.Parse(output[..output.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
            double allButTheLast = Enumerable.Range(0, lives - 1).Sum(place => LifePlayer.Play(LifePlan.Of(seed, shard - 1 + (place * shares))).LivedUs / 3.6e9);
            Assert.IsLessThan(hours / shares, allButTheLast, output);
            StringAssert.Contains(output, FormattableString.Invariant($" {campaign.LivedHours:F2} virtual hours lived of {hours / shares:0.####} asked, in "));
            sum += campaign.LivedHours;
        }

        Assert.IsGreaterThanOrEqualTo(hours, sum);
    }

    /// <summary>What throws in one life is that life's violation, with its command; the others are lived.</summary>
    [TestMethod]
    public void A_life_whose_box_throws_is_told_and_the_hours_are_lived_all_the_same()
    {
        SwarmCampaign campaign = new(1, 0.1, Share.Whole) { Plan = life => life == ThrowsInLife ? Throwing(life) : LifePlan.Of(1, life) };
        string output = Run(campaign);
        Assert.IsFalse(campaign.Holds, output);
        CollectionAssert.AreEqual(new[] { ThrowsInLife }, campaign.Violations.Keys.ToArray());
        StringAssert.Contains(output, "VIOLATION: swarm --seed 1 --life 1: 'no exception': InvalidOperationException: planted at ");
        Assert.IsGreaterThanOrEqualTo(0.1, campaign.LivedHours);
        StringAssert.Contains(output, "1 had broken a promise");
    }

    [TestMethod]
    public void Hours_that_were_not_lived_are_not_claimed()
    {
        SwarmCampaign campaign = new(1, 0.1, Share.Whole) { Plan = Throwing, MostViolations = 3 };
        string output = Run(campaign);
        Assert.HasCount(3, campaign.Violations);
        Assert.IsLessThan(0.1, campaign.LivedHours);
        StringAssert.Contains(output, " asked, ended early by its violations, in ");
    }

    private static LifePlan Throwing(int life) => LifePlan.Of(1, life) with { Plant = board => board.At(5_000_000, static () => throw new InvalidOperationException("planted")) };

    private static string Run(SwarmCampaign campaign)
    {
        StringWriter output = new();
        campaign.Run(output, new StageNames(TextWriter.Null));
        return output.ToString();
    }
}
