using System.Text;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>Every whole line of the test so far; asking for one that is not there yet waits for it.</summary>
public sealed class Transcript
{
    /// <summary>Samples of one mean: a second.</summary>
    public const int MeanSamples = 10;

    private readonly List<Heard> _lines = [];
    private readonly LogReader _log = new(isLive: true, keepsReadings: false);
    private readonly IAcceptanceBox _box;
    private long _arrivedUs;

    public Transcript(IAcceptanceBox box)
    {
        _box = box;
        _log.Added = (_, line) => _lines.Add(new Heard(_arrivedUs, line.Line!));
    }

    public IReadOnlyList<Heard> Lines => _lines;

    /// <summary>What the lines since the last power-on tell together; null before the first.</summary>
    public Session? Session => _log.Current;

    /// <summary>Takes in all that has arrived.</summary>
    public void CatchUp()
    {
        while (Pump(_box.NowUs))
        {
        }
    }

    /// <summary>Takes in all that arrives until a time.</summary>
    public void ListenUntil(long us)
    {
        while (Pump(us))
        {
        }
    }

    /// <summary>The first line from an index on that is wanted, if it arrives by a time.</summary>
    public Heard? Await(int first, Func<Heard, bool> wanted, long untilUs)
    {
        for (int i = first; ; i++)
        {
            if (i >= _lines.Count && !Pump(untilUs)) return null;
            if (_lines[i].ArrivedUs > untilUs) return null;
            if (wanted(_lines[i])) return _lines[i];
        }
    }

    public Heard? Last(Func<Heard, bool> wanted) => _lines.LastOrDefault(wanted);

    /// <summary>The next samples that carry a temperature of a probe, if they arrive by a time.</summary>
    public IReadOnlyList<double> AwaitReadings(int probe, long fromUs, long untilUs)
    {
        List<double> readings = [];
        int first = _lines.FindIndex(heard => heard.ArrivedUs >= fromUs);
        _ = Await(first < 0 ? _lines.Count : first, Add, untilUs);
        return readings;

        bool Add(Heard heard)
        {
            if (heard.ArrivedUs >= fromUs && heard.IsSample && heard.Tip(probe) is { } celsius) readings.Add(celsius);
            return readings.Count == MeanSamples;
        }
    }

    private bool Pump(long untilUs)
    {
        while (_box.TryTakeLine(untilUs, out TimedLine line))
        {
            // What is no line is passed over here; the log's integrity is judged elsewhere.
            int heard = _lines.Count;
            _arrivedUs = line.ArrivedUs;
            _log.Add(Encoding.Latin1.GetBytes(line.Text + "\n"));
            if (_lines.Count > heard) return true;
        }

        return false;
    }
}

/// <summary>A whole line and when it arrived.</summary>
public sealed record Heard(long ArrivedUs, UartLine Line)
{
    /// <summary>Cause or other reason of an event; null for none.</summary>
    public string? Reason => Line[Key.Cause] ?? Line[Key.Why];

    public bool IsSample => Line.Type == LineType.Sample;

    /// <summary>Of a sample, at a probe; null where it tells none.</summary>
    public double? Tip(int probe) => Line.Number(probe == 2 ? Key.SecondTip : Key.Tip);

    public bool IsEvent(string name) => Line.Type == LineType.Event && Line.Is(Key.Event, name);
}

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
