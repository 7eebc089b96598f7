using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary>The UART on a TCP port: clients come and go, and none can hold the box up.</summary>
[TestClass]
public class TcpUartTests
{
    [TestMethod]
    public void Each_client_gets_whole_lines_from_when_it_came()
    {
        using TcpUart uart = TcpUart.Open(0);
        using IUartConnection first = Connect(uart);
        Say(uart, "let first in\r\nfor one\r\nfor ");
        using IUartConnection second = Connect(uart);
        Say(uart, "one too\r\nfor both\r\nend\r\n");

        Assert.AreEqual("for one\r\nfor one too\r\nfor both\r\nend\r\n", first.ReadTo("end\r\n"));
        Assert.AreEqual("for both\r\nend\r\n", second.ReadTo("end\r\n"));
    }

    [TestMethod]
    public void A_client_that_leaves_does_not_disturb_the_others()
    {
        using TcpUart uart = TcpUart.Open(0);
        using IUartConnection stays = Connect(uart);
        IUartConnection leaves = Connect(uart);
        Say(uart, "hello\r\n");
        leaves.Dispose();
        for (int i = 0; i < 100; i++) Say(uart, $"line {i}\r\n");
        Say(uart, "end\r\n");

        string[] lines = stays.ReadTo("end\r\n").Split("\r\n");

        CollectionAssert.AreEqual(Enumerable.Range(0, 100).Select(i => $"line {i}").ToArray(), lines[..100]);
    }

    [TestMethod]
    public void A_client_that_reads_nothing_costs_the_box_no_time_and_then_misses_whole_lines()
    {
        const int lines = 200_000;
        using TcpUart uart = TcpUart.Open(0);
        using Socket slow = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        slow.Connect(IPAddress.Loopback, uart.Port);
        Say(uart, "let it in\r\n");

        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < lines; i++) Say(uart, $"line {i:D6} {new string('x', 80)}\r\n");

        // 18 MB would take a waiting writer for ever.
        Assert.IsLessThan(30.0, watch.Elapsed.TotalSeconds);
        using TcpConnection reader = new(slow);
        uart.Dispose();
        string[] received = reader.ReadTo("there is no such text").Split("\r\n");
        Assert.IsLessThan(lines, received.Length);
        Assert.IsTrue(received[..^1].All(line => line.Length == 92 && line.StartsWith("line ", StringComparison.Ordinal)), "every line is whole");
    }

    [TestMethod]
    public void It_listens_on_this_machine_alone_and_a_port_that_is_taken_is_one_line()
    {
        using TcpUart uart = TcpUart.Open(0);

        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => TcpUart.Open(uart.Port));

        StringAssert.StartsWith(e.Message, $"--uart tcp:{uart.Port}: expected a port that is free (");
        foreach (IPAddress address in Dns.GetHostAddresses(Dns.GetHostName()).Where(address => !IPAddress.IsLoopback(address)))
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Assert.ThrowsExactly<SocketException>(() => socket.Connect(address, uart.Port), address.ToString());
        }
    }

    private static IUartConnection Connect(TcpUart uart) => UartSource.Parse($"tcp:localhost:{uart.Port}").Open(default);

    private static void Say(TcpUart uart, string text) => uart.Write(Encoding.ASCII.GetBytes(text));
}
