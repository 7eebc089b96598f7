using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Monitor;

/// <summary>Something that the box told, or that happened to it.</summary>
/// <param name="TimeMs">By the box's clock, since power-on.</param>
/// <param name="HeardAt">By the clock of this machine.</param>
/// <param name="Text">With the protocol's words.</param>
/// <param name="Severity">How it is shown.</param>
/// <param name="Told">The sentence and the next step for a person; empty where the text is all.</param>
/// <param name="News">The line that told it; null for what only the listener noticed.</param>
public readonly record struct HeardEvent(long TimeMs, DateTimeOffset HeardAt, string Text, Severity Severity, string Told, News? News = null)
{
    /// <summary>The box's time in seconds.</summary>
    public string BoxTime => (TimeMs / 1000.0).ToString("F2", CultureInfo.InvariantCulture);
}

/// <summary>All that is known of a box from what it sent so far: the log's own session, and the last of its readings and events.</summary>
public sealed class BoxStatus
{
    private const int MostEvents = 100;

    private readonly Queue<HeardEvent> _events = new();
    private DateTimeOffset _now;
    private bool _hasSample;

    /// <param name="isLive">Whether a box is heard, and not a file read.</param>
    public BoxStatus(bool isLive = true)
    {
        Log = new LogReader(isLive, keepsReadings: false) { Placed = OnPlaced, Added = OnAdded };
    }

    /// <summary>Raised with each event.</summary>
    public event Action<HeardEvent>? Heard;

    /// <summary>Raised after each sample.</summary>
    public event Action? Sampled;

    /// <summary>How well the lines arrive.</summary>
    public LogReader Log { get; }

    /// <summary>Since the box was switched on.</summary>
    public Session Session { get; private set; } = new(keepsReadings: false);

    /// <summary>The ablation under way, or the last. A box that restarted has forgotten it; the nerve, and whoever looks, have not.</summary>
    public Ablation? Ablation => Session.Ablation ?? Log.Ablations.LastOrDefault();

    /// <summary>The lesion that it belongs to, at a probe.</summary>
    public Lesion? LesionOf(int probe) => Session.LesionOf(probe) ?? Log.Lesions.LastOrDefault(lesion => lesion.Probe == probe);

    /// <summary>Whether the box has two probes. One that restarted and has not told yet has as many as before.</summary>
    public bool HasSecondProbe => Session.HasSecondProbe || (Session.Newest is null && Ablation?.Second is not null);

    public Trend Trend { get; private set; } = new();

    /// <summary>Lines and events that the box says it had to drop.</summary>
    public long Lost => (long)(Session.Statistics?.Number(Key.Lost) ?? 0.0);

    /// <summary>How many events were an alarm, or more than that.</summary>
    public int Alarms { get; private set; }

    /// <summary>The last events, oldest first.</summary>
    public IReadOnlyCollection<HeardEvent> Events => _events;

    /// <summary>Takes bytes as they come.</summary>
    /// <returns>Whether a valid sample was among them.</returns>
    public bool Add(ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        _now = now;
        _hasSample = false;
        Log.Add(bytes);
        return _hasSample;
    }

    private void OnPlaced(LogLine line, Place place, long missing)
    {
        if (place != Place.Restart) return;
        Trend = new Trend();
        UartLine? boot = line.Line!.Type == LineType.Boot ? line.Line : null;
        Tell(new HeardEvent(line.Line.TimeMs, _now, LogSummary.RestartInWords(Log.Sessions[^2], boot), Severity.Caution, string.Empty));
    }

    private void OnAdded(Session session, LogLine line)
    {
        Session = session;
        if (session.News is { } news) Tell(new HeardEvent(news.TimeMs, _now, news.Text, news.Severity, news.Type is LineType.Event || news.Severity != Severity.Plain ? news.Told : string.Empty, news));
        if (line.Line!.Type != LineType.Sample) return;
        _hasSample = true;
        Trend.Add(new TrendPoint(line.Line.TimeMs, session.Newest!.Value.TipCelsius, session.Newest.Value.SecondTipCelsius));
        Sampled?.Invoke();
    }

    private void Tell(HeardEvent heard)
    {
        _events.Enqueue(heard);
        if (_events.Count > MostEvents) _events.Dequeue();
        if (heard.Severity >= Severity.Alarm) Alarms++;
        Heard?.Invoke(heard);
    }
}
