using System;
using System.Collections.Generic;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Campaigns;

/// <summary>Takes a healthy box to where a fault is to come, and through the phases there.</summary>
public static class StartStates
{
    private const long Ms = Microseconds.Millisecond;
    private const long LatestUs = 8 * Microseconds.Second;

    public static IReadOnlyList<StartState> All { get; } = Enum.GetValues<StartState>();

    public static string NameOf(StartState start) => start switch
    {
        StartState.PowerOn => "SELF_TEST, power-on",
        StartState.Waiting => "SELF_TEST, waiting",
        StartState.ProofTest => "SELF_TEST, proof test",
        StartState.Inhibited => "INHIBITED",
        StartState.Permitted => "PERMITTED",
        StartState.Tripped => "TRIPPED",
        _ => "LOCKED_OUT",
    };

    /// <summary>Runs the box to a state, and a part of the time further that a fault may come in there.</summary>
    /// <param name="box">Just switched on.</param>
    /// <param name="start">Where to.</param>
    /// <param name="phase">0 to 1.</param>
    /// <returns>False when the box did not get there.</returns>
    public static bool Reach(TrialBox box, StartState start, double phase)
    {
        switch (start)
        {
            case StartState.PowerOn:
                return true;
            case StartState.Waiting:
                box.RunTo(TrialBox.FirstPressUs + Part(phase, 2_450));
                return box.State == State.SelfTest;
            case StartState.ProofTest:
                return ReachProofTest(box, phase);
            case StartState.Inhibited:
                box.RunTo(TrialBox.FirstPressUs);
                return box.PressUntil(() => box.State == State.Inhibited, LatestUs) && RunOn(box, Part(phase, 2_450));
            case StartState.Permitted:
                return box.Arm(LatestUs) && RunOn(box, Part(phase, 2_450));
            case StartState.Tripped:
                return ReachTripped(box, phase);
            default:
                return ReachLockedOut(box, phase);
        }
    }

    private static bool ReachProofTest(TrialBox box, double phase)
    {
        // The proof test takes a second from the press on.
        box.RunTo(TrialBox.FirstPressUs);
        box.Board.PressArm(true);
        long partUs = Part(phase, 1_000);
        box.RunFor(Math.Min(partUs, 120 * Ms));
        box.Board.PressArm(false);
        box.RunTo(TrialBox.FirstPressUs + partUs);
        return true;
    }

    private static bool ReachTripped(TrialBox box, double phase)
    {
        if (!box.Arm(LatestUs)) return false;
        box.RunFor(300 * Ms);
        box.Board.PressStop(true);
        box.RunFor(150 * Ms);
        box.Board.PressStop(false);
        box.RunFor((50 * Ms) + Part(phase, 1_200));
        return box.State == State.Tripped;
    }

    /// <summary>The way that needs no broken relay: STOP held at power-on fails the self-test.</summary>
    private static bool ReachLockedOut(TrialBox box, double phase)
    {
        box.Board.PressStop(true);
        if (!box.RunUntil(() => box.State == State.LockedOut, LatestUs)) return false;
        box.Board.PressStop(false);
        return RunOn(box, Part(phase, 1_200));
    }

    private static bool RunOn(TrialBox box, long us)
    {
        box.RunFor(us);
        return true;
    }

    private static long Part(double phase, int ofMs) => (long)(phase * ofMs * Ms);
}
