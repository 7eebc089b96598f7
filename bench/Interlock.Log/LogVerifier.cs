using System;
using System.Collections.Generic;
using System.Globalization;

namespace Interlock.Log;

/// <summary>
/// Judges the integrity of a log line by line: form, CRC, sequence, order of time, cadence of samples and statistics, and that
/// CONF is the configuration that BOOT names. A BOOT line in the middle begins a new session.
/// </summary>
public sealed class LogVerifier
{
    // A sample is due every 200 ms and is sent in the tick it falls into; every other line takes one tick of its own.
    private const int SampleSlackMs = 2 * UsualLimits.TickMs;
    private const int StatisticsSlackMs = 1000;

    private readonly List<LogProblem> _problems = [];
    private UartLine? _last;
    private string? _configurationCrc;
    private long _sampleMs;
    private long _statisticsMs;
    private int _linesSinceSample;

    public IReadOnlyList<LogProblem> Problems => _problems;

    /// <summary>Lines seen.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines that the sequence numbers show to be missing.</summary>
    public long Missing { get; private set; }

    /// <summary>Takes the next line, without its line end.</summary>
    /// <param name="text">The line.</param>
    /// <param name="hasLineEnd">False when CR and LF were not both there.</param>
    public void Add(string text, bool hasLineEnd)
    {
        Lines++;
        if (!hasLineEnd) Report("expected CR LF at the end of the line: the log is cut or changed here");
        if (!UartLine.TryParse(text, out UartLine? line, out string problem))
        {
            Report(problem);
            return;
        }

        if (LineShapes.Problem(line!) is { } shape) Report(shape);
        if (line!.Type == "BOOT") BeginSession(line);
        else Follow(line);
        _last = line;
    }

    /// <summary>Says what only the end shows.</summary>
    public void Finish()
    {
        if (Lines == 0) _problems.Add(new LogProblem(1, "expected at least one line"));
    }

    private void BeginSession(UartLine line)
    {
        if (line.Sequence != 0) Report($"expected seq=0 in BOOT, found {line.Sequence}");
        _configurationCrc = line["cfg"];
        _sampleMs = line.TimeMs;
        _statisticsMs = line.TimeMs;
        _linesSinceSample = 0;
    }

    private void Follow(UartLine line)
    {
        CheckSequence(line);
        if (_last is not null && line.TimeMs < _last.TimeMs) Report($"expected t={_last.TimeMs} or later, found {line.TimeMs}");
        if (line.Type == "CONF") CheckConfiguration(line);
        CheckCadence(line);
    }

    private void CheckSequence(UartLine line)
    {
        long expected = (_last?.Sequence ?? -1) + 1;
        if (line.Sequence == expected) return;
        long missing = line.Sequence - expected;
        if (missing > 0) Missing += missing;
        string what = missing switch
        {
            1 => "1 line is missing before this one",
            > 1 => $"{missing} lines are missing before this one",
            _ => "lines are out of order or repeated",
        };
        Report($"expected seq={expected}, found {line.Sequence}: {what}");
    }

    private void CheckConfiguration(UartLine line)
    {
        int settings = line.Body.IndexOf(" limit=", StringComparison.Ordinal);
        if (settings < 0 || _configurationCrc is null) return;
        string crc = UartLine.Crc(line.Body[settings..]).ToString("X4", CultureInfo.InvariantCulture);
        if (crc != _configurationCrc) Report($"expected settings with the CRC {Excerpt.Of(_configurationCrc)} that BOOT names, found {crc}");
    }

    private void CheckCadence(UartLine line)
    {
        long allowedMs = UsualLimits.SampleMs + SampleSlackMs + (long)_linesSinceSample * UsualLimits.TickMs;
        if (line.TimeMs - _sampleMs > allowedMs) Report($"expected a SAMP within {allowedMs} ms, found none for {line.TimeMs - _sampleMs} ms");
        if (line.TimeMs - _statisticsMs > UsualLimits.StatisticsMs + StatisticsSlackMs)
        {
            Report($"expected a STAT every {UsualLimits.StatisticsMs} ms, found none for {line.TimeMs - _statisticsMs} ms");
            _statisticsMs = line.TimeMs;
        }

        if (line.Type == "STAT") _statisticsMs = line.TimeMs;
        _linesSinceSample = line.Type == "SAMP" ? 0 : _linesSinceSample + 1;
        if (line.Type == "SAMP" || line.TimeMs - _sampleMs > allowedMs) _sampleMs = line.TimeMs;
    }

    private void Report(string text) => _problems.Add(new LogProblem(Lines, text));
}
