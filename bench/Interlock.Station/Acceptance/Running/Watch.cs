using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Station.Acceptance.Boxes;

namespace Interlock.Station.Acceptance.Running;

/// <summary>What an expectation looks at: the lines since its action began, and those to come.</summary>
public sealed class Watch
{
    private readonly int _first;

    private Watch(IAcceptanceBox box, UartCapture capture, Transcript transcript)
    {
        transcript.CatchUp();
        Box = box;
        Capture = capture;
        Transcript = transcript;
        BeganUs = box.NowUs;
        DoneUs = BeganUs;
        _first = transcript.Lines.Count;
    }

    public IAcceptanceBox Box { get; }

    public UartCapture Capture { get; }

    public Transcript Transcript { get; }

    /// <summary>When the action began: what it causes can't have come before.</summary>
    public long BeganUs { get; }

    /// <summary>When the action was done: from then on its consequences are due.</summary>
    public long DoneUs { get; private set; }

    /// <summary>The lines since the action began that have arrived already.</summary>
    public IEnumerable<Heard> Heard => Transcript.Lines.Skip(_first);

    /// <summary>Watches an action.</summary>
    public static Watch Over(IAcceptanceBox box, UartCapture capture, Transcript transcript, Action act)
    {
        Watch watch = new(box, capture, transcript);
        act();
        watch.DoneUs = box.NowUs;
        return watch;
    }

    /// <summary>The first wanted line since the action began, if it arrives in time.</summary>
    public Heard? Await(Func<Heard, bool> wanted, double withinSeconds) => Transcript.Await(_first, wanted, UsAfterDone(withinSeconds));

    /// <summary>A time after the action was done.</summary>
    public long UsAfterDone(double seconds) => DoneUs + (long)(seconds * 1e6);
}
