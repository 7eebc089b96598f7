using Interlock.Bench.Tests.Simulation;
using Interlock.Station.Monitor;
using Spectre.Console;

namespace Interlock.Bench.Tests.Monitor;

/// <summary>The picture on a terminal, as text.</summary>
[TestClass]
public class LiveViewTests
{
    private static readonly byte[] _log = Played.Run(Courses.RampTo(43.0, 30.0)).Log;

    private readonly BoxStatus _box = new();

    [TestMethod]
    [DataRow(80, 24)]
    [DataRow(100, 32)]
    [DataRow(200, 60)]
    public void It_fills_the_terminal_and_shows_what_matters(int width, int height)
    {
        HearLog();

        string[] lines = Render(width, height, Link());

        string text = string.Join('\n', lines);
        Assert.HasCount(height, lines);
        Assert.IsTrue(lines.All(line => line.Length <= width), text);
        foreach (string expected in (string[])["TRIPPED", "OVER_TEMPERATURE", "WARN HIGH", "42.00┤─", "40.00┤┄", "floor 15.00 (below)", "CRC errors 0", "missing 0", "lost 0", "K1 open", "TRIP OVER_TEMPERATURE at 42.2", "not recorded"])
        {
            StringAssert.Contains(text, expected);
        }

        Assert.IsTrue(text.Any(c => c is > '\u2800' and < '\u2900'), "the course is drawn");
    }

    [TestMethod]
    public void The_digits_are_those_of_the_reading()
    {
        Hear(Lines.Sample(1, 100, "41.70"));

        string[] lines = Render(100, 32, Link());

        // The first and the last row of 4, 1, ., 7 and 0.
        StringAssert.Contains(lines[2], "██  ██    ██        ██████  ██████  °C");
        StringAssert.Contains(lines[6], "    ██  ██████  ██    ██    ██████");
    }

    [TestMethod]
    public void A_reading_that_is_not_of_now_says_so_in_place_of_the_cold_junction()
    {
        Hear(Lines.Sample(1, 100, "41.70"));

        string text = string.Join('\n', Render(100, 32, Link() with { WithoutBytes = TimeSpan.FromSeconds(3) }));

        StringAssert.Contains(text, "NO DATA FOR 3 S");
        Assert.IsFalse(text.Contains("cold junction", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_reading_near_the_floor_brings_the_floor_into_the_picture()
    {
        for (int i = 0; i < 100; i++) Hear(Lines.Sample(i, i * 100, "18.00"));

        string text = string.Join('\n', Render(100, 40, Link()));

        StringAssert.Contains(text, "15.00┤─");
        StringAssert.Contains(text, "WARN LOW");
    }

    [TestMethod]
    public void Nothing_heard_yet_is_a_picture_too()
    {
        string text = string.Join('\n', Render(100, 32, Link()));

        StringAssert.Contains(text, "nothing heard yet");
        StringAssert.Contains(text, "settings not told yet");
    }

    [TestMethod]
    public void A_small_terminal_still_shows_reading_state_and_cause()
    {
        HearLog();

        string text = string.Join('\n', Render(60, 15, Link()));

        StringAssert.Contains(text, "43.0");
        StringAssert.Contains(text, "TRIPPED");
        StringAssert.Contains(text, "OVER_TEMPERATURE");
    }

    [TestMethod]
    public void A_window_without_size_is_no_crash()
    {
        MonitorSession session = new(new LiveStub(), null, TimeProvider.System);
        session.Received(_log);

        Assert.IsGreaterThan(0, LiveScreen.Frame(session, 0, 0).Length);
    }

    [TestMethod]
    [DataRow(60, 15)]
    [DataRow(40, 3)]
    [DataRow(100, 32)]
    public void A_picture_wipes_each_line_that_it_writes_and_never_scrolls(int width, int height)
    {
        MonitorSession session = new(new LiveStub(), null, TimeProvider.System);
        session.Received(_log);

        string[] lines = LiveScreen.Frame(session, width, height).Split('\n');

        Assert.IsLessThanOrEqualTo(height, lines.Length);
        Assert.IsTrue(lines.All(line => line.StartsWith("\e[2K", StringComparison.Ordinal)));
        StringAssert.Contains(string.Concat(lines.Take(3)), "TRIPPED", "what matters most comes first");
    }

    [TestMethod]
    [DataRow(120, 32, 1)]
    [DataRow(140, 40, 2)]
    [DataRow(200, 60, 3)]
    [DataRow(300, 40, 2)]
    [DataRow(100, 90, 1)]
    public void The_digits_grow_with_the_window(int width, int height, int scale)
    {
        Hear(Lines.Sample(1, 100, "41.70"));

        string[] lines = Render(width, height, Link());

        // The bottom of the 1.
        string foot = new('█', 6 * scale);
        for (int row = 0; row < scale; row++) StringAssert.Contains(lines[2 + (5 * scale) - 1 - row], foot + new string(' ', 2 * scale));
        Assert.IsFalse(lines[2 + (5 * scale)].Contains('█'));
    }

    [TestMethod]
    public void Who_joined_late_is_told_what_was_not_heard()
    {
        Hear(Lines.Sample(700, 70_000, "37.00", "INHIBITED"));
        StringAssert.Contains(string.Join('\n', Render(100, 32, Link())), "none heard");

        Hear(Lines.Sample(701, 70_100, "39.00"), Lines.Sample(702, 70_200, "39.00"), Lines.Sample(703, 70_300, "39.00"));
        string text = string.Join('\n', Render(120, 32, Link()));
        StringAssert.Contains(text, "at least 0:00, heard from its middle on");
        StringAssert.Contains(text, "39.00 since heard");

        Hear(Lines.Sample(704, 70_400, "39.00", "TRIPPED"));
        StringAssert.Contains(string.Join('\n', Render(100, 32, Link())), "cause not heard");
    }

    [TestMethod]
    public void The_bell_rings_once_for_each_alarm_where_it_is_wanted()
    {
        foreach (bool rings in (bool[])[true, false])
        {
            MonitorSession session = new(new LiveStub(), null, TimeProvider.System);
            PlainText plain = new(session) { Rings = rings };
            using StringWriter output = new();
            session.Received(Lines.Bytes(Lines.Sample(1, 100, "37.00")));
            plain.Write(output);
            Assert.IsFalse(output.ToString().Contains('\a'));
            session.Received(Lines.Bytes(Lines.Event(2, 150, "ev=TRIP cause=OVER_TEMPERATURE tc=42.00")));
            plain.Write(output);
            plain.Write(output);

            Assert.AreEqual(rings ? 1 : 0, output.ToString().Count(c => c == '\a'));
        }
    }

    [TestMethod]
    public void Text_that_looks_like_markup_is_shown_as_it_is()
    {
        Hear(Lines.Of("BOOT seq=0 t=0 fw=[red] proto=1 build=[/] resets=0 cfg=0000"));
        Hear(Lines.Event(1, 50, "ev=TRIP cause=[bold tc=[["));
        Hear(Lines.Of("SAMP seq=2 t=100 tc=[x cj=] sr=[/] st=[blink] k1=[ k2=] io=[ cem=[["));

        string text = string.Join('\n', Render(120, 32, Link()));

        StringAssert.Contains(text, "[blink]");
        StringAssert.Contains(text, "TRIP [bold");
    }

    private static LinkStatus Link() => new("/dev/tty[box]", true, LinkState.Connected, TimeSpan.Zero, TimeSpan.Zero, null, null);

    private void HearLog() => _box.Add(_log, DateTimeOffset.UnixEpoch);

    private void Hear(params string[] lines) => _box.Add(Lines.Bytes(lines), DateTimeOffset.UnixEpoch);

    private string[] Render(int width, int height, LinkStatus link)
    {
        using StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Profile.Height = height;
        console.Write(LiveView.Of(_box, link, width, height));
        List<string> lines = [.. text.ToString().Split('\n')];
        if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return [.. lines];
    }
}
