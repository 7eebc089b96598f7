using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Interlock.Log;

namespace Interlock.Station.Record;

/// <summary>
/// Writes, beside the byte-exact log, when its lines came by this machine's clock: a line of JSON for each second of the box and
/// for each event, and the case (docs/record.md).
/// </summary>
public sealed class ClockRecorder : IDisposable
{
    /// <summary>Follows the log's name.</summary>
    public const string Suffix = ".jsonl";

    // Read by JSON parsers only: quotes and angle brackets may stay as they are.
    private static readonly JsonTypeInfo<ClockLine> _json =
        new ClockJson(new JsonSerializerOptions(ClockJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ClockLine;

    private readonly Lock _gate = new();
    private readonly LogRecorder _file;
    private readonly TimeProvider _time;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;
    private long _second = -1;
    private Session? _session;
    private bool _isEnded;

    private ClockRecorder(LogRecorder file, TimeProvider time)
    {
        _file = file;
        _time = time;
    }

    public string Path => _file.Path;

    /// <summary>Why something is not in the file; null when all is.</summary>
    public string? Problem => _file.Problem;

    /// <param name="logPath">Of the log that it stands beside.</param>
    /// <param name="source">Where the log comes from.</param>
    /// <param name="about">What it belongs to; null where nobody said.</param>
    /// <param name="time">This machine's clock.</param>
    /// <exception cref="BadInputException">There is such a file already, or it can't be written.</exception>
    public static ClockRecorder Create(string logPath, string source, CaseData? about, TimeProvider time)
    {
        ClockRecorder recorder = new(LogRecorder.Create(logPath + Suffix), time);
        recorder.Write(new ClockLine { Kind = ClockLine.Begin, Log = System.IO.Path.GetFileName(logPath), Source = source, Program = ThisProgram.Version });
        if (about is not null) recorder.Tell(about);
        return recorder;
    }

    /// <summary>Somebody said what it belongs to.</summary>
    public void Tell(CaseData about)
    {
        lock (_gate)
        {
            if (!_isEnded) Write(new ClockLine { Kind = ClockLine.Case, About = about });
        }
    }

    /// <summary>Takes the bytes that the log took.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isEnded) return;
            _hash.AppendData(bytes);
            _bytes += bytes.Length;
        }
    }

    /// <summary>Takes a line that is in its session now.</summary>
    public void Take(Session session, LogLine line)
    {
        lock (_gate)
        {
            if (!_isEnded) Tell(session, line);
        }
    }

    /// <summary>The source was lost, or is there again.</summary>
    public void Note(string kind)
    {
        lock (_gate)
        {
            if (!_isEnded) Write(new ClockLine { Kind = kind });
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isEnded) return;
            _isEnded = true;
            Write(new ClockLine { Kind = ClockLine.End, Bytes = _bytes, Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset()) });
            _file.Dispose();
            _hash.Dispose();
        }
    }

    private void Tell(Session session, LogLine line)
    {
        UartLine told = line.Line!;
        if (session != _session)
        {
            _second = -1;
            if (_session is not null) Write(Of(ClockLine.Restart, line));
            _session = session;
        }

        if (session.News is { Type: LineType.Event or LineType.Procedure or LineType.Lesion or LineType.Boot } news)
        {
            Write(Of(ClockLine.Event, line) with { Words = news.Words, Sentence = news.Sentence, TipCelsius = news.TipCelsius });
        }
        else if (told.Type == LineType.Sample && told.TimeMs / 1000 != _second)
        {
            _second = told.TimeMs / 1000;
            Write(Of(ClockLine.Second, line) with { State = session.Newest!.Value.State, TipCelsius = session.Newest.Value.TipCelsius });
        }
    }

    private static ClockLine Of(string kind, LogLine line) => new() { Kind = kind, Line = line.Number, Sequence = line.Line!.Sequence, TimeMs = line.Line.TimeMs };

    private void Write(ClockLine line)
    {
        DateTimeOffset now = _time.GetLocalNow();
        DateTimeOffset at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line with { At = at }, _json), (byte)'\n']);
    }
}

/// <summary>A line of the record of the clock; what a kind of line has not is left out.</summary>
public sealed record ClockLine
{
    public const string Begin = "begin";
    public const string Case = "case";
    public const string Second = "second";
    public const string Event = "event";
    public const string Restart = "restart";
    public const string Lost = "lost";
    public const string Connected = "connected";
    public const string End = "end";

    public string Kind { get; init; } = string.Empty;

    /// <summary>This machine's clock, with its distance from UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Where the line stands in the log.</summary>
    public int? Line { get; init; }

    [JsonPropertyName("seq")]
    public long? Sequence { get; init; }

    /// <summary>By the box, since power-on.</summary>
    [JsonPropertyName("t_ms")]
    public long? TimeMs { get; init; }

    /// <summary>The protocol's.</summary>
    public string? Words { get; init; }

    public string? Sentence { get; init; }

    public string? State { get; init; }

    [JsonPropertyName("tip_c")]
    public double? TipCelsius { get; init; }

    public string? Log { get; init; }

    public string? Source { get; init; }

    public string? Program { get; init; }

    [JsonPropertyName("about")]
    public CaseData? About { get; init; }

    public long? Bytes { get; init; }

    [JsonPropertyName("sha256")]
    public string? Sha256 { get; init; }
}

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClockLine))]
public sealed partial class ClockJson : JsonSerializerContext;
