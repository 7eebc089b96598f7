using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Interlock.Log;

namespace Interlock.Station.Report;

/// <summary>A whole log: what its valid lines tell, and what is wrong with the others.</summary>
public sealed class RecordedLog
{
    private readonly List<LogSession> _sessions = [];
    private int _number;
    private long _lastMs;

    private RecordedLog(string name, byte[] log)
    {
        Name = name;
        Bytes = log.Length;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(log));
        Integrity = LogFile.Verify(log);
        LogFile.ForEachLine(log, (text, _) => Add(text));
    }

    /// <summary>As the user wrote it.</summary>
    public string Name { get; }

    public long Bytes { get; }

    public string Sha256 { get; }

    public LogVerifier Integrity { get; }

    /// <summary>Lines with a right CRC and all their fields.</summary>
    public int ValidLines { get; private set; }

    /// <summary>One for each power-on.</summary>
    public IReadOnlyList<LogSession> Sessions => _sessions;

    /// <exception cref="BadInputException">The file can't be read, or holds not one valid line.</exception>
    public static RecordedLog Read(string path)
    {
        RecordedLog log = new(path, InputFile.ReadAllBytes(path));
        if (log.ValidLines == 0) throw new BadInputException($"{path}: expected a UART log, found not one valid line (docs/uart-protocol.md)");
        return log;
    }

    private void Add(string text)
    {
        _number++;
        if (!UartLine.TryParse(text, out UartLine? line, out _) || LineShapes.Problem(line!) is not null) return;
        ValidLines++;

        // The clock starts anew with the power, whether or not BOOT was heard.
        if (_sessions.Count == 0 || line!.Type == "BOOT" || line.TimeMs < _lastMs) _sessions.Add(new LogSession());
        _lastMs = line!.TimeMs;
        _sessions[^1].Add(line, _number);
    }
}
