using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Interlock.Log;
using Interlock.Station.Watch;

namespace Interlock.Bench.Tests.Watch;

[TestClass]
public sealed class WatchServerTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [TestMethod]
    public async Task Status_tells_words_sentences_and_what_to_do()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        box.Event("ARMED tc=37.00");
        box.Sample(41.98);
        box.Event("TRIP cause=OVER_TEMPERATURE tc=42.01");
        box.Sample(42.50, "TRIPPED", isClosed: false);

        JsonElement status = await JsonAsync(box, "status");

        Assert.AreEqual("TRIPPED", status.GetProperty("state").GetString());
        Assert.AreEqual("OVER_TEMPERATURE", status.GetProperty("cause").GetProperty("name").GetString());
        Assert.AreEqual(Meanings.OfReason("OVER_TEMPERATURE").Sentence, status.GetProperty("cause").GetProperty("sentence").GetString());
        Assert.AreEqual(Meanings.OfReason("OVER_TEMPERATURE").NextStep, status.GetProperty("nextStep").GetString());
        Assert.AreEqual("TRIP", status.GetProperty("alarm").GetProperty("kind").GetString());
        Assert.AreEqual(42.5, status.GetProperty("tip").GetDouble());
        Assert.IsFalse(status.GetProperty("isLineClosed").GetBoolean());
        Assert.AreEqual("OVER_TEMPERATURE", status.GetProperty("ablation").GetProperty("end").GetString());
    }

    [TestMethod]
    public async Task Heating_that_goes_on_is_louder_than_data_that_are_lost_and_those_than_a_trip()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        box.Event("ARMED tc=37.00");
        box.Sample(41.98);
        box.Event("TRIP cause=OVER_TEMPERATURE tc=42.01");
        Assert.AreEqual(Alarm.Trip, box.Broadcast.Facts.Alarm?.Kind);
        box.Session.Lost();
        Assert.AreEqual(Alarm.DataLost, box.Broadcast.Facts.Alarm?.Kind);
        box.Session.Connected();
        box.Event("STILL_HEATING tc=44.00");
        box.Session.Lost();
        Assert.AreEqual(new Alarm(Alarm.Emergency, "STILL_HEATING"), box.Broadcast.Facts.Alarm);
        Assert.AreEqual(Meanings.OfEvent("STILL_HEATING").NextStep, box.Broadcast.Facts.NextStep);
    }

    [TestMethod]
    [DataRow("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [DataRow("Host", "127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [DataRow("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [DataRow("Origin", "null", HttpStatusCode.Forbidden)]
    [DataRow("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [DataRow("Host", "localhost", HttpStatusCode.OK)]
    public async Task Foreign_names_and_foreign_pages_are_refused(string header, string value, HttpStatusCode expected)
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        foreach (string path in (string[])["/", "/status", "/metrics", "/watch.js"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage answer = await box.Client.SendAsync(request);
            Assert.AreEqual(expected, answer.StatusCode, path);
            Assert.IsFalse(answer.Headers.Contains("Access-Control-Allow-Origin"), path);
            Assert.Contains("default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), path);
        }
    }

    [TestMethod]
    [DataRow("POST", "/")]
    [DataRow("POST", "/status")]
    [DataRow("PUT", "/stream")]
    [DataRow("DELETE", "/")]
    [DataRow("POST", "/training")]
    public async Task Nothing_can_be_set_beside_a_real_box(string method, string path)
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        using HttpRequestMessage request = new(new HttpMethod(method), path) { Content = new StringContent("arm down", null, "application/x-interlock-act") };
        using HttpResponseMessage answer = await box.Client.SendAsync(request);
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [TestMethod]
    public async Task Who_can_be_reached_from_the_network_asks_for_a_token()
    {
        BadInputException refused = await Assert.ThrowsExactlyAsync<BadInputException>(() => WatchedBox.StartAsync("0.0.0.0:0"));
        Assert.Contains("--token", refused.Message);

        await using WatchedBox box = await WatchedBox.StartAsync("0.0.0.0:0", "pass word");
        foreach (string path in (string[])["", "status", "metrics", "stream"])
        {
            using HttpResponseMessage without = await box.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            using HttpResponseMessage wrong = await box.Client.GetAsync(path + "?token=password", HttpCompletionOption.ResponseHeadersRead);
            using HttpResponseMessage right = await box.Client.GetAsync(path + "?token=pass%20word", HttpCompletionOption.ResponseHeadersRead);
            Assert.AreEqual(
                (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK),
                (without.StatusCode, wrong.StatusCode, right.StatusCode),
                path);
        }
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_named()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        BadInputException refused = await Assert.ThrowsExactlyAsync<BadInputException>(() => WatchedBox.StartAsync($"127.0.0.1:{box.Address.Port}"));
        Assert.Contains("expected an address and port that are free", refused.Message);
    }

    [TestMethod]
    [DataRow("8080")]
    [DataRow("here:8080")]
    [DataRow("127.0.0.1:")]
    [DataRow("127.0.0.1:65536")]
    public void An_address_that_is_none_is_named(string text)
    {
        BadInputException refused = Assert.ThrowsExactly<BadInputException>(() => ListenAddress.Parse(text));
        Assert.Contains("expected ADDRESS:PORT", refused.Message);
    }

    [TestMethod]
    public async Task The_stream_begins_with_the_whole_state_and_goes_on_with_what_is_new()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        box.Event("ARMED tc=37.00");
        for (int i = 0; i < 10; i++) box.Sample(37.0 + (i / 10.0));
        using StreamReader stream = new(await box.Client.GetStreamAsync("stream"));

        JsonElement start = await NextAsync(stream);
        Assert.IsTrue(start.GetProperty("isStart").GetBoolean());
        Assert.AreEqual(3, start.GetProperty("events").GetArrayLength());
        Assert.AreEqual(5, start.GetProperty("course").GetArrayLength());

        box.Event("WARN why=HIGH tc=40.00");
        JsonElement next;
        do next = await NextAsync(stream);
        while (next.GetProperty("events").GetArrayLength() == 0);
        Assert.IsFalse(next.GetProperty("isStart").GetBoolean());
        Assert.AreEqual("WARN HIGH", next.GetProperty("events")[0].GetProperty("words").GetString());
        Assert.IsGreaterThan(start.GetProperty("number").GetInt64(), next.GetProperty("number").GetInt64());
    }

    [TestMethod]
    public async Task Who_asks_for_the_stream_s_head_alone_is_answered_and_keeps_the_connection()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        using TcpClient client = new(IPAddress.Loopback.ToString(), box.Address.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync("HEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\nGET /status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());
        using StreamReader reader = new(stream);

        string answered = await reader.ReadToEndAsync().WaitAsync(_patience);

        Assert.HasCount(3, answered.Split("HTTP/1.1 200 OK"));
    }

    [TestMethod]
    public void An_address_for_all_is_told_by_a_name_that_others_can_use()
    {
        Assert.AreEqual(new Uri($"http://{Dns.GetHostName()}:8080/"), ListenAddress.Parse("0.0.0.0:8080").ForPeople(new Uri("http://0.0.0.0:8080/")));
        Assert.AreEqual(new Uri("http://127.0.0.1:8080/"), ListenAddress.Parse(ListenAddress.Default).ForPeople(new Uri("http://127.0.0.1:8080/")));
    }

    [TestMethod]
    public async Task A_viewer_that_stalls_gets_the_whole_state_anew_and_delays_nobody()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        using Viewer stalled = box.Broadcast.Join();
        JsonElement first = JsonDocument.Parse(await stalled.NextAsync(CancellationToken.None)).RootElement;
        Assert.IsTrue(first.GetProperty("isStart").GetBoolean());

        for (int i = 0; i < 1000; i++) box.Sample(38.0);
        box.Event("WARN why=HIGH tc=40.00");

        JsonElement next = JsonDocument.Parse(await stalled.NextAsync(CancellationToken.None)).RootElement;
        Assert.IsTrue(next.GetProperty("isStart").GetBoolean());
        Assert.AreEqual(100_000, next.GetProperty("facts").GetProperty("boxMs").GetInt64());
        Assert.AreEqual("WARN HIGH", next.GetProperty("events")[2].GetProperty("words").GetString());
    }

    [TestMethod]
    public async Task Metrics_count_trips_by_cause_and_escape_the_name()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        box.Sample(41.0);
        box.Event("TRIP cause=STOP_PRESSED tc=41.00");
        box.Event("TRIP cause=STOP_PRESSED tc=41.00");

        string text = await box.Client.GetStringAsync("metrics");

        Assert.Contains("interlock_trips_total{box=\"box <1>\",cause=\"STOP_PRESSED\"} 2\n", text);
        Assert.Contains("interlock_tip_celsius{box=\"box <1>\",probe=\"1\"} 41\n", text);
        Assert.Contains("interlock_state{box=\"box <1>\",state=\"PERMITTED\"} 1\n", text);
        Assert.Contains("interlock_line_closed{box=\"box <1>\"} 1\n", text);
    }

    [TestMethod]
    [ProgramCondition("promtool")]
    public async Task Prometheus_own_tool_finds_nothing_to_say_of_the_metrics()
    {
        await using WatchedBox box = await WatchedBox.StartAsync();
        box.Sample(41.0);
        box.Event("TRIP cause=STOP_PRESSED tc=41.00");
        using Process promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await promtool.StandardInput.WriteAsync(await box.Client.GetStringAsync("metrics"));
        promtool.StandardInput.Close();
        string said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.AreEqual((0, string.Empty), (promtool.ExitCode, said));
    }

    [TestMethod]
    public async Task A_virtual_box_is_armed_heated_and_trips()
    {
        VirtualTrainingBox virtualBox = new(seed: 1);
        Station.Monitor.MonitorSession session = new(virtualBox, null, TimeProvider.System);
        using CancellationTokenSource stop = new();
        Station.Sources.UartFeed feed = new(virtualBox, session);
        Station.Sources.IUartConnection connection = virtualBox.Open(stop.Token);
        Thread listener = new(() => feed.Run(connection, stop.Token)) { IsBackground = true };
        listener.Start();
        DateTime latest = DateTime.UtcNow + TimeSpan.FromSeconds(40);
        while (State() != StateName.Permitted && DateTime.UtcNow < latest)
        {
            Assert.IsNull(virtualBox.Do(TrainingAct.Arm, "down"));
            await Task.Delay(300);
            Assert.IsNull(virtualBox.Do(TrainingAct.Arm, "up"));
            await Task.Delay(900);
        }

        Assert.AreEqual(StateName.Permitted, State());
        Assert.IsNull(virtualBox.Do(TrainingAct.Break, "tc-open"));
        while (State() != StateName.Tripped && DateTime.UtcNow < latest) await Task.Delay(50);
        Assert.AreEqual("SENSOR_OPEN", session.Look((box, _) => box.Session.Cause));
        Assert.Contains("expected", virtualBox.Do(TrainingAct.Watts, "1000")!);
        Assert.Contains("expected", virtualBox.Do(TrainingAct.Break, "nonsense")!);
        Assert.Contains("expected", virtualBox.Do("limit", "50")!);
        await stop.CancelAsync();
        listener.Join();

        string? State() => session.Look((box, _) => box.Session.Newest?.State);
    }

    private static async Task<JsonElement> JsonAsync(WatchedBox box, string path) => JsonDocument.Parse(await box.Client.GetStringAsync(path)).RootElement;

    private static async Task<JsonElement> NextAsync(StreamReader stream)
    {
        string? line;
        do line = await stream.ReadLineAsync().WaitAsync(_patience);
        while (line is { Length: 0 });
        return JsonDocument.Parse(line!["data: ".Length..]).RootElement;
    }
}
