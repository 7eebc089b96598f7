using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Where a box stands when a fault comes: the states of the design, and the self-test in three parts.</summary>
public enum StartState
{
    /// <summary>SELF_TEST: the fault is there when the box is switched on.</summary>
    PowerOn,

    /// <summary>SELF_TEST: the box waits for the press that starts the proof test.</summary>
    Waiting,

    /// <summary>SELF_TEST: the proof test runs.</summary>
    ProofTest,

    Inhibited,
    Permitted,
    Tripped,
    LockedOut,
}

/// <summary>Takes a healthy box to where a fault is to come, and through the phases there.</summary>
public static class StartStates
{
    private const long Ms = Microseconds.Millisecond;
    private const long LatestUs = 12 * Microseconds.Second;

    public static IReadOnlyList<StartState> All { get; } = Enum.GetValues<StartState>();

    public static string NameOf(StartState start) => start switch
    {
        StartState.PowerOn => $"{CauseNames.Of(State.SelfTest)}, power-on",
        StartState.Waiting => $"{CauseNames.Of(State.SelfTest)}, waiting",
        StartState.ProofTest => $"{CauseNames.Of(State.SelfTest)}, proof test",
        StartState.Inhibited => CauseNames.Of(State.Inhibited),
        StartState.Permitted => CauseNames.Of(State.Permitted),
        StartState.Tripped => CauseNames.Of(State.Tripped),
        _ => CauseNames.Of(State.LockedOut),
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
                return box.PassSelfTest(LatestUs) && RunOn(box, Part(phase, 2_450));
            case StartState.Permitted:
                return box.Arm(LatestUs) && RunOn(box, (400 * Ms) + Part(phase, 2_450));
            case StartState.Tripped:
                return ReachTripped(box, phase);
            default:
                return ReachLockedOut(box, phase);
        }
    }

    private static bool ReachProofTest(TrialBox box, double phase)
    {
        // The press counts at its end; the proof itself takes less than 2 s after it. Each chip has its own: in one half of the time the second's.
        box.RunTo(TrialBox.FirstPressUs);
        box.Press();
        bool isSecondsProof = box.Fitting.Second != SecondProbe.None && phase >= 0.5;
        if (isSecondsProof) box.PressForSecond();
        box.RunFor(Part(isSecondsProof ? (2 * phase) - 1 : phase, 1_600));
        return true;
    }

    private static bool ReachTripped(TrialBox box, double phase)
    {
        if (!box.Arm(LatestUs)) return false;
        box.RunFor(400 * Ms);
        box.Board.PressStop(true);
        box.RunFor(150 * Ms);
        box.Board.PressStop(false);
        box.RunFor((50 * Ms) + Part(phase, 1_200));
        return box.State == State.Tripped;
    }

    /// <summary>The way that leaves a sound box behind it: FAULT stuck high is found by the release, and put right again.</summary>
    private static bool ReachLockedOut(TrialBox box, double phase)
    {
        if (!box.Arm(LatestUs)) return false;
        box.RunFor(400 * Ms);
        box.Board.Inject(Fault.FaultPinStuck);
        box.PressArm(true);
        bool isReached = box.RunUntil(() => box.State == State.LockedOut, box.NowUs + (2 * Microseconds.Second));
        box.PressArm(false);
        box.Board.Clear(Fault.FaultPinStuck);
        return isReached && RunOn(box, (700 * Ms) + Part(phase, 1_200));
    }

    private static bool RunOn(TrialBox box, long us)
    {
        box.RunFor(us);
        return true;
    }

    private static long Part(double phase, int ofMs) => (long)(phase * ofMs * Ms);
}
