using System.Collections.Concurrent;
using System.Text;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary>A source that is lost is opened again; one that ends, ends.</summary>
[TestClass]
public class UartFeedTests
{
    private readonly Listener _listener = new();
    private readonly CancellationTokenSource _stop = new();

    [TestMethod]
    public void A_server_that_goes_and_returns_is_read_on()
    {
        int port;
        Thread feed;
        using (TcpUart first = TcpUart.Open(0))
        {
            port = first.Port;
            feed = Start(UartSource.Parse($"tcp:localhost:{port}"));
            SayUntilHeard(first, "before\r\n");
        }

        Assert.IsTrue(Reader.Until(() => _listener.Told.Contains("lost")));
        using TcpUart second = TcpUart.Open(port);
        SayUntilHeard(second, "after\r\n");
        Finish(feed);
        Assert.AreEqual("connected before lost connected after", _listener.Story);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_device_that_vanishes_and_returns_under_its_name_is_read_on()
    {
        string link = Path.Combine(Directory.CreateTempSubdirectory("interlock").FullName, "ttyBox");
        Thread feed;
        using (PseudoTerminal first = PseudoTerminal.Open())
        {
            File.CreateSymbolicLink(link, first.Name);
            feed = Start(UartSource.Parse(link));
            SayUntilHeard(first, "before\r\n");
            File.Delete(link);
        }

        Assert.IsTrue(Reader.Until(() => _listener.Told.Contains("lost")));
        using PseudoTerminal second = PseudoTerminal.Open();
        File.CreateSymbolicLink(link, second.Name);
        SayUntilHeard(second, "after\r\n");
        Finish(feed);
        Assert.AreEqual("connected before lost connected after", _listener.Story);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_pseudo_terminal_s_own_number_is_not_opened_again()
    {
        Thread feed;
        using (PseudoTerminal terminal = PseudoTerminal.Open())
        {
            feed = Start(UartSource.Parse(terminal.Name));
            SayUntilHeard(terminal, "all\r\n");
        }

        Assert.IsTrue(feed.Join(10_000));
        Assert.AreEqual("connected all ended", _listener.Story);
    }

    [TestMethod]
    public void A_file_ends_at_its_end()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "all\r\n");

        Assert.IsTrue(Start(UartSource.Parse(file)).Join(10_000));
        Assert.AreEqual("connected all ended", _listener.Story);
        File.Delete(file);
    }

    private Thread Start(IUartSource source)
    {
        IUartConnection connection = source.Open(default);
        Thread feed = new(() => new UartFeed(source, _listener).Run(connection, _stop.Token)) { IsBackground = true };
        feed.Start();
        return feed;
    }

    private void Finish(Thread feed)
    {
        _stop.Cancel();
        Assert.IsTrue(feed.Join(10_000));
    }

    private void SayUntilHeard(Stream uart, string line)
    {
        Assert.IsTrue(Reader.Until(() =>
        {
            uart.Write(Encoding.ASCII.GetBytes(line));
            return _listener.Told.Contains(line.Trim());
        }));
    }

    /// <summary>Keeps what it is told, each word once in a row.</summary>
    private sealed class Listener : IUartListener
    {
        public ConcurrentQueue<string> Told { get; } = new();

        public string Story => string.Join(' ', Told);

        public void Connected() => Tell("connected");

        public void Lost() => Tell("lost");

        public void Ended() => Tell("ended");

        public void Received(ReadOnlySpan<byte> bytes)
        {
            foreach (string line in Encoding.ASCII.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)) Tell(line);
        }

        private void Tell(string word)
        {
            if (Told.LastOrDefault() != word) Told.Enqueue(word);
        }
    }
}
