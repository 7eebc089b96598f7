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
        yield return new NamingProof(events => new RealMachine(events)).Run();
        yield return ErrorCountExploration.Run((count, nowMs) => count.Add(nowMs));
        yield return new VoteExploration(() => new RealVotes(), [.. Enumerable.Range(0, TripTable.Count)]).Run();
        yield return new ArmButtonExploration((button, levels, nowMs) => button.Look(levels, nowMs)).Run();
        ProofExploration proof = new();
        yield return proof.Run();
        yield return new PinExploration(proof.Places).Run();
        yield return new BoxExploration(() => new LineBox(), BoxEffort.Release).Run();
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

    private static PartResult Identity()
    {
        const string id = "EX-0";
        const string text = "The exploration knows every field and every input of the decision logic";
        string[] unknown = [.. RealMachine.Unknown(), .. RealVotes.Unknown()];
        Violation[] violations = unknown.Length == 0 ? [] : [new Violation(id, text, unknown.Length, [.. unknown.Select(name => $"unknown: {name}")])];
        return new PartResult("fields", 0, 0, 0.0, violations, [(id, text)]);
    }
}
