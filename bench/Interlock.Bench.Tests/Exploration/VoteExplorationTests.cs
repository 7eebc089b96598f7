using Interlock.Firmware.Judgement;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The exploration of the vote: the real one holds, and every broken one is found by the property meant for it.</summary>
[TestClass]
public class VoteExplorationTests
{
    private static readonly int[] _rows = [.. new[] { TripTable.StopPressed, TripTable.OverTemperature, TripTable.UnderTemperature, TripTable.Internal }.Select(TripTable.First)];

    [TestMethod]
    public void The_real_vote_holds()
    {
        PartResult result = new VoteExploration(() => new RealVotes(), _rows).Run();

        Assert.IsEmpty(result.Violations);
        Assert.HasCount(4, result.Properties);
    }

    [TestMethod]
    public void The_right_rule_written_another_way_holds()
    {
        PartResult result = Explore(() => new BrokenVotes(Right));

        Assert.IsEmpty(result.Violations);
    }

    [TestMethod]
    public void Two_in_a_row_instead_of_two_of_three_is_found()
    {
        AssertFound("EX-20", () => new BrokenVotes((rows, seen) => Single(rows) | Voted(seen.Newest & seen.Middle)));
    }

    [TestMethod]
    public void Three_of_three_is_found()
    {
        AssertFound("EX-20", () => new BrokenVotes((rows, seen) => Single(rows) | Voted(seen.Newest & seen.Middle & seen.Oldest)));
    }

    [TestMethod]
    public void One_of_three_is_found()
    {
        AssertFound("EX-21", () => new BrokenVotes((rows, seen) => Single(rows) | Voted(seen.Newest | seen.Middle | seen.Oldest)));
    }

    [TestMethod]
    public void A_vote_for_another_row_is_found()
    {
        AssertFound("EX-21", () => new BrokenVotes((rows, seen) => Right(rows, seen) | (seen.Newest != 0 && seen.Middle != 0 && seen.Newest != seen.Middle ? Voted(seen.Newest) : 0)));
    }

    [TestMethod]
    public void A_read_without_a_conversion_that_votes_is_found()
    {
        AssertFound("EX-21", () => new BrokenVotes(Right, countsEveryRead: true));
    }

    [TestMethod]
    public void A_row_of_one_vote_that_waits_for_two_is_found()
    {
        AssertFound("EX-22", () => new BrokenVotes((_, seen) => Majority(seen)));
    }

    [TestMethod]
    public void A_new_configuration_that_keeps_the_votes_is_found()
    {
        AssertFound("EX-23", () => new BrokenVotes(Right, forgets: false));
    }

    private static int Right(int rows, VoteState seen) => Single(rows) | Voted(Majority(seen));

    private static int Majority(VoteState seen) => (seen.Newest & seen.Middle) | (seen.Newest & seen.Oldest) | (seen.Middle & seen.Oldest);

    private static int Voted(int rows) => rows & TripTable.TwoOfThree;

    private static int Single(int rows) => rows & ~TripTable.TwoOfThree;

    private static PartResult Explore(Func<IVoteCounter> make) => new VoteExploration(make, _rows).Run();

    private static void AssertFound(string id, Func<IVoteCounter> make)
    {
        PartResult result = Explore(make);
        Assert.Contains(id, result.Violations.Select(violation => violation.Id).ToArray(), StringComparer.Ordinal);
    }
}
