using System;
using System.Text;

namespace Interlock.Log;

/// <summary>A log as bytes, handed out line by line with what ended each.</summary>
public static class LogFile
{
    /// <summary>Calls back with every line and whether CR LF ended it.</summary>
    public static void ForEachLine(ReadOnlySpan<byte> log, Action<string, bool> onLine)
    {
        while (!log.IsEmpty)
        {
            int feed = log.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = feed < 0 ? log : log[..feed];
            bool hasReturn = line.Length > 0 && line[^1] == '\r';
            if (hasReturn) line = line[..^1];
            onLine(Encoding.Latin1.GetString(line), hasReturn && feed >= 0);
            log = feed < 0 ? default : log[(feed + 1)..];
        }
    }

    /// <summary>Verifies a whole log.</summary>
    public static LogVerifier Verify(ReadOnlySpan<byte> log)
    {
        LogVerifier verifier = new();
        ForEachLine(log, verifier.Add);
        verifier.Finish();
        return verifier;
    }
}
