using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>One input of the decision logic: the facts of one tick, or an internal error instead of them.</summary>
/// <param name="Rows">Mask of rows that are true.</param>
/// <param name="TipCounts">1/128 degC, or <see cref="Plausibility.Unknown"/>.</param>
/// <param name="FirstLoud">The row that is not quiet; <see cref="TripTable.None"/> when all are.</param>
/// <param name="Flags">Bits of <see cref="Flag"/>.</param>
/// <param name="IsInternalError">The tick threw.</param>
public readonly record struct Letter(int Rows, int TipCounts, int FirstLoud, int Flags, bool IsInternalError)
{
    /// <summary>Where the tip rests when nothing happens: 37 degC.</summary>
    public const int RestTipCounts = 37 * 128;

    private static readonly string[] _flagNames =
        ["cause quiet", "cooled", "K2 released", "ARM goes down", "ARM pressed", "ARM let go", "ARM held too long", "test passed", "test failed"];

    /// <summary>A tick in which nothing happens.</summary>
    public static Letter Rest => new(Row.None, RestTipCounts, TripTable.None, 0, false);

    /// <summary>How far from a tick in which nothing happens: of two paths of one length the plainer one is shown.</summary>
    public int Oddity => System.Numerics.BitOperations.PopCount((uint)Rows)
        + System.Numerics.BitOperations.PopCount((uint)Flags)
        + (TipCounts == RestTipCounts ? 0 : 1)
        + (FirstLoud == TripTable.None ? 0 : 1);

    /// <summary>Fills in the inputs of a step, but for the flags.</summary>
    public void SetFacts(DecisionInputs inputs)
    {
        inputs.Rows = Rows;
        inputs.TipCounts = TipCounts;
        inputs.AllQuiet = FirstLoud == TripTable.None;
        inputs.FirstLoud = FirstLoud;
    }

    /// <summary>Fills in the flags of a step.</summary>
    public static void SetFlags(DecisionInputs inputs, int flags)
    {
        inputs.CauseQuiet = (flags & Flag.CauseQuiet) != 0;
        inputs.HasCooled = (flags & Flag.HasCooled) != 0;
        inputs.K2PulledIn = (flags & Flag.K2Released) == 0;
        inputs.ArmBegan = (flags & Flag.ArmBegan) != 0;
        inputs.ArmPressed = (flags & Flag.ArmPressed) != 0;
        inputs.ArmClicked = (flags & Flag.ArmClicked) != 0;
        inputs.ArmHeldTooLong = (flags & Flag.ArmHeldTooLong) != 0;
        inputs.TestPassed = (flags & Flag.TestPassed) != 0;
        inputs.TestFailed = (flags & Flag.TestFailed) != 0;
    }

    /// <summary>What is not as in a tick in which nothing happens.</summary>
    public override string ToString()
    {
        if (IsInternalError) return "internal error";
        List<string> said = [];
        if (Rows != 0) said.Add(RowNames.Of(Rows));
        if (FirstLoud != TripTable.None) said.Add($"{(Cause)FirstLoud} not quiet");
        if (TipCounts == Plausibility.Unknown) said.Add("no reading");
        else if (TipCounts != RestTipCounts) said.Add(string.Create(CultureInfo.InvariantCulture, $"{TipCounts / 128.0:F3} degC"));
        int flags = Flags;
        said.AddRange(_flagNames.Where((_, bit) => (flags >> bit & 1) != 0));
        return said.Count == 0 ? "nothing" : string.Join(", ", said);
    }
}
