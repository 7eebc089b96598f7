using System;
using System.Collections.Generic;

namespace Interlock.Log;

/// <summary>How a line stands to the one before it.</summary>
public enum Place
{
    /// <summary>It is none, or blank.</summary>
    None,

    /// <summary>The first of the log.</summary>
    First,

    /// <summary>Next in sequence, or after lines that are missing.</summary>
    Next,

    /// <summary>The first since the box was switched on anew.</summary>
    Restart,

    /// <summary>A line that stands in the file already.</summary>
    Repeat,

    /// <summary>Later than lines that came after it.</summary>
    OutOfOrder,
}

/// <summary>
/// Bytes -> lines -> sessions, for a whole file or a box that is heard live. Says where the box restarted, where lines are missing
/// or repeated, and counts whatever is skipped.
/// </summary>
public sealed class LogReader
{
    private const int MostHeld = 10_000;
    private const int Remembered = 1 << 16;

    // Two boxes take turns all the time; a buffer that swaps two lines does so twice and is quiet again.
    private const int SwitchesThatTellTwoBoxes = 6;
    private const int QuietLines = 50;

    // A line that a buffer held back is near where it belongs; a box that was switched on begins at zero.
    private const long NearMs = 1000;
    private const long NearLines = 10;

    private readonly bool _isLive;
    private readonly bool _keepsSamples;
    private readonly LineSplitter _splitter;
    private readonly List<Session> _sessions = [];
    private readonly List<LogLine> _held = [];
    private readonly (long Sequence, int Hash)[]? _remembered;
    private UartLine? _last;
    private UartLine? _head;
    private UartLine? _otherHead;
    private int _switches;
    private int _quietLines;
    private bool _isRepeating;
    private long _repeatedUntil;
    private bool _mayBeCut;
    private int _number;

    /// <param name="isLive">Whether a box is heard and not a file read: what comes again then is a restart.</param>
    /// <param name="keepsSamples">Whether the sessions keep every sample.</param>
    public LogReader(bool isLive = false, bool keepsSamples = true)
    {
        _isLive = isLive;
        _keepsSamples = keepsSamples;
        _splitter = new LineSplitter(Take);
        if (!isLive) _remembered = new (long, int)[Remembered];
    }

    /// <summary>Called with each line once it has its place, before it is in its session, and how many are missing before it.</summary>
    public Action<LogLine, Place, long>? Placed { get; set; }

    /// <summary>Called with each line that is in a session now.</summary>
    public Action<Session, LogLine>? Added { get; set; }

    /// <summary>One for each power-on.</summary>
    public IReadOnlyList<Session> Sessions => _sessions;

    /// <summary>The newest; null before the first line.</summary>
    public Session? Current => _sessions.Count > 0 ? _sessions[^1] : null;

    /// <summary>Lines seen, whatever they are.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines with a right CRC, sequence number and time.</summary>
    public int ValidLines { get; private set; }

    /// <summary>Lines that are none, cut ones before a whole one included.</summary>
    public int BadLines { get; private set; }

    /// <summary>Lines that the sequence numbers show to be missing.</summary>
    public long MissingLines { get; private set; }

    /// <summary>Lines that stand in the file more than once.</summary>
    public int RepeatedLines { get; private set; }

    /// <summary>Bytes before the dollar signs that are no time stamps.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Lines with a terminal program's time stamp.</summary>
    public int StampedLines { get; private set; }

    /// <summary>Lines with colour codes.</summary>
    public int ColouredLines { get; private set; }

    /// <summary>The text was UTF-16.</summary>
    public bool IsRecoded => _splitter.IsRecoded;

    /// <summary>Why this can't be told as the story of one box; null when it can.</summary>
    public string? Refusal { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes) => _splitter.Add(bytes);

    /// <summary>The listener comes, perhaps in the middle of a line: what it had of another one is forgotten, and a first one that is none is no bad line.</summary>
    public void Join()
    {
        _splitter.DropLine();
        _mayBeCut = _isLive;
    }

    /// <summary>Nothing more comes.</summary>
    public void Finish()
    {
        _splitter.Finish();
        EndRepeat();
    }

    /// <summary>What was skipped, in words; empty when nothing was.</summary>
    public IEnumerable<string> Skipped()
    {
        if (IsRecoded) yield return "UTF-16 text";
        if (StampedLines > 0) yield return $"{StampedLines} time stamps of a terminal program";
        if (ColouredLines > 0) yield return $"colour codes in {ColouredLines} lines";
        if (SkippedBytes > 0) yield return $"{SkippedBytes} bytes before lines";
        if (RepeatedLines > 0) yield return $"{RepeatedLines} lines repeated";
    }

    private void Take(ReadOnlySpan<byte> text, LineEnd end)
    {
        LogLine line = LogLine.Of(text, ++_number, end);

        bool isJoining = _mayBeCut && line.Line is null;
        _mayBeCut = false;
        if (isJoining) return;
        Lines++;
        if (line.HasColours) ColouredLines++;
        if (line.Stamp is not null) StampedLines++;
        if (line.HasCutLine || line is { Line: null, IsBlank: false }) BadLines++;
        SkippedBytes += line.SkippedBytes;
        if (line.Line is null) Placed?.Invoke(line, Place.None, 0);
        else Follow(line);
    }

    private void Follow(LogLine line)
    {
        ValidLines++;
        UartLine told = line.Line!;
        CountBoxes(told);
        if (_isRepeating)
        {
            bool isRepeated = StandsInLog(told);
            if (isRepeated && told.Sequence > _repeatedUntil)
            {
                Hold(line);
                return;
            }

            if (isRepeated || told.Sequence > _last!.Sequence) EndRepeat();
            else BeginAgain();
        }

        if (StandsInLog(told)) Hold(line);
        else Enter(line);
    }

    /// <summary>A line that was told already: the file repeats itself, or the box was switched on anew and tells the same at first.</summary>
    private void Hold(LogLine line)
    {
        _isRepeating = true;
        _repeatedUntil = line.Line!.Sequence;
        _held.Add(line);
        if (_held.Count < MostHeld) return;

        // No two power-ons are alike for so long.
        EndRepeat();
        _isRepeating = true;
    }

    private void EndRepeat()
    {
        _isRepeating = false;
        foreach (LogLine line in _held) Repeat(line);
        _held.Clear();
    }

    private void Repeat(LogLine line)
    {
        RepeatedLines++;
        Placed?.Invoke(line, Place.Repeat, 0);
    }

    /// <summary>What looked like a repetition goes on in another way: it was a new beginning.</summary>
    private void BeginAgain()
    {
        _isRepeating = false;
        LogLine[] held = [.. _held];
        _held.Clear();
        foreach (LogLine line in held) Enter(line, isRestart: line == held[0]);
    }

    private void Enter(LogLine line, bool isRestart = false)
    {
        UartLine told = line.Line!;
        long missing = 0;
        Place place = _last is null ? Place.First : isRestart ? Place.Restart : PlaceOf(told);
        if (place == Place.OutOfOrder)
        {
            Placed?.Invoke(line, place, 0);
            return;
        }

        if (place == Place.Next) missing = told.Sequence - _last!.Sequence - 1;
        else Begin(told, line.Number);
        MissingLines += missing;
        _last = told;
        if (_remembered is not null) _remembered[told.Sequence % Remembered] = (told.Sequence, told.Body.GetHashCode(StringComparison.Ordinal));
        Placed?.Invoke(line, place, missing);
        if (told.Type == LineType.Configuration) RequireSame(line.Number, Current!.Settings.Told is null ? FirstSettings() : null, told);
        Current!.Add(told, line.Number, missing > 0, line.Stamp);
        Added?.Invoke(Current, line);
    }

    private Place PlaceOf(UartLine told)
    {
        if (told.Type == LineType.Boot) return Place.Restart;
        if (told.Sequence > _last!.Sequence && told.TimeMs >= _last.TimeMs) return Place.Next;
        bool isNear = _last.TimeMs - told.TimeMs < NearMs && _last.Sequence - told.Sequence < NearLines;
        return isNear || told.TimeMs >= _last.TimeMs ? Place.OutOfOrder : Place.Restart;
    }

    /// <summary>Two sequences that go on in turn are two boxes.</summary>
    private void CountBoxes(UartLine told)
    {
        if (told.Sequence == _head?.Sequence + 1)
        {
            if (++_quietLines == QuietLines) _switches = 0;
        }
        else
        {
            _quietLines = 0;
            if (told.Sequence == _otherHead?.Sequence + 1) _switches++;
            if (_switches >= SwitchesThatTellTwoBoxes) Refusal ??= "lines of two boxes stand in turn in it; expected the log of one";
            _otherHead = _head;
        }

        _head = told;
    }

    private void Begin(UartLine told, int number)
    {
        UartLine? first = Current?.Boot;
        if (_sessions.Count > 0) Current!.EndWithRestart();
        _sessions.Add(new Session(_keepsSamples, _sessions.Count == 0 ? 0 : LastNumber()));
        if (told.Type == LineType.Boot && first is not null && (first[Key.Firmware] != told[Key.Firmware] || first[Key.Build] != told[Key.Build]))
        {
            Refuse(number, "firmware or build");
        }
    }

    private int LastNumber()
    {
        for (int i = _sessions.Count - 1; i >= 0; i--)
        {
            if (_sessions[i].Ablation is { } last) return last.Number;
        }

        return 0;
    }

    private string? FirstSettings() => _sessions.Count > 1 ? SettingsOf(_sessions[^2].Settings.Told) : null;

    private void RequireSame(int number, string? before, UartLine told)
    {
        if (before is not null && before != SettingsOf(told)) Refuse(number, "settings");
    }

    private static string? SettingsOf(UartLine? told) => told?.Body[Math.Max(0, told.Body.IndexOf(" limit=", StringComparison.Ordinal))..];

    private void Refuse(int number, string what)
    {
        if (!_isLive) Refusal ??= $"from line {number} on it is another box, or was built anew ({what} differ); expected the log of one";
    }

    private bool StandsInLog(UartLine told) =>
        _remembered is not null && told.Sequence <= _last?.Sequence && _remembered[told.Sequence % Remembered] == (told.Sequence, told.Body.GetHashCode(StringComparison.Ordinal));
}
