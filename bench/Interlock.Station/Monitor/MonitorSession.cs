using Interlock.Log;
using Interlock.Station.Record;
using Interlock.Station.Sources;

namespace Interlock.Station.Monitor;

/// <summary>
/// Listens to a source: records every byte first, then makes a picture of the box from the lines. Runs on a thread of its own,
/// so that a terminal that stands still never holds up the log.
/// </summary>
public sealed class MonitorSession : IUartListener
{
    private readonly Lock _gate = new();
    private readonly IUartSource _source;
    private readonly Recording? _recording;
    private readonly TimeProvider _time;
    private readonly LinkDoctor _doctor = new();
    private LinkState _state = LinkState.Connected;
    private long _bytesAt;
    private long _sampleAt;

    /// <param name="source">For its name and nature; somebody else reads it.</param>
    /// <param name="recording">Keeps what arrives.</param>
    /// <param name="time">For the silence.</param>
    public MonitorSession(IUartSource source, Recording? recording, TimeProvider time)
    {
        _source = source;
        _recording = recording;
        _time = time;
        Box = new BoxStatus(source.IsLive);
        if (recording is not null) Box.Log.Added += recording.Take;
        _bytesAt = time.GetTimestamp();
        _sampleAt = _bytesAt;
    }

    /// <summary>Raised on the listening thread after something came or changed; whoever takes it must not wait.</summary>
    public event Action? Changed;

    /// <summary>To be touched inside <see cref="Look"/> only, once the source is read.</summary>
    public BoxStatus Box { get; }

    /// <summary>Looks at box and link while nothing changes.</summary>
    public T Look<T>(Func<BoxStatus, LinkStatus, T> look)
    {
        lock (_gate)
        {
            return look(Box, new LinkStatus(_source.Name, _source.IsLive, _state, _time.GetElapsedTime(_bytesAt), _time.GetElapsedTime(_sampleAt), _doctor.Diagnosis(), _recording?.Log));
        }
    }

    public void Connected()
    {
        lock (_gate)
        {
            if (_state == LinkState.Lost) _recording?.Note(ClockLine.Connected);
            _state = LinkState.Connected;
            Box.Log.Join();
        }

        Changed?.Invoke();
    }

    public void Received(ReadOnlySpan<byte> bytes)
    {
        _recording?.Write(bytes);
        lock (_gate)
        {
            _bytesAt = _time.GetTimestamp();
            _doctor.Add(bytes);
            int lines = Box.Log.ValidLines;
            if (Box.Add(bytes, _time.GetLocalNow())) _sampleAt = _bytesAt;
            if (Box.Log.ValidLines > lines) _doctor.Reset();
        }

        Changed?.Invoke();
    }

    public void Lost()
    {
        _recording?.Note(ClockLine.Lost);
        lock (_gate) _state = LinkState.Lost;
        Changed?.Invoke();
    }

    public void Ended()
    {
        lock (_gate)
        {
            Box.Log.Finish();
            _state = LinkState.Ended;
        }

        Changed?.Invoke();
    }
}

/// <summary>How the monitor stands with its source.</summary>
public enum LinkState
{
    Connected,
    Lost,
    Ended,
}

/// <summary>What is known of the way from the box to here.</summary>
/// <param name="Source">As the user wrote it.</param>
/// <param name="IsLive">Whether the times of arrival mean something.</param>
/// <param name="State">Whether it is open.</param>
/// <param name="WithoutBytes">How long nothing has come.</param>
/// <param name="WithoutSample">How long no valid sample has come.</param>
/// <param name="Diagnosis">What is likely wrong where bytes come and no line; null where there is nothing to say.</param>
/// <param name="Log">The file that keeps it; null when there is none.</param>
public sealed record LinkStatus(string Source, bool IsLive, LinkState State, TimeSpan WithoutBytes, TimeSpan WithoutSample, string? Diagnosis, LogRecorder? Log)
{
    /// <summary>A box that is on sends five samples a second at least.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>In which bytes must have made a line.</summary>
    public static readonly TimeSpan PatienceForLine = TimeSpan.FromSeconds(3);

    /// <summary>What is likely wrong where bytes have come for long enough to be a line.</summary>
    public string? WithoutLine => State == LinkState.Connected && WithoutSample >= PatienceForLine ? Diagnosis : null;

    /// <summary>Why the newest reading is not the present one; null when it is.</summary>
    public string? Stale => State switch
    {
        LinkState.Ended => "end of data",
        LinkState.Lost => $"connection lost {WithoutBytes.TotalSeconds:F0} s ago, trying again",
        _ when !IsLive => null,
        _ when WithoutBytes >= Patience => $"no data for {WithoutBytes.TotalSeconds:F0} s",
        _ when WithoutLine is { } likely => $"no line in what comes: {likely}",
        _ when WithoutSample >= Patience => $"no valid sample for {WithoutSample.TotalSeconds:F0} s",
        _ => null,
    };
}
