using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>All parts of the exploration, over the firmware's own classes.</summary>
public static class FirmwareExploration
{
    /// <summary>Explores part by part.</summary>
    public static IEnumerable<PartResult> Run()
    {
        yield return Identity();
        yield return Decisions(events => new RealMachine(events), Alphabet.Full);
        yield return Naming(events => new RealMachine(events), Alphabet.Naming);
        yield return new VoteExploration(() => new RealVotes(), [.. Enumerable.Range(0, TripTable.Count)]).Run();
        yield return ArmButtonExploration.Run();
        ProofExploration proof = new();
        yield return proof.Run();
        yield return new LineExploration(proof.Places).Run();
    }

    /// <summary>What the box does.</summary>
    public static PartResult Decisions(Func<EventQueue, IDecisionMachine> make, Alphabet alphabet, string? stopAt = null) =>
        new Explorer(make, alphabet, Projection.Decisions, MachineProperties.All).Run("decisions", stopAt);

    /// <summary>What the box tells of a trip.</summary>
    public static PartResult Naming(Func<EventQueue, IDecisionMachine> make, Alphabet alphabet, string? stopAt = null) =>
        new Explorer(make, alphabet, Projection.Naming, [.. MachineProperties.All.Where(property => property.Id is "EX-7" or "EX-11" or "EX-12" or "EX-13" or "EX-14")]).Run("naming of causes", stopAt);

    private static PartResult Identity()
    {
        const string id = "EX-0";
        const string text = "The exploration knows every field and every input of the decision logic";
        string[] unknown = [.. RealMachine.Unknown(), .. RealVotes.Unknown()];
        Violation[] violations = unknown.Length == 0 ? [] : [new Violation(id, text, unknown.Length, [.. unknown.Select(name => $"unknown: {name}")])];
        return new PartResult("fields", 0, 0, 0.0, violations, [(id, text)]);
    }
}
