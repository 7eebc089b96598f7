using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Interlock.Bench.Tests.Project;

/// <summary>The rows of a document's table, without backticks.</summary>
internal static class MarkdownTable
{
    /// <summary>The table whose heading begins with these columns.</summary>
    public static string[][] Rows(string path, params string[] columns)
    {
        string[][] lines = [.. File.ReadLines(path).Select(Cells)];
        int heading = Array.FindIndex(lines, cells => cells.Take(columns.Length).SequenceEqual(columns));
        if (heading < 0) throw new InvalidDataException($"{path}: no table with the columns {string.Join(", ", columns)}");
        return [.. lines.Skip(heading + 2).TakeWhile(cells => cells.Length > 0)];
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim().Trim('`'))] : [];
}
