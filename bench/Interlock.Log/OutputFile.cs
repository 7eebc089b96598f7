namespace Interlock.Log;

/// <summary>
/// A file that appears under its name only when it is whole: it is written beside, and renamed by <see cref="Commit"/>;
/// without it nothing is left behind, and what was there stays. A link is followed. A device or a pipe is written to as it is.
/// </summary>
public sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string? _partialPath;
    private StreamWriter? _text;

    private OutputFile(string path, string? partialPath, FileStream stream)
    {
        _path = path;
        _partialPath = partialPath;
        Stream = stream;
    }

    public FileStream Stream { get; }

    /// <summary>Writes text to the file; what it holds back is written by <see cref="Commit"/>.</summary>
    public StreamWriter Text => _text ??= new StreamWriter(Stream, leaveOpen: true) { NewLine = "\n" };

    /// <exception cref="BadInputException">The file can't be written there.</exception>
    public static OutputFile Create(string path)
    {
        if (path.Length == 0) throw new BadInputException("expected the name of a file to write, found an empty one");
        if (path == "-") throw new BadInputException("-: expected the name of a file to write, or /dev/stdout");
        if (Directory.Exists(path)) throw new BadInputException($"{path}: expected a file to write, found a folder");
        try
        {
            // A pipe opens when somebody reads it.
            if (FileKind.IsSink(path)) return new OutputFile(path, null, new NamedStream(path, path, FileMode.Append, FileShare.ReadWrite));
            string target = FileKind.Target(path);
            UnixFileMode? mode = ModeOfWritable(target);
            string partialPath = $"{target}.{Path.GetRandomFileName()}.partial";
            FileStream stream = new NamedStream(path, partialPath, FileMode.CreateNew, FileShare.Read);
            if (mode is { } kept && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, kept);
            return new OutputFile(target, partialPath, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: expected a file that can be written ({e.Message})");
        }
    }

    /// <summary>Commits what belongs together: every file is written to its end before the first appears under its name.</summary>
    /// <exception cref="BadInputException">What is held back still can't be written.</exception>
    public static void Commit(params ReadOnlySpan<OutputFile?> files)
    {
        foreach (OutputFile? file in files) file?.End();
        foreach (OutputFile? file in files) file?.Appear();
    }

    /// <exception cref="BadInputException">What is held back still can't be written.</exception>
    public void Commit() => Commit(this);

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // Whoever wrote has been told already; what is not committed is thrown away.
        }
        finally
        {
            if (_partialPath is not null) File.Delete(_partialPath);
        }
    }

    private void End()
    {
        _text?.Dispose();
        Stream.Flush(flushToDisk: _partialPath is not null);
        Stream.Dispose();
    }

    private void Appear()
    {
        if (_partialPath is null) return;
        try
        {
            File.Move(_partialPath, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{_path}: expected a file that can be written ({e.Message})");
        }
    }

    /// <summary>A rename would pass by a file's write protection, and lose its mode: the one is asked for, the other kept.</summary>
    private static UnixFileMode? ModeOfWritable(string target)
    {
        if (!File.Exists(target)) return null;
        using FileStream present = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        return OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(present.SafeFileHandle);
    }

    /// <summary>Says what can't be written by the name that the user gave, not by the one beside it.</summary>
    private sealed class NamedStream(string name, string path, FileMode mode, FileShare share) : FileStream(path, mode, FileAccess.Write, share)
    {
        // A derived FileStream is written to through these.
        public override void WriteByte(byte value)
        {
            try
            {
                base.WriteByte(value);
            }
            catch (IOException e)
            {
                throw NoRoom(e);
            }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                base.Write(buffer, offset, count);
            }
            catch (IOException e)
            {
                throw NoRoom(e);
            }
        }

        public override void Flush(bool flushToDisk)
        {
            try
            {
                base.Flush(flushToDisk);
            }
            catch (IOException e)
            {
                throw NoRoom(e);
            }
        }

        public override void Flush() => Flush(flushToDisk: false);

        private BadInputException NoRoom(IOException e) => new($"{name}: expected room for all that is to be written ({e.Message.Replace(Name, name, StringComparison.Ordinal)})");
    }
}
