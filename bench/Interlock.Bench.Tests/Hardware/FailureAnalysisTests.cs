using System.Text.RegularExpressions;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Hardware;

/// <summary>
/// The failure analysis and the virtual board's faults name each other: faults.csv is the simulation's, wires.csv is thought through
/// by hand, and each of their lines has the name of the fault that plays it or the reason why none can. The second converter's have their <c>:2</c>.
/// </summary>
[TestClass]
public partial class FailureAnalysisTests
{
    /// <summary>What a program or its runtime does by itself; no wire and no part.</summary>
    private static readonly string[] _notOfAPart = ["no-heap", "log-throws"];

    private static readonly List<Dictionary<string, string>> _lines =
        [.. HardwareFolder.Table("simulation", "faults.csv"), .. HardwareFolder.Table("simulation", "wires.csv")];

    [TestMethod]
    public void Every_line_has_the_name_of_its_fault_or_the_reason_why_it_has_none()
    {
        foreach (Dictionary<string, string> line in _lines)
        {
            Assert.AreNotEqual(line["injected"].Length == 0, line["why_not"].Length == 0, string.Join(", ", line.Values));
        }
    }

    [TestMethod]
    public void Every_name_is_a_fault_of_the_virtual_board_as_run_takes_it()
    {
        string[] unknown = [.. _lines.SelectMany(NamesOf).Where(name => !FaultNames.TryParse(name, out _, out _)).Distinct()];
        Assert.IsEmpty(unknown, string.Join(", ", unknown));
    }

    [TestMethod]
    public void Every_fault_of_the_virtual_board_stands_in_the_analysis_or_is_not_of_a_part()
    {
        HashSet<string> named = [.. _lines.SelectMany(NamesOf).Select(name => name.Split('=')[0])];
        string[] missing = [.. BoardNames().Except(named).Except(_notOfAPart)];
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    /// <summary>A fault of a part of the second channel is one of the second probe, and nobody else's is, but of a line that leads to it.</summary>
    [TestMethod]
    public void The_second_converters_lines_and_no_others_name_faults_of_the_second_probe()
    {
        string[] wrong =
        [
            .. from line in _lines
               let ofProbe = NamesOf(line).Where(name => FaultNames.TryParse(name, out FaultSetting setting, out _) && setting.Fault.IsOfProbe).ToArray()
               where ofProbe.Length > 0
               let namesSecond = ofProbe.Any(name => name.Contains(":2", StringComparison.Ordinal))
               where namesSecond != (SecondsPart().IsMatch(line["part"]) || SecondsNet().IsMatch(line["fault"]))
               select $"{line["part"]}: {line["fault"]}: {line["injected"]}",
        ];

        Assert.IsEmpty(wrong, string.Join("; ", wrong));
    }

    [TestMethod]
    public void No_part_and_fault_stands_twice()
    {
        string[] twice = [.. _lines.GroupBy(line => $"{line["part"]}: {line["fault"]}").Where(group => group.Count() > 1).Select(group => group.Key)];
        Assert.IsEmpty(twice, string.Join("; ", twice));
    }

    /// <summary>What is wrong with both chips is both their faults at once.</summary>
    private static string[] NamesOf(Dictionary<string, string> line) => line["injected"].Split(" + ", StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> BoardNames() => FaultNames.All.SelectMany(fault => fault.IsOfProbe ? new[] { fault.Name, $"{fault.Name}:2" } : [fault.Name]);

    /// <summary>Sheet 11 of the schematic.</summary>
    [GeneratedRegex(@"\b[A-Z]+11\d\d\b")]
    private static partial Regex SecondsPart();

    [GeneratedRegex(@"\b(FAULT2|DRDY2)(_|\b)")]
    private static partial Regex SecondsNet();
}
