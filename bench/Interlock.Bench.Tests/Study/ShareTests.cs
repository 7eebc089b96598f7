using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Tests.Study;

/// <summary>Shares on several machines are one run.</summary>
[TestClass]
public sealed class ShareTests : ConsoleFixture
{
    private const int Lesions = 5;

    [TestMethod]
    [DataRow("")]
    [DataRow("--json")]
    public void Shares_of_a_study_give_the_table_of_one_run(string json)
    {
        string[] shares = [Play("1/3"), Play("2/3"), Play("3/3")];
        string whole = Told($"study --lesions {Lesions} --seed 4 {json}");

        Assert.AreEqual(whole, Told($"merge {shares[2]} {shares[0]} {shares[1]} {json}"));
        Assert.Contains("5", whole);
    }

    [TestMethod]
    [DataRow("{0} {1}")]
    [DataRow("{0} {1} {1}")]
    public void Shares_that_make_no_whole_are_refused(string files)
    {
        string[] shares = [Play("1/3"), Play("2/3")];

        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(("merge " + string.Format(null, files, shares)).Split(' ')));

        Assert.Contains("\nmerge: expected every share of one run, each once\n", Error.ToString());
    }

    [TestMethod]
    public void The_parts_of_an_exploration_come_back_in_their_order()
    {
        ShareFile<int> Of(int shard, params int[] results) => new("explore", new Share(shard, 3), 0, 7, results);
        CollectionAssert.AreEqual(Enumerable.Range(0, 7).ToArray(), ShareFile<int>.Join([Of(2, 1, 4), Of(3, 2, 5), Of(1, 0, 3, 6)])!.ToArray());
        Assert.IsNull(ShareFile<int>.Join([Of(2, 1, 4), Of(3, 2, 5), Of(1, 0, 3)]));
    }

    [TestMethod]
    public void Shares_of_a_study_in_both_models_give_both_tables()
    {
        string[] shares = [Play("1/2", "--lesions 1 --tissue both"), Play("2/2", "--lesions 1 --tissue both")];
        string whole = Told("study --lesions 1 --tissue both --seed 4");

        Assert.AreEqual(whole, Told($"merge {shares[1]} {shares[0]}"));
        Assert.HasCount(2, whole.Split("1 ablations, seed 4")[1..]);
        Assert.Contains("above 44.0 degC", whole);
    }

    private string Play(string share, string cohort = "--lesions 5")
    {
        string path = At(share.Replace('/', '-') + ".json");
        File.WriteAllText(path, Told($"study {cohort} --seed 4 --shard {share}"));
        return path;
    }

    private string Told(string line)
    {
        Output.GetStringBuilder().Clear();
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(line.Trim().Split(' ')), Error.ToString());
        return Output.ToString();
    }
}
