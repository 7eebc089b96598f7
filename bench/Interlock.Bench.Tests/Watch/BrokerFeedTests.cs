using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Interlock.Bench.Tests.Monitor;
using Interlock.Log;
using Interlock.Station.Broker;
using Interlock.Station.Monitor;

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

    private async Task<BrokerFeed> FeedAsync()
    {
        BrokerFeed feed = new(_session, new BrokerAddress("127.0.0.1", _port, IsEncrypted: false, "nobody", "wrong"), "box", TimeProvider.System, _said.Enqueue);
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

    private void Subscribe()
    {
        lock (_heard) _heard.Clear();
        _subscriber = Process.Start(new ProcessStartInfo("mosquitto_sub", ["-p", $"{_port}", "-t", "interlock/box/event", "-q", "1"]) { RedirectStandardOutput = true })!;
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
