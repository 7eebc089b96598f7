using System.Globalization;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Simulation;
using Interlock.Tissue;
using Interlock.VirtualBoard;
using MathNet.Numerics.Random;

namespace Interlock.Proofs.Study;

/// <summary>
/// Ablations from both sides: two antennas on one generator, a foramen beside each, and a probe in neither, in one or in both.
/// <c>study --two-sided</c>.
/// </summary>
/// <param name="seed">Of the cohort and of every noise.</param>
/// <param name="lesions">Ablations in the cohort.</param>
public sealed class TwoSidedCampaign(int seed, int lesions)
{
    public TwoSidedResult Run(ICampaignProgress progress)
    {
        TwoSidedLesion[] cohort = TwoSidedCohort.Draw(seed, lesions);
        TwoSidedOutcome[] without = Trials.RunAll(ProbesAtNames.Of(ProbesAt.Neither), cohort, static lesion => TwoSidedRun.Play(lesion, ProbesAt.Neither, 0, 0), progress);
        Dictionary<ProbesAt, IReadOnlyList<TwoSidedOutcome>> outcomes = new() { [ProbesAt.Neither] = without };
        foreach (ProbesAt at in (ProbesAt[])[ProbesAt.WorseSide, ProbesAt.BetterSide, ProbesAt.BothSides])
        {
            // Worse is the side whose nerve gets hotter when nobody stops it: who places the probe can't know it.
            outcomes[at] = Trials.RunAll(ProbesAtNames.Of(at), cohort, lesion => TwoSidedRun.Play(lesion, at, without[lesion.Number - 1].Hotter, Cohort.NoiseSeed(seed, lesion.Number)), progress);
        }

        return new TwoSidedResult(seed, cohort, outcomes);
    }
}

/// <summary>Where the probes lie.</summary>
public enum ProbesAt
{
    /// <summary>No box.</summary>
    Neither,

    /// <summary>One probe, on the side that gets hotter.</summary>
    WorseSide,

    /// <summary>One probe, on the other side.</summary>
    BetterSide,

    /// <summary>Two.</summary>
    BothSides,
}

/// <summary>As the table calls them.</summary>
public static class ProbesAtNames
{
    public static string Of(ProbesAt at) => at switch
    {
        ProbesAt.Neither => "no box",
        ProbesAt.WorseSide => "one probe, worse side",
        ProbesAt.BetterSide => "one probe, better side",
        ProbesAt.BothSides => "two probes",
        _ => throw new ArgumentOutOfRangeException(nameof(at)),
    };
}

/// <summary>An ablation from both sides: a plan for each, which differ in distance and absorption alone.</summary>
public sealed record TwoSidedLesion(int Number, AblationPlan One, AblationPlan Other)
{
    public IReadOnlyList<AblationPlan> Sides => [One, Other];
}

/// <summary>Draws them from the ranges of <see cref="Cohort"/>: both antennas have the power and the time of the paper, one patient's blood flow, and a side of their own.</summary>
public static class TwoSidedCohort
{
    /// <summary>The paper's, of its 63 vertebrae.</summary>
    public const int Lesions = 51;

    /// <summary>Antenna to antenna, through the two pedicles; chosen.</summary>
    public const double ApartMillimetres = 20.0;

    public static TwoSidedLesion[] Draw(int seed, int lesions)
    {
        PlanDraws draws = new(new MersenneTwister(seed));
        TwoSidedLesion[] cohort = new TwoSidedLesion[lesions];
        for (int i = 0; i < lesions; i++)
        {
            AblationPlan one = new()
            {
                Watts = draws.Watts(),
                Seconds = draws.Seconds(),
                PerfusionFactor = draws.PerfusionFactor(),
                ForamenMillimetres = draws.ForamenMillimetres(),
                AbsorbedShare = draws.AbsorbedShare(),
            };
            cohort[i] = new TwoSidedLesion(i + 1, one, one with { ForamenMillimetres = draws.ForamenMillimetres(), AbsorbedShare = draws.AbsorbedShare() });
        }

        return cohort;
    }
}

/// <summary>
/// What one antenna heats, and the heat of another one beyond it added: the two heats add up where nothing boils and blood flows, and
/// that is where the foramina are.
/// </summary>
public sealed class BesideAnother(ITissue own, ITissue other, double apartMetres) : ITissue
{
    public double StepSeconds => own.StepSeconds;

    public void Step(double absorbedWatts) => own.Step(absorbedWatts);

    /// <summary>Beside the other antenna's tissue as it stands now.</summary>
    public ITissue Copy() => new BesideAnother(own.Copy(), other.Copy(), apartMetres);

    /// <summary>As the other antenna's course stands; it is asked for as often, so that it is a conversion behind at most.</summary>
    public double At(double metres) => own.At(metres) + (other.At(metres + apartMetres) - SphericalBioheat.BodyCelsius);
}

/// <summary>What came of an ablation from both sides. Temperatures are those of the tissue at the two foramina, the coast included.</summary>
public sealed record TwoSidedOutcome(TwoSidedLesion Lesion, ProbesAt Probes, bool IsStopped, string? TripCause, double PoweredSeconds, double OnePeak, double OtherPeak)
{
    /// <summary>Safety properties that did not hold.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];

    public IReadOnlyList<double> Peaks => [OnePeak, OtherPeak];

    /// <summary>The side whose nerve got hotter, 0 or 1.</summary>
    public int Hotter => OtherPeak > OnePeak ? 1 : 0;
}

/// <summary>One of them, played: with the firmware on the virtual board where a probe lies.</summary>
public sealed class TwoSidedRun
{
    // Self-test, a press for each chip, and one that arms.
    private const long LatestArmUs = 30_000_000;

    private readonly TwoSidedLesion _lesion;
    private readonly AblationCourse[] _courses;

    private TwoSidedRun(TwoSidedLesion lesion)
    {
        _lesion = lesion;
        ITissue one = lesion.One.NewTissue();
        ITissue other = lesion.Other.NewTissue();
        const double apartMetres = TwoSidedCohort.ApartMillimetres / 1000.0;
        _courses = [new AblationCourse(lesion.One, new BesideAnother(one, other, apartMetres)), new AblationCourse(lesion.Other, new BesideAnother(other, one, apartMetres))];
    }

    /// <param name="lesion">The ablation.</param>
    /// <param name="probes">Where they lie.</param>
    /// <param name="worse">The worse side, 0 or 1.</param>
    /// <param name="seed">Of the chips' noise and the contacts' bounce.</param>
    public static TwoSidedOutcome Play(TwoSidedLesion lesion, ProbesAt probes, int worse, int seed)
    {
        TwoSidedRun run = new(lesion);
        return probes switch
        {
            ProbesAt.Neither => run.PlayWithoutBox(),
            ProbesAt.WorseSide => run.PlayWithBox(probes, [worse], seed),
            ProbesAt.BetterSide => run.PlayWithBox(probes, [1 - worse], seed),
            _ => run.PlayWithBox(probes, [0, 1], seed),
        };
    }

    private long? OffUs => _courses[0].PowerOffUs;

    private TwoSidedOutcome PlayWithoutBox()
    {
        foreach (AblationCourse course in _courses) course.SetLine(0, true);
        return Conclude(ProbesAt.Neither, null);
    }

    private TwoSidedOutcome PlayWithBox(ProbesAt at, int[] sides, int seed)
    {
        Board board = new(new BoardOptions
        {
            Seed = seed,
            Tip = _courses[sides[0]].Tip,
            SecondTip = sides.Length > 1 ? _courses[sides[1]].Tip : null,
        });
        foreach (AblationCourse course in _courses) course.Follow(board);
        LineWatch line = new(board);
        WillingOperator willing = new(board);
        using VirtualBox box = new(board, new Settings { SecondProbe = sides.Length > 1 ? SecondProbe.OtherSide : SecondProbe.None });
        bool isReleasePlanned = false;
        long? trippedUs = null;
        int cause = TripTable.None;
        box.AfterTick = () =>
        {
            // The side that no probe looks at goes on in time too, so that both heats are of one moment.
            foreach (AblationCourse course in _courses) _ = course.Tip(board.NowUs);
            if (box.Firmware.State == State.Permitted) willing.SeeArmed();
            if (!isReleasePlanned && OffUs is { } offUs)
            {
                isReleasePlanned = true;
                board.At(offUs + ReleaseByHand.AfterPowerUs, () => ReleaseByHand.Press(box));
            }

            if (trippedUs is not null || box.Firmware.FirstCause == TripTable.None) return;
            trippedUs = board.NowUs;
            cause = box.Firmware.FirstCause;
        };
        board.Repeat(() => willing.NextUs, willing.Act);
        box.RunUntil(() => board.NowUs >= EndUs, long.MaxValue);
        if (OffUs is null) throw new InvalidOperationException($"The box never armed in ablation {_lesion.Number}, {ProbesAtNames.Of(at)}.");

        string? tripped = cause == TripTable.None ? null : CauseNames.OfReason(cause);
        long endUs = EndUs;
        TwoSidedOutcome outcome = Conclude(at, tripped);
        return outcome with { Violations = [.. sides.SelectMany(side => SafetyProperties.Judge(_courses[side].TipCelsius, _courses[side].StepSeconds, line.Intervals(endUs), trippedUs))] };
    }

    private long EndUs => OffUs is { } offUs ? offUs + (long)(OutcomeReader.CoastSeconds * 1e6) : LatestArmUs;

    private TwoSidedOutcome Conclude(ProbesAt at, string? tripped)
    {
        AblationCourse first = _courses[0];
        long offUs = first.PowerOffUs!.Value;
        long endUs = EndUs;
        long stepUs = (long)Math.Round(first.StepSeconds * 1e6);
        for (long us = 0; us <= endUs; us += stepUs)
        {
            foreach (AblationCourse course in _courses) _ = course.Tip(us);
        }

        double poweredSeconds = (offUs - first.PowerOnUs!.Value) / 1e6;
        bool isStopped = poweredSeconds < _lesion.One.Seconds - first.StepSeconds;
        return new TwoSidedOutcome(_lesion, at, isStopped, isStopped ? tripped : null, poweredSeconds, first.TissueCelsius.Max(), _courses[1].TissueCelsius.Max());
    }
}

/// <summary>All that was found.</summary>
public sealed class TwoSidedResult(int seed, IReadOnlyList<TwoSidedLesion> cohort, IReadOnlyDictionary<ProbesAt, IReadOnlyList<TwoSidedOutcome>> outcomes)
{
    public int Seed => seed;

    public IReadOnlyList<TwoSidedLesion> Cohort => cohort;

    public IReadOnlyList<TwoSidedSummary> Summaries { get; } = [.. outcomes.OrderBy(pair => pair.Key).Select(pair => TwoSidedSummary.Of(pair.Key, pair.Value))];

    public IEnumerable<TwoSidedOutcome> Violating => outcomes.Values.SelectMany(list => list).Where(outcome => outcome.Violations.Count > 0);

    public bool Holds => !Violating.Any();
}

/// <summary>One way to place the probes, in numbers. Nerves are two an ablation.</summary>
public sealed record TwoSidedSummary(ProbesAt Probes, int Nerves, int Above420, int Above430, int Above450, double Highest, int Stopped, double TimeLostShare)
{
    public static TwoSidedSummary Of(ProbesAt at, IReadOnlyList<TwoSidedOutcome> outcomes)
    {
        double[] peaks = [.. outcomes.SelectMany(outcome => outcome.Peaks)];
        double meant = outcomes.Sum(outcome => outcome.Lesion.One.Seconds);
        return new TwoSidedSummary(at, peaks.Length, Above(42.0), Above(43.0), Above(45.0), peaks.Max(), outcomes.Count(outcome => outcome.IsStopped), 1.0 - (outcomes.Sum(outcome => outcome.PoweredSeconds) / meant));

        int Above(double celsius) => peaks.Count(peak => peak > celsius);
    }
}

/// <summary>The study of two sides, and of two junctions in one needle, as tables or as JSON.</summary>
public static class TwoSidedReport
{
    public static void Print(TwoSidedResult result, IReadOnlyList<SameSiteSummary> sameSite, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Cohort.Count} ablations from both sides, {result.Cohort.Count * 2} nerves, seed {result.Seed}"));
        output.WriteLine();
        TextTable table = new(["", .. result.Summaries.Select(summary => ">" + ProbesAtNames.Of(summary.Probes))]);
        Row("nerves above 42.0 degC", summary => Whole(summary.Above420));
        Row("nerves above 43.0 degC", summary => Whole(summary.Above430));
        Row("nerves above 45.0 degC", summary => Whole(summary.Above450));
        Row("highest, degC", summary => summary.Highest.ToString("F2", CultureInfo.InvariantCulture));
        Row("ablations stopped", summary => Whole(summary.Stopped));
        Row("ablation time given up, %", summary => (summary.TimeLostShare * 100.0).ToString("F1", CultureInfo.InvariantCulture));
        table.Print(output);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Worse is the side whose nerve gets hotter without a box. Powers, times and blood flow as in the study of one side, distance and absorbed share drawn for each side; antennas {TwoSidedCohort.ApartMillimetres:F0} mm apart, each the centre of its sphere, the other's heat added. Peaks include the coast, {OutcomeReader.CoastSeconds:F0} s after power off."));
        int violating = result.Violating.Count();
        int runs = result.Cohort.Count * (result.Summaries.Count - 1);
        output.WriteLine(violating == 0 ? $"Safety properties: held in all {runs} runs with the box." : $"Safety properties: DID NOT HOLD in {violating} of {runs} runs with the box.");
        foreach (TwoSidedOutcome outcome in result.Violating) output.WriteLine($"  ablation {outcome.Lesion.Number}, {ProbesAtNames.Of(outcome.Probes)}: {string.Join("; ", outcome.Violations)}");
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Two junctions in one needle: how often they are more than {SameSite.ApartCelsius:F1} degC apart for {SameSite.ApartSeconds:F0} s, both right, before the nearer reaches 42 degC."));
        output.WriteLine();
        TextTable junctions = new("model", ">mm apart", ">ablations", ">needless trips", ">largest difference, degC");
        foreach (SameSiteSummary row in sameSite)
        {
            junctions.Add(StudyReport.Name(row.Tissue), row.MillimetresApart.ToString("0.0", CultureInfo.InvariantCulture), Whole(row.Ablations), Whole(row.NeedlessTrips), row.LargestCelsius.ToString("F2", CultureInfo.InvariantCulture));
        }

        junctions.Print(output);

        void Row(string name, Func<TwoSidedSummary, string> value) => table.Add([name, .. result.Summaries.Select(value)]);
    }

    public static void PrintJson(TwoSidedResult result, IReadOnlyList<SameSiteSummary> sameSite, TextWriter output) => CampaignJson.Print(
        new
        {
            seed = result.Seed,
            ablations = result.Cohort.Count,
            holds = result.Holds,
            arms = result.Summaries.Select(summary => new { probes = summary.Probes.ToString(), summary.Nerves, summary.Above420, summary.Above430, summary.Above450, summary.Highest, summary.Stopped, summary.TimeLostShare }),
            sameSite = sameSite.Select(row => new { tissue = row.Tissue.ToString(), row.MillimetresApart, row.Ablations, row.NeedlessTrips, row.LargestCelsius }),
        },
        output);

    private static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}
