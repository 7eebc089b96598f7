using System.Text;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Simulation;
using Interlock.Bench.Tests.Sources;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Monitor;

/// <summary><c>monitor</c> as a process: what it says without a terminal, what it records, how it ends.</summary>
[TestClass]
public sealed class MonitorVerbTests : IDisposable
{
    private static readonly byte[] _log = Played.Run(Courses.RampTo(43.0, 5.0)).Log;

    private readonly string _folder = Directory.CreateTempSubdirectory("interlock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void A_file_is_told_event_by_event_and_second_by_second()
    {
        File.WriteAllBytes(At("u.log"), _log);

        using BenchProcess monitor = BenchProcess.Start("monitor", At("u.log"));

        Assert.AreEqual(ExitStatus.Done, monitor.WaitForExit());
        string[] lines = monitor.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] raw = Encoding.ASCII.GetString(_log).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        int events = raw.Count(line => line[..5] is not ("$SAMP" or "$EXPT" or "$STAT"));
        int seconds = raw.Where(line => line.StartsWith("$SAMP", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(" t=")[1].Split(' ')[0]) / 1000).Distinct().Count();
        Assert.HasCount(events + seconds, lines);
        Assert.IsTrue(lines.Any(line => line.Contains("TRIP OVER_TEMPERATURE at 42.", StringComparison.Ordinal)));
        Assert.IsTrue(lines.Any(line => line.Contains("PERMITTED 37.", StringComparison.Ordinal) && line.EndsWith("K1 closed, K2 closed, CEM43 0.000 min", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Standard_input_is_recorded_byte_for_byte_garbage_included()
    {
        byte[] garbage = new byte[5000];
        new Random(7).NextBytes(garbage);
        byte[] all = [.. garbage, .. _log, .. garbage, 0, 13, 10, 255];

        using BenchProcess monitor = BenchProcess.Start("monitor", "-", "--log", At("copy.log"));
        monitor.Feed(all);

        Assert.AreEqual(ExitStatus.Done, monitor.WaitForExit());
        CollectionAssert.AreEqual(all, File.ReadAllBytes(At("copy.log")));
        string[] told = monitor.Error.Trim().Split('\n');
        StringAssert.StartsWith(told[0], "standard input: highest 43.", "the nerve first");
        Assert.IsTrue(told[1..^1].All(line => line.StartsWith("standard input: passed over: ", StringComparison.Ordinal)), monitor.Error);
        Assert.AreEqual($"{At("copy.log")}: {all.Length} bytes recorded, the wall clock in {At("copy.log")}.jsonl", told[^1].TrimEnd());
    }

    [TestMethod]
    public void A_killed_monitor_has_recorded_all_that_it_got_and_a_server_that_returns_is_recorded_on()
    {
        using BenchProcess monitor = StartOnServer(out TcpUart first);
        int port = first.Port;
        first.Write(Lines.Bytes("before"));
        Assert.IsTrue(Reader.Until(() => Recorded().EndsWith("before\r\n", StringComparison.Ordinal)));
        first.Dispose();

        using TcpUart second = TcpUart.Open(port);
        Assert.IsTrue(Reader.Until(() =>
        {
            second.Write(Lines.Bytes("after"));
            return Recorded().EndsWith("after\r\n", StringComparison.Ordinal);
        }));
        monitor.Kill();
        monitor.WaitForExit();

        StringAssert.Contains(Recorded(), "before\r\nafter\r\n");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("INT")]
    [DataRow("TERM")]
    public void Ctrl_C_ends_it_well(string signal)
    {
        using BenchProcess monitor = StartOnServer(out TcpUart server);
        using (server)
        {
            System.Diagnostics.Process.Start("kill", $"-{signal} {monitor.Id}").WaitForExit();

            Assert.AreEqual(ExitStatus.Done, monitor.WaitForExit());
            StringAssert.Contains(monitor.Error, "bytes recorded");
        }
    }

    [TestMethod]
    public void A_log_that_exists_is_not_touched()
    {
        File.WriteAllText(At("old.log"), "precious");
        File.WriteAllBytes(At("u.log"), _log);

        using BenchProcess monitor = BenchProcess.Start("monitor", At("u.log"), "--log", At("old.log"));

        Assert.AreEqual(ExitStatus.BadInput, monitor.WaitForExit());
        Assert.AreEqual($"{At("old.log")}: expected a name that is still free: a log is never overwritten", monitor.Error.Trim());
        Assert.AreEqual("precious", File.ReadAllText(At("old.log")));
    }

    [TestMethod]
    [DataRow("no-such-file")]
    [DataRow("tcp:nowhere")]
    [DataRow("tcp:localhost:1")]
    public void A_source_that_can_t_be_opened_is_one_line_and_leaves_no_log(string source)
    {
        using BenchProcess monitor = BenchProcess.Start("monitor", source, "--log", At("new.log"));

        Assert.AreEqual(ExitStatus.BadInput, monitor.WaitForExit());
        Assert.HasCount(1, monitor.Error.Trim().Split('\n'));
        Assert.IsFalse(File.Exists(At("new.log")));
    }

    [TestMethod]
    public void A_log_that_can_t_be_written_is_one_line()
    {
        File.WriteAllBytes(At("u.log"), _log);

        using BenchProcess monitor = BenchProcess.Start("monitor", At("u.log"), "--log", At("no/such/folder.log"));

        Assert.AreEqual(ExitStatus.BadInput, monitor.WaitForExit());
        Assert.HasCount(1, monitor.Error.Trim().Split('\n'));
    }

    [TestMethod]
    public void A_box_that_falls_silent_is_told_and_so_is_its_return()
    {
        using BenchProcess monitor = StartOnServer(out TcpUart server);
        using (server)
        {
            int sequence = 0;
            DateTime until = DateTime.UtcNow.AddSeconds(1);
            while (DateTime.UtcNow < until) Say(server, ref sequence);
            System.Threading.Thread.Sleep(2700);
            until = DateTime.UtcNow.AddSeconds(1);
            while (DateTime.UtcNow < until) Say(server, ref sequence);
        }

        Assert.IsTrue(Reader.Until(() => File.Exists(At("box.log"))));
        System.Diagnostics.Process.Start("kill", $"-INT {monitor.Id}").WaitForExit();
        monitor.WaitForExit();
        StringAssert.Contains(monitor.Output, "monitor: no data for 2 s\n");
        StringAssert.Contains(monitor.Output, "monitor: data again (before: no data for ");
    }

    [TestMethod]
    public void Nothing_at_all_is_said_to_be_nothing()
    {
        using BenchProcess monitor = BenchProcess.Start("monitor", "-");
        monitor.Feed([]);

        Assert.AreEqual(ExitStatus.BadInput, monitor.WaitForExit());
        Assert.AreEqual("standard input: expected lines of a box, found nothing", monitor.Error.Trim());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Bytes_without_a_line_are_judged_and_who_ends_it_so_is_told_again()
    {
        TcpUart server = TcpUart.Open(0);
        string source = $"tcp:localhost:{server.Port}";
        using BenchProcess monitor = BenchProcess.Start("monitor", source);
        using (server)
        {
            DateTime until = DateTime.UtcNow.AddSeconds(6);
            while (DateTime.UtcNow < until)
            {
                server.Write([0x00, 0xE6, 0x80, 0x1E, 0x98, 0xFE, (byte)'\n']);
                Thread.Sleep(20);
            }

            System.Diagnostics.Process.Start("kill", $"-INT {monitor.Id}").WaitForExit();
            Assert.AreEqual(ExitStatus.BadInput, monitor.WaitForExit());
        }

        const string likely = "no text: the speed is likely wrong, set the port to 115200 baud (else the port is another one, or TX and RX are swapped)";
        StringAssert.Contains(monitor.Output, $"monitor: no line in what comes: {likely}\n");
        Assert.AreEqual($"{source}: not one line of a box; {likely}", monitor.Error.Trim());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_pseudo_terminal_that_dies_is_told_and_no_success()
    {
        PseudoTerminal terminal = PseudoTerminal.Open();
        using BenchProcess monitor = BenchProcess.Start("monitor", terminal.Name, "--log", At("box.log"));
        Assert.IsTrue(Reader.Until(() =>
        {
            terminal.Write(Lines.Bytes(Lines.Sample(1, 100, "37.00")));
            return File.Exists(At("box.log")) && Recorded().Length > 0;
        }));
        terminal.Dispose();

        Assert.AreEqual(ExitStatus.BadInput, monitor.WaitForExit());
        StringAssert.EndsWith(monitor.Error.Trim(), $"{terminal.Name}: the other end of this pseudo-terminal is gone, and what the box says now is not heard");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [ProgramCondition("socat")]
    public void A_pair_of_pseudo_terminals_of_socat_is_read_byte_for_byte()
    {
        using System.Diagnostics.Process socat = System.Diagnostics.Process.Start("socat", [$"pty,raw,echo=0,link={At("here")}", $"pty,raw,echo=0,link={At("there")}"]);
        Assert.IsTrue(Reader.Until(() => File.Exists(At("here")) && File.Exists(At("there"))));
        using BenchProcess monitor = BenchProcess.Start("monitor", At("there"), "--log", At("box.log"));
        Assert.IsTrue(Reader.Until(() => File.Exists(At("box.log"))));

        using (FileStream box = new(At("here"), FileMode.Open, FileAccess.Write)) box.Write(_log);
        Assert.IsTrue(Reader.Until(() => new FileInfo(At("box.log")).Length >= _log.Length));
        System.Diagnostics.Process.Start("kill", $"-INT {monitor.Id}").WaitForExit();

        Assert.AreEqual(ExitStatus.Done, monitor.WaitForExit());
        CollectionAssert.AreEqual(_log, File.ReadAllBytes(At("box.log")));
        StringAssert.Contains(monitor.Output, "TRIP OVER_TEMPERATURE at 42.");
        socat.Kill();
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [ProgramCondition("script")]
    [DataRow("dumb", false)]
    [DataRow("xterm-256color", true)]
    public void A_terminal_that_can_t_draw_gets_lines(string terminal, bool draws)
    {
        File.WriteAllBytes(At("u.log"), _log);
        System.Diagnostics.ProcessStartInfo start = new("script", ["-qec", $"stty rows 30 cols 100; dotnet {typeof(ConsoleApp).Assembly.Location} monitor {At("u.log")}", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["TERM"] = terminal },
        };
        using System.Diagnostics.Process script = System.Diagnostics.Process.Start(start)!;
        string output = script.StandardOutput.ReadToEnd();

        Assert.AreEqual(!draws, output.Contains("PERMITTED 37.", StringComparison.Ordinal), output);
        Assert.AreEqual(draws, output.Contains("╭─tip─", StringComparison.Ordinal), output);
    }

    private static void Say(TcpUart server, ref int sequence)
    {
        server.Write(Lines.Bytes(Lines.Sample(sequence, sequence * 100L, "37.00")));
        sequence++;
        System.Threading.Thread.Sleep(50);
    }

    private BenchProcess StartOnServer(out TcpUart server)
    {
        TcpUart uart = TcpUart.Open(0);
        BenchProcess monitor = BenchProcess.Start("monitor", $"tcp:localhost:{uart.Port}", "--log", At("box.log"));
        Assert.IsTrue(Reader.Until(() =>
        {
            uart.Write(Lines.Bytes("hello"));
            return File.Exists(At("box.log")) && Recorded().Length > 0;
        }));
        server = uart;
        return monitor;
    }

    private string Recorded()
    {
        using FileStream file = new(At("box.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }

    private string At(string name) => Path.Combine(_folder, name);
}
