using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Interlock.Bench.Tests.Monitor;
using Interlock.Log;
using Interlock.Station.Broker;
using Interlock.Station.Monitor;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Watch;

/// <summary>Debian's mosquitto and its own client at the other end.</summary>
[TestClass]
[ProgramCondition("mosquitto")]
[ProgramCondition("mosquitto_sub")]
public sealed class BrokerFeedTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("interlock").FullName;
    private readonly int _port = FreePort();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly MonitorSession _session = new(new LiveStub(), null, TimeProvider.System);
    private Process? _broker;
    private Process? _subscriber;
    private long _sequence;

    [TestInitialize]
    public Task StartAsync() => StartBrokerAsync("allow_anonymous true");

    public void Dispose()
    {
        Stop(_subscriber);
        Stop(_broker);
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public async Task State_is_kept_for_who_comes_later_and_says_offline_at_the_end()
    {
        await using (BrokerFeed feed = await FeedAsync())
        {
            Say("SAMP", "tc=41.25 cj=25.00 sr=00 st=PERMITTED k1=1 k2=1 io=05F cem=0.031");
            JsonElement state = await RetainedAsync(static state => state.TryGetProperty("tip", out JsonElement tip) && tip.ValueKind == JsonValueKind.Number);
            Assert.AreEqual(("PERMITTED", 41.25, true), (state.GetProperty("state").GetString(), state.GetProperty("tip").GetDouble(), state.GetProperty("isLineClosed").GetBoolean()));
        }

        Assert.AreEqual("offline", (await RetainedAsync(static _ => true)).GetProperty("state").GetString());
    }

    [TestMethod]
    public async Task A_process_that_is_killed_leaves_its_last_will()
    {
        string log = Path.Combine(_folder, "u.log");
        await File.WriteAllTextAsync(log, Lines.Sample(1, 100, "38.00") + "\r\n");
        using (BenchProcess bench = BenchProcess.Start("watch", log, "--listen", "127.0.0.1:0", "--mqtt", $"127.0.0.1:{_port}", "--box", "left one"))
        {
            Assert.Contains("Ctrl-C ends", bench.ReadErrorLine());
            Assert.AreEqual("PERMITTED", (await RetainedAsync(static state => state.TryGetProperty("tip", out JsonElement tip) && tip.ValueKind == JsonValueKind.Number, "left-one")).GetProperty("state").GetString());
            bench.Kill();
        }

        JsonElement will = await RetainedAsync(static state => state.GetProperty("state").GetString() == "offline", "left-one");
        Assert.AreEqual("left one", will.GetProperty("box").GetString());
    }

    [TestMethod]
    public async Task While_the_broker_is_away_events_are_kept_in_order()
    {
        await using BrokerFeed feed = await FeedAsync();
        Subscribe();
        Say("EVNT", "ev=WARN why=HIGH tc=40.00");
        await HeardAsync(1);

        Stop(_broker);
        Stop(_subscriber);
        for (int i = 0; i < 300; i++) Say("EVNT", $"ev=REFUSED why=MOVING tc={30 + (i / 100.0):F2}");
        await Task.Delay(1500);
        await StartBrokerAsync("allow_anonymous true");
        Subscribe();
        Say("EVNT", "ev=ARMED tc=37.00");

        string[] events = await HeardAsync(301);
        double[] tips = [.. events.Select(static text => JsonDocument.Parse(text).RootElement.GetProperty("tip").GetDouble())];
        CollectionAssert.AreEqual(Enumerable.Range(0, 300).Select(static i => 30 + (i / 100.0)).Append(37.0).ToArray(), tips);
        Assert.AreEqual(0L, feed.Dropped);
    }

    /// <summary>Fifty boxes, each on a TCP port of its own at its own pace, each reader with its own connection to the one broker.</summary>
    [TestMethod]
    public async Task Fifty_boxes_lose_no_event_on_one_broker()
    {
        const int boxes = 50, events = 20;
        Subscribe("interlock/+/event", "%t %p");
        using CancellationTokenSource stop = new();
        List<BrokerFeed> feeds = [];
        List<Thread> readers = [];
        List<TcpClient> wires = [];
        for (int i = 0; i < boxes; i++)
        {
            using TcpListener port = new(IPAddress.Loopback, 0);
            port.Start();
            IUartSource source = UartSource.Parse($"tcp:127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}");
            IUartConnection connection = source.Open(stop.Token);
            wires.Add(await port.AcceptTcpClientAsync());
            MonitorSession session = new(source, null, TimeProvider.System);
            feeds.Add(await FeedAsync(session, $"ward-{i:D2}"));
            readers.Add(new Thread(() => new UartFeed(source, session).Run(connection, stop.Token)));
            readers[i].Start();
        }

        // A reading each 100 ms and an event each 200 ms, for 4 s.
        for (int tick = 0; tick < 2 * events; tick++)
        {
            long t = 100 * tick;
            byte[] lines = Lines.Bytes(tick % 2 == 0 ? [Lines.Sample(3 * tick / 2, t, "38.00"), Lines.Event((3 * tick / 2) + 1, t, $"ev=REFUSED why=MOVING tc={30 + (tick / 200.0):F2}")] : [Lines.Sample((3 * tick / 2) + 1, t, "38.00")]);
            foreach (TcpClient wire in wires) await wire.GetStream().WriteAsync(lines, stop.Token);
            await Task.Delay(100);
        }

        ILookup<string, double> tips = (await HeardAsync(boxes * events)).Select(static line => line.Split(' ', 2))
            .ToLookup(static told => told[0], static told => JsonDocument.Parse(told[1]).RootElement.GetProperty("tip").GetDouble());
        Assert.HasCount(boxes, tips);
        double[] expected = [.. Enumerable.Range(0, events).Select(static i => 30 + (i / 100.0))];
        foreach (IGrouping<string, double> box in tips) CollectionAssert.AreEqual(expected, box.ToArray(), box.Key);

        await stop.CancelAsync();
        foreach (Thread reader in readers) reader.Join();
        foreach (BrokerFeed feed in feeds) await feed.DisposeAsync();
        foreach (TcpClient wire in wires) wire.Dispose();
    }

    [TestMethod]
    public async Task A_wrong_password_is_told_in_one_line()
    {
        Stop(_broker);
        await File.WriteAllTextAsync(Path.Combine(_folder, "passwords"), "box:$7$101$AAAAAAAAAAAAAAAA$AAAA\n");
        await StartBrokerAsync($"allow_anonymous false\npassword_file {_folder}/passwords");

        BadInputException refused = await Assert.ThrowsExactlyAsync<BadInputException>(FeedAsync);

        Assert.Contains("refuses user and password", refused.Message);
        Assert.DoesNotContain("\n", refused.Message);
    }

    [TestMethod]
    public async Task Two_boxes_of_one_name_are_told_and_do_not_push_each_other_out_for_ever()
    {
        await using BrokerFeed first = await FeedAsync();
        await using BrokerFeed second = await FeedAsync(new MonitorSession(new LiveStub(), null, TimeProvider.System), "box");

        DateTime latest = DateTime.UtcNow + _patience;
        string? told;
        while ((told = _said.FirstOrDefault(static said => said.Contains("taken away", StringComparison.Ordinal))) is null)
        {
            Assert.IsLessThan(latest, DateTime.UtcNow, "the word that the name is taken");
            await Task.Delay(50);
        }

        Assert.Contains("the name interlock-box", told);
        Assert.Contains("--box NAME", told);
    }

    [TestMethod]
    public async Task A_broker_that_is_not_there_yet_is_waited_for()
    {
        Stop(_broker);
        await using BrokerFeed feed = await FeedAsync();
        Assert.Contains("no broker answers", _said.Single());
        Say("EVNT", "ev=ARMED tc=37.00");
        await StartBrokerAsync("allow_anonymous true");
        Subscribe();
        JsonElement state = await RetainedAsync(static _ => true);
        Assert.AreEqual("box", state.GetProperty("box").GetString());
    }

    [TestMethod]
    [DataRow("/dev/ttyUSB0", "dev-ttyUSB0")]
    [DataRow("ward 3/left+#", "ward-3-left")]
    [DataRow("///", "box")]
    public void A_name_is_made_safe_for_a_topic(string name, string expected) => Assert.AreEqual(expected, BrokerAddress.SafeName(name));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Stop(Process? process)
    {
        if (process is null || process.HasExited) return;
        process.Kill();
        process.WaitForExit();
    }

    private Task<BrokerFeed> FeedAsync() => FeedAsync(_session, "box");

    private async Task<BrokerFeed> FeedAsync(MonitorSession session, string box)
    {
        BrokerFeed feed = new(session, new BrokerAddress("127.0.0.1", _port, IsEncrypted: false, "nobody", "wrong"), box, TimeProvider.System, _said.Enqueue);
        await feed.StartAsync();
        return feed;
    }

    private void Say(string type, string fields) => _session.Received(Lines.Bytes(Lines.Of($"{type} seq={_sequence} t={100 * _sequence++} {fields}")));

    private async Task StartBrokerAsync(string rights)
    {
        string settings = Path.Combine(_folder, "mosquitto.conf");
        await File.WriteAllTextAsync(settings, $"listener {_port} 127.0.0.1\nuser root\n{rights}\n");
        _broker = Process.Start(new ProcessStartInfo("mosquitto", ["-c", settings]) { RedirectStandardError = true })!;
        DateTime latest = DateTime.UtcNow + _patience;
        while (true)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException) when (DateTime.UtcNow < latest)
            {
                await Task.Delay(50);
            }
        }
    }

    private readonly List<string> _heard = [];

    /// <param name="topic">What to hear.</param>
    /// <param name="format">A line of it: %t the topic, %p the payload.</param>
    private void Subscribe(string topic = "interlock/box/event", string format = "%p")
    {
        lock (_heard) _heard.Clear();
        _subscriber = Process.Start(new ProcessStartInfo("mosquitto_sub", ["-p", $"{_port}", "-t", topic, "-q", "1", "-F", format]) { RedirectStandardOutput = true })!;
        _subscriber.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (_heard) _heard.Add(line.Data);
        };
        _subscriber.BeginOutputReadLine();
    }

    private async Task<string[]> HeardAsync(int count)
    {
        DateTime latest = DateTime.UtcNow + _patience;
        while (true)
        {
            lock (_heard)
            {
                if (_heard.Count >= count) return [.. _heard];
            }

            Assert.IsLessThan(latest, DateTime.UtcNow, $"{count} events");
            await Task.Delay(50);
        }
    }

    private async Task<JsonElement> RetainedAsync(Func<JsonElement, bool> isAwaited, string box = "box")
    {
        DateTime latest = DateTime.UtcNow + _patience;
        while (true)
        {
            using Process client = Process.Start(new ProcessStartInfo("mosquitto_sub", ["-p", $"{_port}", "-t", $"interlock/{box}/state", "-C", "1", "-W", "5"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string text = await client.StandardOutput.ReadToEndAsync();
            if (text.Length > 0 && JsonDocument.Parse(text).RootElement is var state && isAwaited(state)) return state;
            Assert.IsLessThan(latest, DateTime.UtcNow, $"the state that is awaited; the last was {text}");
            await Task.Delay(100);
        }
    }
}
