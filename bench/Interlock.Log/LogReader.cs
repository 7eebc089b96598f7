using System.Runtime.CompilerServices;

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
    private static readonly string[] _settings = [Key.Limit, Key.Floor, Key.Vote, Key.Tick, Key.Mains, Key.Tip, Key.Longest, Key.Wait, Key.Anticipates];

    private const int MostHeld = 10_000;
    private const int MostAside = 16;
    private const int SessionsCompared = 64;

    // A line that a buffer held back is near where it belongs; a box that was switched on begins at zero.
    private const long NearMs = 1000;
    private const long NearLines = 10;

    private readonly bool _isLive;
    private readonly bool _keepsReadings;
    private readonly LineSplitter _splitter;
    private readonly List<Session> _sessions = [];
    private readonly List<LogLine> _held = [];
    private readonly List<LogLine> _aside = [];
    private readonly LineMemory _memory;
    private readonly List<LineMemory.PowerOn> _remembered = [];
    private readonly Heads _heads = new();
    private List<LineMemory.PowerOn> _repeated = [];
    private UartLine? _last;
    private long _repeatedUntil;
    private bool _isRepeating;
    private bool _isLongRepeat;
    private bool _isTooMuch;
    private bool _mayBeCut;
    private bool _goesOn;
    private int _cutLines;
    private int _number;
    private WallClock? _stamp;
    private int _days;

    /// <param name="isLive">Whether a box is heard and not a file read: a BOOT is a restart at once, whatever it says.</param>
    /// <param name="keepsReadings">Whether the sessions keep every reading.</param>
    public LogReader(bool isLive = false, bool keepsReadings = true)
    {
        _isLive = isLive;
        _keepsReadings = keepsReadings;
        _splitter = new LineSplitter(Take);
        _memory = new LineMemory();
    }

    /// <summary>Called with each line once it has its place, before it is in its session, and how many are missing before it.</summary>
    public Action<LogLine, Place, long>? Placed { get; set; }

    /// <summary>Called with each line that is in a session now.</summary>
    public Action<Session, LogLine>? Added { get; set; }

    /// <summary>The wall clock of a line, where somebody other than a terminal program kept it.</summary>
    public Func<LogLine, WallClock?>? Clock { get; set; }

    /// <summary>One for each power-on.</summary>
    public IReadOnlyList<Session> Sessions => _sessions;

    public IEnumerable<Lesion> Lesions => _sessions.SelectMany(session => session.Lesions);

    public IEnumerable<Ablation> Ablations => _sessions.SelectMany(session => session.Ablations);

    /// <summary>The newest; null before the first line.</summary>
    public Session? Current => _sessions.Count > 0 ? _sessions[^1] : null;

    /// <summary>Lines seen, whatever they are.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines with a right CRC, sequence number and time.</summary>
    public int ValidLines { get; private set; }

    /// <summary>Lines that are none, cut ones before a whole one included.</summary>
    public int BadLines { get; private set; }

    /// <summary>Lines that the sequence numbers show to be missing, and those cut by a restart.</summary>
    public long MissingLines { get; private set; }

    /// <summary>What was passed over and is no damage.</summary>
    public Skipped Skipped { get; } = new();

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
        DecideRepeat();
        DecideAside(null);
        MissingLines += _cutLines;
        _cutLines = 0;
        Skipped.IsUtf16 |= _splitter.IsRecoded;
        Skipped.HasMark |= _splitter.HasMark;
    }

    [MethodImpl(Hot.Path)]
    private void Take(ReadOnlySpan<byte> text, LineEnd end)
    {
        if (!_goesOn) _number++;
        LogLine line = LogLine.Of(text, _number, end, out IReadOnlyList<LogLine> others);

        bool isJoining = _mayBeCut && line.Line is null;
        _mayBeCut = false;
        if (!_goesOn) Lines += isJoining ? 0 : 1;
        else if (line.Line is not null) Skipped.GluedLines++;
        _goesOn = end == LineEnd.More;
        if (isJoining) return;
        Take(line);
        foreach (LogLine other in others) Take(other);
    }

    [MethodImpl(Hot.Path)]
    private void Take(LogLine line)
    {
        Skipped.Count(line);
        if (line.HasCutLine) CountCut(line);
        if (line.Line is not null)
        {
            if (_aside.Count > 0) DecideAside(line.Line);
            _isTooMuch = false;
            Follow(line);
        }
        else if (line.IsBlank)
        {
            Placed?.Invoke(line, Place.None, 0);
        }
        else if (line.IsForeign || line.IsNoise)
        {
            _aside.Add(line);
            _isTooMuch |= _aside.Count > MostAside;
            if (_isTooMuch) TakeAsideAsBad();
        }
        else
        {
            TakeBad(line);
        }
    }

    private void TakeBad(LogLine line)
    {
        CountCut(line);
        Placed?.Invoke(line, Place.None, 0);
    }

    private void CountCut(LogLine line)
    {
        BadLines++;
        if (!line.IsNoise) _cutLines++;
    }

    /// <summary>What a terminal program writes around a log, and what a cable makes of a box that is being switched on, is no damage; in the middle of its telling it is.</summary>
    private void DecideAside(UartLine? next)
    {
        bool isAround = next is null or { Type: LineType.Boot } || _last is null;
        bool isHarmless = isAround && (next is { Type: LineType.Boot } || _aside.TrueForAll(line => line.IsForeign));
        if (!isHarmless)
        {
            TakeAsideAsBad();
            return;
        }

        foreach (LogLine line in _aside)
        {
            if (line.IsForeign) Skipped.ForeignLines++;
            else Skipped.NoiseLines++;
            Placed?.Invoke(line.Forgiven(), Place.None, 0);
        }

        _aside.Clear();
    }

    private void TakeAsideAsBad()
    {
        foreach (LogLine line in _aside) TakeBad(line);
        _aside.Clear();
    }

    [MethodImpl(Hot.Path)]
    private void Follow(LogLine line)
    {
        ValidLines++;
        UartLine told = line.Line!;
        bool isOld = _last is not null && !(_isLive && told.Type == LineType.Boot) && (_repeated.Exists(session => session.Has(told)) || (told.Sequence != _last.Sequence + 1 && StandsInLog(told)));
        if (!isOld) NoteHead(line);
        if (!_isRepeating)
        {
            if (isOld) Hold(line);
            else Enter(line);
            return;
        }

        if (isOld && told.Sequence > _repeatedUntil && _repeated.Exists(session => session.Has(told)))
        {
            _repeated.RemoveAll(session => !session.Has(told));
            Hold(line);
            return;
        }

        // The repetition is over: another one begins, or the box goes on, or it was a new beginning from its first line on.
        bool goesOn = told.Sequence > _last!.Sequence && !(told.Sequence == _repeatedUntil + 1 && IsBeginning());
        bool beginsAgain = told.Type == LineType.Boot && IsBeginning();
        if ((isOld || goesOn) && !beginsAgain) EndRepeat();
        else BeginAgain();
        if (isOld) Hold(line);
        else Enter(line);
    }

    private bool StandsInLog(UartLine told)
    {
        for (int i = _remembered.Count - 1; i >= Math.Max(0, _remembered.Count - SessionsCompared); i--)
        {
            if (_remembered[i].Has(told)) return true;
        }

        return false;
    }

    /// <summary>A line that was told already: the file repeats itself, or the box was switched on anew and tells the same at first.</summary>
    private void Hold(LogLine line)
    {
        UartLine told = line.Line!;
        if (!_isRepeating) _repeated = [.. _remembered.TakeLast(SessionsCompared).Where(session => session.Has(told))];
        _isRepeating = true;
        _repeatedUntil = told.Sequence;
        _held.Add(line);
        if (_held.Count < MostHeld) return;

        // No two power-ons are alike for so long.
        _isLongRepeat = true;
        TellRepeats();
    }

    private void TellRepeats()
    {
        foreach (LogLine line in _held)
        {
            Skipped.RepeatedLines++;
            Placed?.Invoke(line, Place.Repeat, 0);
        }

        _held.Clear();
    }

    private void EndRepeat()
    {
        _isRepeating = false;
        _isLongRepeat = false;
        _repeated = [];
        TellRepeats();
    }

    /// <summary>What looked like a repetition goes on in another way: it was a new beginning.</summary>
    private void BeginAgain()
    {
        _isRepeating = false;
        _repeated = [];
        LogLine[] held = [.. _held];
        _held.Clear();
        foreach (LogLine line in held) Enter(line, isRestart: line == held[0]);
    }

    private void DecideRepeat()
    {
        if (!_isRepeating) return;
        if (IsBeginning()) BeginAgain();
        else EndRepeat();
    }

    /// <summary>Two power-ons begin alike until the first reading, whose noise makes them differ.</summary>
    private bool IsBeginning() =>
        !_isLongRepeat && _held[0].Line!.Type == LineType.Boot && !_held.Exists(line => line.Line!.Type == LineType.Sample && line.Line.Number(Key.Tip) is not null);

    [MethodImpl(Hot.Path)]
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

        if (place == Place.Next)
        {
            missing = told.Sequence - _last!.Sequence - 1;
            MissingLines += missing;
        }
        else
        {
            // No sequence number shows the line that a restart cut.
            if (place == Place.Restart) MissingLines += _cutLines;
            Begin(told, line.Number);
        }

        _cutLines = 0;
        _last = told;
        _remembered[^1].Add(told);
        Placed?.Invoke(line, place, missing);
        if (told.Type is LineType.Configuration or LineType.Info) RequireSame(line.Number, told);
        Current!.Add(told, line.Number, missing > 0, Clock is null ? StampOf(line) : Clock(line));
        Added?.Invoke(Current, line);
    }

    [MethodImpl(Hot.Path)]
    private Place PlaceOf(UartLine told)
    {
        if (told.Type == LineType.Boot) return Place.Restart;
        if (told.Sequence > _last!.Sequence && told.TimeMs >= _last.TimeMs) return Place.Next;
        bool isNear = _last.TimeMs - told.TimeMs < NearMs && _last.Sequence - told.Sequence < NearLines;
        return isNear || told.TimeMs >= _last.TimeMs ? Place.OutOfOrder : Place.Restart;
    }

    private void NoteHead(LogLine line)
    {
        if (_isLive || Refusal is not null || !_heads.TellsTwo(line.Line!)) return;
        Refusal = $"lines of two boxes stand in turn in it, as line {line.Number} shows, or pieces of a log in the wrong order; expected the log of one box";
    }

    /// <summary>A terminal program without a date begins again at midnight.</summary>
    private WallClock? StampOf(LogLine line)
    {
        if (line.Stamp is not { } stamp || stamp.HasDate) return line.Stamp;
        if (_stamp is { } before && before.Time - stamp.Time > TimeSpan.FromHours(12.0)) _days++;
        _stamp = stamp;
        return stamp.After(_days * (long)TimeSpan.FromDays(1.0).TotalMilliseconds);
    }

    private void Begin(UartLine told, int number)
    {
        UartLine? first = Current?.Origin;
        Session? before = Current;
        before?.EndWithRestart();
        _sessions.Add(new Session(_keepsReadings, LastNumber(), before?.Coasting));
        _remembered.Add(new LineMemory.PowerOn(_memory));
        if (told.Type == LineType.Boot) RequireSameOrigin(number, first, told);
    }

    private int LastNumber()
    {
        for (int i = _sessions.Count - 1; i >= 0; i--)
        {
            if (_sessions[i].Ablation is { } last) return last.Number;
        }

        return 0;
    }

    /// <summary>What this power-on tells for the first time is what the one before told.</summary>
    private void RequireSame(int number, UartLine told)
    {
        if (_sessions.Count < 2) return;
        Session before = _sessions[^2];
        bool tellsSettings = told[Key.Limit] is not null;
        if (!tellsSettings && Current!.Origin is null) RequireSameOrigin(number, before.Origin, told);
        if (tellsSettings && Current!.Settings.Told is null && before.Settings.Told is { } settings && !AreSame(settings, told)) Refuse(number, "settings");
    }

    private void RequireSameOrigin(int number, UartLine? before, UartLine told)
    {
        if (before is null) return;
        if (before[Key.Firmware] != told[Key.Firmware] || before[Key.Build] != told[Key.Build]) Refuse(number, "firmware or build");
        else if (before[Key.ConfigurationCrc] != told[Key.ConfigurationCrc]) Refuse(number, "settings");
    }

    /// <summary>INFO has no room for all that CONF tells.</summary>
    private static bool AreSame(UartLine one, UartLine other) => _settings.All(key => one[key] == other[key]) && (one[Key.Backstop] is not { } a || other[Key.Backstop] is not { } b || a == b);

    private void Refuse(int number, string what)
    {
        if (!_isLive) Refusal ??= $"from line {number} on it is another box, or was built anew ({what} differ); expected the log of one";
    }
}

/// <summary>What was passed over in a log, counted, so that nothing is left out in silence.</summary>
public sealed class Skipped
{
    /// <summary>The text was UTF-16.</summary>
    public bool IsUtf16 { get; internal set; }

    /// <summary>The mark of UTF-8 stood at its beginning.</summary>
    public bool HasMark { get; internal set; }

    /// <summary>Lines with a terminal program's time stamp.</summary>
    public int StampedLines { get; private set; }

    /// <summary>Lines with colour codes.</summary>
    public int ColouredLines { get; private set; }

    /// <summary>Bytes before the dollar signs, and after the lines, that are no time stamps.</summary>
    public long Bytes { get; private set; }

    /// <summary>Lines of text that the box did not write, around what it wrote.</summary>
    public int ForeignLines { get; internal set; }

    /// <summary>Lines of bytes before a box was switched on.</summary>
    public int NoiseLines { get; internal set; }

    /// <summary>Lines whose end was lost, so that another one stands behind them.</summary>
    public int GluedLines { get; internal set; }

    /// <summary>Lines in which nothing stands.</summary>
    public int BlankLines { get; private set; }

    /// <summary>Lines that stand in the file more than once.</summary>
    public int RepeatedLines { get; internal set; }

    /// <summary>In words, each with its number; empty when nothing was.</summary>
    public IEnumerable<string> InWords()
    {
        if (IsUtf16) yield return "UTF-16 text";
        if (HasMark) yield return "the mark of UTF-8";
        if (StampedLines > 0) yield return LogSummary.Counted(StampedLines, "time stamp") + " of a terminal program";
        if (ColouredLines > 0) yield return $"colour codes in {LogSummary.Counted(ColouredLines, "line")}";
        if (Bytes > 0) yield return LogSummary.Counted(Bytes, "byte") + " before or after lines";
        if (ForeignLines > 0) yield return LogSummary.Counted(ForeignLines, "line") + " of other text";
        if (NoiseLines > 0) yield return LogSummary.Counted(NoiseLines, "line") + " of noise before BOOT";
        if (GluedLines > 0) yield return LogSummary.Counted(GluedLines, "lost line end");
        if (RepeatedLines > 0) yield return LogSummary.Counted(RepeatedLines, "line") + " repeated";
        if (BlankLines > 0) yield return LogSummary.Counted(BlankLines, "blank line");
    }

    [MethodImpl(Hot.Path)]
    internal void Count(LogLine line)
    {
        if (line.HasColours) ColouredLines++;
        if (line.Stamp is not null) StampedLines++;
        if (line.IsGlued) GluedLines++;
        if (line.IsBlank) BlankLines++;
        IsUtf16 |= line.IsRecoded;
        Bytes += line.SkippedBytes;
    }
}

/// <summary>Where sequences of lines stand. One box has one; two that take turns go on where each stopped, again and again.</summary>
internal sealed class Heads
{
    private const int Most = 8;

    // Two boxes take turns all the time; a buffer that swaps two lines does so twice and is quiet again.
    private const int SwitchesThatTellTwo = 6;
    private const int QuietLines = 50;
    private const int FarLines = 20;
    private const long MostGapMs = 2000;

    private readonly List<UartLine> _heads = [];
    private int _near;
    private int _far;
    private int _quiet;

    /// <summary>Takes a line that is new to the log.</summary>
    [MethodImpl(Hot.Path)]
    public bool TellsTwo(UartLine line)
    {
        if (_heads.Count > 0 && GoesOn(_heads[^1], line))
        {
            _heads[^1] = line;
            if (++_quiet == QuietLines) _near = 0;
            return false;
        }

        _quiet = 0;
        int other = _heads.FindIndex(head => GoesOn(head, line));
        if (other < 0)
        {
            if (_heads.Count == Most) _heads.RemoveAt(0);
            _heads.Add(line);
            return false;
        }

        // Going back to where another sequence stopped, and no BOOT: a box alone can't. Forward it might, after a restart and a gap.
        UartLine current = _heads[^1];
        bool isFar = Math.Abs(current.Sequence - line.Sequence) > FarLines;
        bool isBack = line.Sequence < current.Sequence || line.TimeMs < current.TimeMs;
        _heads.RemoveAt(other);
        _heads.Add(line);
        if (!isFar) return ++_near >= SwitchesThatTellTwo;
        _far += isBack ? 2 : 1;
        return _far >= 2;
    }

    private static bool GoesOn(UartLine head, UartLine line) =>
        line.Sequence == head.Sequence + 1 && line.TimeMs >= head.TimeMs && line.TimeMs - head.TimeMs < MostGapMs;
}
