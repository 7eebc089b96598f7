using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Interlock.Firmware;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>What a run came to: the box's own story beside the truth of the contacts.</summary>
public sealed class RunSummary
{
    private readonly List<string> _line = [];
    private bool _isClosed;

    public RunSummary(Board board)
    {
        board.ContactsChanged += OnContacts;
    }

    public LogSummary Log { get; } = new();

    /// <summary>Longest time between the starts of two ticks after the first ARMED; null where nobody measured it.</summary>
    public double? LongestGapMs { get; set; }

    public void Print(TextWriter output)
    {
        output.WriteLine("The box told:");
        foreach (string said in Log.Story) output.WriteLine("  " + said);
        output.WriteLine("The generator's line in truth:");
        foreach (string change in _line) output.WriteLine("  " + change);
        if (_line.Count == 0) output.WriteLine("  open throughout");
        if (LongestGapMs is { } gapMs)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ticks of {Limits.TickMs} ms came at most {gapMs:F1} ms apart while the box was armed; every budget holds up to {Limits.DeadlineMs} ms, past that DEADLINE_MISSED trips"));
        }

        output.WriteLine($"At the end: {Log.End}; {Log.Lines} lines");
    }

    private void OnContacts(long us, bool k1, bool k2)
    {
        bool isClosed = k1 && k2;
        if (isClosed == _isClosed) return;
        _isClosed = isClosed;
        _line.Add(string.Create(CultureInfo.InvariantCulture, $"{us / 1e6,9:F3} s  {(isClosed ? "closed" : "open")}"));
    }
}
