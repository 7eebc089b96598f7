using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>All that is filed of a test.</summary>
/// <param name="Header">Who, what, when.</param>
/// <param name="Plan">What was to be done.</param>
/// <param name="Results">What became of each step.</param>
/// <param name="Boot">The box's last BOOT line without dollar sign and CRC; null when none was heard.</param>
/// <param name="Image">Whether that is a release.</param>
/// <param name="Configuration">Its last CONF line, and the OPTN line of a box with two probes.</param>
/// <param name="LogName">File of the UART log, beside the record.</param>
/// <param name="LogSha256">Of that file, lower-case hex.</param>
/// <param name="LogBytes">Its length.</param>
public sealed record AcceptanceRecord(
    RecordHeader Header,
    AcceptancePlan Plan,
    IReadOnlyList<StepResult> Results,
    string? Boot,
    string Image,
    string? Configuration,
    string LogName,
    string LogSha256,
    long LogBytes)
{
    /// <summary>The whole plan was run, and nothing failed.</summary>
    public bool IsComplete => Results.All(static result => result.Verdict is Verdict.Passed or Verdict.Skipped);

    public bool HasFailure => Results.Any(static result => result.Verdict == Verdict.Failed);

    /// <summary>In one line.</summary>
    public string Conclusion
    {
        get
        {
            if (HasFailure) return "FAILED";
            if (!IsComplete) return "PASSED IN PART: not every step was run";
            int skipped = Count(Verdict.Skipped);
            return skipped == 0 ? "PASSED" : $"PASSED, {skipped} skipped";
        }
    }

    public int Count(Verdict verdict) => Results.Count(result => result.Verdict == verdict);
}

/// <summary>Who tested what, with what, when.</summary>
/// <param name="Operator">Who did it.</param>
/// <param name="Serial">Of the box.</param>
/// <param name="Simulator">Make, model, serial number, due date of its calibration: what the operator says.</param>
/// <param name="Source">Where the UART came from.</param>
/// <param name="IsVirtual">No device was tested.</param>
/// <param name="StartedAt">Local time.</param>
/// <param name="EndedAt">Local time.</param>
public sealed record RecordHeader(string Operator, string Serial, string Simulator, string Source, bool IsVirtual, DateTimeOffset StartedAt, DateTimeOffset EndedAt);

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
        using OutputFile html = OutputFile.Create(PathOf(".html"));
        HtmlRecord.Write(record, html.Text);
        OutputFile.Commit(json, html);
        return PathOf(".html");
    }

    public void Dispose() => Log.Dispose();

    private string PathOf(string extension) => Path.Combine(_folder, _name + extension);
}
