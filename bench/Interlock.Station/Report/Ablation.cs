using System.Collections.Generic;

namespace Interlock.Station.Report;

/// <summary>One ablation: from ARMED to the opening of the line, and the coast after it.</summary>
public sealed class Ablation
{
    /// <summary>Counted through the log, from 1.</summary>
    public required int Number { get; init; }

    public required LogSession Session { get; init; }

    public required long StartMs { get; init; }

    /// <summary>When the line opened; where the log ends before that, its last line.</summary>
    public required long EndMs { get; init; }

    /// <summary>The coast is watched until here: the cement, the next ARMED, or the end of the log.</summary>
    public required long WatchedUntilMs { get; init; }

    /// <summary>Whether ARMED is in the log; otherwise the start is the first sample in PERMITTED.</summary>
    public required bool HasArmed { get; init; }

    /// <summary>What opened the line: a cause, RELEASED, or what is known of it.</summary>
    public required string Cause { get; init; }

    /// <summary>Whether the line opened before the log ended.</summary>
    public required bool HasEnded { get; init; }

    /// <summary>The event that opened the line.</summary>
    public LogEvent? Cutoff { get; init; }

    /// <summary>The box's own record.</summary>
    public LogProcedure? Procedure { get; init; }

    /// <summary>The samples from the start to the end.</summary>
    public required IReadOnlyList<LogSample> During { get; init; }

    /// <summary>The samples after the end, as long as the coast is watched.</summary>
    public required IReadOnlyList<LogSample> After { get; init; }
}
