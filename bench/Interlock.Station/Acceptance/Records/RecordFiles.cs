using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Interlock.Log;

namespace Interlock.Station.Acceptance.Records;

/// <summary>The files of one record in a folder: the log from the beginning of the test on, record.html and .json at its end.</summary>
public sealed class RecordFiles : IDisposable
{
    private readonly string _folder;
    private readonly string _name;

    private RecordFiles(string folder, string name, FileStream log)
    {
        _folder = folder;
        _name = name;
        Log = log;
    }

    /// <summary>Takes the UART log. It stays, whatever becomes of the test.</summary>
    public Stream Log { get; }

    public string LogName => _name + ".log";

    /// <exception cref="BadInputException">The folder can't be written to, or the serial number can't be a part of a file's name.</exception>
    public static RecordFiles Create(string folder, string serial, DateTimeOffset startedAt)
    {
        if (!serial.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw new BadInputException($"--serial: expected letters, digits, - and _, found {Excerpt.Of(serial)}");
        string name = $"acceptance-{serial}-{startedAt.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        try
        {
            Directory.CreateDirectory(folder);
            FileStream log = new(Path.Combine(folder, name + ".log"), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            return new RecordFiles(folder, name, log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"--out {folder}: expected a folder that can be written to ({e.Message})");
        }
    }

    /// <summary>Writes the record.</summary>
    /// <returns>Path of the page.</returns>
    public string Write(AcceptanceRecord record)
    {
        using OutputFile json = OutputFile.Create(PathOf(".json"));
        JsonRecord.Write(record, json.Stream);
        json.Commit();
        using OutputFile html = OutputFile.Create(PathOf(".html"));
        HtmlRecord.Write(record, html.Text);
        html.Commit();
        return PathOf(".html");
    }

    public void Dispose() => Log.Dispose();

    private string PathOf(string extension) => Path.Combine(_folder, _name + extension);
}
