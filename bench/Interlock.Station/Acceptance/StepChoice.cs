using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>Which steps of a plan are run.</summary>
public sealed class StepChoice
{
    private readonly HashSet<string> _only;
    private readonly Dictionary<string, string> _skips;

    private StepChoice(HashSet<string> only, Dictionary<string, string> skips, bool goesOn)
    {
        _only = only;
        _skips = skips;
        GoesOn = goesOn;
    }

    /// <summary>Does not end at the first failure.</summary>
    public bool GoesOn { get; }

    /// <param name="plan">The steps there are.</param>
    /// <param name="only">Ids of the steps to run; all when empty.</param>
    /// <param name="skips">ID=REASON each.</param>
    /// <param name="goesOn">Does not end at the first failure.</param>
    /// <exception cref="BadInputException">No such step, or one that may not be skipped.</exception>
    public static StepChoice Of(AcceptancePlan plan, IReadOnlyList<string> only, IReadOnlyList<string> skips, bool goesOn)
    {
        string[] ids = [.. plan.Steps.Select(step => step.Id)];
        string? unknown = only.FirstOrDefault(id => !ids.Contains(id));
        if (unknown is not null) throw new BadInputException($"--only: expected one of {string.Join(", ", ids)}, found {Excerpt.Of(unknown)}");

        string[] skippable = [.. plan.Steps.Where(step => step.IsSkippable).Select(step => step.Id)];
        Dictionary<string, string> reasons = [];
        foreach (string skip in skips)
        {
            string[] parts = skip.Split('=', 2);
            bool isWhole = parts.Length == 2 && parts[1].Trim().Length > 0 && skippable.Contains(parts[0]);
            if (!isWhole || !reasons.TryAdd(parts[0], parts[1].Trim())) throw new BadInputException($"--skip: expected ID=REASON with one of {string.Join(", ", skippable)}, each once, found {Excerpt.Of(skip)}");
        }

        return new StepChoice([.. only], reasons, goesOn);
    }

    public bool Wants(PlanStep step) => _only.Count == 0 || _only.Contains(step.Id);

    /// <summary>Why a step is skipped; null when it is not.</summary>
    public string? SkipReason(PlanStep step) => _skips.GetValueOrDefault(step.Id);
}
