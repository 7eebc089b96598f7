using System;
using System.Linq;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What an experiment is tried with.</summary>
/// <param name="IsMains60Hz">The converter's filter.</param>
/// <param name="Timing">Its conversion times.</param>
/// <param name="Ticks">How ticks come.</param>
public readonly record struct ReactionSetting(bool IsMains60Hz, ConversionTiming Timing, Ticks Ticks);

/// <summary>One trial of a reaction: at one phase, with one seed.</summary>
/// <param name="Number">Of the trial.</param>
/// <param name="Step">How many fine steps after the trial's own onset.</param>
/// <param name="ReactionMs">From time zero to the end of the reaction; infinite when there was none.</param>
/// <param name="Cause">What the TRIP event named, or the LOCKOUT event where nothing tripped.</param>
/// <param name="IsRightCause">Whether that is as it should be.</param>
public sealed record ReactionRun(int Number, int Step, double ReactionMs, string Cause, bool IsRightCause)
{
    public static ReactionRun Play(ReactionExperiment experiment, ReactionSetting setting, int number, long onsetUs, int step = 0)
    {
        TrialConditions plain = TrialPhases.Conditions(number, setting.IsMains60Hz, setting.Timing) with { Ticks = setting.Ticks };
        TrialConditions conditions = experiment.Prepare(plain, onsetUs);
        using TrialBox box = experiment.NeedsFaultyBus ? TrialBox.SwitchOnWithFaultyBus(conditions) : TrialBox.SwitchOn(conditions);
        long? zeroUs = experiment.Play(box, onsetUs);
        if (zeroUs is null) return new ReactionRun(number, step, double.PositiveInfinity, "did not arm", false);

        string right = CauseNames.Of(experiment.Cause);
        string cause = box.Log.FirstCause ?? "none";
        bool isRight = experiment.IsNamedFirst ? cause == right || experiment.OrNamed.Any(row => cause == CauseNames.Of(row)) : box.Log.Names(right);
        return new ReactionRun(number, step, EndMs(experiment.MeasuredAs, box, zeroUs.Value), cause, isRight);
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
