using System.Text.RegularExpressions;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Monitor;
using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary><c>run --uart pty</c> and <c>run --uart tcp:PORT</c>: the box in real time, as another program reads it.</summary>
[TestClass]
public partial class LiveUartTests
{
    [TestMethod]
    [DataRow("tcp:0")]
    [DataRow("pty", DisplayName = "pty (Linux)")]
    [OSCondition(OperatingSystems.Linux)]
    public void A_running_box_is_read_line_by_line_to_its_end(string target)
    {
        string folder = Directory.CreateTempSubdirectory("interlock").FullName;
        string trace = Path.Combine(folder, "t.csv");
        File.WriteAllText(trace, "t_s,tc_c\n0,37\n1,37\n");

        using BenchProcess box = BenchProcess.Start("run", "--trace", trace, "--uart", target);
        string name = box.ReadErrorLine()["UART at ".Length..];
        using IUartConnection reader = UartSource.Parse(name).Open(default);
        string log = reader.ReadTo("there is no such text");

        Assert.AreEqual(ExitStatus.Done, box.WaitForExit());
        UartLine[] lines = [.. log.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        Assert.IsGreaterThan(30, lines.Length);
        Assert.IsTrue(lines.Zip(lines.Skip(1)).All(pair => pair.Second.Sequence > pair.First.Sequence), "the lines come in their order");

        // A box without time to run drops lines of its own, whose numbers are gone: so the lines are counted. No more can have
        // been sent before the first that was read than its number says.
        int sent = int.Parse(Sent().Match(box.Error).Groups[1].Value);
        Assert.IsGreaterThanOrEqualTo(sent - lines[0].Sequence, lines.Length, $"of {sent} lines those from {lines[0].Sequence} on");
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    [DataRow("tcp:", "--uart: expected tcp:PORT with a port from 0 (any) to 65535, found 'tcp:'")]
    [DataRow("tcp:99999", "--uart: expected tcp:PORT with a port from 0 (any) to 65535, found 'tcp:99999'")]
    [DataRow("tcp:host:1", "--uart: expected tcp:PORT with a port from 0 (any) to 65535, found 'tcp:host:1'")]
    public void What_is_no_port_is_one_line(string target, string message)
    {
        using BenchProcess box = BenchProcess.Start("run", "--uart", target);

        Assert.AreEqual(ExitStatus.BadInput, box.WaitForExit());
        Assert.AreEqual(message, box.Error.Trim());
    }

    [TestMethod]
    [DataRow("tcp:0")]
    [DataRow("pty")]
    [OSCondition(OperatingSystems.Linux)]
    public void A_fault_that_needs_virtual_time_is_refused_before_anything_is_opened(string target)
    {
        using BenchProcess box = BenchProcess.Start("run", "--uart", target, "--fault", "mcu-hang@3");

        Assert.AreEqual(ExitStatus.BadInput, box.WaitForExit());
        Assert.AreEqual("--fault: expected no mcu-hang in real time, it is played in virtual time only", box.Error.Trim());
    }

    private static UartLine Parse(string text)
    {
        Assert.IsTrue(UartLine.TryParse(text, out UartLine? line, out string problem), problem);
        return line!;
    }

    [GeneratedRegex("; ([0-9]+) lines")]
    private static partial Regex Sent();
}
