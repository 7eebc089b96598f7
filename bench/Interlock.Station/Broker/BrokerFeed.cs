using System.Text.Json;
using Interlock.Log;
using Interlock.Station.Monitor;
using Interlock.Station.Watch;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace Interlock.Station.Broker;

/// <summary>
/// Tells a broker what the session tells: <c>interlock/BOX/state</c> (retained; a last will says offline), <c>/event</c>, <c>/sample</c>
/// (docs/watch.md). While the broker is away events are kept, in their order. Nothing is ever received.
/// </summary>
public sealed class BrokerFeed : IAsyncDisposable
{
    /// <summary>Events kept while the broker is away: days of a box that works, an hour of one that doesn't.</summary>
    private const int MostKept = 10_000;

    /// <summary>One or two may be a broker that starts.</summary>
    private const int ShortLivesTold = 3;

    private static readonly TimeSpan _samplePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _statePeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    /// <summary>Where another client seems to have the same name: long enough that two boxes don't push each other out all the time.</summary>
    private static readonly TimeSpan _retryTaken = TimeSpan.FromMinutes(1);

    /// <summary>A connection that was lost sooner was taken away.</summary>
    private static readonly TimeSpan _shortLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(5);

    private readonly MonitorSession _session;
    private readonly string _box;
    private readonly string _topic;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly IMqttClient _client;
    private readonly MqttClientOptions _options;
    private readonly Queue<EventFacts> _events = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private long _connectedAt;
    private volatile int _shortLives;
    private BoxFacts? _told;
    private long _stateAt;
    private long _sampleAt;
    private Task _work = Task.CompletedTask;

    /// <param name="session">Not yet listening.</param>
    /// <param name="address">Where the broker is.</param>
    /// <param name="box">What the box is called.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="say">Takes what happens to the connection, a line each.</param>
    public BrokerFeed(MonitorSession session, BrokerAddress address, string box, TimeProvider time, Action<string> say)
    {
        _session = session;
        _box = box;
        string name = BrokerAddress.SafeName(box);
        _topic = $"interlock/{name}/";
        _time = time;
        _say = say;
        _client = new MqttClientFactory().CreateMqttClient();
        _client.DisconnectedAsync += NoteDisconnectAsync;
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(address.Host, address.Port)
            .WithClientId("interlock-" + name)
            .WithKeepAlivePeriod(_keepAlive)
            .WithTimeout(_patience)
            .WithWillTopic(_topic + "state")
            .WithWillPayload(Offline())
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (address.User is not null) builder = builder.WithCredentials(address.User, address.Password ?? string.Empty);
        if (address.IsEncrypted) builder = builder.WithTlsOptions(static tls => tls.UseTls());
        _options = builder.Build();
        Broker = $"{address.Host}:{address.Port}";
        session.Box.Heard += Keep;
        session.Changed += Wake;
    }

    /// <summary>For messages.</summary>
    public string Broker { get; }

    /// <summary>Events that were dropped because the broker was away for too long.</summary>
    public long Dropped { get; private set; }

    /// <summary>Connects once, then goes on by itself.</summary>
    /// <exception cref="BadInputException">The broker is there and lets us not in.</exception>
    public async Task StartAsync()
    {
        string? why = await TryConnectAsync();
        if (why is not null) _say($"{Broker}: {why}; trying again, events are kept");
        _work = WorkAsync(why is not null);
    }

    /// <summary>Sends what waits, says that the box is offline, and leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        try
        {
            if (_client.IsConnected)
            {
                using CancellationTokenSource patience = new(_patience);
                await SendEventsAsync(patience.Token);
                await SendAsync("state", Offline(), isRetained: true, MqttQualityOfServiceLevel.AtLeastOnce, patience.Token);
                await _client.DisconnectAsync(new MqttClientDisconnectOptions(), patience.Token);
            }
        }
        catch (Exception e) when (IsConnectionLost(e))
        {
            // The last will says the same.
        }

        _client.Dispose();
        _stop.Dispose();
        _news.Dispose();
    }

    private static bool IsConnectionLost(Exception e) => e is MqttCommunicationException or OperationCanceledException or InvalidOperationException or TimeoutException;

    private byte[] Offline() => JsonSerializer.SerializeToUtf8Bytes(new OfflineFacts(_box, "offline"), FactsJson.Default.OfflineFacts);

    private void Keep(HeardEvent heard)
    {
        lock (_events)
        {
            if (_events.Count == MostKept)
            {
                _events.Dequeue();
                Dropped++;
            }

            _events.Enqueue(EventFacts.Of(heard));
        }
    }

    /// <summary>On the listening thread, which it never holds up.</summary>
    private void Wake()
    {
        try
        {
            if (_news.CurrentCount == 0) _news.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody else woke it, or it is over.
        }
    }

    /// <summary>
    /// The broker keeps one client of a name: who comes second pushes the first out, and its last will says offline for both. No reason
    /// reaches us, so it is told by connections that are made and lost again at once, time after time.
    /// </summary>
    private Task NoteDisconnectAsync(MqttClientDisconnectedEventArgs lost)
    {
        if (_stop.IsCancellationRequested || !lost.ClientWasConnected) return Task.CompletedTask;
        _shortLives = _time.GetElapsedTime(_connectedAt) < _shortLife ? _shortLives + 1 : 0;
        if (_shortLives == ShortLivesTold)
        {
            _say($"{Broker}: the connection is taken away each time, as if another box had the name {_options.ClientId} too; expected a name of its own for each: --box NAME. Trying again once a minute, events are kept");
        }

        return Task.CompletedTask;
    }

    /// <returns>Why there is no connection; null when there is one.</returns>
    private async Task<string?> TryConnectAsync()
    {
        try
        {
            MqttClientConnectResult result = await _client.ConnectAsync(_options, _stop.Token);
            if (result.ResultCode == MqttClientConnectResultCode.Success)
            {
                _connectedAt = _time.GetTimestamp();
                return null;
            }

            if (result.ResultCode is MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized)
            {
                throw new BadInputException($"--mqtt: {Broker} refuses user and password; expected those that it knows in {BrokerAddress.UserVariable} and {BrokerAddress.PasswordVariable}");
            }

            return $"the broker refuses ({result.ResultCode})";
        }
        catch (Exception e) when (IsConnectionLost(e))
        {
            return "no broker answers";
        }
    }

    private async Task WorkAsync(bool isAway)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (!_client.IsConnected)
                {
                    await Task.Delay(_shortLives >= ShortLivesTold ? _retryTaken : _retry, _stop.Token);
                    if (await TryConnectAsync() is not null) continue;
                    _told = null;
                    if (isAway) _say($"{Broker}: connected");
                    isAway = false;
                }

                await TellAsync(_stop.Token);
                await _news.WaitAsync(_samplePeriod, _stop.Token);
            }
            catch (BadInputException e)
            {
                if (!isAway) _say(e.Message);
                isAway = true;
            }
            catch (Exception e) when (IsConnectionLost(e))
            {
                if (_stop.IsCancellationRequested) return;
                if (!isAway) _say($"{Broker}: connection lost; trying again, events are kept");
                isAway = true;
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        BoxFacts facts = _session.Look((box, link) => BoxFacts.Of(_box, box, link, _time.GetUtcNow()));
        bool isOther = facts.DiffersInKind(_told);
        if (isOther || _time.GetElapsedTime(_stateAt) >= _statePeriod)
        {
            await SendAsync("state", JsonSerializer.SerializeToUtf8Bytes(facts, FactsJson.Default.BoxFacts), isRetained: true, MqttQualityOfServiceLevel.AtLeastOnce, cancellation);
            _told = facts;
            _stateAt = _time.GetTimestamp();
        }

        await SendEventsAsync(cancellation);
        if (facts.State is null || (!isOther && _time.GetElapsedTime(_sampleAt) < _samplePeriod)) return;
        byte[] sample = JsonSerializer.SerializeToUtf8Bytes(SampleFacts.Of(facts), FactsJson.Default.SampleFacts);
        await SendAsync("sample", sample, isRetained: false, MqttQualityOfServiceLevel.AtMostOnce, cancellation);
        _sampleAt = _time.GetTimestamp();
    }

    /// <summary>An event leaves the queue when the broker has it.</summary>
    private async Task SendEventsAsync(CancellationToken cancellation)
    {
        while (true)
        {
            EventFacts? oldest;
            lock (_events)
            {
                if (!_events.TryPeek(out oldest)) return;
            }

            await SendAsync("event", JsonSerializer.SerializeToUtf8Bytes(oldest, FactsJson.Default.EventFacts), isRetained: false, MqttQualityOfServiceLevel.AtLeastOnce, cancellation);
            lock (_events)
            {
                // A full queue may have dropped it meanwhile.
                if (_events.TryPeek(out EventFacts? head) && ReferenceEquals(head, oldest)) _events.Dequeue();
            }
        }
    }

    private Task SendAsync(string leaf, byte[] payload, bool isRetained, MqttQualityOfServiceLevel quality, CancellationToken cancellation) => _client.PublishAsync(
        new MqttApplicationMessage { Topic = _topic + leaf, PayloadSegment = payload, Retain = isRetained, QualityOfServiceLevel = quality, ContentType = "application/json" },
        cancellation);
}
