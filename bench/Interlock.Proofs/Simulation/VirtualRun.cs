using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>Plays a scenario in virtual time and hands out what the UART says and what the contacts do.</summary>
public sealed class VirtualRun : IDisposable
{
    /// <summary>The longest line, 120 bytes of ten bits at 115200 baud.</summary>
    private const long LongestLineUs = 10_420;

    /// <summary>No more than a byte: the next line may begin right after the one that ends.</summary>
    private const long ByteUs = 80;

    private readonly Scenario _scenario;
    private readonly WillingOperator? _operator;
    private readonly LineSplitter _lines;
    private bool _isArmed;
    private bool _isInLine;
    private int _mcuRun;
    private long _tickUs;

    public VirtualRun(Scenario scenario, Stream uart)
    {
        _scenario = scenario;
        Board = new Board(scenario.Board);
        scenario.BoardMade?.Invoke(Board);
        _operator = scenario.HasWillingOperator ? new WillingOperator(Board) : null;
        _lines = new LineSplitter(OnLine);
        Board.UartByte += (_, b) =>
        {
            uart.WriteByte(b);
            _lines.Add(b);
            _isInLine = b != (byte)'\n';
        };
        Box = new VirtualBox(Board, scenario.Settings) { AfterTick = FollowTicks };
    }

    /// <summary>Longest time from the start of one tick to the start of the next since the box first permitted the line.</summary>
    public long LongestGapUs { get; private set; }

    public Board Board { get; }

    public VirtualBox Box { get; }

    public Recorder? Recorder { get; set; }

    /// <summary>Called with each whole line of the log.</summary>
    public Action<string>? LineReceived { get; set; }

    /// <summary>Runs to the end of the scenario.</summary>
    public void Run()
    {
        PriorityQueue<Action<Board>, long> script = _scenario.Script();
        while (script.TryDequeue(out Action<Board>? act, out long us)) Board.At(us, () => act(Board));
        if (_operator is not null) Board.Repeat(() => _operator.NextUs, _operator.Act);
        if (Recorder is not null) Board.Repeat(() => Recorder.NextUs, Recorder.Sample);
        Box.RunTo(_scenario.EndUs);

        // A line that is on its way goes out whole, or the log would end in one that does not verify.
        while (_isInLine && Board.NowUs < _scenario.EndUs + LongestLineUs) Box.RunTo(Board.NowUs + ByteUs);
    }

    public void Dispose() => Box.Dispose();

    private void FollowTicks()
    {
        // A run restarts with t at 0; the pause between is no gap between ticks.
        bool isSameRun = _mcuRun == Board.McuRun;
        _mcuRun = Board.McuRun;
        if (_isArmed && isSameRun) LongestGapUs = Math.Max(LongestGapUs, Box.TickStartedUs - _tickUs);
        _tickUs = Box.TickStartedUs;
        if (_isArmed || Box.Firmware.State != State.Permitted) return;
        _isArmed = true;
        if (_scenario.LateUs > 0) Board.SleepLate(_scenario.LateUs);
    }

    private void OnLine(string line)
    {
        _operator?.Hear(line);
        LineReceived?.Invoke(line);
    }
}

/// <summary>
/// Plays a scenario in real time with the firmware's own Program, which paces itself. The faults of a processor (hang,
/// runaway, clock jump, brownout) need a loop that can be stopped and are played in virtual time only.
/// </summary>
public static class RealTimeRun
{
    private const int PollMs = 2;

    private static readonly HashSet<Fault> _virtualOnly = [Fault.McuHang, Fault.McuRunaway, Fault.ClockJump, Fault.Brownout];

    /// <exception cref="BadInputException">The scenario has a fault that can't be played in real time.</exception>
    public static void RequirePlayable(Scenario scenario)
    {
        foreach (FaultSpan span in scenario.Faults)
        {
            if (_virtualOnly.Contains(span.Fault)) throw new BadInputException($"--fault: expected no {FaultNames.Of(span.Fault)} in real time, it is played in virtual time only");
        }
    }

    /// <param name="scenario">One that <see cref="RequirePlayable"/> lets pass.</param>
    /// <param name="uart">Takes what the UART says; used by the caller's thread alone.</param>
    /// <param name="record">Takes the truth from the board.</param>
    public static RunSummary Play(Scenario scenario, Stream uart, TextWriter? record)
    {
        Board board = new(scenario.Board);
        scenario.BoardMade?.Invoke(board);
        RunSummary summary = new(board);
        WillingOperator? willing = scenario.HasWillingOperator ? new WillingOperator(board) : null;
        LineSplitter lines = new(line =>
        {
            summary.Log.Add(line);
            willing?.Hear(line);
        });

        // Bytes leave the UART in the middle of a step of the board, on the firmware's thread too: a reader that stalls must
        // not hold the board up, so they are only handed over here.
        ConcurrentQueue<byte> sent = new();
        board.UartByte += (_, b) => sent.Enqueue(b);
        void PassOn()
        {
            while (sent.TryDequeue(out byte b))
            {
                uart.WriteByte(b);
                lines.Add(b);
            }

            uart.Flush();
        }

        Stopwatch watch = Stopwatch.StartNew();
        board.RealTimeUs = () => watch.ElapsedTicks * 1_000_000 / Stopwatch.Frequency;
        Board.Current = board;
        Thread firmware = new(() => RunProgram(scenario)) { IsBackground = true };
        firmware.Start();
        Follow(scenario, board, willing, record is null ? null : new Recorder(board, TextWriter.Synchronized(record)), PassOn);
        summary.Conclude();
        return summary;
    }

    private static void RunProgram(Scenario scenario)
    {
        if (scenario.IsMains60Hz || scenario.IsTypeK || scenario.Coast != CoastRule.Off || scenario.SecondProbe != SecondProbe.None) Interlock.Firmware.Program.Run(scenario.Settings);
        else Interlock.Firmware.Program.Main();
    }

    private static void Follow(Scenario scenario, Board board, WillingOperator? willing, Recorder? recorder, Action passOn)
    {
        PriorityQueue<Action<Board>, long> script = scenario.Script();
        while (true)
        {
            long nowUs = board.RealTimeUs!();
            board.AdvanceTo(nowUs);
            passOn();
            if (nowUs >= scenario.EndUs) return;
            while (script.TryPeek(out _, out long scriptUs) && scriptUs <= nowUs) script.Dequeue()(board);
            if (willing is not null && willing.NextUs <= nowUs) willing.Act();
            if (recorder is not null && recorder.NextUs <= nowUs) recorder.Sample();
            Thread.Sleep(PollMs);
        }
    }
}

/// <summary>What a run came to: the box's own story beside the truth of the contacts.</summary>
public sealed class RunSummary
{
    private readonly Board _board;
    private readonly List<string> _line = [];
    private readonly List<string> _end = [];
    private double? _longestGapMs;

    public RunSummary(Board board)
    {
        _board = board;
        _ = new LineWatch(board)
        {
            Changed = (us, isClosed) => _line.Add(string.Create(CultureInfo.InvariantCulture, $"{us / 1e6,9:F3} s  {Contact(isClosed)}")),
        };
    }

    public LogSummary Log { get; } = new();

    /// <summary>A run in virtual time is over: what only it knows, and where it left the board.</summary>
    public void Conclude(VirtualRun run)
    {
        if (run.LongestGapUs > 0) _longestGapMs = run.LongestGapUs / 1000.0;
        Conclude(run.Box.Died);
    }

    /// <summary>A run is over: where it left the board. The box's last words may be old, and its mirrors may lie.</summary>
    /// <param name="died">By what the firmware's program ended; null where it did not.</param>
    public void Conclude(Exception? died = null)
    {
        _end.Add($"On the board: the line {Contact(_board.LineClosed)}, K1 {Contact(_board.K1Closed)} and its mirror {Contact(_board.K1MirrorClosed)}, K2 {Contact(_board.K2Closed)} and its mirror {Contact(_board.K2MirrorClosed)}");
        string? stopped = _board.IsActive(Fault.McuHang) ? "it hangs"
            : _board.IsActive(Fault.McuRunaway) ? "it runs wild"
            : _board.McuIsHeld ? "its supply is gone"
            : died is null ? null : "its program ended with an error that nothing caught";
        if (stopped is not null) _end.Add($"The processor no longer runs the firmware: {stopped}; what the box told is from before");
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"The nerve: {Log.NerveInWords}");
        output.WriteLine("The box told:");
        foreach (string said in Log.Story) output.WriteLine("  " + said);
        output.WriteLine("The generator's line in truth:");
        foreach (string change in _line) output.WriteLine("  " + change);
        if (_line.Count == 0) output.WriteLine("  open throughout");
        if (_longestGapMs is { } gapMs)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ticks of {Limits.TickMs} ms came at most {gapMs:F1} ms apart while the box was armed; every budget holds up to {Limits.DeadlineMs} ms, past that DEADLINE_MISSED trips"));
        }

        output.WriteLine($"At the end: {Log.End}; {Log.Lines} lines");
        foreach (string line in _end) output.WriteLine(line);
    }

    private static string Contact(bool isClosed) => isClosed ? "closed" : "open";
}

/// <summary>
/// Writes the truth from the board, not from the firmware: <c>t_ms,tip_c,k1,k2,line</c>, and <c>tip2_c</c> behind it where
/// there is a second probe; a row at every change of a contact and every 100 ms; contacts are 1 when closed.
/// </summary>
public sealed class Recorder
{
    /// <summary>Between two rows without a change.</summary>
    public const long PeriodUs = 100_000;

    private readonly Board _board;
    private readonly TextWriter _writer;

    public Recorder(Board board, TextWriter writer)
    {
        _board = board;
        _writer = writer;
        writer.Write(board.HasSecondProbe ? "t_ms,tip_c,k1,k2,line,tip2_c\n" : "t_ms,tip_c,k1,k2,line\n");
        board.ContactsChanged += (us, k1, k2) => Row(us, k1, k2);
    }

    /// <summary>When the next row is due.</summary>
    public long NextUs { get; private set; }

    /// <summary>Writes the row that is due.</summary>
    public void Sample()
    {
        Row(_board.NowUs, _board.K1Closed, _board.K2Closed);
        NextUs += PeriodUs;
    }

    private void Row(long us, bool k1, bool k2)
    {
        string second = _board.HasSecondProbe ? $",{Tip(_board.SecondTipCelsius)}" : string.Empty;
        long ms = (long)Math.Round(us / 1000.0);
        _writer.Write(string.Create(CultureInfo.InvariantCulture, $"{ms},{Tip(_board.TipCelsius)},{(k1 ? 1 : 0)},{(k2 ? 1 : 0)},{(k1 && k2 ? 1 : 0)}{second}\n"));
    }

    private static string Tip(double celsius) => double.IsNaN(celsius) ? "open" : celsius.ToString("F4", CultureInfo.InvariantCulture);
}
