using System.Text.Json;
using Interlock.Log;

namespace Interlock.Station.Record;

/// <summary>What a <see cref="ClockRecorder"/> wrote beside a log: the wall clock of its lines, read along with them, and the case.</summary>
public sealed class ClockRecord : IDisposable
{
    // Where a connection was lost within a line, both count differently by one or two.
    private const int LinesApart = 5;

    private readonly string _path;
    private readonly StreamReader _file;
    private readonly Queue<ClockLine> _next = new();
    private int _number;

    private ClockRecord(string path)
    {
        _path = path;
        _file = InputFile.OpenText(path);
        if (Read() is not { Kind: ClockLine.Begin }) throw BadInputException.At(path, 1, "expected the record that monitor writes beside a log (docs/record.md)");
    }

    /// <summary>What the log belongs to; null where nobody said.</summary>
    public CaseData? About { get; private set; }

    /// <summary>Lines of the record that stand in the log.</summary>
    public long Matched { get; private set; }

    /// <summary>Lines of the record that do not: it is of another log, or this one is not whole.</summary>
    public long Unmatched { get; private set; }

    /// <summary>The log's SHA-256; null where the monitor was killed.</summary>
    public string? Sha256 { get; private set; }

    /// <returns>Null where there is none beside the log.</returns>
    /// <exception cref="BadInputException">It is no such record.</exception>
    public static ClockRecord? Beside(string logPath) => File.Exists(logPath + ClockRecorder.Suffix) ? new ClockRecord(logPath + ClockRecorder.Suffix) : null;

    /// <summary>The wall clock of a line of the log; to be asked for each in their order.</summary>
    public WallClock? ClockOf(LogLine line)
    {
        while (Peek() is { } first && first.Line < line.Number - LinesApart)
        {
            _next.Dequeue();
            Unmatched++;
        }

        while (_next.Count == 0 || _next.Last().Line <= line.Number + LinesApart)
        {
            if (Read() is not { } read) break;
            if (read.Line is not null) _next.Enqueue(read);
        }

        if (!_next.Any(told => Is(told, line))) return null;
        ClockLine found = _next.First(told => Is(told, line));
        while (_next.Dequeue() != found) Unmatched++;

        // A restart and its BOOT are two lines about one.
        for (Matched++; _next.TryPeek(out ClockLine? same) && Is(same, line); Matched++) _next.Dequeue();
        return new WallClock(found.At.DateTime, HasDate: true, found.At.Offset);
    }

    /// <summary>The log is over.</summary>
    public void Finish()
    {
        Unmatched += _next.Count;
        while (Read() is { } left) Unmatched += left.Line is null ? 0 : 1;
    }

    public void Dispose() => _file.Dispose();

    private static bool Is(ClockLine told, LogLine line) => told.Sequence == line.Line!.Sequence && told.TimeMs == line.Line.TimeMs;

    private ClockLine? Peek()
    {
        while (_next.Count == 0 && Read() is { } read)
        {
            if (read.Line is not null) _next.Enqueue(read);
        }

        return _next.TryPeek(out ClockLine? first) ? first : null;
    }

    private ClockLine? Read()
    {
        if (_file.ReadLine() is not { } text) return null;
        _number++;
        try
        {
            ClockLine line = JsonSerializer.Deserialize(text, ClockJson.Default.ClockLine) ?? throw new JsonException();
            if (line.About?.Problem() is { } problem) throw BadInputException.At(_path, _number, problem);
            About ??= line.About;
            Sha256 ??= line.Sha256;
            return line;
        }
        catch (JsonException)
        {
            // The last line of a monitor that was killed may be cut.
            if (_number > 1 && _file.Peek() < 0) return null;
            throw BadInputException.At(_path, _number, "expected a line of the record that monitor writes beside a log (docs/record.md)");
        }
    }
}
