namespace Interlock.Station.Sources;

/// <summary>
/// Passes whole lines on to a receiver that may be slow or away, and never waits for it: a line that finds the one before
/// still in the way is dropped, as the gap in the sequence numbers then shows.
/// </summary>
public sealed class LossyLines(LossyLines.Offer offer)
{
    // Far past the protocol's longest line of 120 bytes.
    private const int MostBytes = 4096;

    private readonly byte[] _line = new byte[MostBytes];
    private readonly byte[] _rest = new byte[MostBytes];
    private int _lineCount;
    private int _restFrom;
    private int _restUntil;

    /// <summary>Hands bytes to the receiver.</summary>
    /// <returns>How many it took; less than none when nobody is there.</returns>
    public delegate int Offer(ReadOnlySpan<byte> bytes);

    public void Add(byte value)
    {
        _line[_lineCount++] = value;
        if (value == '\n' || _lineCount == MostBytes) Send();
    }

    private void Send()
    {
        ReadOnlySpan<byte> line = _line.AsSpan(0, _lineCount);
        _lineCount = 0;
        if (!SendRest()) return;
        int taken = offer(line);
        if (taken <= 0) return;
        line[taken..].CopyTo(_rest);
        _restFrom = 0;
        _restUntil = line.Length - taken;
    }

    /// <returns>Whether nothing of an earlier line is left.</returns>
    private bool SendRest()
    {
        if (_restFrom == _restUntil) return true;
        int taken = offer(_rest.AsSpan(_restFrom.._restUntil));

        // Whoever comes next has not seen the beginning of that line.
        _restFrom = taken < 0 ? _restUntil : _restFrom + taken;
        return _restFrom == _restUntil;
    }
}
