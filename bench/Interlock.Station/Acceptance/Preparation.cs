using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>Brings the box to where a step begins, by what anybody could do: the simulator at rest, ARM, the supply.</summary>
public sealed class Preparation(Controls controls, Transcript transcript)
{
    private const string LampsStep = "LAMPS";
    private const double PressSeconds = 0.3;
    private const double SampleSeconds = 10.0;
    private const double ChangeSeconds = 5.0;
    private const double LampsSeconds = 10.0;

    // Every row quiet for a second; and after a trip was acknowledged the chip is configured anew, and how the reading moves
    // is known only a second after the third conversion.
    private const double QuietSeconds = 2.0;

    // Self-test, its proof test (a press for each chip), a trip to acknowledge and arming are four or five; twice that is a box
    // that doesn't follow.
    private const int MostMoves = 8;

    /// <summary>Does it.</summary>
    /// <returns>Null when the box is there, else how it stands.</returns>
    public Check? Reach(StartState start)
    {
        if (start == StartState.Any) return null;
        string? state = FreshState();
        if (state == StateName.Permitted) state = Press(state);
        if (state is null) return Failed(start, "no sample from the box");
        if (start == StartState.Open) return state == StateName.Permitted ? Failed(start, Said(state)) : null;

        controls.Rest();
        return start == StartState.SelfTest ? ReachSelfTest(start) : ReachByArm(start, start == StartState.Permitted ? StateName.Permitted : StateName.Inhibited);
    }

    private Check? ReachSelfTest(StartState start)
    {
        string? state = FreshState();
        if (state == StateName.SelfTest) return null;
        PowerOn();
        state = FreshState();
        return state == StateName.SelfTest ? null : Failed(start, Said(state));
    }

    private Check? ReachByArm(StartState start, string wanted)
    {
        bool hasCycled = false;
        string? state = FreshState();
        for (int i = 0; i < MostMoves && state is not null && state != wanted; i++)
        {
            if (state == StateName.LockedOut)
            {
                if (hasCycled) break;
                hasCycled = true;
                PowerOn();
                state = FreshState();
            }
            else
            {
                controls.Wait(QuietSeconds);
                state = Press(state);
                if (state == StateName.Inhibited) controls.Wait(QuietSeconds);
            }
        }

        return state == wanted ? null : Failed(start, Said(state));
    }

    private string? Press(string state)
    {
        transcript.CatchUp();
        int first = transcript.Lines.Count;
        controls.Box.PressArm(PressSeconds);
        long untilUs = controls.Box.NowUs + (long)(ChangeSeconds * 1e6);
        _ = transcript.Await(first, heard => heard.IsSample && heard.Line[Key.State] != state, untilUs);
        return FreshState();
    }

    /// <summary>Power off and on, and the part of the self-test that needs nobody.</summary>
    private void PowerOn()
    {
        transcript.CatchUp();
        int first = transcript.Lines.Count;
        controls.Box.PowerCycle();
        long untilUs = controls.Box.NowUs + (long)(LampsSeconds * 1e6);
        _ = transcript.Await(first, static heard => heard.Line[Key.Step] == LampsStep || heard.Line[Key.State] == StateName.LockedOut, untilUs);
        controls.Wait(QuietSeconds);
    }

    private string? FreshState()
    {
        transcript.CatchUp();
        long nowUs = controls.Box.NowUs;
        return transcript.Await(transcript.Lines.Count, static heard => heard.IsSample, nowUs + (long)(SampleSeconds * 1e6))?.Line[Key.State];
    }

    private string Said(string? state)
    {
        Heard? told = transcript.Last(static heard => heard.Line.Type == LineType.Event);
        string last = told is null ? string.Empty : $", last event {told.Line[Key.Event]} {told.Reason}".TrimEnd();
        return (state ?? "no sample from the box") + last;
    }

    private static Check Failed(StartState start, string measured) => new($"the step begins with the box in {Name(start)}", measured, false);

    private static string Name(StartState start) => start switch
    {
        StartState.SelfTest => StateName.SelfTest,
        StartState.Inhibited => StateName.Inhibited,
        StartState.Permitted => StateName.Permitted,
        StartState.Open => $"any state but {StateName.Permitted}",
        _ => "any state",
    };
}
