using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>Reads a plan: JSON, comments allowed (docs/acceptance.md describes every key).</summary>
public static partial class PlanReader
{
    private const int Format = 1;

    private static readonly Dictionary<string, StartState> _starts = new(StringComparer.Ordinal)
    {
        ["ANY"] = StartState.Any,
        ["OPEN"] = StartState.Open,
        [StateName.SelfTest] = StartState.SelfTest,
        [StateName.Inhibited] = StartState.Inhibited,
        [StateName.Permitted] = StartState.Permitted,
    };

    /// <exception cref="BadInputException">The file is missing or is no plan; names file, line and what was expected.</exception>
    public static AcceptancePlan Read(string path, string probes = ProbesName.One) => Read(InputFile.ReadAllBytes(path), path, probes);

    /// <param name="json">The plan.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="probes">What the box has (<see cref="ProbesName"/>): steps that are for another are left out.</param>
    /// <exception cref="BadInputException">The bytes are no plan.</exception>
    public static AcceptancePlan Read(byte[] json, string file, string probes = ProbesName.One)
    {
        PlanObject root = new(PlanParser.Parse(json, file), file, "a plan", probes == ProbesName.One ? 1 : 2);
        root.WholeNumber("format", Format, Format);
        string title = root.Text("title");
        IReadOnlyList<string> equipment = root.Texts("equipment");
        List<PlanStep> steps = [];
        IReadOnlyList<PlanStep>? shipped = null;
        bool hasBorrowed = false;
        foreach (PlanObject step in root.Objects("steps", "a step"))
        {
            bool isBorrowed = step.Has("as");
            bool isForThis = !step.Has("probes") || step.Word("probes", ProbesName.All) == probes;
            PlanStep read = isBorrowed ? Borrow(step, shipped ??= Read(ShippedPlan.OneProbe(), "plan.json", probes).Steps) : ReadStep(step);
            if (!isForThis) continue;
            hasBorrowed |= isBorrowed;
            if (steps.Any(earlier => earlier.Id == read.Id)) throw step.Expected($"each id once, found {Excerpt.Of(read.Id)} again");
            steps.Add(read);
        }

        if (steps.Count == 0) throw root.Expected($"a step for a box with probes={probes}");
        root.End();

        // What was run stands in two files then.
        byte[] run = hasBorrowed ? [.. json, .. ShippedPlan.OneProbe()] : json;
        return new AcceptancePlan(title, equipment, steps, Convert.ToHexStringLower(SHA256.HashData(run)));
    }

    /// <summary>A step of the shipped plan for one probe: what it does, it does to every probe.</summary>
    private static PlanStep Borrow(PlanObject step, IReadOnlyList<PlanStep> shipped)
    {
        string id = step.Word("as", [.. shipped.Select(static one => one.Id)]);
        step.End();
        return shipped.Single(one => one.Id == id);
    }

    private static PlanStep ReadStep(PlanObject step)
    {
        PlanStep read = new()
        {
            Id = step.Text("id", IdForm(), "of small letters, digits and hyphens"),
            Title = step.Text("title"),
            Proves = step.Text("proves"),
            Requirements = step.Texts("requirements", RequirementForm(), "such as SR-OVER"),
            Instruction = step.Text("instruction"),
            Start = _starts[step.Word("start", _starts.Keys)],
            IsSkippable = step.Flag("skippable"),
            Phases = [.. step.Objects("actions", "an action").Select(ReadPhase)],
        };
        step.End();
        return read;
    }

    private static PlanPhase ReadPhase(PlanObject phase)
    {
        PlanAction action = ActionReader.Read(phase);
        IReadOnlyList<Expectation> expectations = phase.Has("expect")
            ? [.. phase.Objects("expect", "an expectation").Select(ExpectationReader.Read)]
            : [];
        phase.End();
        return new PlanPhase(action, expectations);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdForm();

    [GeneratedRegex("^SR-[A-Z0-9]+(-[A-Z0-9]+)*$")]
    private static partial Regex RequirementForm();
}
