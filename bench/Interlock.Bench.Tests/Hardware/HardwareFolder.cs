using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Interlock.Bench.Tests.Hardware;

/// <summary>The hardware folder's files, as its makers wrote them.</summary>
internal static class HardwareFolder
{
    public static string Root { get; } = FindRoot();

    public static string Hardware { get; } = Path.Combine(Root, "hardware");

    /// <summary>The schematic's netlist, which <c>hardware/kicad/check</c> regenerates and compares.</summary>
    public static IReadOnlyList<NetPin> Netlist { get; } =
        [.. Table("kicad", "netlist.csv").Select(row => new NetPin(row["net"], row["ref"], row["pin"], row["pin_name"], row["value"]))];

    /// <summary>The simulation's figures by name, which <c>hardware/simulation/run</c> regenerates and compares.</summary>
    public static IReadOnlyDictionary<string, double> Figures { get; } =
        Table("simulation", "figures.csv").ToDictionary(row => row["name"], row => double.Parse(row["figure"], CultureInfo.InvariantCulture));

    /// <summary>A CSV file's rows by column name.</summary>
    public static List<Dictionary<string, string>> Table(params string[] path)
    {
        string[] lines = File.ReadAllLines(Path.Combine([Hardware, .. path]));
        string[] header = Cells(lines[0]);
        return [.. lines.Skip(1).Select(line => header.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>Rows of wiring.md's tables that have this many cells, the headers included.</summary>
    public static IEnumerable<string[]> WiringRows(int cells) => File
        .ReadLines(Path.Combine(Hardware, "wiring.md"))
        .Where(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .Where(row => row.Length == cells && !row[0].StartsWith('-'));

    /// <summary>The net of a part's pin.</summary>
    public static string NetOf(string reference, string pin) =>
        Netlist.Single(entry => entry.Reference == reference && entry.Pin == pin).Net;

    private static string[] Cells(string line)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "firmware.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the project's tree.");
    }
}
