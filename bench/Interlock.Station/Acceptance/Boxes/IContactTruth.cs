namespace Interlock.Station.Acceptance.Boxes;

/// <summary>What only a board that is simulated shows: the contacts and the simulator's output as they are.</summary>
public interface IContactTruth
{
    /// <summary>When the generator's line opened for good; null while it is closed, or if it was not closed since then.</summary>
    long? LineOpenedUs(long sinceUs);

    /// <summary>True if the line was closed at any moment since then.</summary>
    bool WasLineClosed(long sinceUs);

    /// <summary>When the simulator's output reached a temperature from below; null if it did not since then.</summary>
    long? InputReachedUs(double celsius, long sinceUs);
}
