using System;
using System.Globalization;
using System.IO;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// Writes the truth from the board, not from the firmware: <c>t_ms,tip_c,k1,k2,line</c>, a row at every change of a
/// contact and every 100 ms; contacts are 1 when closed.
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
        writer.Write("t_ms,tip_c,k1,k2,line\n");
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
        double tip = _board.TipCelsius;
        string tipText = double.IsNaN(tip) ? "open" : tip.ToString("F4", CultureInfo.InvariantCulture);
        long ms = (long)Math.Round(us / 1000.0);
        _writer.Write(string.Create(CultureInfo.InvariantCulture, $"{ms},{tipText},{(k1 ? 1 : 0)},{(k2 ? 1 : 0)},{(k1 && k2 ? 1 : 0)}\n"));
    }
}
