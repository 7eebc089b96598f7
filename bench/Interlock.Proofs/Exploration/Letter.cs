using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>One input of the decision logic: the facts of one tick, or an internal error instead of them.</summary>
/// <param name="Rows">Mask of rows that are true.</param>
/// <param name="TipCounts">1/128 degC, or <see cref="Reading.None"/>.</param>
/// <param name="FirstLoud">The row that is not quiet; <see cref="TripTable.None"/> when all are.</param>
/// <param name="Flags">Bits of <see cref="Flag"/>.</param>
/// <param name="Error">The tick threw.</param>
public readonly record struct Letter(int Rows, int TipCounts, int FirstLoud, int Flags, InternalError Error)
{
    /// <summary>Where the tip rests when nothing happens: 37 degC.</summary>
    public const int RestTipCounts = 37 * 128;

    private static readonly string[] _flagNames =
    [
        "cause quiet", "cooled", "K2 out", "moves", "release under way", "act begins", "ARM pressed", "act ends", "act ends as none", "act too long",
        "contacts bad", "test passed", "test failed", "test takes the act", "K2 in unasked", "K1 never came in",
    ];

    /// <summary>A tick in which nothing happens.</summary>
    public static Letter Rest => new(0, RestTipCounts, TripTable.None, 0, InternalError.None);

    /// <summary>How far from a tick in which nothing happens: of two paths of one length the plainer one is shown.</summary>
    public int Oddity => BitOperations.PopCount((uint)Rows)
        + BitOperations.PopCount((uint)Flags)
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
        inputs.K2PulledIn = (flags & Flag.K2Out) == 0;
        inputs.IsSteady = (flags & Flag.Moves) == 0;
        inputs.IsReleasing = (flags & Flag.IsReleasing) != 0;
        inputs.ArmBegan = (flags & Flag.ArmBegan) != 0;
        inputs.ArmPressed = (flags & Flag.ArmPressed) != 0;
        inputs.ArmActed = (flags & Flag.ArmActed) != 0;
        inputs.ArmFailed = (flags & Flag.ArmFailed) != 0;
        inputs.ArmTooLong = (flags & Flag.ArmTooLong) != 0;
        inputs.ArmContactBad = (flags & Flag.ArmContactBad) != 0;
        inputs.TestPassed = (flags & Flag.TestPassed) != 0;
        inputs.TestFailed = (flags & Flag.TestFailed) != 0;
        inputs.TestTakesAct = (flags & Flag.TestTakesAct) != 0;
        inputs.LockOutFor = LockOutFor(flags);
    }

    /// <summary>What is not as in a tick in which nothing happens.</summary>
    public override string ToString()
    {
        if (Error != InternalError.None) return Error == InternalError.OneTooMany ? "one internal error too many" : "internal error";
        List<string> said = [];
        if (Rows != 0) said.Add(RowNames.Of(Rows));
        if (FirstLoud != TripTable.None) said.Add($"{RowNames.OfReason(FirstLoud)} not quiet");
        if (TipCounts == Reading.None) said.Add("no reading");
        else if (TipCounts != RestTipCounts) said.Add(string.Create(CultureInfo.InvariantCulture, $"{TipCounts / 128.0:F3} degC"));
        int flags = Flags;
        said.AddRange(_flagNames.Where((_, bit) => (flags >> bit & 1) != 0));
        return said.Count == 0 ? "nothing" : string.Join(", ", said);
    }

    private static int LockOutFor(int flags)
    {
        if ((flags & Flag.K2Unasked) != 0) return Reason.K2Unasked;
        return (flags & Flag.K1NeverIn) != 0 ? TripTable.First(TripTable.RelayDidNotClose) : Reason.None;
    }
}

/// <summary>Whether a tick threw, and how often that has happened.</summary>
public enum InternalError
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>It did, and fewer than three times in ten minutes.</summary>
    One,

    /// <summary>It did, for the third time.</summary>
    OneTooMany,
}
