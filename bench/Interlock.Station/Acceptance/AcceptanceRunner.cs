using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>Runs a plan step by step, judges each, and tells how it goes.</summary>
public sealed class AcceptanceRunner
{
    private readonly AcceptancePlan _plan;
    private readonly IAcceptanceBox _box;
    private readonly UartCapture _capture;
    private readonly ReleaseList _releases;
    private readonly TextWriter _output;
    private readonly Controls _controls;
    private readonly Preparation _preparation;

    public AcceptanceRunner(AcceptancePlan plan, IAcceptanceBox box, UartCapture capture, ReleaseList releases, TextWriter output)
    {
        _plan = plan;
        _box = box;
        _capture = capture;
        _releases = releases;
        _output = output;
        Transcript = new Transcript(box);
        _controls = new Controls(box, Transcript);
        _preparation = new Preparation(_controls, Transcript);
    }

    /// <summary>Every line that was heard.</summary>
    public Transcript Transcript { get; }

    /// <summary>The box's last BOOT line; null when none was heard.</summary>
    public UartLine? Boot => Transcript.Last(static heard => heard.Line.Type == LineType.Boot)?.Line;

    /// <summary>Whether the image that was flashed is a release, as far as the box has told.</summary>
    public string Image => _releases.Judge(Boot);

    /// <summary>Runs the steps that are chosen; ends at the first that fails, unless told to go on.</summary>
    /// <returns>One result for each step of the plan.</returns>
    public IReadOnlyList<StepResult> Run(StepChoice choice)
    {
        List<StepResult> results = [];
        bool isOver = false;
        int number = 0;
        bool isImageTold = false;
        int toRun = _plan.Steps.Count(step => choice.Wants(step) && choice.SkipReason(step) is null);
        foreach (PlanStep step in _plan.Steps)
        {
            StepResult result = isOver || !choice.Wants(step) ? Unrun(step, Verdict.NotRun, string.Empty)
                : choice.SkipReason(step) is { } reason ? Unrun(step, Verdict.Skipped, reason)
                : RunStep(step, $"Step {++number} of {toRun}");
            results.Add(result);
            if (result.Verdict != Verdict.NotRun) Print(result);
            if (!isImageTold && Boot is not null)
            {
                // An hour before the record would say so.
                _output.WriteLine($"Image: {Image}");
                isImageTold = true;
            }

            if (result.Verdict == Verdict.Failed) isOver = !choice.GoesOn || result.Note.Length > 0;
        }

        return results;
    }

    private StepResult RunStep(PlanStep step, string position)
    {
        List<PhaseResult> phases = [];
        long beganUs = _box.NowUs;
        string note = string.Empty;
        _box.Tell($"\n{position}, {step.Id}: {step.Title}\n{step.Instruction}");
        try
        {
            Check? notThere = _preparation.Reach(step.Start);
            if (notThere is not null) phases.Add(new PhaseResult("start", [notThere]));
            else RunPhases(step, phases);
        }
        catch (GivenUpException e)
        {
            note = e.Message;
        }

        bool isPassed = note.Length == 0 && phases.All(phase => phase.Checks.All(check => check.IsPassed));
        return new StepResult(step, isPassed ? Verdict.Passed : Verdict.Failed, phases, note, (_box.NowUs - beganUs) / 1e6);
    }

    /// <summary>What follows a failed check would judge a box that is not where the plan has it.</summary>
    private void RunPhases(PlanStep step, List<PhaseResult> phases)
    {
        foreach (PlanPhase phase in step.Phases)
        {
            Watch watch = Watch.Over(_box, _capture, Transcript, () => phase.Action.Carry(_controls));
            List<Check> checks = [];
            phases.Add(new PhaseResult(phase.Action.Text, checks));
            foreach (Expectation expectation in phase.Expectations)
            {
                Check check = expectation.Judge(watch);
                checks.Add(check);
                if (!check.IsPassed) return;
            }
        }
    }

    private void Print(StepResult result)
    {
        string word = result.Verdict.ToString().ToUpperInvariant();
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{word,-8}{result.Step.Id,-20}{result.Step.Title} ({result.Seconds:F1} s)"));
        if (result.Note.Length > 0) _output.WriteLine($"        {result.Note}");
        foreach (Check check in result.Phases.SelectMany(phase => phase.Checks))
        {
            _output.WriteLine($"        {(check.IsPassed ? "ok  " : "FAIL")} {check.Expected}: {check.Measured}");
        }
    }

    private static StepResult Unrun(PlanStep step, Verdict verdict, string note) => new(step, verdict, [], note, 0.0);
}

/// <summary>What became of a step.</summary>
public enum Verdict
{
    /// <summary>Not asked for, or the test ended before.</summary>
    NotRun,

    Passed,

    Failed,

    /// <summary>Left out on request, with a reason.</summary>
    Skipped,
}

/// <summary>A step of the plan and what became of it.</summary>
/// <param name="Step">Of the plan.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Phases">What was done and measured, as far as it went.</param>
/// <param name="Note">Why it was skipped or given up; else empty.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record StepResult(PlanStep Step, Verdict Verdict, IReadOnlyList<PhaseResult> Phases, string Note, double Seconds);

/// <summary>What was done, and the checks that followed.</summary>
public sealed record PhaseResult(string Action, IReadOnlyList<Check> Checks);

/// <summary>One expectation judged: the measured value beside what was expected, tolerance included.</summary>
public sealed record Check(string Expected, string Measured, bool IsPassed);
