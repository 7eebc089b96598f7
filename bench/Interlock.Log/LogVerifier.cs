using System.Globalization;
using System.Runtime.CompilerServices;

namespace Interlock.Log;

/// <summary>What a problem of a log is, where it matters to who judges.</summary>
public enum ProblemKind
{
    Other,

    /// <summary>The log begins after the power-on.</summary>
    BeginsLate,

    /// <summary>Before a line stands the beginning of another one.</summary>
    CutBefore,
}

/// <summary>Something wrong with a log, and the line where it shows.</summary>
public sealed record LogProblem(int Line, string Text, ProblemKind Kind = ProblemKind.Other);

/// <summary>
/// Judges the integrity of a log line by line: form, CRC, sequence, order of time, the cadence of samples and statistics by the
/// tick that the log tells, and that CONF is the configuration that BOOT names. A restart begins a new session and is told.
/// </summary>
public sealed class LogVerifier
{
    private const int SlackMs = 1000;
    private const int LongestLine = 120;

    // Dollar sign, star, CRC, carriage return and line feed.
    private const int FrameLength = 8;

    // So many are told one by one; a file of nothing else must not fill the memory.
    private const int MostProblems = 10_000;

    private static readonly string[] _boot = [Key.Firmware, Key.Protocol, Key.Build, Key.Resets, Key.ConfigurationCrc];
    private static readonly string[] _configuration = [Key.Limit, Key.Floor, Key.Backstop, Key.Vote, Key.Tick, Key.Mains, Key.Tip, Key.Longest, Key.Wait];
    private static readonly string[] _settingsAgain = [.. _configuration.Except([Key.Backstop])];
    private static readonly string[] _test = [Key.Step, Key.Ok];
    private static readonly string[] _sample = [Key.Tip, Key.ColdJunction, Key.Status, Key.State, Key.K1, Key.K2, Key.Levels, Key.Dose];
    private static readonly string[] _event = [Key.Event, Key.Tip];
    private static readonly string[] _procedure = [Key.Duration, Key.Peak, Key.PeakTime, Key.Dose, Key.End];
    private static readonly string[] _lesion = [Key.Count, Key.Duration, Key.Peak, Key.Dose];
    private static readonly string[] _statistics = [Key.Ticks, Key.Late, Key.Worst, Key.Lost];

    private readonly List<LogProblem> _problems = [];
    private readonly List<int> _restarts = [];
    private readonly List<int> _boots = [];
    private UartLine? _last;
    private string? _configurationCrc;
    private string? _settings;
    private int _settingsLine;
    private LineEnd _endBefore;
    private LineEnd _end;
    private int _firstRepeated;
    private int _repeated;
    private long _missingAtFirst;
    private int _tickMs = BoxSettings.LongestTickMs;
    private long _sampleMs;
    private long _statisticsMs;
    private long? _infoMs;
    private int _linesSinceSample;
    private bool _hasSecondProbe;

    /// <param name="reader">Reads the log; its own unless given.</param>
    public LogVerifier(LogReader? reader = null)
    {
        Reader = reader ?? new LogReader(keepsReadings: false);
        Reader.Placed += Take;
    }

    public LogReader Reader { get; }

    /// <summary>The first of them, each at its line.</summary>
    public IReadOnlyList<LogProblem> Problems => _problems;

    /// <summary>All of them, counted.</summary>
    public long ProblemCount { get; private set; }

    /// <summary>The lines at which the box was switched on anew.</summary>
    public IReadOnlyList<int> Restarts => _restarts;

    /// <summary>The lines that say BOOT.</summary>
    public IReadOnlyList<int> Boots => _boots;

    /// <summary>Lines seen.</summary>
    public int Lines => Reader.Lines;

    /// <summary>Lines that are missing: by the sequence numbers, before the first line, and those cut by a restart.</summary>
    public long Missing => Reader.MissingLines + _missingAtFirst;

    /// <summary>The verdict in a line: <c>360 lines, all whole and in sequence</c>.</summary>
    public string InWords => ProblemCount == 0
        ? $"{LogSummary.Counted(Lines, "line")}, all whole and in sequence"
        : $"{LogSummary.Counted(Lines, "line")}, {LogSummary.Counted(ProblemCount, "problem")}, {LogSummary.Counted(Missing, "line")} missing";

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => Reader.Add(bytes);

    /// <summary>Nothing more comes: says what only the end shows.</summary>
    public void Finish()
    {
        Reader.Finish();
        EndRepeat();
        EndSettings(isWhole: true);
        if (Lines == 0) Report(1, "expected at least one line");
        else if (_end == LineEnd.Nothing || (_end != _endBefore && _end == LineEnd.Return && _endBefore == LineEnd.ReturnAndFeed)) Report(Lines, "expected the end of a line: the log is cut or changed here");
        if (Reader.Refusal is { } refusal) Report(Lines, refusal);
    }

    /// <summary>What is wrong with the fields of a line; null when nothing is, or its type is not known.</summary>
    public static string? ProblemOf(UartLine line) => line.Missing(KeysOf(line)) is { } missing ? $"expected the field {missing}= in {line.Type}" : null;

    /// <summary>Of a box with two probes: the field that a line lacks. One that has no room in 120 bytes is left out, and what follows it.</summary>
    private static string? WithoutProbe(UartLine line)
    {
        string? missing = line.Type switch
        {
            LineType.Sample when !line.Has(Key.SecondTip) => Key.SecondTip,
            LineType.Sample when !line.Has(Key.SecondStatus) => Key.SecondStatus,
            LineType.Procedure or LineType.Lesion when !line.Has(Key.Probe) => Key.Probe,
            _ => null,
        };
        if (missing is null) return null;
        int valueLength = missing switch { Key.SecondTip => "37.00".Length, Key.SecondStatus => "00".Length, _ => 1 };
        return line.Body.Length + FrameLength + $" {missing}=".Length + valueLength > LongestLine ? null : missing;
    }

    // A word that this program doesn't know promises nothing.
    private static bool TellsSecondProbe(UartLine line) => line.Type == LineType.Options && (line.Is(Key.Probes, ProbesName.OtherSide) || line.Is(Key.Probes, ProbesName.SameSite));

    private static ReadOnlySpan<string> KeysOf(UartLine line) => line.Type switch
    {
        LineType.Sample => _sample,
        LineType.Event => _event,
        LineType.Statistics => _statistics,
        LineType.Boot => _boot,
        LineType.Configuration => _configuration,
        LineType.Info => line[Key.Limit] is null ? _boot : _settingsAgain,
        LineType.Test => _test,
        LineType.Procedure => _procedure,
        LineType.Lesion => _lesion,
        _ => [],
    };

    [MethodImpl(Hot.Path)]
    private void Take(LogLine line, Place place, long missing)
    {
        if (!line.IsBlank || line.End != LineEnd.Nothing) (_endBefore, _end) = (_end, line.End);
        if (place == Place.Repeat)
        {
            if (_repeated++ == 0) _firstRepeated = line.Number;
            return;
        }

        EndRepeat();
        if (line.Problem is { } problem) Report(line.Number, problem);
        if (line.HasCutLine) Report(line.Number, "expected one line, found the beginning of another one before it: it was cut", ProblemKind.CutBefore);
        if (line.Line is not { } told) return;
        if (ProblemOf(told) is { } shape) Report(line.Number, shape);
        if (place is Place.First or Place.Restart) _hasSecondProbe = false;
        if (_hasSecondProbe && WithoutProbe(told) is { } key) Report(line.Number, $"expected the field {key}= in {told.Type} of a box with two probes");
        _hasSecondProbe |= TellsSecondProbe(told);
        if (place == Place.OutOfOrder)
        {
            ReportOrder(line.Number, told);
            return;
        }

        if (told.Type != LineType.Options || missing > 0) EndSettings(isWhole: missing == 0);
        if (place == Place.Restart) _restarts.Add(line.Number);
        if (place != Place.Next) BeginSession(told, line.Number);
        else if (missing > 0) ReportMissing(line.Number, told, missing);
        if (told.Type == LineType.Configuration) TakeConfiguration(told, line.Number);
        else if (told.Type == LineType.Info) TakeInfo(told);
        else if (told.Type == LineType.Options) TakeOptions(told);
        if (place == Place.Next) CheckCadence(told, line.Number);
        _last = told;
    }

    private void EndRepeat()
    {
        if (_repeated > 0) Report(_firstRepeated, $"{(_repeated == 1 ? "1 line stands" : $"{_repeated} lines stand")} in the log already: repeated from here on");
        _repeated = 0;
    }

    private void BeginSession(UartLine line, int number)
    {
        bool isBoot = line.Type == LineType.Boot;
        if (!isBoot) _missingAtFirst += line.Sequence;
        if (isBoot) _boots.Add(number);
        if (isBoot && line.Sequence != 0) Report(number, $"expected seq=0 in BOOT, found {line.Sequence}");
        else if (line.Sequence != 0) Report(number, Late(line), ProblemKind.BeginsLate);
        _configurationCrc = isBoot ? line[Key.ConfigurationCrc] : null;
        _tickMs = BoxSettings.LongestTickMs;
        _sampleMs = line.TimeMs;
        _statisticsMs = line.TimeMs;
        _infoMs = null;
        _linesSinceSample = 0;
    }

    private static string Late(UartLine line) => $"expected seq=0, found {line.Sequence}: {(line.Sequence == 1 ? "1 line is" : $"{line.Sequence} lines are")} missing before this one, the log begins late";

    private void TakeConfiguration(UartLine line, int number)
    {
        _tickMs = Math.Max(1, new BoxSettings(line).TickMs);
        int settings = line.Body.IndexOf(" limit=", StringComparison.Ordinal);
        if (settings < 0 || _configurationCrc is null) return;
        _settings = line.Body[settings..];
        _settingsLine = number;
        if (CrcOf(_settings) == _configurationCrc) _settings = null;
    }

    private void TakeOptions(UartLine line)
    {
        _infoMs = line.TimeMs;
        int options = line.Body.IndexOf(" probes=", StringComparison.Ordinal);
        if (options >= 0 && _settings is not null && CrcOf(_settings + line.Body[options..]) == _configurationCrc) _settings = null;
    }

    // BOOT's cfg covers CONF, and in a box with two probes OPTN, which follows it unless it is lost. It covered CONF alone before.
    private void EndSettings(bool isWhole)
    {
        if (_settings is not null && isWhole) Report(_settingsLine, $"expected settings with the CRC {Excerpt.Of(_configurationCrc!)} that BOOT names, found {CrcOf(_settings)}");
        _settings = null;
    }

    private static string CrcOf(string settings) => UartLine.Crc(settings).ToString("X4", CultureInfo.InvariantCulture);

    private void TakeInfo(UartLine line)
    {
        _infoMs = line.TimeMs;
        _tickMs = line.Number(Key.Tick) is null ? _tickMs : Math.Max(1, new BoxSettings(line).TickMs);
    }

    /// <summary>A sample is due every 200 ms and is sent in the tick it falls into; every other line takes one tick of its own.</summary>
    [MethodImpl(Hot.Path)]
    private void CheckCadence(UartLine line, int number)
    {
        // Ticks of 20 ms may come up to 50 ms apart, ticks of 50 ms may not come later without being told of.
        long tickMs = Math.Max(_tickMs, Math.Min(BoxSettings.LongestTickMs, _tickMs * 5 / 2));
        long allowedMs = BoxSettings.SampleMs + ((2 + (long)_linesSinceSample) * tickMs);
        if (line.TimeMs - _sampleMs > allowedMs) ReportLate(number, LineType.Sample, "within", allowedMs, line.TimeMs - _sampleMs);
        if (line.TimeMs - _statisticsMs > BoxSettings.StatisticsMs + SlackMs)
        {
            ReportLate(number, LineType.Statistics, "every", BoxSettings.StatisticsMs, line.TimeMs - _statisticsMs);
            _statisticsMs = line.TimeMs;
        }

        // The first firmware tells none.
        if (_infoMs is { } infoMs && line.TimeMs - infoMs > BoxSettings.InfoMs + SlackMs)
        {
            ReportLate(number, LineType.Info, "every", BoxSettings.InfoMs, line.TimeMs - infoMs);
            _infoMs = line.TimeMs;
        }

        if (line.Type == LineType.Statistics) _statisticsMs = line.TimeMs;
        bool isSample = line.Type == LineType.Sample;
        _linesSinceSample = isSample ? 0 : _linesSinceSample + 1;
        if (isSample || line.TimeMs - _sampleMs > allowedMs) _sampleMs = line.TimeMs;
    }

    // Apart from what every line passes through: a log without problems never needs them compiled.
    private void ReportOrder(int number, UartLine told) => Report(number, $"expected seq={_last!.Sequence + 1}, found {told.Sequence}: lines are out of order");

    private void ReportMissing(int number, UartLine told, long missing) =>
        Report(number, $"expected seq={told.Sequence - missing}, found {told.Sequence}: {(missing == 1 ? "1 line is" : $"{missing} lines are")} missing before this one");

    private void ReportLate(int number, string type, string due, long dueMs, long foundMs) => Report(number, $"expected {(type == LineType.Info ? "an" : "a")} {type} {due} {dueMs} ms, found none for {foundMs} ms");

    private void Report(int line, string text, ProblemKind kind = ProblemKind.Other)
    {
        if (ProblemCount++ < MostProblems) _problems.Add(new LogProblem(line, text, kind));
    }
}
