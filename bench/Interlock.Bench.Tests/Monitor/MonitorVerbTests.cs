using System;
using System.IO;
using System.Linq;
using System.Text;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Simulation;
using Interlock.Bench.Tests.Sources;
using Interlock.Station.Sources;
using Microsoft.VisualStudio.TestTools.UnitTesting;

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
        int events = raw.Count(line => !line.StartsWith("$SAMP", StringComparison.Ordinal) && !line.StartsWith("$STAT", StringComparison.Ordinal));
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
        Assert.AreEqual($"{At("copy.log")}: {all.Length} bytes recorded", monitor.Error.Trim());
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
