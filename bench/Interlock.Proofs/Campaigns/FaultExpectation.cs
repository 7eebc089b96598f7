using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What must follow from a fault.</summary>
public sealed record FaultExpectation
{
    /// <summary>How it is written in reports: the fault's name, its number where it is not the default, and which of its kinds.</summary>
    public required string Name { get; init; }

    public required Fault Fault { get; init; }

    /// <summary>The fault's number; null for its default.</summary>
    public double? Value { get; init; }

    /// <summary>Causes that may be named first when it comes in PERMITTED. Empty when the box leaves PERMITTED without a trip.</summary>
    public IReadOnlyList<int> Causes { get; init; } = [];

    /// <summary>From the fault to an open line.</summary>
    public RowBudget Budget { get; init; }

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

    /// <summary>It is not in the box, or passes: nothing of it may lock the box out.</summary>
    public bool IsOfSoundBox { get; init; }

    /// <summary>The exception to that: the self-test can't be passed with it.</summary>
    public bool LocksOutAtPowerOn { get; init; }

    /// <summary>How long the line may be closed while the box does not permit it: a release, and a collection before it.</summary>
    public double UnpermittedMs { get; init; } = RowBudgets.AtOnce.TypicalMs;

    /// <summary>degC at the connector.</summary>
    public double ColdJunctionCelsius { get; init; } = 25.0;

    /// <summary>The level of HEARTBEAT at which a CPU is to stop; null where it does not matter.</summary>
    public bool? HeartbeatLevel { get; init; }

    /// <summary>How long a fault lasts that ends by itself.</summary>
    public const int EndsAfterMs = 700;

    /// <summary>The box leaves PERMITTED because of it.</summary>
    public bool IsSeen => CoveredBy is null;

    public bool Accepts(string? cause) => Causes.Count == 0 ? cause is null : cause is not null && Causes.Select(CauseNames.Of).Contains(cause, StringComparer.Ordinal);
}

/// <summary>Two faults together, and what is left of the protection.</summary>
public sealed record ResidualPair(Fault First, Fault Second, string Reason)
{
    public bool IsOf(Fault a, Fault b) => (a == First && b == Second) || (a == Second && b == First);
}
