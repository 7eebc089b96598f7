using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Interlock.Bench.Tests.Hardware;

/// <summary>The schematic, its netlist, bom.csv and wiring.md agree on parts, values and connectors.</summary>
[TestClass]
public partial class PartsTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> _bom = HardwareFolder
        .Table("bom.csv")
        .SelectMany(row => row["ref"].Split(' ').Select(reference => (reference, row)))
        .ToDictionary(part => part.reference, part => part.row);

    [TestMethod]
    public void Bom_and_netlist_have_the_same_parts_with_the_same_values()
    {
        Dictionary<string, string> drawn = HardwareFolder.Netlist.GroupBy(pin => pin.Reference).ToDictionary(part => part.Key, part => part.First().Value);

        CollectionAssert.AreEquivalent(drawn.Keys.ToArray(), _bom.Keys.ToArray());
        foreach ((string reference, string value) in drawn) Assert.AreEqual(value, _bom[reference]["value"], reference);
    }

    /// <summary>The netlist could be older than the schematic: the drawn values themselves.</summary>
    [TestMethod]
    public void Bom_and_schematic_have_the_same_values_and_part_numbers()
    {
        int seen = 0;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(HardwareFolder.Hardware, "kicad"), "*.kicad_sch"))
        {
            foreach (Match part in DrawnPart().Matches(File.ReadAllText(file)))
            {
                string reference = part.Groups["ref"].Value;
                Assert.AreEqual(_bom[reference]["value"], part.Groups["value"].Value, reference);
                Assert.AreEqual(_bom[reference]["mpn"], part.Groups["mpn"].Value, reference);
                seen++;
            }
        }

        Assert.AreEqual(_bom.Count, seen);
    }

    [TestMethod]
    public void Quantities_are_those_of_the_references()
    {
        foreach (Dictionary<string, string> row in HardwareFolder.Table("bom.csv"))
        {
            Assert.AreEqual(row["ref"].Split(' ').Length.ToString(), row["quantity"], row["ref"]);
        }
    }

    /// <summary>A part is bought by its number, or by the rating that a chosen one must have.</summary>
    [TestMethod]
    public void Every_part_has_a_number_or_a_rating_and_a_reason()
    {
        foreach ((string reference, Dictionary<string, string> row) in _bom)
        {
            foreach (string column in new[] { "value", "manufacturer", "mpn", "rating", "footprint", "alternative", "data_sheet", "safety_note" })
            {
                Assert.AreNotEqual("", row[column], $"{reference}: {column}");
            }
        }
    }

    [TestMethod]
    public void Wiring_has_every_pin_of_every_connector_on_its_net()
    {
        string[][] written = [.. HardwareFolder.WiringRows(5).Where(row => row[0].StartsWith('J') && char.IsDigit(row[0][1]))];
        NetPin[] drawn = [.. HardwareFolder.Netlist.Where(pin => pin.Reference.StartsWith('J'))];

        CollectionAssert.AreEquivalent(drawn.Select(pin => $"{pin.Reference}.{pin.Pin}").ToArray(), written.Select(row => $"{row[0]}.{row[1]}").ToArray());
        foreach (string[] row in written)
        {
            string net = HardwareFolder.NetOf(row[0], row[1]);
            Assert.AreEqual(row[2], net.StartsWith('(') ? "-" : net, $"{row[0]}.{row[1]}");
        }
    }

    [TestMethod]
    public void The_line_goes_through_both_relays_and_nothing_else()
    {
        foreach ((string net, string[] pins) in new[]
                 {
                     ("LINE_A_IN", new[] { "J701.1", "FB701.1" }), ("LINE_A", ["FB701.2", "F702.2"]), ("LINE_F", ["F702.1", "K1.43"]),
                     ("LINE_MID", ["K1.44", "K2.33"]), ("LINE_B", ["K2.34", "FB702.1"]), ("LINE_B_IN", ["FB702.2", "J701.2"]),
                 })
        {
            string[] found = [.. HardwareFolder.Netlist.Where(pin => pin.Net == net).Select(pin => $"{pin.Reference}.{pin.Pin}")];
            CollectionAssert.AreEquivalent(pins, found, net);
        }
    }

    /// <summary>The rules that need connectivity are a script's: where Python is, its word counts here too.</summary>
    [TestMethod]
    [ProgramCondition("python3")]
    [DataRow("check")]
    [DataRow("board/check")]
    public void The_schematics_and_the_boards_own_checks_pass(string script)
    {
        using Process check = Process.Start(new ProcessStartInfo("python3") { ArgumentList = { Path.Combine(HardwareFolder.Hardware, "kicad", script) }, RedirectStandardOutput = true })!;
        string output = check.StandardOutput.ReadToEnd();
        check.WaitForExit();
        Assert.AreEqual(0, check.ExitCode, output);
    }

    [TestMethod]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        foreach (string file in Directory.EnumerateFiles(HardwareFolder.Hardware, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(file) is ".pdf" or ".png" or ".pyc") continue;
            Assert.IsFalse(MachinePath().IsMatch(File.ReadAllText(file)), file);
        }
    }

    [GeneratedRegex("""\(property "Reference" "(?<ref>[A-Z]+\d+)" .*\n.*\(property "Value" "(?<value>[^"]*)"(?:.*\n){4}.*\(property "MPN" "(?<mpn>[^"]*)".*""")]
    private static partial Regex DrawnPart();

    [GeneratedRegex(@"(?<![\w.])/(home|root|work|tmp|Users)/|[A-Z]:\\")]
    private static partial Regex MachinePath();
}
