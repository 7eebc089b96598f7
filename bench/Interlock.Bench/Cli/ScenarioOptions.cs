using System.Globalization;
using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Cli;

/// <summary>The texts of <c>--press</c> and <c>--fault</c>.</summary>
public static class ScenarioOptions
{
    /// <exception cref="BadInputException">Not arm@S or stop@S.</exception>
    public static Press ParsePress(string text)
    {
        string[] parts = text.Split('@');
        if (parts.Length != 2 || parts[0] is not ("arm" or "stop")) throw new BadInputException($"--press: expected arm@SECONDS or stop@SECONDS, found {Excerpt.Of(text)}");
        return new Press(parts[0] == "stop", Seconds.ParseUs(parts[1], "--press"));
    }

    /// <exception cref="BadInputException">Not NAME[:2][=VALUE]@S or NAME[:2][=VALUE]@S-S with a known name.</exception>
    public static FaultSpan ParseFault(string text)
    {
        string[] parts = text.Split('@');
        if (parts.Length != 2) throw new BadInputException($"--fault: expected NAME[:2][=VALUE]@SECONDS or NAME[:2][=VALUE]@FROM-UNTIL, found {Excerpt.Of(text)}");
        if (!FaultNames.TryParse(parts[0], out FaultSetting setting, out string expected)) throw new BadInputException($"--fault: expected {expected}, found {Excerpt.Of(parts[0])}");

        string[] times = parts[1].Split('-');
        if (times.Length > 2) throw new BadInputException($"--fault: expected NAME@FROM-UNTIL, found {Excerpt.Of(text)}");
        long fromUs = Seconds.ParseUs(times[0], "--fault");
        long untilUs = times.Length == 2 ? Seconds.ParseUs(times[1], "--fault") : long.MaxValue;
        if (untilUs <= fromUs) throw new BadInputException($"--fault: expected an end after the beginning, found {Excerpt.Of(text)}");

        // A supply that is away for a while is one dip of that length.
        bool lasts = setting.Fault == Fault.Brownout && untilUs < long.MaxValue && !parts[0].Contains('=');
        return new FaultSpan(setting.Fault, lasts ? (untilUs - fromUs) / 1000.0 : setting.Value, fromUs, untilUs, setting.Probe);
    }

    /// <summary>MS@EVERY_S, or what a board has by itself.</summary>
    /// <exception cref="BadInputException">Not that.</exception>
    public static (double Ms, double EverySeconds) ParsePause(string? text)
    {
        BoardOptions usual = new();
        if (text is null) return (usual.PauseMs, usual.PauseEveryMs / 1000.0);
        string[] parts = text.Split('@');
        bool isPause = parts.Length == 2
            & double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double ms)
            & double.TryParse(parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds);
        if (isPause && ms is >= 0 and <= 10_000 && seconds is >= 0.02 and <= 1e6 && ms < seconds * 1000.0) return (ms, seconds);
        throw new BadInputException($"--pause: expected MS@EVERY_S, 0 to 10000 ms every 0.02 s or more and shorter than that, found {Excerpt.Of(text)}");
    }

    /// <summary>Nobody said when ARM is pressed.</summary>
    public static bool NeedsOperator(IEnumerable<Press> presses) => presses.All(press => press.IsStop);
}
