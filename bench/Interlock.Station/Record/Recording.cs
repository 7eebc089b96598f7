using System.Reflection;
using Interlock.Log;

namespace Interlock.Station.Record;

/// <summary>What is kept of a box that is heard: the log, byte for byte, and beside it when its lines came.</summary>
public sealed class Recording : IDisposable
{
    private readonly ClockRecorder? _clock;

    private Recording(LogRecorder log, ClockRecorder? clock)
    {
        Log = log;
        _clock = clock;
    }

    public LogRecorder Log { get; }

    /// <summary>In a line, with the names of both files.</summary>
    public string InWords => _clock is null ? $"{Log.Path}: {Log.Bytes} bytes recorded" : $"{Log.Path}: {Log.Bytes} bytes recorded, the wall clock in {_clock.Path}";

    /// <summary>What is missing, and why; null when all is kept.</summary>
    public string? Problem =>
        Log.Problem is { } problem ? $"{Log.Path}: expected room for all that arrived ({problem}); the log has a gap"
        : _clock?.Problem is { } missing ? $"{_clock.Path}: expected room for the wall clock ({missing}); the log itself is whole"
        : null;

    /// <param name="path">Of the log, which must not be there yet. A device or a pipe has no record of the clock beside it.</param>
    /// <param name="source">Where the log comes from.</param>
    /// <param name="about">What it belongs to; null where nobody said.</param>
    /// <param name="time">This machine's clock.</param>
    /// <exception cref="BadInputException">There is such a file already, or it can't be written.</exception>
    public static Recording Create(string path, string source, CaseData? about, TimeProvider time)
    {
        bool isSink = FileKind.IsSink(path);
        if (!isSink) LogRecorder.RequireFree(path + ClockRecorder.Suffix);
        LogRecorder log = LogRecorder.Create(path);
        try
        {
            return new Recording(log, isSink ? null : ClockRecorder.Create(path, source, about, time));
        }
        catch (BadInputException)
        {
            // An empty log must not stand in the way of the next try.
            log.Dispose();
            if (!isSink) File.Delete(path);
            throw;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Log.Write(bytes);
        _clock?.Take(bytes);
    }

    public void Take(Session session, LogLine line) => _clock?.Take(session, line);

    /// <summary>Somebody said what it belongs to.</summary>
    public void Tell(CaseData about) => _clock?.Tell(about);

    /// <summary>The source was lost, or is there again.</summary>
    public void Note(string kind) => _clock?.Note(kind);

    public void Dispose()
    {
        _clock?.Dispose();
        Log.Dispose();
    }
}

/// <summary>What wrote a file, for whoever finds it later.</summary>
internal static class ThisProgram
{
    public static string Version { get; } = typeof(ThisProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
