using System;
using System.IO;

namespace Interlock.Log;

/// <summary>
/// A file that appears under its name only when it is whole: it is written beside, and renamed by <see cref="Commit"/>;
/// without it nothing is left behind.
/// </summary>
public sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _partialPath;
    private StreamWriter? _text;

    private OutputFile(string path, string partialPath, FileStream stream)
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
        string partialPath = path + ".partial";
        if (Directory.Exists(path)) throw new BadInputException($"{path}: expected a file to write, found a folder");
        try
        {
            return new OutputFile(path, partialPath, new FileStream(partialPath, FileMode.Create, FileAccess.Write));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: expected a file that can be written ({e.Message})");
        }
    }

    public void Commit()
    {
        _text?.Dispose();
        Stream.Dispose();
        File.Move(_partialPath, _path, overwrite: true);
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        finally
        {
            File.Delete(_partialPath);
        }
    }
}
