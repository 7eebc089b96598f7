using Interlock.Station.Report;
using Microsoft.Playwright;

namespace Interlock.Bench.Tests.Report;

/// <summary>The page in a real Chromium: nothing fetched, nothing wider than the window, every plot drawn, printable.</summary>
[TestClass]
[TestCategory("Browser")]
[BrowserCondition]
public sealed class ReportBrowserTests : IDisposable
{
    private static TestBrowser s_browser = null!;

    private readonly string _folder = Directory.CreateTempSubdirectory("interlock").FullName;
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];
    private IPage _page = null!;

    private string File => Path.Combine(_folder, "r.html");

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_browser = await TestBrowser.StartAsync();
    }

    [ClassCleanup]
    public static async Task StopAsync() => await s_browser.DisposeAsync();

    [TestInitialize]
    public Task OpenAsync() => OpenAsync(ReportFixture.ThreeAblations);

    private async Task OpenAsync(byte[] log)
    {
        await System.IO.File.WriteAllTextAsync(File, ReportPage.Of(ReportFixture.Read(log), DateTimeOffset.UnixEpoch));
        _page = await s_browser.Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1200, Height = 900 } });
        _page.Request += (_, request) => _requests.Add(request.Url);
        _page.Console += (_, message) => _complaints.Add(message.Text);
        _page.PageError += (_, error) => _complaints.Add(error);
        await _page.GotoAsync(new Uri(File).AbsoluteUri);
    }

    [TestCleanup]
    public Task CloseAsync() => _page.CloseAsync();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Nothing_is_fetched_and_nothing_complained_of()
    {
        CollectionAssert.AreEqual(new[] { new Uri(File).AbsoluteUri }, _requests);
        Assert.IsEmpty(_complaints);
    }

    [TestMethod]
    [DataRow(1200)]
    [DataRow(800)]
    [DataRow(390)]
    public async Task Nothing_is_wider_than_the_window(int width)
    {
        await _page.SetViewportSizeAsync(width, 900);

        int content = await _page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.IsLessThanOrEqualTo(width, content);
    }

    [TestMethod]
    public async Task Every_plot_is_drawn_in_its_colours_and_no_label_leaves_it()
    {
        ILocator plots = _page.Locator("svg");
        Assert.AreEqual(4, await plots.CountAsync());
        for (int i = 0; i < 4; i++)
        {
            LocatorBoundingBoxResult plot = (await plots.Nth(i).BoundingBoxAsync())!;
            Assert.IsGreaterThan(150f, plot.Height);
            foreach (ILocator label in await plots.Nth(i).Locator("text").AllAsync())
            {
                LocatorBoundingBoxResult box = (await label.BoundingBoxAsync())!;
                string text = await label.TextContentAsync() ?? string.Empty;
                Assert.IsTrue(box.X >= plot.X && box.X + box.Width <= plot.X + plot.Width, $"'{text}' of plot {i}");
                Assert.IsTrue(box.Y >= plot.Y && box.Y + box.Height <= plot.Y + plot.Height, $"'{text}' of plot {i}");
            }
        }

        Assert.AreEqual("rgb(11, 61, 117)", await Style(".course", "stroke"));
        Assert.AreEqual("rgb(198, 40, 40)", await Style(".limit .level", "stroke"));
        Assert.AreEqual("rgb(255, 241, 222)", await Style("rect.coast", "fill"));
    }

    [TestMethod]
    public async Task A_browser_reads_the_same_tables_that_the_XML_has()
    {
        Assert.AreEqual(10, await _page.Locator("table.tests tbody tr").CountAsync());
        Assert.AreEqual(3, await _page.Locator("table.summary tbody tr").CountAsync());
        await _page.Locator("table.summary a").First.ClickAsync();
        Assert.IsTrue(await _page.Locator("#ablation-1 h2").IsVisibleAsync());
    }

    [TestMethod]
    public async Task It_prints_each_ablation_on_a_page_of_its_own()
    {
        byte[] pdf = await _page.PdfAsync(new PagePdfOptions { Format = "A4", PrintBackground = true, PreferCSSPageSize = true });

        int pages = System.Text.Encoding.Latin1.GetString(pdf).Split("/Type /Page\n").Length - 1;
        Assert.IsTrue(pages is >= 4 and <= 8, $"{pages} pages");
    }

    [TestMethod]
    public async Task Of_many_ablations_a_link_opens_the_one_that_it_leads_to_and_only_open_ones_are_printed()
    {
        await OpenAsync(ReportPageTests.Many(42));
        Assert.IsFalse(await _page.Locator("#ablation-7").IsVisibleAsync());
        await _page.Locator("table.summary a").Nth(6).ClickAsync();
        await Assertions.Expect(_page.Locator("#ablation-7")).ToBeVisibleAsync();
        Assert.IsFalse(await _page.Locator("#ablation-8").IsVisibleAsync());

        await _page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.AreEqual(2, (await _page.Locator("details").AllAsync()).Count(details => details.IsVisibleAsync().Result), "the hottest, and the one that was opened");
        foreach (ILocator small in await _page.Locator(".many figure").AllAsync()) Assert.IsTrue(await small.IsVisibleAsync());
    }

    [TestMethod]
    public async Task What_is_wider_than_a_narrow_window_scrolls_by_itself_and_shows_that_it_does()
    {
        await _page.SetViewportSizeAsync(390, 900);

        foreach (string wide in (string[])["table.summary", "table.events", "figure"])
        {
            Assert.IsTrue(await _page.Locator(wide).First.EvaluateAsync<bool>("element => element.scrollWidth > element.clientWidth"), wide);
            StringAssert.Contains(await Style(wide, "backgroundImage"), "linear-gradient");
        }
    }

    [TestMethod]
    public async Task The_areas_differ_without_their_colours()
    {
        await _page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = "html { filter: grayscale(1); }" });
        Assert.IsGreaterThan(3, await _page.Locator("#ablation-1 path.hatch").EvaluateAsync<int>("path => path.getAttribute('d').split('M').length"));
        Assert.AreEqual("none", await Style("rect.permitted", "stroke"));
        Assert.AreNotEqual(await Style(".limit .level", "strokeDasharray"), await Style(".warning .level", "strokeDasharray"));
        Assert.AreNotEqual(await Style(".warning .level", "strokeDasharray"), await Style(".floor .level", "strokeDasharray"));
    }

    private Task<string> Style(string selector, string property) =>
        _page.Locator(selector).First.EvaluateAsync<string>($"element => getComputedStyle(element)['{property}']");
}
