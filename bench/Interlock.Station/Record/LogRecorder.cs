using Interlock.Log;
using Microsoft.Win32.SafeHandles;

namespace Interlock.Station.Record;

/// <summary>
/// Writes what arrives to a new file, byte for byte, at once: a process that is killed loses nothing, a machine that loses its
/// power at most a second. A device or a pipe is written to.
/// </summary>
public sealed class LogRecorder : IDisposable
{
    private static readonly TimeSpan _toDiskEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file;
    private readonly bool _isSink;
    private readonly Timer _toDisk;
    private bool _isClosed;

    private LogRecorder(string path, SafeFileHandle file, bool isSink)
    {
        _isSink = isSink;
        Path = path;
        _file = file;
        _toDisk = new Timer(_ => ForceToDisk(), null, _toDiskEvery, _toDiskEvery);
    }

    public string Path { get; }

    /// <summary>Bytes in the file.</summary>
    public long Bytes { get; private set; }

    /// <summary>Why something that arrived is not in the file; null when all is.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="BadInputException">There is such a file already, or it can't be written.</exception>
    public static LogRecorder Create(string path)
    {
        bool isSink = FileKind.IsSink(path);
        string target = isSink ? path : FileKind.Target(path);
        if (!isSink) RequireFree(path);
        try
        {
            SafeFileHandle file = isSink
                ? File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
                : File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            return new LogRecorder(path, file, isSink);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: expected a file that can be written ({e.Message})");
        }
    }

    /// <exception cref="BadInputException">There is such a file already.</exception>
    public static void RequireFree(string path)
    {
        string target = FileKind.Target(path);
        if (File.Exists(target) || Directory.Exists(target)) throw new BadInputException($"{path}: expected a name that is still free: a log is never overwritten");
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isClosed) return;
            try
            {
                RandomAccess.Write(_file, bytes, Bytes);
                Bytes += bytes.Length;
            }
            catch (IOException e)
            {
                // The next bytes are tried again: space may come back, and a log with a gap is better than none.
                Problem = e.Message;
            }
        }
    }

    public void Dispose()
    {
        _toDisk.Dispose();
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            _file.Dispose();
        }
    }

    /// <summary>Not under the lock: a slow disk must not hold up what arrives.</summary>
    private void ForceToDisk()
    {
        try
        {
            if (!_isSink) RandomAccess.FlushToDisk(_file);
        }
        catch (IOException e)
        {
            Problem = e.Message;
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile, so there is nothing left to do.
        }
    }
}
