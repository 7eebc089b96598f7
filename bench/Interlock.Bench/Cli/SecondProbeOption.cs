using Interlock.Firmware;
using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.Proofs.Swarm;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Cli;

/// <summary>The text of <c>--second-probe</c>, and what follows from it.</summary>
public static class SecondProbeOption
{
    /// <exception cref="BadInputException">The text is no use of a second probe.</exception>
    public static SecondProbe Parse(string? text) => text is null ? SecondProbe.None : Parse(text, [SecondProbe.OtherSide, SecondProbe.SameSite]);

    /// <summary>The same where <c>none</c> can be said too; null where nothing is.</summary>
    /// <exception cref="BadInputException">The text is none of them.</exception>
    public static SecondProbe? ParseMode(string? text) => text is null ? null : Parse(text, [SecondProbe.None, SecondProbe.OtherSide, SecondProbe.SameSite]);

    /// <exception cref="BadInputException">A fault is of a second probe, and there is none.</exception>
    public static void RequireFitted(SecondProbe second, IEnumerable<FaultSpan> faults)
    {
        if (second != SecondProbe.None) return;
        FaultSpan[] ofSecond = [.. faults.Where(static span => span.Probe == 2)];
        if (ofSecond.Length > 0) throw new BadInputException($"--fault: expected --second-probe beside {FaultNames.Of(ofSecond[0].Fault)}:2");
    }

    /// <summary>The second tip where nobody says where it is: in tissue that nothing heats, or beside the first in one needle.</summary>
    public static Func<long, double>? TipWhereNoneIsSaid(SecondProbe second, Func<long, double> firstTip) => second switch
    {
        SecondProbe.None => null,
        SecondProbe.OtherSide => static _ => SphericalBioheat.BodyCelsius,
        _ => firstTip,
    };

    private static SecondProbe Parse(string text, SecondProbe[] modes)
    {
        foreach (SecondProbe mode in modes)
        {
            if (text == LifePlan.ModeWord(mode)) return mode;
        }

        string[] words = [.. modes.Select(LifePlan.ModeWord)];
        throw new BadInputException($"{LifePlan.ModeOption}: expected {string.Join(", ", words[..^1])} or {words[^1]}, found {Excerpt.Of(text)}");
    }
}
