namespace Interlock.Station.Acceptance.Boxes;

/// <summary>
/// A box with a thermocouple simulator on its input and its UART in view. Every act returns when it is done; meanwhile time
/// goes on and lines arrive.
/// </summary>
public interface IAcceptanceBox
{
    /// <summary>Microseconds since the test began, in the time in which lines arrive.</summary>
    long NowUs { get; }

    /// <summary>Null where only the UART can be seen.</summary>
    IContactTruth? Truth { get; }

    /// <summary>Sets the simulator.</summary>
    /// <param name="celsius">For the thermocouple type of the box.</param>
    /// <param name="celsiusPerSecond">How fast at most; null for one step.</param>
    void SetTemperature(double celsius, double? celsiusPerSecond);

    void SetLeads(Leads leads);

    /// <summary>Brings the connector, where the cold junction is measured, to a temperature.</summary>
    void SetColdJunction(double celsius);

    void PressArm(double seconds);

    void PressStop(double seconds);

    void PowerCycle();

    /// <summary>Whether all of these signals were on since a time.</summary>
    bool HasShown(Signals signals, string question, long sinceUs);

    /// <summary>Shows the technician something; no answer is awaited.</summary>
    void Tell(string text);

    /// <summary>Takes the next line, waiting for it until a time.</summary>
    /// <returns>False when none came, or none can come any more.</returns>
    bool TryTakeLine(long untilUs, out TimedLine line);
}
