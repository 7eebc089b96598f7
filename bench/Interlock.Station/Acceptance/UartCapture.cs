using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>
/// All that the UART says during a test, byte for byte, in memory and in a file beside the record, and cut into lines for
/// the judge. May be filled on one thread and looked at on another.
/// </summary>
public sealed class UartCapture
{
    private readonly object _gate = new();
    private readonly MemoryStream _bytes = new();
    private readonly Queue<TimedLine> _lines = [];
    private readonly List<long> _powerCycles = [];
    private readonly Stream _file;
    private readonly LineSplitter _splitter;
    private long _nowUs;
    private bool _isClosed;
    private bool _hasHeardBox;
    private (UartLine Sample, long ArrivedUs)? _newest;

    /// <param name="file">Where the bytes go too; <see cref="Stream.Null"/> for nowhere.</param>
    public UartCapture(Stream file)
    {
        _file = file;
        _splitter = new LineSplitter(OnLine);
    }

    /// <summary>Takes bytes that arrived at a time.</summary>
    public void Add(ReadOnlySpan<byte> bytes, long arrivedUs)
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _nowUs = arrivedUs;
            _bytes.Write(bytes);
            _file.Write(bytes);
            foreach (byte value in bytes) _splitter.Add(value);
        }
    }

    /// <summary>What has arrived is in the file, whatever happens to this process.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (!_isClosed) _file.Flush();
        }
    }

    /// <summary>The supply is about to be switched: a line that is cut here, and the BOOT that follows, are wanted.</summary>
    public void MarkPowerCycle()
    {
        lock (_gate) _powerCycles.Add(_bytes.Length);
    }

    /// <summary>A line waits to be taken.</summary>
    public bool HasLine
    {
        get
        {
            lock (_gate) return _lines.Count > 0;
        }
    }

    /// <summary>A line of a box has come, whoever has taken it.</summary>
    public bool HasHeardBox
    {
        get
        {
            lock (_gate) return _hasHeardBox;
        }
    }

    /// <summary>The last reading that came, and when; null before the first.</summary>
    public (UartLine Sample, long ArrivedUs)? Newest
    {
        get
        {
            lock (_gate) return _newest;
        }
    }

    public bool TryTake(out TimedLine line)
    {
        lock (_gate) return _lines.TryDequeue(out line);
    }

    /// <summary>The bytes so far.</summary>
    public byte[] ToArray()
    {
        lock (_gate) return _bytes.ToArray();
    }

    /// <summary>Ends the log: what arrives from now on is in neither memory nor file.</summary>
    /// <returns>All of it.</returns>
    public byte[] Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _file.Flush();
            return _bytes.ToArray();
        }
    }

    private void OnLine(string line)
    {
        _lines.Enqueue(new TimedLine(_nowUs, line));
        if (!UartLine.TryParse(line, out UartLine? parsed, out _)) return;
        _hasHeardBox = true;
        if (parsed!.Type == LineType.Sample) _newest = (parsed, _nowUs);
    }

    /// <summary>How many bytes there were at each power cycle.</summary>
    public IReadOnlyList<long> PowerCycles()
    {
        lock (_gate) return [.. _powerCycles];
    }
}
