using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Simulation;
using Interlock.Log;
using Interlock.Log.Pages;
using Interlock.Proofs.Simulation;
using Interlock.Station.Report;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Report;

/// <summary>The page without a browser: well-formed, alone in the world, and true to its log.</summary>
[TestClass]
public class ReportPageTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";
    private static readonly byte[] _log = ReportFixture.ThreeAblations;
    private static readonly XDocument _page = ReportFixture.Page(_log);

    [TestMethod]
    public void It_needs_nothing_but_itself()
    {
        string text = ReportPage.Of(ReportFixture.Read(_log), DateTimeOffset.UnixEpoch);

        Assert.IsEmpty(_page.Descendants().Where(element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "embed" or "image" or "use" or "base"));
        Assert.IsEmpty(_page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "srcset" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        Assert.IsTrue(_page.Descendants().Attributes("href").All(link => link.Value.StartsWith('#')));
        Assert.IsFalse(text.Contains("url(", StringComparison.Ordinal) || text.Contains("@import", StringComparison.Ordinal));
        Assert.IsEmpty(text.Replace(_svg.NamespaceName, string.Empty, StringComparison.Ordinal).Split("http").Skip(1), "no address but the name of SVG");
        Assert.IsFalse((Page.Style + Stylesheet.Text).AsSpan().ContainsAny('<', '>', '&'), "a style that both parsers read alike");
    }

    [TestMethod]
    [DataRow(2000.0)]
    [DataRow(1e15)]
    [DataRow(1e300)]
    public void A_plot_of_whatever_a_line_says_has_some_ticks_and_an_end(double celsius) =>
        Assert.IsInRange(2, 40, new PlotAxes(0, 60_000, [37.0, celsius], 42.0, 15.0, 0.0, 300.0).TemperatureTicks().Count());

    [TestMethod]
    public void Every_link_leads_somewhere()
    {
        HashSet<string> anchors = [.. _page.Descendants().Attributes("id").Select(id => "#" + id.Value)];

        Assert.IsTrue(_page.Descendants().Attributes("href").All(link => anchors.Contains(link.Value)));
    }

    [TestMethod]
    public void Only_void_elements_are_closed_at_once()
    {
        string text = ReportPage.Of(ReportFixture.Read(_log), DateTimeOffset.UnixEpoch);
        XDocument page = XDocument.Parse(text[text.IndexOf('\n')..]);

        Assert.IsTrue(page.Descendants().Where(element => element.IsEmpty && element.Name.Namespace != _svg).All(element => element.Name == "meta"));
    }

    [TestMethod]
    public void The_head_tells_heat_that_came_after_a_restart()
    {
        static string Head(double afterCelsius)
        {
            Trace trace = new([0, 20, 40, 60, 90], [37, 40, afterCelsius, afterCelsius, 37], [25, 25, 25, 25, 25]);
            return ReportFixture.Page(Played.Run(new Scenario
            {
                Board = new BoardOptions { Tip = trace.Tip, ColdJunction = trace.ColdJunction },
                EndUs = 95_000_000,
                Faults = [new FaultSpan(Fault.Brownout, 20, 20_000_000, 20_020_000)],
                HasWillingOperator = true,
            }).Log).Root!.Plain();
        }

        StringAssert.Matches(Head(43), new("Temperature interlock: report of a log43\\.0\\d °Chighest at the nerve, after the restart that followed ablation 1 \\(until then 39\\.9"));
        StringAssert.Matches(Head(43), new("After the restart the tip read up to 43\\.0\\d °C\\."));
        StringAssert.Matches(Head(38), new("report of a log(39|40)\\.\\d\\d °C"));
    }

    [TestMethod]
    public void The_head_says_what_box_and_log_this_is()
    {
        string text = _page.Root!.Plain();

        foreach (string expected in (string[])["For research and bench use only", "The log is whole", Interlock.Firmware.BuildInfo.Version, "42.00 °C, at or above", "15.00 °C, below", "type T, 50 Hz", "360 s", "600 s"])
        {
            StringAssert.Contains(text, expected);
        }

        StringAssert.Contains(text, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(_log)));
    }

    [TestMethod]
    public void Every_point_of_every_course_is_a_sample_and_the_extremes_are_kept()
    {
        IReadOnlyList<RawSample> samples = [.. RawLog.Samples(_log).Where(sample => sample.Celsius is not null)];
        XElement[] plots = [.. _page.Descendants(_svg + "svg")];
        Assert.HasCount(4, plots, "the overview and three ablations");
        foreach (XElement plot in plots)
        {
            long fromMs = (long)Number(plot, "data-from-ms");
            long untilMs = (long)Number(plot, "data-until-ms");
            (double X, double Y)[] points = [.. plot.Descendants(_svg + "polyline").SelectMany(Points)];
            RawSample[] shown = [.. samples.Where(sample => sample.TimeMs >= fromMs && sample.TimeMs <= untilMs)];
            (double X, double Y)[] expected = [.. shown.Select(sample => Place(plot, sample))];

            Assert.IsGreaterThan(100, points.Length);
            Assert.IsTrue(points.All(point => expected.Any(sample => Math.Abs(sample.X - point.X) < 0.01 && Math.Abs(sample.Y - point.Y) < 0.01)));
            Assert.AreEqual(expected.Min(sample => sample.Y), points.Min(point => point.Y), 0.01);
            Assert.AreEqual(expected.Max(sample => sample.Y), points.Max(point => point.Y), 0.01);
            Assert.AreEqual(expected[0].X, points[0].X, 0.01);
            Assert.AreEqual(expected[^1].X, points[^1].X, 0.01);
        }
    }

    [TestMethod]
    public void The_lines_of_limit_and_warning_lie_where_they_belong_and_the_floor_below()
    {
        foreach (XElement plot in _page.Descendants(_svg + "svg"))
        {
            Assert.AreEqual(Place(plot, new RawSample(0, 42.0, string.Empty, 0.0)).Y, LevelY(plot, "limit"), 0.01);
            Assert.AreEqual(Place(plot, new RawSample(0, 40.0, string.Empty, 0.0)).Y, LevelY(plot, "warning"), 0.01);
            Assert.IsGreaterThan(Number(plot, "data-bottom"), LevelY(plot, "floor"), "in the strip below the broken axis");
        }
    }

    [TestMethod]
    public void The_events_of_an_ablation_are_marked_and_its_coast_is_shaded()
    {
        XElement first = Section("ablation-1");
        XElement plot = first.Descendants(_svg + "svg").Single();
        string[] hints = [.. plot.Descendants(_svg + "title").Select(hint => hint.Value)];
        XElement coast = plot.Descendants(_svg + "rect").Single(rectangle => rectangle.Attribute("class")!.Value == "coast");

        Assert.IsTrue(hints.Any(hint => hint.EndsWith("Line permitted: the ablation begins", StringComparison.Ordinal)));
        Assert.IsTrue(hints.Any(hint => hint.EndsWith("Line opened by the box: the tip is at or above 42 degC", StringComparison.Ordinal)));
        Assert.HasCount(hints.Length, first.Descendants("table").Last().Descendants("tr").Skip(1).ToList());
        Assert.AreEqual(Place(plot, new RawSample(RawLog.TimeOf(_log, "TRIP"), 40.0, string.Empty, 0.0)).X, Number(coast, "x"), 0.01);
        Assert.IsGreaterThan(50.0, Number(coast, "width"));
        StringAssert.Contains(first.Plain(), "ended by OVER_TEMPERATURE");
    }

    [TestMethod]
    public void All_events_and_all_steps_of_the_self_test_are_listed()
    {
        int events = Encoding.ASCII.GetString(_log).Split("$EVNT").Length - 1;

        Assert.HasCount(events, Rows("events"));
        Assert.HasCount(10, Rows("tests"));
        Assert.IsTrue(Rows("tests").All(row => row.Value.EndsWith("passed", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_log_with_problems_says_so_first_and_where()
    {
        byte[] log = [.. _log];
        int at = Array.IndexOf(log, (byte)'\n', 20_000) + 20;
        log[at] ^= 4;
        int line = 1 + log.AsSpan(0, at).Count((byte)'\n');

        XDocument page = ReportFixture.Page(log[..^7]);

        XElement verdict = page.Descendants("p").First(p => p.Attribute("class")?.Value.StartsWith("verdict", StringComparison.Ordinal) == true);
        Assert.AreEqual("verdict bad", verdict.Attribute("class")!.Value);
        StringAssert.StartsWith(verdict.Value, "THE LOG HAS ");
        XElement[] rows = [.. page.Descendants("table").Single(table => table.Attribute("class")?.Value == "problems").Descendants("tr").Skip(1)];
        Assert.IsTrue(rows.Any(row => row.Elements("td").First().Value == line.ToString(CultureInfo.InvariantCulture)));
    }

    [TestMethod]
    public void A_log_of_ten_thousand_problems_stays_readable()
    {
        byte[] log = [.. Lines.Bytes(Lines.Sample(0, 0, "37.00")), .. Enumerable.Repeat("rubbish\n"u8.ToArray(), 10_000).SelectMany(line => line)];

        XDocument page = ReportFixture.Page(log);

        Assert.HasCount(201, page.Descendants("table").Single(table => table.Attribute("class")?.Value == "problems").Descendants("tr").ToList());
        StringAssert.Contains(page.Root!.Value, "9800 more");
    }

    [TestMethod]
    public void Foreign_text_is_text()
    {
        byte[] log = Lines.Bytes(
            Lines.Of("BOOT seq=0 t=0 fw=<script>alert(1)</script> proto=1 build=&amp; resets=0 cfg=0000"),
            Lines.Event(1, 50, "ev=<b>\x01 cause=\"'> tc=\x02"),
            Lines.Of("SAMP seq=2 t=100 tc=37.00 cj=25.00 sr=<i> st=PERMITTED k1=1 k2=1 io=00 cem=x"));

        XDocument page = ReportFixture.Page(log);

        Assert.IsEmpty(page.Descendants().Where(element => element.Name.LocalName is "script" or "b" or "i"));
        StringAssert.Contains(page.Root!.Value, "<script>alert(1)</script>");
        StringAssert.Contains(page.Root.Value, "<b>?");
    }

    [TestMethod]
    public void What_is_not_in_the_log_is_said()
    {
        string text = ReportFixture.Page(Lines.Bytes(Lines.Sample(900, 90_000, "41.00"), Lines.Sample(901, 90_100, "41.10"))).Root!.Plain();

        foreach (string expected in (string[])["not in the log", "ARMED is not in the log", "The line was still closed when the log ended.", "No step is in this log."])
        {
            StringAssert.Contains(text, expected);
        }
    }

    [TestMethod]
    public void A_coast_that_the_log_cuts_off_is_said()
    {
        string text = ReportFixture.Page(Lines.Bytes(
            Lines.Event(1, 1000, "ev=ARMED tc=37.00"), Lines.Sample(2, 1100, "42.00"), Lines.Event(3, 1200, "ev=TRIP cause=OVER_TEMPERATURE tc=42.00"), Lines.Sample(4, 8800, "42.40", "TRIPPED"), Lines.Sample(5, 8900, "42.40", "TRIPPED"), Lines.Sample(6, 9000, "42.40", "TRIPPED"))).Root!.Plain();

        StringAssert.Contains(text, "The coast was watched for 7.8 s only");
        StringAssert.Contains(text, "the tip rose by another 0.40 °C to 42.40 °C, 7.7 s later");
    }

    [TestMethod]
    public void A_coast_ends_where_the_temperature_falls_again_and_noise_is_no_rise()
    {
        Ablation coasts = Coasting(seconds => seconds < 30.0 ? 42.0 + (seconds * 0.04) : 43.2 - ((seconds - 30.0) * 0.05), 300);
        Assert.AreEqual(CoastEnd.Fell, coasts.First.Coast.Ending);
        Assert.AreEqual(43.2, coasts.First.Coast.PeakCelsius!.Value, 0.01);
        Assert.AreEqual(36.0, (coasts.First.Coast.EndMs - coasts.EndMs) / 1000.0, 1.0, "0.3 degC below its highest");
        Assert.IsTrue(coasts.First.HasCoast);

        Ablation cools = Coasting(seconds => 42.0 - (seconds * 0.02) + (((int)(seconds * 10.0) % 3) - 1) * 0.05, 300);
        Assert.IsFalse(cools.First.HasCoast, "a median of noise");

        Ablation dips = Coasting(seconds => seconds < 10.0 ? 42.0 - (seconds * 0.06) : 41.4 + ((seconds - 10.0) * 0.05), 60);
        Assert.AreEqual(43.9, dips.First.Coast.PeakCelsius!.Value, 0.02);
        Assert.AreEqual(CoastEnd.None, dips.First.Coast.Ending, "the log ends while it rises");

        Ablation heated = Coasting(seconds => 42.0 + (seconds * 0.01), 500);
        Assert.AreEqual(CoastEnd.Time, heated.First.Coast.Ending);
        Assert.IsFalse(heated.First.Coast.HasPeaked, "it rises still");
        Assert.AreEqual(400.0, (heated.First.Coast.EndMs - heated.EndMs) / 1000.0, 0.2);
        Assert.AreEqual(47.0, heated.HighestCelsius!.Value, 0.02, "the nerve reached it all the same");
    }

    /// <summary>Behind fat: four minutes to the peak, and hardly a fall after it.</summary>
    [TestMethod]
    public void A_peak_that_comes_after_minutes_belongs_to_the_coast()
    {
        Ablation late = Coasting(seconds => seconds < 240.0 ? 42.0 + (seconds * 0.005) : 43.2 - ((seconds - 240.0) * 0.001), 420);

        Assert.AreEqual(43.2, late.First.Coast.PeakCelsius!.Value, 0.01);
        Assert.AreEqual(240.0, (late.First.Coast.PeakMs - late.EndMs) / 1000.0, 1.0);
        Assert.AreEqual(CoastEnd.Time, late.First.Coast.Ending);
        Assert.IsTrue(late.First.Coast.HasPeaked);
    }

    [TestMethod]
    [DataRow(42.9, "within", "the peak came 0.30 °C higher, within that")]
    [DataRow(43.5, "within", "the peak came 0.30 °C lower, within that")]
    [DataRow(42.2, "beyond", "the peak came 1.00 °C higher, beyond that")]
    public void What_was_expected_is_told_against_what_came(double expected, string held, string sentence)
    {
        byte[] log = CoastingLog(seconds => seconds < 30.0 ? 42.0 + (seconds * 0.04) : 43.2 - ((seconds - 30.0) * 0.05), 60, expected);

        StringAssert.Contains(ReportFixture.Page(log).Root!.Plain(), sentence);
        Assert.AreEqual(held == "within", ReportFixture.Read(log).Ablations.Single().First is { ExpectationError: { } error, Expected: { } told } && told.Holds(error));
    }

    [TestMethod]
    public void Of_a_coast_that_is_not_seen_to_its_end_nothing_is_held_against_the_expectation()
    {
        byte[] log = CoastingLog(seconds => 42.0 + (seconds * 0.04), 20, 43.0);

        StringAssert.Contains(ReportFixture.Page(log).Root!.Plain(), "expected 43.00 °C, give or take 0.50 °C; the coast is not in the log to its end");
        Assert.IsNull(ReportFixture.Read(log).Ablations.Single().First.ExpectationError);
    }

    [TestMethod]
    public void What_went_on_heating_is_no_coast_and_is_told()
    {
        string text = ReportFixture.Page(CoastingLog(seconds => 42.0 + (seconds * 0.01), 500)).Root!.Plain();

        StringAssert.Contains(text, "the tip rose by another 4.00 °C to 46.00 °C");
        StringAssert.Contains(text, "Later than any coast it reached 47.00 °C");
        StringAssert.Contains(text, "47.00 °Chighest at the nerve");
    }

    [TestMethod]
    public void The_first_thing_on_the_page_is_what_happened_to_the_nerve()
    {
        XElement first = _page.Descendants("header").Single().Elements().ElementAt(1);

        Assert.AreEqual("nerve", first.Attribute("class")!.Value);
        StringAssert.StartsWith(first.Plain(), "43.");
        StringAssert.Contains(first.Plain(), "had opened (until then 42.");
        StringAssert.Contains(first.Plain(), "CEM43 of ");
    }

    [TestMethod]
    public void A_log_that_begins_late_says_so_in_the_overview()
    {
        string text = ReportFixture.Page(_log[(Array.IndexOf(_log, (byte)'\n', 20_000) + 1)..]).Root!.Plain();

        StringAssert.Contains(text, "after power-on: what was before is not in it.");
        StringAssert.Contains(text, "The log begins late, at 0:00:");
    }

    [TestMethod]
    public void Many_ablations_are_shown_small_on_common_axes_and_folded()
    {
        XDocument page = ReportFixture.Page(Many(42));

        XElement[] small = [.. page.Descendants("div").Single(div => div.Attribute("class")?.Value == "many").Elements("figure")];
        Assert.HasCount(42, small);
        double[] limits = [.. small.Select(figure => LevelY(figure.Element(_svg + "svg")!, "limit"))];
        Assert.IsTrue(limits.All(y => y == limits[0]), "one scale for all");
        XElement[] folded = [.. page.Descendants("details")];
        Assert.HasCount(42, folded);
        Assert.AreEqual(1, folded.Count(details => details.Attribute("open") is not null), "the hottest");
        HashSet<string> anchors = [.. page.Descendants().Attributes("id").Select(id => "#" + id.Value)];
        Assert.IsTrue(page.Descendants().Attributes("href").All(link => anchors.Contains(link.Value)));

        // The numbers above the overview do not lie upon each other.
        XElement overview = page.Descendants(_svg + "svg").First();
        (double X, double Y, int Length)[] numbers = [.. overview.Elements(_svg + "text").Where(text => text.Attribute("class")!.Value == "number").Select(text => (Number(text, "x"), Number(text, "y"), text.Value.Length))];
        Assert.HasCount(42, numbers);
        foreach (IGrouping<double, (double X, double Y, int Length)> row in numbers.GroupBy(number => number.Y))
        {
            Assert.IsTrue(row.Zip(row.Skip(1)).All(pair => pair.Second.X - pair.First.X >= 8.0 * pair.First.Length));
        }
    }

    [TestMethod]
    public void Two_reports_have_the_same_temperatures_and_lengths_of_time()
    {
        XElement[] plots = [.. _page.Descendants(_svg + "svg").Concat(ReportFixture.Page(ReportFixture.OtherThreeAblations).Descendants(_svg + "svg"))];

        Assert.AreEqual("36 46", string.Join(' ', plots.Select(plot => $"{plot.Attribute("data-lowest")!.Value} {plot.Attribute("data-highest")!.Value}").Distinct()));
        Assert.IsTrue(plots.Where(plot => !plot.Attribute("aria-label")!.Value.Contains("whole", StringComparison.Ordinal)).All(plot => (Number(plot, "data-until-ms") - Number(plot, "data-from-ms")) % 60_000 == 0));
    }

    [TestMethod]
    public void Two_power_ons_are_two_parts_and_their_ablations_are_counted_through()
    {
        string text = ReportFixture.Page([.. _log, .. ReportFixture.OtherThreeAblations]).Root!.Plain();

        StringAssert.Contains(text, "power-on 1 of 2");
        StringAssert.Contains(text, "power-on 2 of 2");
        StringAssert.Contains(text, "Ablation 6: ");
        StringAssert.Contains(text, "The log is whole");
    }

    [TestMethod]
    public void Three_hours_fit_in_a_page_that_can_be_sent()
    {
        string[] lines = [.. Enumerable.Range(0, 100_000).Select(i => Lines.Sample(i, i * 108L, (39.0 + Math.Sin(i / 300.0)).ToString("F2", CultureInfo.InvariantCulture)))];

        Assert.IsLessThan(300_000, ReportPage.Of(ReportFixture.Read(Lines.Bytes(lines)), DateTimeOffset.UnixEpoch).Length);
    }

    private static Ablation Coasting(Func<double, double> celsius, int seconds) => ReportFixture.Read(CoastingLog(celsius, seconds)).Ablations.Single();

    /// <summary>An ablation that is released at 42 degC, and what the tip reads afterwards.</summary>
    private static byte[] CoastingLog(Func<double, double> celsius, int seconds, double? expected = null) => Lines.Bytes([
        Lines.Event(1, 1000, "ev=ARMED tc=42.00"),
        .. Enumerable.Range(0, 20).Select(i => Lines.Sample(2 + i, 1100 + (i * 100), "42.00")),
        .. expected is { } peak ? [Lines.Of(string.Create(CultureInfo.InvariantCulture, $"EXPT seq=22 t=3040 peak={peak:F2} width=0.50"))] : Array.Empty<string>(),
        Lines.Event(expected is null ? 22 : 23, 3050, "ev=RELEASED tc=42.00"),
        .. Enumerable.Range(1, seconds * 10).Select(i => Lines.Sample((expected is null ? 22 : 23) + i, 3100 + (i * 100), celsius(i / 10.0).ToString("F2", CultureInfo.InvariantCulture), "INHIBITED")),
    ]);

    /// <summary>Ablations of six seconds, one after the other.</summary>
    internal static byte[] Many(int count) => Lines.Bytes([.. Enumerable.Range(0, count).SelectMany(ablation => (string[])
    [
        Lines.Event(ablation * 102, ablation * 10_200, "ev=ARMED tc=37.00"),
        .. Enumerable.Range(1, 60).Select(i => Lines.Sample((ablation * 102) + i, (ablation * 10_200) + (i * 100), (37.0 + (i / 20.0)).ToString("F2", CultureInfo.InvariantCulture))),
        Lines.Event((ablation * 102) + 61, (ablation * 10_200) + 6100, "ev=RELEASED tc=40.00"),
        .. Enumerable.Range(62, 40).Select(i => Lines.Sample((ablation * 102) + i, (ablation * 10_200) + (i * 100), "38.00", "INHIBITED")),
    ])]);

    private static XElement Section(string anchor) => _page.Descendants("section").Single(section => section.Attribute("id")?.Value == anchor);

    private static List<XElement> Rows(string table) => [.. _page.Descendants("table").Where(element => element.Attribute("class")?.Value == table).Descendants("tbody").Elements("tr")];

    private static double LevelY(XElement plot, string name) => Number(plot.Descendants(_svg + "g").Single(group => group.Attribute("class")!.Value == name).Element(_svg + "line")!, "y1");

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static IEnumerable<(double X, double Y)> Points(XElement line) => line.Attribute("points")!.Value.Split(' ').Select(point =>
    {
        string[] parts = point.Split(',');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    });

    private static (double X, double Y) Place(XElement plot, RawSample sample)
    {
        const double left = 52.0;
        const double right = 862.0;
        double share = (sample.TimeMs - Number(plot, "data-from-ms")) / (Number(plot, "data-until-ms") - Number(plot, "data-from-ms"));
        double top = Number(plot, "data-top");
        double height = Number(plot, "data-bottom") - top;
        double fall = (Number(plot, "data-highest") - sample.Celsius!.Value) / (Number(plot, "data-highest") - Number(plot, "data-lowest"));
        return (left + (share * (right - left)), top + (fall * height));
    }
}
