using System;
using System.IO;
using System.Security.Cryptography;

namespace Interlock.Log;

/// <summary>A log in a file or in memory.</summary>
public static class LogFile
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Reads a file piece by piece, whatever its size.</summary>
    /// <returns>Its bytes and SHA-256, lower-case hex.</returns>
    /// <exception cref="BadInputException">The file can't be read.</exception>
    public static (long Bytes, string Sha256) Read(string path, LogReader reader, LinkDoctor doctor)
    {
        using Stream file = InputFile.Open(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[PieceBytes];
        long bytes = 0;
        for (int count; (count = file.Read(piece)) > 0; bytes += count)
        {
            hash.AppendData(piece, 0, count);
            doctor.Add(piece.AsSpan(0, count));
            reader.Add(piece.AsSpan(0, count));
        }

        reader.Finish();
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
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
