using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;

namespace Interlock.Proofs.Campaigns;

/// <summary>One bit of the chip's configuration turns over in PERMITTED.</summary>
public sealed record BitTrial(int Register, int Bit, int Number)
{
    private const long Ms = Microseconds.Millisecond;

    /// <summary>
    /// CR0 to CJTO. Bits 6 and 1 of CR0 clear themselves; bit 7 of CR1 and bits 7 and 6 of MASK are reserved: nobody can
    /// say what they read.
    /// </summary>
    private static readonly byte[] _compared = [0xBD, 0x7F, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    private static readonly string[] _names = ["CR0", "CR1", "MASK", "CJHF", "CJLF", "LTHFTH", "LTHFTL", "LTLFTH", "LTLFTL", "CJTO"];

    /// <summary>Every compared bit of every compared register.</summary>
    public static IEnumerable<(int Register, int Bit)> AllBits =>
        from register in Enumerable.Range(0, _compared.Length)
        from bit in Enumerable.Range(0, 8)
        where (_compared[register] & (1 << bit)) != 0
        select (register, bit);

    public static string NameOf(int register) => $"{register:X2} {_names[register]}";

    public FaultRun Play()
    {
        using TrialBox box = TrialBox.SwitchOn(TrialPhases.Conditions(Number));
        if (!box.Arm(8 * Microseconds.Second)) return new FaultRun(0, "none", "the healthy box did not arm", false, Number + 1);
        box.RunFor((400 * Ms) + (long)(TrialPhases.Onset(Number) * 2_450 * Ms));

        box.Mark();
        box.Board.FlipRegisterBit(Register, Bit);
        box.RunFor(600 * Ms);
        double closedMs = Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs));
        string cause = box.LatchedCause ?? "none";
        string? violation = box.Line.IsClosed ? $"bit {Bit} was not found"
            : closedMs > RowBudgets.Of(TripTable.SensorConfig).MaximumMs ? $"bit {Bit}: the line was closed for {Figures.Ms(closedMs)} ms"
            : cause != CauseNames.Of(TripTable.SensorConfig) ? $"bit {Bit}: named {cause}" : null;
        return new FaultRun(closedMs, cause, violation, false, Number + 1);
    }
}
