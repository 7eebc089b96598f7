using Interlock.Log;

namespace Interlock.Station.Monitor;

/// <summary>How well the lines arrive.</summary>
public sealed class LineCounters
{
    private long _nextSequence = -1;
    private long _lastMs;

    public long Lines { get; private set; }

    /// <summary>Lines whose CRC or form is wrong.</summary>
    public long Bad { get; private set; }

    /// <summary>Lines that the sequence numbers show to be missing.</summary>
    public long Missing { get; private set; }

    /// <summary>Lines and events that the box says it had to drop.</summary>
    public long Lost { get; private set; }

    public void AddBad()
    {
        Lines++;
        Bad++;
    }

    /// <returns>True when the box was switched on since the line before.</returns>
    public bool Add(UartLine line)
    {
        Lines++;
        bool isRestart = line.Type == "BOOT" || line.TimeMs < _lastMs;
        if (!isRestart && _nextSequence >= 0 && line.Sequence > _nextSequence) Missing += line.Sequence - _nextSequence;
        _nextSequence = line.Sequence + 1;
        _lastMs = line.TimeMs;
        if (line.Type == "STAT") Lost = (long)(line.Number("lost") ?? Lost);
        return isRestart;
    }
}
