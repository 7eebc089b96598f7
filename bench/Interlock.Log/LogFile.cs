using System.Security.Cryptography;

namespace Interlock.Log;

/// <summary>A log in a file or in memory.</summary>
public static class LogFile
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Reads a file piece by piece, whatever its size.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="reader">Takes what it says.</param>
    /// <param name="doctor">Says what is wrong where no line comes.</param>
    /// <param name="hash">Takes its bytes; null where nobody asks.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="BadInputException">The file can't be read.</exception>
    public static long Read(string path, LogReader reader, LinkDoctor doctor, IncrementalHash? hash = null)
    {
        using Stream file = InputFile.Open(path);
        byte[] piece = new byte[PieceBytes];
        long bytes = 0;
        for (int count; (count = file.Read(piece)) > 0; bytes += count)
        {
            hash?.AppendData(piece, 0, count);
            doctor.Add(piece.AsSpan(0, count));
            reader.Add(piece.AsSpan(0, count));
        }

        reader.Finish();
        return bytes;
    }

    /// <summary>Verifies a whole log.</summary>
    public static LogVerifier Verify(ReadOnlySpan<byte> log)
    {
        LogVerifier verifier = new();
        verifier.Add(log);
        verifier.Finish();
        return verifier;
    }

    /// <summary>Calls back with each line and what ended it.</summary>
    public static void ForEachLine(ReadOnlySpan<byte> log, LineSplitter.Taker take)
    {
        LineSplitter splitter = new(take);
        splitter.Add(log);
        splitter.Finish();
    }
}
