namespace Interlock.Station.Acceptance;

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

    /// <summary>How many it has, 1 or 2, each with a simulator on it.</summary>
    int Probes { get; }

    /// <summary>Sets simulators, all of them together.</summary>
    /// <param name="settings">For the thermocouple type of the box.</param>
    /// <param name="celsiusPerSecond">How fast at most; null for one step.</param>
    void SetTemperature(IReadOnlyList<SimulatorSetting> settings, double? celsiusPerSecond);

    void SetLeads(Leads leads, IReadOnlyList<int> probes);

    /// <summary>Brings the connectors, where the cold junction is measured, to a temperature.</summary>
    void SetColdJunction(double celsius, IReadOnlyList<int> probes);

    void PressArm(double seconds);

    /// <summary>Presses ARM and keeps it, or lets it go.</summary>
    void HoldArm(bool isDown);

    /// <summary>Takes the wire of ARM's normally closed contact off, or puts it back.</summary>
    void SetArmWire(bool isConnected);

    void PressStop(double seconds);

    /// <summary>Presses STOP so that it stays, or pulls it out.</summary>
    void HoldStop(bool isDown);

    void PowerCycle();

    /// <summary>Whether all of these signals were on since a time.</summary>
    bool HasShown(Signals signals, string question, long sinceUs);

    /// <summary>Shows the technician something; no answer is awaited.</summary>
    void Tell(string text);

    /// <summary>Takes the next line, waiting for it until a time.</summary>
    /// <returns>False when none came, or none can come any more.</returns>
    bool TryTakeLine(long untilUs, out TimedLine line);
}

/// <summary>What only a board that is simulated shows: the contacts and the simulator's output as they are.</summary>
public interface IContactTruth
{
    /// <summary>When the generator's line opened for good; null while it is closed, or if it was not closed since then.</summary>
    long? LineOpenedUs(long sinceUs);

    /// <summary>True if the line was closed at any moment since then.</summary>
    bool WasLineClosed(long sinceUs);

    /// <summary>When a simulator's output first reached a temperature from below; null if none did since then.</summary>
    long? InputReachedUs(double celsius, long sinceUs);
}

/// <summary>A line of the UART and when its end arrived here, in the box's time.</summary>
public readonly record struct TimedLine(long ArrivedUs, string Text);

/// <summary>What a simulator is set to.</summary>
/// <param name="Probe">Whose input it is on, 1 or 2.</param>
/// <param name="Celsius">For the thermocouple type of the box.</param>
public readonly record struct SimulatorSetting(int Probe, double Celsius);

/// <summary>How the simulator's leads are connected to the box.</summary>
public enum Leads
{
    /// <summary>As they belong.</summary>
    Connected,

    /// <summary>One is off.</summary>
    Open,

    /// <summary>They touch at the box's connector.</summary>
    Shorted,

    /// <summary>They are swapped.</summary>
    Reversed,
}

/// <summary>What a person sees and hears.</summary>
[Flags]
public enum Signals
{
    None = 0,
    Green = 1,
    Red = 2,
    Buzzer = 4,
}
