using Interlock.Firmware;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>A box after the acceptance test.</summary>
internal sealed class Tested
{
    private Tested(IReadOnlyList<StepResult> results, byte[] log)
    {
        Results = results;
        Log = log;
    }

    public IReadOnlyList<StepResult> Results { get; }

    public byte[] Log { get; }

    /// <summary>The steps that failed, and what their failed checks measured.</summary>
    public string Failures => string.Join("; ", Results.Where(result => result.Verdict == Verdict.Failed)
        .Select(result => $"{result.Step.Id}: {result.Note}{string.Join(", ", Failed(result).Select(check => $"{check.Expected}: {check.Measured}"))}"));

    public string[] FailedSteps => [.. Results.Where(result => result.Verdict == Verdict.Failed).Select(result => result.Step.Id)];

    public static Tested Virtually(Defect defect, int seed = 1, bool goesOn = false, string[]? only = null, AcceptancePlan? plan = null, SecondProbe second = SecondProbe.None)
    {
        UartCapture capture = new(Stream.Null);
        using VirtualAcceptanceBox box = new(defect, seed, capture, second);
        return Run(plan ?? ShippedPlan.Read(), box, capture, only ?? [], [], goesOn);
    }

    public static Tested ByHand(AcceleratedBox accelerated, ScriptedTechnician technician, string[] only, string[] skips, AcceptancePlan? plan = null, int probes = 1)
    {
        UartCapture capture = new(Stream.Null);
        using HandDrivenBox box = new(accelerated.Uart, accelerated.Uart, capture, new Technician(technician.Input, technician.Output), accelerated.NowUs, probes);
        return Run(plan ?? ShippedPlan.Read(), box, capture, only, skips, goesOn: false);
    }

    public StepResult this[string id] => Results.Single(result => result.Step.Id == id);

    public static IEnumerable<Check> Failed(StepResult result) => result.Phases.SelectMany(phase => phase.Checks).Where(check => !check.IsPassed);

    private static Tested Run(AcceptancePlan plan, IAcceptanceBox box, UartCapture capture, string[] only, string[] skips, bool goesOn)
    {
        AcceptanceRunner runner = new(plan, box, capture, ReleaseList.Shipped(), TextWriter.Null);
        IReadOnlyList<StepResult> results = runner.Run(StepChoice.Of(plan, only, skips, goesOn));
        return new Tested(results, capture.Close());
    }
}
