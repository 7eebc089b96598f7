using Interlock.Firmware;
using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Cli;

/// <summary>The text of <c>--second-probe</c>, and what follows from it.</summary>
public static class SecondProbeOption
{
    /// <exception cref="BadInputException">The text is no use of a second probe.</exception>
    public static SecondProbe Parse(string? text) => text switch
    {
        null => SecondProbe.None,
        "other-side" => SecondProbe.OtherSide,
        "same-site" => SecondProbe.SameSite,
        _ => throw new BadInputException($"--second-probe: expected other-side or same-site, found {Excerpt.Of(text)}"),
    };

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
}
