using System.Diagnostics;
using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary>What the system tells of its ports, beyond their names.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public class SerialPortsTests
{
    [TestMethod]
    [DataRow("ttyUSB0", "1-1/1-1:1.0/ttyUSB0/tty/ttyUSB0", "CP2102 USB to UART Bridge Controller")]
    [DataRow("ttyACM0", "1-1/1-1:1.0/tty/ttyACM0", "CP2102 USB to UART Bridge Controller")]
    [DataRow("ttyS0", "serial8250/tty/ttyS0", "")]
    public void An_adapter_is_called_what_it_calls_itself(string port, string device, string description)
    {
        string system = Directory.CreateTempSubdirectory("interlock").FullName;
        Directory.CreateDirectory(Path.Combine(system, "class", "tty"));
        Directory.CreateDirectory(Path.Combine(system, "devices", device));
        Directory.CreateDirectory(Path.Combine(system, "devices", "1-1"));
        File.WriteAllText(Path.Combine(system, "devices", "1-1", "product"), "CP2102 USB to UART Bridge Controller\n");
        Directory.CreateSymbolicLink(Path.Combine(system, "class", "tty", port), $"../../devices/{device}");

        Assert.AreEqual(description, SerialPorts.SaidByLinux("/dev/" + port, Path.Combine(system, "class", "tty")));
        Assert.AreEqual(string.Empty, SerialPorts.SaidByLinux("/dev/ttyNone", Path.Combine(system, "class", "tty")));
        Directory.Delete(system, recursive: true);
    }

    [TestMethod]
    public void A_port_that_another_program_reads_is_not_shared_with_it()
    {
        using PseudoTerminal terminal = PseudoTerminal.Open();
        using Process other = Process.Start("sh", ["-c", $"exec sleep 60 < {terminal.Name}"]);
        Assert.IsTrue(Reader.Until(() => SerialPorts.HolderOf(terminal.Name) is not null));

        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => new SerialSource(terminal.Name).Open(default));

        Assert.AreEqual($"{terminal.Name}: sleep (process {other.Id}) holds this port: end it, or close the port there", e.Message);
        other.Kill();
        other.WaitForExit();
        new SerialSource(terminal.Name).Open(default).Dispose();
    }

    [TestMethod]
    public void The_end_that_made_a_pseudo_terminal_does_not_hold_it()
    {
        using PseudoTerminal terminal = PseudoTerminal.Open();
        using Process both = Process.Start("sh", ["-c", $"exec sleep 60 < {terminal.Name} 3<> /dev/ptmx"]);
        Assert.IsTrue(Reader.Until(() => Directory.Exists($"/proc/{both.Id}/fd") && File.Exists($"/proc/{both.Id}/fd/3")));

        Assert.IsNull(SerialPorts.HolderOf(terminal.Name));
        both.Kill();
    }
}
