namespace Interlock.Station.Pty;

/// <summary>Sets a terminal, a serial port or a pseudo-terminal, to the box's line: 115200 8N1, every byte as it comes.</summary>
internal static unsafe class TerminalLine
{
    private const int Now = 0;
    private const int InputQueue = 0;

    /// <summary>Whether the open file is a terminal at all.</summary>
    public static bool IsTerminal(int file)
    {
        TerminalSettings settings = default;
        return LibC.GetSettings(file, &settings) == 0;
    }

    /// <returns>False when it isn't a terminal, or one that can't do it.</returns>
    public static bool TrySet(int terminal)
    {
        TerminalSettings settings = default;
        if (LibC.GetSettings(terminal, &settings) != 0) return false;
        settings.MakeRaw();
        settings.Set115200Baud();
        if (LibC.SetSettings(terminal, Now, &settings) != 0) return false;

        // The call succeeds when any one of the settings took.
        return LibC.GetSettings(terminal, &settings) == 0 && settings.Is115200Raw;
    }

    /// <summary>Forgets what arrived and was not read.</summary>
    public static void DiscardInput(int terminal) => _ = LibC.Discard(terminal, InputQueue);
}
