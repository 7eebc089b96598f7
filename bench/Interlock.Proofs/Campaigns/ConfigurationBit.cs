using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;

namespace Interlock.Proofs.Campaigns;

/// <summary>One bit of the chip's configuration turns over in PERMITTED.</summary>
public static class ConfigurationBit
{
    private const long Ms = Microseconds.Millisecond;

    /// <summary>
    /// CR0 to CJTO. Bits 6 and 1 of CR0 clear themselves; bit 7 of CR1 and bits 7 and 6 of MASK are reserved: nobody can
    /// say what they read.
    /// </summary>
    private static readonly byte[] _compared = [0xBD, 0x7F, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    private static readonly string[] _names = ["CR0", "CR1", "MASK", "CJHF", "CJLF", "LTHFTH", "LTHFTL", "LTLFTH", "LTLFTL", "CJTO"];

    public static int Registers => _compared.Length;

    /// <summary>Every compared bit of a register.</summary>
    public static IReadOnlyList<int> Of(int register) => [.. Enumerable.Range(0, 8).Where(bit => (_compared[register] & (1 << bit)) != 0)];

    public static string NameOf(int register) => $"{register:X2} {_names[register]}";

    /// <summary>The bit that the firmware turns over itself, twice a second: found at its value before, it looks like a write that did not arrive.</summary>
    private static bool Alternates(int register, int bit) => _names[register] == "CJHF" && bit == 0;

    public static FaultRun Play(int register, int bit, int number)
    {
        using TrialBox box = TrialBox.SwitchOn(TrialPhases.Conditions(number));
        if (!StartStates.Reach(box, StartState.Permitted, TrialPhases.Onset(number))) return new FaultRun(0, "none", "the healthy box did not arm");

        box.Mark();
        box.Board.FlipRegisterBit(register, bit);
        box.RunFor(600 * Ms);
        double closedMs = Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs));
        string cause = box.LatchedCause ?? "none";
        string? violation = box.Line.IsClosed ? $"bit {bit} was not found"
            : closedMs > RowBudgets.Of(TripTable.SensorConfig).MaximumMs ? $"bit {bit}: the line was closed for {Figures.Ms(closedMs)} ms"
            : cause != CauseNames.Of(TripTable.SensorConfig) && !(Alternates(register, bit) && cause == CauseNames.Of(TripTable.SensorBus)) ? $"bit {bit}: named {cause}" : null;
        return new FaultRun(closedMs, cause, violation ?? Properties.Judge(box, isSound: true));
    }
}
