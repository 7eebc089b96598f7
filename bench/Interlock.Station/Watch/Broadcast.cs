using System.Text.Json;
using System.Threading.Channels;
using Interlock.Station.Monitor;

namespace Interlock.Station.Watch;

/// <summary>
/// Tells every viewer what the session tells. Nobody who looks can delay the reading or the record: a viewer's messages wait in a
/// short queue, and one whose queue is full loses them all and gets the whole state anew.
/// </summary>
public sealed class Broadcast : IDisposable
{
    /// <summary>How far back a viewer sees the course: the longest ablation.</summary>
    private const long CourseMs = 360_000;

    /// <summary>The course's points are at least so far apart: the picture has no more dots.</summary>
    private const long PointMs = 200;

    /// <summary>Without a reading the facts are told all the same, so that a page can tell a silent box from a lost server.</summary>
    private static readonly TimeSpan _heartbeat = TimeSpan.FromMilliseconds(500);

    private readonly MonitorSession _session;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly bool _isTraining;
    private readonly Timer _timer;
    private readonly List<Viewer> _viewers = [];
    private readonly Queue<CoursePoint> _course = new();
    private readonly List<CoursePoint> _newPoints = [];
    private readonly List<EventFacts> _newEvents = [];
    private CoursePoint? _newest;
    private long _number;

    /// <param name="session">Not yet listening.</param>
    /// <param name="name">What the box is called.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="isTraining">Whether it is a virtual box.</param>
    public Broadcast(MonitorSession session, string name, TimeProvider time, bool isTraining = false)
    {
        _session = session;
        _name = name;
        _time = time;
        _isTraining = isTraining;
        session.Box.Heard += heard => _newEvents.Add(EventFacts.Of(heard));
        session.Box.Sampled += NotePoint;
        session.Changed += Tell;
        _timer = new Timer(_ => Tell(), null, _heartbeat, _heartbeat);
    }

    /// <summary>What is known now.</summary>
    public BoxFacts Facts => _session.Look(FactsOf);

    /// <summary>Viewers that are connected.</summary>
    public int Viewers => _session.Look((_, _) => _viewers.Count);

    /// <summary>A viewer that gets the whole state first, then whatever is new.</summary>
    public Viewer Join()
    {
        Viewer viewer = new(this);
        _session.Look((_, _) =>
        {
            _viewers.Add(viewer);
            return true;
        });
        return viewer;
    }

    public void Dispose() => _timer.Dispose();

    internal void Leave(Viewer viewer) => _session.Look((_, _) => _viewers.Remove(viewer));

    /// <summary>All that a viewer needs who knows nothing, and nothing that waits for it any more.</summary>
    internal byte[] Start(Viewer viewer) => _session.Look((box, link) =>
    {
        viewer.Forget();
        return Written(new Message(_number, true, FactsOf(box, link), [.. _course], [.. box.Events.Select(EventFacts.Of)]));
    });

    private static byte[] Written(Message message) => JsonSerializer.SerializeToUtf8Bytes(message, FactsJson.Default.Message);

    private BoxFacts FactsOf(BoxStatus box, LinkStatus link) => BoxFacts.Of(_name, box, link, _time.GetUtcNow(), _isTraining);

    private void NotePoint()
    {
        Log.Sample sample = _session.Box.Session.Newest!.Value;
        if (_newest?.BoxMs > sample.TimeMs)
        {
            _course.Clear();
            _newPoints.Clear();
        }
        else if (sample.TimeMs - _newest?.BoxMs < PointMs)
        {
            return;
        }

        CoursePoint point = new(sample.TimeMs, sample.TipCelsius, sample.SecondTipCelsius);
        _newest = point;
        _course.Enqueue(point);
        _newPoints.Add(point);
        while (_course.Peek().BoxMs < sample.TimeMs - CourseMs) _course.Dequeue();
    }

    /// <summary>Under the session's lock, whose holder never waits for a viewer.</summary>
    private void Tell() => _session.Look((box, link) =>
    {
        _number++;
        if (_viewers.Count > 0)
        {
            byte[] message = Written(new Message(_number, false, FactsOf(box, link), _newPoints, _newEvents));
            foreach (Viewer viewer in _viewers) viewer.Offer(message);
        }

        _newPoints.Clear();
        _newEvents.Clear();
        return true;
    });
}

/// <summary>Somebody who looks, and what waits for them.</summary>
public sealed class Viewer(Broadcast broadcast) : IDisposable
{
    /// <summary>Messages that wait at most: some two seconds.</summary>
    private const int MostWaiting = 32;

    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private volatile bool _isBehind = true;

    /// <summary>The next message: the whole state for who is new or fell behind, else what comes next.</summary>
    public async System.Threading.Tasks.ValueTask<byte[]> NextAsync(CancellationToken cancellation)
    {
        if (!_isBehind) await _waiting.Reader.WaitToReadAsync(cancellation);
        return !_isBehind && _waiting.Reader.TryRead(out byte[]? message) ? message : broadcast.Start(this);
    }

    public void Dispose() => broadcast.Leave(this);

    internal void Offer(byte[] message)
    {
        if (!_isBehind && !_waiting.Writer.TryWrite(message)) _isBehind = true;
    }

    internal void Forget()
    {
        while (_waiting.Reader.TryRead(out _))
        {
            // What it missed is in the state that it gets instead.
        }

        _isBehind = false;
    }
}
