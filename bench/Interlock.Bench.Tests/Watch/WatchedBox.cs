using System.Globalization;
using Interlock.Bench.Tests.Monitor;
using Interlock.Station.Monitor;
using Interlock.Station.Watch;

namespace Interlock.Bench.Tests.Watch;

/// <summary>A page served for a box whose lines the test makes.</summary>
internal sealed class WatchedBox : IAsyncDisposable
{
    private readonly WatchServer _server;
    private readonly Broadcast _broadcast;
    private long _sequence;
    private long _boxMs;

    private WatchedBox(MonitorSession session, Broadcast broadcast, WatchServer server)
    {
        Session = session;
        _broadcast = broadcast;
        _server = server;
    }

    public MonitorSession Session { get; }

    public Broadcast Broadcast => _broadcast;

    public Uri Address => _server.Address;

    public HttpClient Client { get; private set; } = null!;

    public static async Task<WatchedBox> StartAsync(string listen = "127.0.0.1:0", string? token = null, ITrainingBox? training = null)
    {
        MonitorSession session = new(new LiveStub(), null, TimeProvider.System);
        Broadcast broadcast = new(session, "box <1>", TimeProvider.System, training is not null);
        WatchServer server = new(broadcast, new Metrics(session), ListenAddress.Parse(listen), token, training);
        await server.StartAsync();
        WatchedBox box = new(session, broadcast, server);
        box.Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Address.Port}/") };
        session.Connected();
        box.Say("BOOT", "fw=1.1.0 proto=1 build=1234567 resets=0 cfg=9A1C");
        box.Say("CONF", "limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=50 tc=T max=360 wait=600");
        return box;
    }

    public void Say(string type, string fields) => Session.Received(Lines.Bytes(Lines.Of(string.Create(CultureInfo.InvariantCulture, $"{type} seq={_sequence++} t={_boxMs} {fields}"))));

    public void Event(string fields) => Say("EVNT", "ev=" + fields);

    /// <summary>A reading, 100 ms of the box's time after the one before.</summary>
    public void Sample(double celsius, string state = "PERMITTED", bool isClosed = true)
    {
        _boxMs += 100;
        int contact = isClosed ? 1 : 0;
        Say("SAMP", string.Create(CultureInfo.InvariantCulture, $"tc={celsius:F2} cj=25.00 sr=00 st={state} k1={contact} k2={contact} io=05F cem=0.031"));
    }

    /// <summary>Readings at the box's own pace until the test is done with them.</summary>
    public async Task SampleWhileAsync(Task until, double celsius, string state = "PERMITTED", bool isClosed = true)
    {
        while (!until.IsCompleted)
        {
            Sample(celsius, state, isClosed);
            await Task.WhenAny(until, Task.Delay(100));
        }

        await until;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _broadcast.Dispose();
        await _server.DisposeAsync();
    }
}
