using System.Diagnostics;
using System.Text;
using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary>The UART as a pseudo-terminal, and a serial device as the monitor opens it.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public class PseudoTerminalTests
{
    [TestMethod]
    public void A_reader_gets_every_byte_as_it_was_sent()
    {
        using PseudoTerminal terminal = PseudoTerminal.Open();
        using IUartConnection reader = new SerialSource(terminal.Name).Open(default);
        string special = "\x01\x03\x04\x11\x13\x1A\x7F\xFF" + "\r\rend\r\n";

        Say(terminal, special);

        Assert.AreEqual(special, reader.ReadTo("end\r\n"));
    }

    [TestMethod]
    public void What_nobody_reads_is_dropped_at_once_and_the_next_reader_gets_what_comes_then()
    {
        using PseudoTerminal terminal = PseudoTerminal.Open();
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 100_000; i++) Say(terminal, "nobody hears this line of some length\r\n");
        Assert.IsLessThan(20.0, watch.Elapsed.TotalSeconds);

        using (IUartConnection first = new SerialSource(terminal.Name).Open(default))
        {
            Say(terminal, "for the first\r\n");
            Assert.AreEqual("for the first\r\n", first.ReadTo("\n"));
            Say(terminal, "not fetched by the first\r\n");
        }

        Say(terminal, "nobody again\r\n");
        using IUartConnection second = new SerialSource(terminal.Name).Open(default);

        // Before anything is sent: what the first left would be followed by a gap.
        Assert.IsTrue(second.TryRead(new byte[100], out int count));
        Assert.AreEqual(0, count);
        Say(terminal, "for the second\r\n");
        Assert.AreEqual("for the second\r\n", second.ReadTo("\n"));
    }

    [TestMethod]
    public void A_reader_that_stops_reading_never_makes_the_box_wait_and_misses_whole_lines()
    {
        using PseudoTerminal terminal = PseudoTerminal.Open();
        using IUartConnection reader = new SerialSource(terminal.Name).Open(default);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 20_000; i++) Say(terminal, $"{i:D6} {new string('x', 80)}\r\n");
        Assert.IsLessThan(20.0, watch.Elapsed.TotalSeconds);

        // What was half in the way goes out with the next line; read along until the last has come.
        string text = string.Empty;
        Thread pump = new(() => text = reader.ReadTo("end\r\n")) { IsBackground = true };
        pump.Start();
        while (pump.IsAlive)
        {
            Say(terminal, $"end\r\n");
            pump.Join(20);
        }

        foreach (string line in text.Split("\r\n")[..^1]) Assert.IsTrue(line == "end" || line.Length == 87, line);
    }

    [TestMethod]
    public void A_serial_device_is_set_to_115200_8N1_raw()
    {
        using PseudoTerminal terminal = PseudoTerminal.Open();
        Stty(terminal.Name, "9600 cstopb icanon echo icrnl opost ixon");

        using IUartConnection reader = new SerialSource(terminal.Name).Open(default);

        string settings = Stty(terminal.Name, "-a");
        foreach (string setting in (string[])["speed 115200 baud", "cs8", "-parenb", "-cstopb", "-icanon", "-echo", "-icrnl", "-opost", "-ixon", "-isig", "-crtscts", "cread", "clocal"])
        {
            Assert.IsTrue((" " + settings.ReplaceLineEndings(" ")).Contains($" {setting}", System.StringComparison.Ordinal), $"{setting} in {settings}");
        }
    }

    [TestMethod]
    public void A_device_that_goes_away_is_the_end_of_its_connection()
    {
        PseudoTerminal terminal = PseudoTerminal.Open();
        using IUartConnection reader = new SerialSource(terminal.Name).Open(default);
        terminal.Dispose();

        Assert.IsTrue(Reader.Until(() => !reader.TryRead(new byte[100], out _)));
    }

    [TestMethod]
    public void A_file_is_no_serial_device()
    {
        string file = Path.GetTempFileName();

        Assert.IsFalse(FileKind.IsTerminal(file));
        Assert.ThrowsExactly<BadInputException>(() => new SerialSource(file).Open(default));
        File.Delete(file);
    }

    private static void Say(PseudoTerminal terminal, string text) => terminal.Write(Encoding.Latin1.GetBytes(text));

    private static string Stty(string terminal, string settings)
    {
        using Process stty = Process.Start(new ProcessStartInfo("stty", $"-F {terminal} {settings}") { RedirectStandardOutput = true })!;
        string output = stty.StandardOutput.ReadToEnd();
        stty.WaitForExit();
        Assert.AreEqual(0, stty.ExitCode);
        return output;
    }
}
