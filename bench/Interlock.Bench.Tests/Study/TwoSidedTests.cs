using System.Globalization;
using System.Text;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Study;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Study;

/// <summary><c>study --two-sided</c>: what a second probe is worth, and how far apart two junctions of one needle may be.</summary>
[TestClass]
public sealed class TwoSidedTests : ConsoleFixture
{
    private const string Begin = "<!-- two-sided: INTERLOCK_UPDATE_FIGURES=1 writes it -->\n";
    private const string End = "<!-- end of two-sided -->";

    private static readonly ICampaignProgress _quiet = new StageNames(TextWriter.Null);

    [TestMethod]
    public void Two_probes_stop_what_one_on_the_better_side_does_not_see()
    {
        TwoSidedLesion lesion = TwoSidedCohort.Draw(1, 1)[0] with
        {
            One = new AblationPlan { Watts = 40.0, Seconds = 200.0, ForamenMillimetres = 22.0 },
            Other = new AblationPlan { Watts = 40.0, Seconds = 200.0, ForamenMillimetres = 14.0 },
        };

        TwoSidedOutcome without = TwoSidedRun.Play(lesion, ProbesAt.Neither, 0, 0);
        Assert.AreEqual(1, without.Hotter);
        Assert.IsTrue(without.OtherPeak > 45.0 && without.OnePeak < 42.0, $"{without.OnePeak} and {without.OtherPeak} degC");

        TwoSidedOutcome better = TwoSidedRun.Play(lesion, ProbesAt.BetterSide, without.Hotter, 1);
        Assert.IsFalse(better.IsStopped);
        Assert.AreEqual(without.OtherPeak, better.OtherPeak, 0.1);

        TwoSidedOutcome both = TwoSidedRun.Play(lesion, ProbesAt.BothSides, without.Hotter, 1);
        Assert.AreEqual("OVER_TEMPERATURE", both.TripCause);
        Assert.IsEmpty(both.Violations);
        Assert.IsTrue(both.OtherPeak is > 42.0 and < 43.0, $"{both.OtherPeak} degC");
    }

    [TestMethod]
    public void The_other_antenna_s_heat_is_added()
    {
        SphericalBioheat own = new();
        SphericalBioheat other = new();
        BesideAnother beside = new(own, other, 0.010);
        for (int i = 0; i < 3000; i++) other.Step(12.0);

        Assert.AreEqual(other.At(0.024), beside.At(0.014), 1e-12);
        Assert.AreEqual(SphericalBioheat.BodyCelsius, own.At(0.014));
    }

    [TestMethod]
    [DataRow("--tissue", "layered")]
    [DataRow("--coast", "off")]
    [DataRow("--shard", "1/2")]
    public void What_it_does_not_know_is_refused(string option, string value)
    {
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["study", "--two-sided", option, value]));
        StringAssert.Contains(Error.ToString(), $"{option}: expected none beside --two-sided");
    }

    /// <summary>The rows of the layered model take a minute and are made anew with the figures; the others are made here each time.</summary>
    [TestMethod]
    public void The_document_has_what_was_measured()
    {
        string path = RepositoryFile.Path("docs", "design-notes.md");
        string document = File.ReadAllText(path).ReplaceLineEndings("\n");
        int from = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = document.IndexOf(End, StringComparison.Ordinal);
        bool isWritten = Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_FIGURES") == "1";
        string sides = Sides(new TwoSidedCampaign(1, TwoSidedCohort.Lesions).Run(_quiet));
        string sphere = Junctions(SameSite.Run(1, PaperFigures.Lesions, _quiet, [TissueModel.Sphere]));
        if (isWritten)
        {
            string layered = Junctions(SameSite.Run(1, PaperFigures.Lesions, _quiet, [TissueModel.Layered]));
            document = document[..from] + sides + "\n| two junctions in one needle | 63 ablations | needless trips | largest difference, degC |\n|---|---|---|---|\n" + sphere + layered + document[to..];
            File.WriteAllText(path, document);
            return;
        }

        StringAssert.Contains(document[from..to], sides);
        StringAssert.Contains(document[from..to], sphere);
    }

    private static string Sides(TwoSidedResult result)
    {
        Assert.IsTrue(result.Holds);
        StringBuilder table = new($"| {result.Cohort.Count} ablations from both sides, seed {result.Seed} | {string.Join(" | ", result.Summaries.Select(summary => ProbesAtNames.Of(summary.Probes)))} |\n|{string.Concat(Enumerable.Repeat("---|", result.Summaries.Count + 1))}\n");
        Row($"of {result.Cohort.Count * 2} nerves above 42.0, 43.0, 45.0 degC", summary => $"{summary.Above420}, {summary.Above430}, {summary.Above450}");
        Row("highest, degC", summary => summary.Highest.ToString("F2", CultureInfo.InvariantCulture));
        Row("ablations stopped", summary => summary.Stopped.ToString(CultureInfo.InvariantCulture));
        Row("ablation time given up", summary => (summary.TimeLostShare * 100.0).ToString("F1", CultureInfo.InvariantCulture) + " %");
        return table.ToString();

        void Row(string name, Func<TwoSidedSummary, string> value) => table.Append($"| {name} | {string.Join(" | ", result.Summaries.Select(value))} |\n");
    }

    private static string Junctions(IReadOnlyList<SameSiteSummary> rows) => string.Concat(rows.Select(row =>
        string.Create(CultureInfo.InvariantCulture, $"| {row.MillimetresApart:F1} mm apart | {(row.Tissue == TissueModel.Sphere ? "sphere" : "layered")} | {row.NeedlessTrips} | {row.LargestCelsius:F2} |\n")));
}
