using System;

namespace Interlock.Station.Monitor;

/// <summary>How the monitor stands with its source.</summary>
public enum LinkState
{
    Connected,
    Lost,
    Ended,
}

/// <summary>What is known of the way from the box to here.</summary>
/// <param name="Source">As the user wrote it.</param>
/// <param name="IsLive">Whether the times of arrival mean something.</param>
/// <param name="State">Whether it is open.</param>
/// <param name="WithoutBytes">How long nothing has come.</param>
/// <param name="WithoutSample">How long no valid sample has come.</param>
/// <param name="Diagnosis">What is likely wrong where bytes come and no line; null where there is nothing to say.</param>
/// <param name="Log">The file that keeps it; null when there is none.</param>
public sealed record LinkStatus(string Source, bool IsLive, LinkState State, TimeSpan WithoutBytes, TimeSpan WithoutSample, string? Diagnosis, LogRecorder? Log)
{
    /// <summary>A box that is on sends five samples a second at least.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>In which bytes must have made a line.</summary>
    public static readonly TimeSpan PatienceForLine = TimeSpan.FromSeconds(3);

    /// <summary>Why the newest reading is not the present one; null when it is.</summary>
    public string? Stale => State switch
    {
        LinkState.Ended => "end of data",
        LinkState.Lost => $"connection lost {WithoutBytes.TotalSeconds:F0} s ago, trying again",
        _ when WithoutBytes >= Patience => $"no data for {WithoutBytes.TotalSeconds:F0} s",
        _ when WithoutSample >= PatienceForLine && Diagnosis is not null => $"no line in what comes: {Diagnosis}",
        _ when WithoutSample >= Patience => $"no valid sample for {WithoutSample.TotalSeconds:F0} s",
        _ => null,
    };
}
