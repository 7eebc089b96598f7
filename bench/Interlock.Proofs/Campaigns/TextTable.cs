using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Interlock.Proofs.Campaigns;

/// <summary>A table in plain text, as wide as it has to be: it is read in logs and files as often as on a terminal.</summary>
public sealed class TextTable
{
    private const string Gap = "  ";

    private readonly string[] _head;
    private readonly bool[] _isRight;
    private readonly List<string[]> _rows = [];

    /// <param name="head">Column heads; those that start with a &gt; are aligned to the right.</param>
    public TextTable(params string[] head)
    {
        _isRight = [.. head.Select(h => h.StartsWith('>'))];
        _head = [.. head.Select(h => h.TrimStart('>'))];
    }

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(TextWriter output)
    {
        int[] widths = [.. _head.Select((h, column) => Math.Max(h.Length, _rows.Select(row => row[column].Length).DefaultIfEmpty().Max()))];
        output.WriteLine(Line(_head, widths));
        output.WriteLine(Line([.. widths.Select(width => new string('-', width))], widths));
        foreach (string[] row in _rows) output.WriteLine(Line(row, widths));
    }

    private string Line(string[] cells, int[] widths) =>
        string.Join(Gap, cells.Select((cell, column) => _isRight[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
}
