using System.Globalization;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>A scenario played to its end in virtual time, with all that came of it.</summary>
internal sealed class Played
{
    private readonly List<UartLine> _lines = [];

    private Played(byte[] log, string record)
    {
        Log = log;
        Rows = [.. record.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(RecordRow.Parse)];
        LogFile.ForEachLine(log, (text, end) =>
        {
            if (end == LineEnd.ReturnAndFeed && UartLine.TryParse(text, out UartLine? line, out _)) _lines.Add(line!);
        });
    }

    public byte[] Log { get; }

    public IReadOnlyList<UartLine> Lines => _lines;

    public IReadOnlyList<RecordRow> Rows { get; }

    public static Played Run(Scenario scenario)
    {
        using MemoryStream uart = new();
        using StringWriter record = new();
        using VirtualRun run = new(scenario, uart);
        run.Recorder = new Recorder(run.Board, record);
        run.Run();
        return new Played(uart.ToArray(), record.ToString());
    }

    public static Played Run(Trace trace, int seed = 1, bool isMains60Hz = false, params Press[] presses) => Run(new Scenario
    {
        Board = new BoardOptions { Seed = seed, Tip = trace.Tip, ColdJunction = trace.ColdJunction },
        EndUs = (long)((trace.EndSeconds + 5.0) * 1e6),
        IsMains60Hz = isMains60Hz,
        Presses = presses,
        HasWillingOperator = presses.All(press => press.IsStop),
    });

    public IEnumerable<UartLine> Events(string name) => _lines.Where(line => line.Type == "EVNT" && line["ev"] == name);

    /// <summary>The causes of the trips, in order.</summary>
    public string[] TripCauses() => [.. Events("TRIP").Select(line => line["cause"]!)];

    /// <summary>When the line opened for good, ms; NaN if it was never closed or is closed at the end.</summary>
    public double OpenedForGoodMs()
    {
        int lastClosed = Rows.ToList().FindLastIndex(row => row.IsLineClosed);
        return lastClosed < 0 || lastClosed == Rows.Count - 1 ? double.NaN : Rows[lastClosed + 1].TimeMs;
    }
}

/// <summary>A row of the record: the truth from the board.</summary>
internal readonly record struct RecordRow(double TimeMs, double TipCelsius, bool IsLineClosed)
{
    public static RecordRow Parse(string row)
    {
        string[] cells = row.Split(',');
        double tip = cells[1] == "open" ? double.NaN : double.Parse(cells[1], CultureInfo.InvariantCulture);
        return new RecordRow(double.Parse(cells[0], CultureInfo.InvariantCulture), tip, cells[4] == "1");
    }
}

/// <summary>A box that a willing operator has armed.</summary>
internal static class PermittedBox
{
    private const long LatestUs = 10_000_000;

    public static VirtualBox On(Board board)
    {
        VirtualBox box = new(board, new Interlock.Firmware.Settings());
        WillingOperator willing = new(board);
        while (box.Firmware.State != State.Permitted)
        {
            Assert.IsTrue(willing.NextUs < LatestUs, "permitted in time");
            box.RunTo(willing.NextUs);
            if (box.Firmware.State != State.Permitted) willing.Act();
        }

        return box;
    }
}
