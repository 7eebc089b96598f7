using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What must follow from a fault.</summary>
public sealed record FaultExpectation
{
    /// <summary>How it is written in reports: the fault's name, and which of its kinds.</summary>
    public required string Name { get; init; }

    public required Fault Fault { get; init; }

    /// <summary>Causes that may be named first when it comes in PERMITTED. Empty when the box leaves PERMITTED without a trip.</summary>
    public IReadOnlyList<int> Causes { get; init; } = [];

    /// <summary>Milliseconds from the fault to an open line at the data sheet's typical conversion times.</summary>
    public double TypicalMs { get; init; }

    /// <summary>The same at maximum conversion times.</summary>
    public double MaximumMs { get; init; }

    /// <summary>Where the box stands afterwards.</summary>
    public IReadOnlyList<State> LeadsTo { get; init; } = [State.Tripped, State.LockedOut];

    /// <summary>What finds the fault where no row can see it; null when a row sees it while PERMITTED.</summary>
    public string? CoveredBy { get; init; }

    /// <summary>What a reader of the report has to know beside the figures.</summary>
    public string? Remark { get; init; }

    /// <summary>Where the fault may come, stay and the box arm all the same, because nothing shows it before the cover does.</summary>
    public IReadOnlyList<StartState> ArmsAfter { get; init; } = [];

    /// <summary>True when the fault ends by itself after <see cref="EndsAfterMs"/>, or a restart or an acknowledgement puts it right.</summary>
    public bool Ends { get; init; }

    /// <summary>How long the line may be closed while the box does not permit it.</summary>
    public double UnpermittedMs { get; init; } = RowBudgets.AtOnceMs;

    /// <summary>
    /// The same for a fault that lets FAULT rise while the proof test has K1 energised: if ARM is pressed just then, K2 pulls
    /// in too, until the next tick finds FAULT high. A tick, a release, and margin.
    /// </summary>
    public double UnpermittedInProofTestMs { get; init; } = RowBudgets.AtOnceMs;

    /// <summary>degC at the connector.</summary>
    public double ColdJunctionCelsius { get; init; } = 25.0;

    public bool MirrorSticksOpen { get; init; }

    /// <summary>The level of HEARTBEAT at which a CPU is to stop; null where it does not matter.</summary>
    public bool? HeartbeatLevel { get; init; }

    /// <summary>How long a fault lasts that ends by itself.</summary>
    public const int EndsAfterMs = 700;

    public bool IsSeenWhilePermitted => CoveredBy is null;

    public double BudgetMs(ConversionTiming timing) => timing == ConversionTiming.Typical ? TypicalMs : MaximumMs;

    /// <summary>How long the line may be closed without permission after a fault that came in a state.</summary>
    public double UnpermittedMsAfter(StartState start) => System.Math.Max(UnpermittedMs, start == StartState.ProofTest ? UnpermittedInProofTestMs : 0);

    public bool Accepts(string? cause) => Causes.Count == 0 ? cause is null : cause is not null && Causes.Select(CauseNames.Of).Contains(cause, StringComparer.Ordinal);
}
