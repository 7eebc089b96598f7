using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Log;
using Interlock.Station.Acceptance.Boxes;

namespace Interlock.Station.Acceptance.Running;

/// <summary>Every whole line of the test so far; asking for one that is not there yet waits for it.</summary>
public sealed class Transcript(IAcceptanceBox box)
{
    /// <summary>Samples of one mean: a second.</summary>
    public const int MeanSamples = 10;

    private readonly List<Heard> _lines = [];

    public IReadOnlyList<Heard> Lines => _lines;

    /// <summary>Takes in all that has arrived.</summary>
    public void CatchUp()
    {
        while (Pump(box.NowUs))
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

    /// <summary>The next samples that carry a temperature, if they arrive by a time.</summary>
    public IReadOnlyList<double> AwaitReadings(long fromUs, long untilUs)
    {
        List<double> readings = [];
        int first = _lines.FindIndex(heard => heard.ArrivedUs >= fromUs);
        _ = Await(first < 0 ? _lines.Count : first, Add, untilUs);
        return readings;

        bool Add(Heard heard)
        {
            if (heard.ArrivedUs >= fromUs && heard.IsSample && heard.Line.Number("tc") is { } celsius) readings.Add(celsius);
            return readings.Count == MeanSamples;
        }
    }

    private bool Pump(long untilUs)
    {
        while (box.TryTakeLine(untilUs, out TimedLine line))
        {
            // What a cut supply left of a line stands before BOOT in one line with it; the log's integrity is judged elsewhere.
            string text = line.Text[Math.Max(0, line.Text.LastIndexOf('$'))..];
            if (!UartLine.TryParse(text, out UartLine? parsed, out _)) continue;
            _lines.Add(new Heard(line.ArrivedUs, parsed!));
            return true;
        }

        return false;
    }
}
