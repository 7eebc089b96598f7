using System.Globalization;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Exploration;

/// <summary>All parts of the exploration, over the firmware's own classes.</summary>
public static class FirmwareExploration
{
    // The pins are looked at in the places that the proof test reaches; a machine that plays only one of the two explores those first all the same.
    private static readonly Lazy<(ProofExploration Proof, PartResult Result)>[] _proofs = [ProofOf(1), ProofOf(2)];

    private static readonly Func<PartResult>[] _first =
    [
        Identity,
        () => Decisions(events => new RealMachine(events), Alphabet.Full),
        () => new NamingProof(events => new RealMachine(events)).Run(),
    ];

    // Each of these keeps one core busy, so they are explored side by side; what comes before and after them takes all.
    private static readonly Func<PartResult>[] _lone =
    [
        () => ErrorCountExploration.Run((count, nowMs) => count.Add(nowMs)),
        () => new VoteExploration(() => new RealVotes(), [.. Enumerable.Range(0, TripTable.Count)]).Run(),
        () => new ArmButtonExploration((button, levels, nowMs) => button.Look(levels, nowMs)).Run(),
        () => _proofs[0].Value.Result,
        () => _proofs[1].Value.Result,
        () => new ReleaseExploration().Run(),
        () => new PinExploration(_proofs[0].Value.Proof.Places).Run(),
        () => new PinExploration(_proofs[1].Value.Proof.Places, chips: 2).Run(),
    ];

    private static readonly Func<PartResult>[] _last =
    [
        () => new BoxExploration(() => new LineBox(), BoxEffort.Release).Run(),
        () => TwoProbes(SecondProbe.OtherSide),
        () => TwoProbes(SecondProbe.SameSite),
    ];

    /// <summary>Parts in all.</summary>
    public static int Parts => _first.Length + _lone.Length + _last.Length;

    /// <summary>Explores part by part.</summary>
    /// <param name="share">Which of them.</param>
    public static IEnumerable<PartResult> Run(Share share)
    {
        foreach (PartResult result in Of(_first, 0, share).Select(part => part())) yield return result;
        foreach (PartResult result in Of(_lone, _first.Length, share).AsParallel().AsOrdered().Select(part => part())) yield return result;
        foreach (PartResult result in Of(_last, _first.Length + _lone.Length, share).Select(part => part())) yield return result;
    }

    /// <summary>The decisions and the naming of causes, with fewer inputs and two rows together: for a table that a test has made.</summary>
    public static IEnumerable<PartResult> Small()
    {
        yield return Decisions(events => new RealMachine(events), Alphabet.Quick);
        yield return new NamingProof(events => new RealMachine(events)).Run(together: 2);
    }

    /// <summary>What the box does.</summary>
    public static PartResult Decisions(Func<EventQueue, IDecisionMachine> make, Alphabet alphabet, string? stopAt = null) =>
        new Explorer(make, alphabet, MachineProperties.All).Run("decisions", stopAt);

    private static Lazy<(ProofExploration Proof, PartResult Result)> ProofOf(int chips) => new(() =>
    {
        ProofExploration proof = new(chips);
        return (proof, proof.Run());
    });

    private static IEnumerable<Func<PartResult>> Of(Func<PartResult>[] parts, int from, Share share) => parts.Where((_, index) => share.Has(from + index));

    private static PartResult TwoProbes(SecondProbe second) => new BoxExploration(() => new LineBox(second: second), BoxEffort.Two(second)).Run();

    private static PartResult Identity()
    {
        const string id = "EX-0";
        const string text = "The exploration knows every field and every input of the decision logic";
        string[] unknown = [.. RealMachine.Unknown(), .. RealVotes.Unknown()];
        Violation[] violations = unknown.Length == 0 ? [] : [new Violation(id, text, unknown.Length, [.. unknown.Select(name => $"unknown: {name}")])];
        return new PartResult("fields", 0, 0, 0.0, violations, [(id, text)]);
    }
}

/// <summary>What an exploration came to, for people and for programs.</summary>
public sealed class ExplorationReport(TextWriter output)
{
    /// <summary>One part: its figures, then its properties, each with the shortest path to a violation.</summary>
    public void Print(PartResult part)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part.Name}: {part.States:N0} states, {part.Transitions:N0} transitions, {part.Seconds:F1} s"));
        foreach ((string id, string text) in part.Properties)
        {
            Violation? violation = part.Violations.FirstOrDefault(found => found.Id == id);
            output.WriteLine($"  {(violation is null ? "holds   " : "VIOLATED")} {id,-5} {text}");
            if (violation is not null) Print(violation);
        }

        output.Flush();
    }

    /// <summary>The whole.</summary>
    public void PrintSum(IReadOnlyList<PartResult> parts)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {Sum(parts).States:N0} states, {Sum(parts).Transitions:N0} transitions, {Sum(parts).Seconds:F1} s, {Sum(parts).Violations} violations
            """));
    }

    public void PrintAll(IReadOnlyList<PartResult> parts)
    {
        foreach (PartResult part in parts) Print(part);
        PrintSum(parts);
    }

    public void PrintJson(IReadOnlyList<PartResult> parts)
    {
        (long states, long transitions, double seconds, int violations) = Sum(parts);
        CampaignJson.Print(
            new
            {
                States = states,
                Transitions = transitions,
                Seconds = seconds,
                Violations = violations,
                Parts = parts.Select(part => new
                {
                    part.Name,
                    part.States,
                    part.Transitions,
                    part.Seconds,
                    Properties = part.Properties.Select(property => new { property.Id, property.Text, Holds = part.Violations.All(found => found.Id != property.Id) }),
                    part.Violations,
                }),
            },
            output);
    }

    private static (long States, long Transitions, double Seconds, int Violations) Sum(IReadOnlyList<PartResult> parts) =>
        (parts.Sum(part => part.States), parts.Sum(part => part.Transitions), parts.Sum(part => part.Seconds), parts.Sum(part => part.Violations.Count));

    private void Print(Violation violation)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"           broken by {violation.Count:N0} steps; one of the shortest ways to one, from power-on:"));
        for (int i = 0; i < violation.Path.Count; i++) output.WriteLine($"           {i + 1}. {violation.Path[i]}");
    }
}
