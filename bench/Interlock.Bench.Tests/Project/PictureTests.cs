using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Report;
using Interlock.Station.Monitor;
using Interlock.Station.Report;
using Interlock.Station.Watch;
using Microsoft.Playwright;
using Spectre.Console;

namespace Interlock.Bench.Tests.Project;

/// <summary>
/// The README's pictures are of what the project makes now: each is drawn from a page, whose digest stands beside it and is made again here.
/// With INTERLOCK_UPDATE_PICTURES=1 and a Chromium they are drawn anew. The log is masked of its commit, the clock stands at 1970.
/// </summary>
[TestClass]
public partial class PictureTests
{
    private static readonly string _folder = RepositoryFile.Path("docs", "pictures");
    private static readonly byte[] _log = Masked(ReportFixture.ThreeAblations);

    /// <summary>Name, the page that it is drawn from, width and height in CSS pixels.</summary>
    private static readonly (string Name, Func<Task<string>> Page, int Width, int Height)[] _pictures =
    [
        ("monitor", () => Task.FromResult(Monitor()), 890, 560),
        ("watch", WatchAsync, 1280, 860),
        ("report", () => Task.FromResult(Report()), 1000, 1900),
    ];

    private static string Digests => Path.Combine(_folder, "drawn-from.sha256");

    [TestMethod]
    public async Task Each_picture_is_of_what_the_project_makes_now()
    {
        List<string> lines = [];
        foreach ((string name, Func<Task<string>> page, int _, int _) in _pictures)
        {
            lines.Add(DrawnFrom(await page(), name + ".png"));
            Assert.IsTrue(File.Exists(Path.Combine(_folder, name + ".png")), name);
        }

        Assert.AreEqual(await File.ReadAllTextAsync(Digests), Whole(lines), "draw them anew: docs/pictures/draw");
    }

    /// <summary>hardware/kicad/board: drawn by KiCad's and other tools, from the board's file.</summary>
    [TestMethod]
    public void The_boards_pictures_are_of_the_board_that_is_committed()
    {
        string board = File.ReadAllText(RepositoryFile.Path("hardware", "kicad", "interlock.kicad_pcb")).ReplaceLineEndings("\n");
        string[] pictures = [.. Directory.GetFiles(RepositoryFile.Path("hardware", "kicad", "board"), "*.png").Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(name => DrawnFrom(board, name!))];

        CollectionAssert.AreEqual(File.ReadAllLines(RepositoryFile.Path("hardware", "kicad", "board", "drawn-from.sha256")), pictures, "draw them anew: hardware/kicad/board/README.md");
    }

    [TestMethod]
    [TestCategory("Browser")]
    [BrowserCondition]
    public async Task They_are_drawn_anew_where_that_is_asked_for()
    {
        string folder = Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_PICTURES") is null ? Directory.CreateTempSubdirectory("interlock").FullName : _folder;
        await using TestBrowser browser = await TestBrowser.StartAsync();
        List<string> lines = [];
        foreach ((string name, Func<Task<string>> page, int width, int height) in _pictures)
        {
            string html = await page();
            IPage tab = await browser.Browser.NewPageAsync(new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                Locale = "en-GB",
                TimezoneId = "UTC",
            });
            await tab.SetContentAsync(html);
            await Task.Delay(1000);
            await tab.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
            Assert.IsGreaterThan(20_000L, new FileInfo(Path.Combine(folder, name + ".png")).Length, "a picture with nothing on it");
            await tab.CloseAsync();
            lines.Add(DrawnFrom(html, name + ".png"));
        }

        if (folder == _folder) await File.WriteAllTextAsync(Digests, Whole(lines));
        else Directory.Delete(folder, recursive: true);
    }

    /// <summary>As sha256sum prints it.</summary>
    private static string DrawnFrom(string text, string picture) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}  {picture}";

    private static string Whole(List<string> lines) => string.Join('\n', lines) + "\n";

    /// <summary>A terminal of 100 by 32, some seconds after the trip.</summary>
    private static string Monitor()
    {
        MonitorSession session = Heard(untilMs: 44_000, out _);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Out = new AnsiConsoleOutput(TextWriter.Null) });
        console.Profile.Width = 100;
        console.Profile.Height = 32;
        using Recorder recorder = console.CreateRecorder();
        session.Look((box, link) =>
        {
            recorder.Write(LiveView.Of(box, link, 100, 32));
            return true;
        });
        return "<!DOCTYPE html><meta charset=utf-8><style>body{margin:16px;background:#10151b;color:#d7dde4}pre{margin:0;font:14px/1.15 'DejaVu Sans Mono',monospace}</style>" + recorder.ExportHtml();
    }

    private static string Report()
    {
        RecordedLog log = ReportFixture.Read(_log);
        return ReportPage.Of(log, DateTimeOffset.UnixEpoch).Replace(log.Name, "theatre2.log", StringComparison.Ordinal);
    }

    /// <summary>The page as it is served, with its style, its script and one message in it: the tip is warm and the line closed.</summary>
    private static async Task<string> WatchAsync()
    {
        MonitorSession session = Heard(untilMs: 36_500, out Broadcast broadcast);
        using Viewer viewer = broadcast.Join();
        JsonNode message = JsonNode.Parse(await viewer.NextAsync(CancellationToken.None))!;
        broadcast.Dispose();
        message["number"] = 1;
        string stream = $"Object.defineProperty(navigator, 'wakeLock', {{ value: {{ request: async () => new EventTarget() }} }});\nclass EventSource {{ constructor() {{ const tell = () => this.onmessage({{ data: JSON.stringify({message.ToJsonString()}) }}); setTimeout(tell); setInterval(tell, 200); }} close() {{ }} }}\nDate.now = () => {message["facts"]!["atMs"]};\n";
        return Resource("watch.html")
            .Replace("<link rel=\"stylesheet\" href=\"/watch.css\">", $"<style>{Resource("watch.css")}</style>", StringComparison.Ordinal)
            .Replace("<script src=\"/watch.js\" defer></script>", string.Empty, StringComparison.Ordinal)
            .Replace("</body>", $"<script>{stream}{Resource("watch.js")}</script></body>", StringComparison.Ordinal);
    }

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(WatchServer).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The log's lines as they came in, each at its own time, up to that one.</summary>
    private static MonitorSession Heard(long untilMs, out Broadcast broadcast)
    {
        ManualTime time = new();
        MonitorSession session = new(new LiveStub(), null, time);
        broadcast = new Broadcast(session, "theatre 2", time);
        session.Connected();
        long nowMs = 0;
        foreach (string line in Encoding.ASCII.GetString(_log).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            long lineMs = long.Parse(Time().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
            if (lineMs > untilMs) break;
            time.Pass((lineMs - nowMs) / 1000.0);
            nowMs = lineMs;
            session.Received(Encoding.ASCII.GetBytes(line + "\r\n"));
        }

        return session;
    }

    private static byte[] Masked(byte[] log) => Encoding.ASCII.GetBytes(Told().Replace(
        Encoding.ASCII.GetString(log), static line => Lines.Of(Build().Replace(line.Groups[1].Value, "build=0000000"))));

    [GeneratedRegex(@"\$((?:BOOT|INFO) [^*]*)\*....")]
    private static partial Regex Told();

    [GeneratedRegex(@"build=\w+")]
    private static partial Regex Build();

    [GeneratedRegex(@" t=(\d+)")]
    private static partial Regex Time();
}
