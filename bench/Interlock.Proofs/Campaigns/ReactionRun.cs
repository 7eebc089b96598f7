using System;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>One trial of a reaction: at one phase, with one seed.</summary>
/// <param name="OnsetUs">When the condition became true.</param>
/// <param name="Seed">Of the trial.</param>
/// <param name="ChipPhaseUs">Of the trial.</param>
/// <param name="ReactionMs">From time zero to the end of the reaction; infinite when there was none.</param>
/// <param name="Cause">What the TRIP event named, or the LOCKOUT event where nothing tripped.</param>
/// <param name="IsRightCause">Whether that is as it should be.</param>
public sealed record ReactionRun(long OnsetUs, int Seed, long ChipPhaseUs, double ReactionMs, string Cause, bool IsRightCause)
{
    public static ReactionRun Play(ReactionExperiment experiment, bool isMains60Hz, ConversionTiming timing, long onsetUs, int seed, long chipPhaseUs)
    {
        TrialConditions plain = new() { IsMains60Hz = isMains60Hz, Timing = timing, Seed = seed, ChipPhaseUs = chipPhaseUs };
        TrialConditions conditions = experiment.Prepare(plain, onsetUs);
        using TrialBox box = experiment.NeedsFaultyBus ? TrialBox.SwitchOnWithFaultyBus(conditions) : TrialBox.SwitchOn(conditions);
        long? zeroUs = experiment.Play(box, onsetUs);
        if (zeroUs is null) return new ReactionRun(onsetUs, seed, chipPhaseUs, double.PositiveInfinity, "did not arm", false);

        string right = CauseNames.Of(experiment.Cause);
        string cause = box.Log.FirstCause ?? "none";
        bool isRight = experiment.IsNamedFirst ? cause == right : box.Log.Names(right);
        return new ReactionRun(onsetUs, seed, chipPhaseUs, EndMs(experiment.MeasuredAs, box, zeroUs.Value), cause, isRight);
    }

    private static double EndMs(MeasuredAs measuredAs, TrialBox box, long zeroUs)
    {
        (bool hasEnded, long endUs) = measuredAs switch
        {
            MeasuredAs.Line => (!box.Line.IsClosed, box.Line.OpenedUs),
            MeasuredAs.K1 => (!box.Line.IsK1Closed, box.Line.K1OpenedUs),
            MeasuredAs.K2 => (!box.Line.IsK2Closed, box.Line.K2OpenedUs),
            _ => (box.State is State.Tripped or State.LockedOut, box.StateSinceUs),
        };
        return hasEnded ? Microseconds.ToMs(Math.Max(endUs - zeroUs, 0)) : double.PositiveInfinity;
    }
}
