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
    public static AcceptancePlan Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <exception cref="BadInputException">The bytes are no plan.</exception>
    public static AcceptancePlan Read(byte[] json, string file)
    {
        PlanObject root = new(PlanParser.Parse(json, file), file, "a plan");
        root.WholeNumber("format", Format, Format);
        string title = root.Text("title");
        IReadOnlyList<string> equipment = root.Texts("equipment");
        List<PlanStep> steps = [];
        foreach (PlanObject step in root.Objects("steps", "a step"))
        {
            PlanStep read = ReadStep(step);
            if (steps.Any(earlier => earlier.Id == read.Id)) throw step.Expected($"each id once, found {Excerpt.Of(read.Id)} again");
            steps.Add(read);
        }

        root.End();
        return new AcceptancePlan(title, equipment, steps, Convert.ToHexStringLower(SHA256.HashData(json)));
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
