using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>What is done to a box to accept it.</summary>
/// <param name="Title">Of the plan.</param>
/// <param name="Equipment">What the technician needs.</param>
/// <param name="Steps">In order.</param>
/// <param name="Sha256">Of the plan's file, lower-case hex: a record names exactly what was run.</param>
public sealed record AcceptancePlan(string Title, IReadOnlyList<string> Equipment, IReadOnlyList<PlanStep> Steps, string Sha256);

/// <summary>The plans that come with the bench, inside the program: plan.json and two-probes.json beside these sources.</summary>
public static class ShippedPlan
{
    private const string OneName = "plan.json";
    private const string TwoName = "two-probes.json";

    /// <param name="probes">What the box has, one of <see cref="ProbesName"/>.</param>
    public static AcceptancePlan Read(string probes = ProbesName.One) =>
        probes == ProbesName.One ? PlanReader.Read(OneProbe(), OneName) : PlanReader.Read(Bytes(TwoName), TwoName, probes);

    internal static byte[] OneProbe() => Bytes(OneName);

    private static byte[] Bytes(string name)
    {
        using Stream resource = typeof(ShippedPlan).Assembly.GetManifestResourceStream(name)!;
        using MemoryStream bytes = new();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>One step of a plan.</summary>
public sealed class PlanStep
{
    /// <summary>How <c>--only</c>, <c>--skip</c> and the record name it.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What a pass shows.</summary>
    public required string Proves { get; init; }

    /// <summary>Rows of the trip table (SR-...).</summary>
    public required IReadOnlyList<string> Requirements { get; init; }

    /// <summary>What the technician is told before the first action.</summary>
    public required string Instruction { get; init; }

    public required StartState Start { get; init; }

    /// <summary><c>--skip</c> may leave it out, with a reason that the record keeps.</summary>
    public required bool IsSkippable { get; init; }

    public required IReadOnlyList<PlanPhase> Phases { get; init; }
}

/// <summary>One thing that is done, and what must come of it.</summary>
public sealed record PlanPhase(PlanAction Action, IReadOnlyList<Expectation> Expectations);

/// <summary>Where the runner brings the box before a step's own actions, so that each step can be run alone.</summary>
public enum StartState
{
    /// <summary>As it is.</summary>
    Any,

    /// <summary>Not PERMITTED.</summary>
    Open,

    /// <summary>In SELF_TEST, waiting for ARM, simulator at 37 degC.</summary>
    SelfTest,

    /// <summary>INHIBITED, simulator at 37 degC.</summary>
    Inhibited,

    /// <summary>Freshly PERMITTED, simulator at 37 degC.</summary>
    Permitted,
}
