using System;

namespace Interlock.VirtualBoard;

/// <summary>A processor that runs wild through the code that toggles HEARTBEAT: an edge every millisecond.</summary>
internal sealed class Runaway : TimedPart
{
    private const long EdgeUs = 1000;

    private readonly Action _toggleHeartbeat;

    internal Runaway(Action toggleHeartbeat)
    {
        _toggleHeartbeat = toggleHeartbeat;
    }

    internal void Run(bool runs, long nowUs) => DueUs = runs ? nowUs + EdgeUs : Never;

    internal override void OnDue(long nowUs)
    {
        DueUs = nowUs + EdgeUs;
        _toggleHeartbeat();
    }
}
