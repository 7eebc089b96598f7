using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Interlock.Bench.Tests.Report;
using Microsoft.Playwright;

namespace Interlock.Bench.Tests.Watch;

/// <summary>The page in a real Chromium, over a box whose lines the test makes.</summary>
[TestClass]
[TestCategory("Browser")]
[BrowserCondition]
public sealed class WatchBrowserTests
{
    private static TestBrowser s_browser = null!;

    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];
    private WatchedBox _box = null!;
    private IPage _page = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_browser = await TestBrowser.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_browser.DisposeAsync();

    [TestInitialize]
    public async Task OpenAsync()
    {
        _box = await WatchedBox.StartAsync();
        _page = await s_browser.Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        _page.Request += (_, request) => _requests.Add(request.Url);
        _page.Console += (_, message) => _complaints.Add(message.Text);
        _page.PageError += (_, error) => _complaints.Add(error);
        await _page.GotoAsync(_box.Address.AbsoluteUri);
    }

    [TestCleanup]
    public async Task CloseAsync()
    {
        await _page.CloseAsync();
        await _box.DisposeAsync();
    }

    [TestMethod]
    public async Task An_ablation_warns_trips_and_coasts_before_everybodys_eyes()
    {
        _box.Event("ARMED tc=37.00");
        await UntilAsync("document.getElementById('state-word').textContent === 'PERMITTED' && document.getElementById('tip').textContent === '38.00'", 38.0);
        Assert.IsFalse(await HasClassAsync("stale"));
        Assert.AreEqual("CLOSED", await _page.TextContentAsync("#line"));

        _box.Event("WARN why=HIGH tc=40.10");
        await UntilAsync("document.getElementById('alarm').className === 'WARNING' && document.body.classList.contains('warm')", 40.1);

        _box.Event("TRIP cause=OVER_TEMPERATURE tc=42.01");
        await UntilAsync("document.getElementById('state-word').textContent === 'TRIPPED' && document.getElementById('alarm').className === 'TRIP'", 42.6, "TRIPPED", isClosed: false);
        await UntilAsync("document.getElementById('highest').textContent === '42.60 °C'", 42.6, "TRIPPED", isClosed: false);
        Assert.Contains("40.10", (await _page.TextContentAsync("#peak"))!);
        Assert.Contains("OVER_TEMPERATURE", (await _page.TextContentAsync("#time"))!);
        Assert.Contains("40", (await _page.TextContentAsync("#next"))!);

        _box.Event("STILL_HEATING tc=44.00");
        await UntilAsync("document.getElementById('alarm').className === 'EMERGENCY'", 44.0, "TRIPPED", isClosed: false);
        Assert.Contains("switch the generator off", (await _page.TextContentAsync("#alarm"))!);
        Assert.Contains("STILL HEATING", (await _page.TextContentAsync("#events li"))!);
        Assert.IsEmpty(_complaints);
        foreach (string request in _requests) Assert.StartsWith(_box.Address.AbsoluteUri, request);
    }

    [TestMethod]
    public async Task A_reading_that_is_not_of_now_is_struck_out_within_a_second_and_comes_back()
    {
        await UntilAsync("!document.body.classList.contains('stale')", 38.0);
        DateTime stopped = DateTime.UtcNow;
        await WaitAsync("document.body.classList.contains('stale')");
        double seconds = (DateTime.UtcNow - stopped).TotalSeconds;

        Assert.IsLessThan(2.0, seconds);
        Assert.Contains("line-through", await _page.Locator("#tip").EvaluateAsync<string>("element => getComputedStyle(element).textDecorationLine"));
        Assert.StartsWith("NOT OF NOW", await _page.TextContentAsync("#stale"));
        Assert.AreEqual("DATA_LOST", await _page.GetAttributeAsync("#alarm", "class"));

        await UntilAsync("!document.body.classList.contains('stale') && document.getElementById('alarm').hidden", 38.1);
    }

    [TestMethod]
    public async Task A_pulled_cable_is_told_and_its_return_too()
    {
        await UntilAsync("!document.body.classList.contains('stale')", 38.0);
        _box.Session.Lost();
        await WaitAsync("document.getElementById('link').textContent.includes('lost') && document.body.classList.contains('stale')");
        _box.Session.Connected();
        await UntilAsync("document.getElementById('link').textContent === 'connected' && !document.body.classList.contains('stale')", 38.2);
    }

    [TestMethod]
    public async Task A_page_that_stood_still_takes_the_state_anew()
    {
        await UntilAsync("!document.body.classList.contains('stale')", 38.0);
        Task standing = _page.EvaluateAsync("() => { const end = Date.now() + 4000; while (Date.now() < end); }");
        await _box.SampleWhileAsync(standing, 39.0);
        _box.Event("WARN why=HIGH tc=40.10");

        await UntilAsync("document.getElementById('tip').textContent === '40.20' && !document.body.classList.contains('stale')", 40.2);

        Assert.Contains("WARN HIGH", (await _page.TextContentAsync("#events li"))!);
        Assert.IsGreaterThanOrEqualTo(2, Streams());
    }

    /// <summary>The tab's process stands still while the stream goes on; for a minute where INTERLOCK_SUSPENDED_S says 60.</summary>
    [TestMethod]
    public async Task A_viewer_that_was_suspended_shows_what_is_now_and_what_it_missed()
    {
        int seconds = int.Parse(Environment.GetEnvironmentVariable("INTERLOCK_SUSPENDED_S") ?? "5", CultureInfo.InvariantCulture);
        await UntilAsync("!document.body.classList.contains('stale')", 38.0);
        await SignalTabsAsync("STOP");
        _box.Event("WARN why=HIGH tc=40.10");
        await _box.SampleWhileAsync(Task.Delay(TimeSpan.FromSeconds(seconds / 2.0)), 41.0);
        _box.Event("TRIP cause=OVER_TEMPERATURE tc=42.01");
        await _box.SampleWhileAsync(Task.Delay(TimeSpan.FromSeconds(seconds / 2.0)), 42.6, "TRIPPED", isClosed: false);
        int before = Streams();

        await SignalTabsAsync("CONT");
        Stopwatch watch = Stopwatch.StartNew();
        await UntilAsync("document.getElementById('state-word').textContent === 'TRIPPED' && document.getElementById('tip').textContent === '42.70' && !document.body.classList.contains('stale')", 42.7, "TRIPPED", isClosed: false);

        Console.WriteLine($"suspended for {seconds} s, of now again after {watch.ElapsedMilliseconds} ms");
        string events = (await _page.TextContentAsync("#events"))!;
        Assert.Contains("WARN HIGH", events);
        Assert.Contains("TRIP OVER_TEMPERATURE", events);
        Assert.AreEqual("TRIP", await _page.GetAttributeAsync("#alarm", "class"));
        Assert.IsGreaterThan(before, Streams());
    }

    [TestMethod]
    public async Task Silence_is_told_until_somebody_presses_and_muting_ends_with_the_alarm()
    {
        await UntilAsync("!document.body.classList.contains('stale')", 38.0);
        Assert.IsTrue(await _page.IsVisibleAsync("#sound"));
        Task pressing = _page.ClickAsync("#sound");
        await _box.SampleWhileAsync(pressing, 38.0);
        await UntilAsync("document.getElementById('sound-note').hidden", 38.0);

        _box.Event("TRIP cause=STOP_PRESSED tc=38.00");
        await UntilAsync("(document.body.dataset.sounds ?? '').endsWith('TRIP')", 38.0, "TRIPPED", isClosed: false);
        await _box.SampleWhileAsync(_page.PressAsync("#mute", "Enter"), 38.0, "TRIPPED", isClosed: false);
        Assert.Contains("Muted: this alarm only", (await _page.TextContentAsync("#mute"))!);
        string before = await SoundsAsync();
        await _box.SampleWhileAsync(Task.Delay(3000), 38.0, "TRIPPED", isClosed: false);
        Assert.AreEqual(before, await SoundsAsync());

        _box.Event("STILL_HEATING tc=44.00");
        await UntilAsync("(document.body.dataset.sounds ?? '').endsWith('EMERGENCY')", 44.0, "TRIPPED", isClosed: false);
        Assert.Contains("Mute this alarm", (await _page.TextContentAsync("#mute"))!);
    }

    [TestMethod]
    [DataRow(390)]
    [DataRow(820)]
    [DataRow(1920)]
    public async Task Nothing_is_wider_than_the_window_and_the_digits_are_large(int width)
    {
        await _page.SetViewportSizeAsync(width, 900);
        _box.Event("ARMED tc=37.00");
        for (int i = 0; i < 600; i++) _box.Sample(37.0 + (i * i / 90_000.0));
        _box.Event("WARN why=HIGH tc=40.10");
        await UntilAsync("!document.body.classList.contains('stale') && document.getElementById('tip').textContent === '141.25'", 141.25);
        await _box.SampleWhileAsync(SaveAsync($"watch-{width}"), 41.25);

        Assert.IsLessThanOrEqualTo(width, await _page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        LocatorBoundingBoxResult digits = (await _page.Locator("#tip").BoundingBoxAsync())!;
        Assert.IsGreaterThan(width * 0.3f, digits.Width);
        Assert.IsLessThanOrEqualTo(width, digits.X + digits.Width);
    }

    [TestMethod]
    public async Task From_a_line_to_the_pixel_it_takes_less_than_150_ms_in_the_middle()
    {
        await UntilAsync("!document.body.classList.contains('stale')", 38.0);
        await _page.EvaluateAsync("() => { window.seen = {}; const look = () => { const ms = document.getElementById('tip').dataset.boxMs; window.seen[ms] ??= Date.now(); requestAnimationFrame(look); }; look(); }");
        // The program is measured, not what else the machine does meanwhile: the best of three.
        long best = long.MaxValue;
        for (int i = 0; i < 3 && best >= 150; i++) best = Math.Min(best, await MedianDelayMsAsync());
        Assert.IsLessThan(150L, best);
    }

    private async Task<long> MedianDelayMsAsync()
    {
        List<(long BoxMs, long AtMs)> sent = [];
        for (int i = 0; i < 40; i++)
        {
            _box.Sample(38.0);
            sent.Add((_box.Session.Look((box, _) => box.Session.LastMs), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
            await Task.Delay(50);
        }

        await WaitAsync($"Object.keys(window.seen).some(ms => Number(ms) >= {sent[^1].BoxMs})");
        List<long> delays = [];
        foreach ((long boxMs, long atMs) in sent)
        {
            // A reading that a newer one overtook is seen with that.
            long? seenMs = await _page.EvaluateAsync<long?>($"Math.min(...Object.entries(window.seen).filter(([ms]) => Number(ms) >= {boxMs}).map(([, at]) => at))");
            if (seenMs is { } at) delays.Add(at - atMs);
        }

        delays.Sort();
        Assert.HasCount(sent.Count, delays);
        Console.WriteLine($"median {delays[delays.Count / 2]} ms, longest {delays[^1]} ms of {delays.Count}");
        return delays[delays.Count / 2];
    }

    /// <summary>For people to look at: where INTERLOCK_SCREENSHOTS names a folder.</summary>
    private async Task SaveAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("INTERLOCK_SCREENSHOTS") is not { } folder) return;
        await UntilAsync("document.getElementById('tip').textContent === '41.25'", 41.25);
        await _page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(folder, name + ".png") });
    }

    private static async Task SignalTabsAsync(string signal)
    {
        ICDPSession browser = await s_browser.Browser.NewBrowserCDPSessionAsync();
        JsonElement processes = (await browser.SendAsync("SystemInfo.getProcessInfo")).GetValueOrDefault().GetProperty("processInfo");
        string[] tabs = [.. processes.EnumerateArray().Where(static process => process.GetProperty("type").GetString() == "renderer").Select(static process => process.GetProperty("id").ToString())];
        Assert.IsNotEmpty(tabs);
        using Process kill = Process.Start("kill", ["-" + signal, .. tabs]);
        await kill.WaitForExitAsync();
        Assert.AreEqual(0, kill.ExitCode);
    }

    private int Streams() => _requests.FindAll(static url => url.EndsWith("/stream", StringComparison.Ordinal)).Count;

    private Task<string> SoundsAsync() => _page.EvaluateAsync<string>("document.body.dataset.sounds ?? ''");

    private Task<bool> HasClassAsync(string name) => _page.EvaluateAsync<bool>($"document.body.classList.contains('{name}')");

    /// <summary>Asks again and again: waiting inside the page would need what its content policy forbids.</summary>
    private async Task WaitAsync(string condition)
    {
        DateTime latest = DateTime.UtcNow + TimeSpan.FromSeconds(15);
        while (!await _page.EvaluateAsync<bool>(condition))
        {
            Assert.IsLessThan(latest, DateTime.UtcNow, condition);
            await Task.Delay(50);
        }
    }

    private Task UntilAsync(string condition, double celsius, string state = "PERMITTED", bool isClosed = true) => _box.SampleWhileAsync(WaitAsync(condition), celsius, state, isClosed);
}
