using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Hardware;

/// <summary>
/// The failure analysis and the virtual board's faults name each other: faults.csv is the simulation's, wires.csv is thought through
/// by hand, and each of their lines has the name of the fault that plays it or the reason why none can.
/// </summary>
[TestClass]
public class FailureAnalysisTests
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
    public void Every_name_is_a_fault_of_the_virtual_board()
    {
        HashSet<string> known = BoardNames();
        string[] unknown = [.. _lines.Select(NameOf).Where(name => name.Length > 0 && !known.Contains(name)).Distinct()];
        Assert.IsEmpty(unknown, string.Join(", ", unknown));
    }

    [TestMethod]
    public void Every_fault_of_the_virtual_board_stands_in_the_analysis_or_is_not_of_a_part()
    {
        string[] missing = [.. BoardNames().Except(_lines.Select(NameOf)).Except(_notOfAPart)];
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public void No_part_and_fault_stands_twice()
    {
        string[] twice = [.. _lines.GroupBy(line => $"{line["part"]}: {line["fault"]}").Where(group => group.Count() > 1).Select(group => group.Key)];
        Assert.IsEmpty(twice, string.Join("; ", twice));
    }

    /// <summary>A value behind the name says how the fault is played.</summary>
    private static string NameOf(Dictionary<string, string> line) => line["injected"].Split('=')[0];

    private static HashSet<string> BoardNames() => [.. FaultNames.All.Select(FaultNames.Of)];
}
