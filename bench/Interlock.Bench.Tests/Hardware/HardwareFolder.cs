using System.Globalization;
using CsvHelper;

namespace Interlock.Bench.Tests.Hardware;

/// <summary>The hardware folder's files, as its makers wrote them.</summary>
internal static class HardwareFolder
{
    public static string Hardware { get; } = RepositoryFile.Path("hardware");

    /// <summary>The schematic's netlist, which <c>hardware/kicad/check</c> regenerates and compares.</summary>
    public static IReadOnlyList<NetPin> Netlist { get; } =
        [.. Table("kicad", "netlist.csv").Select(row => new NetPin(row["net"], row["ref"], row["pin"], row["pin_name"], row["value"]))];

    /// <summary>The simulation's figures by name, which <c>hardware/simulation/run</c> regenerates and compares.</summary>
    public static IReadOnlyDictionary<string, double> Figures { get; } =
        Table("simulation", "figures.csv").ToDictionary(row => row["name"], row => double.Parse(row["figure"], CultureInfo.InvariantCulture));

    /// <summary>A CSV file's rows by column name.</summary>
    public static List<Dictionary<string, string>> Table(params string[] path)
    {
        using CsvReader csv = new(File.OpenText(Path.Combine([Hardware, .. path])), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<Dictionary<string, string>> rows = [];
        while (csv.Read()) rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        return rows;
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
}

/// <summary>One pin of a part on a net of the schematic.</summary>
internal sealed record NetPin(string Net, string Reference, string Pin, string PinName, string Value);
