using System.Runtime.CompilerServices;
using System.Text;

namespace Interlock.Log;

/// <summary>What ended a line.</summary>
public enum LineEnd
{
    /// <summary>The end of the data.</summary>
    Nothing,
    Return,
    Feed,
    ReturnAndFeed,

    /// <summary>None yet: the line is longer than there is room for, and goes on.</summary>
    More,
}

/// <summary>
/// Cuts a stream of bytes into lines at CR LF, LF or CR. UTF-16, which it tells by its mark or by the zeros, becomes bytes again;
/// the mark of UTF-8 is dropped.
/// </summary>
public sealed class LineSplitter
{
    // Far past the protocol's longest line of 120 bytes: a stream without line ends must not fill the memory.
    private const int MostBytes = 4096;
    private const int HeadBytes = 4;
    private const byte Dollar = (byte)'$';

    private readonly Taker _take;
    private readonly byte[] _line = new byte[MostBytes];
    private readonly byte[] _head = new byte[HeadBytes];
    private int _count;
    private int _headCount;
    private bool _isAfterReturn;
    private Encodings _encoding;
    private int _firstHalf = -1;

    public LineSplitter(Taker take)
    {
        _take = take;
    }

    /// <param name="onLine">Takes each line, each byte as a character.</param>
    public LineSplitter(Action<string> onLine)
        : this((line, _) => onLine(Encoding.Latin1.GetString(line)))
    {
        // Who asks for text alone reads a box, and that speaks ASCII.
        _encoding = Encodings.Bytes;
    }

    /// <summary>Takes a line without its end.</summary>
    public delegate void Taker(ReadOnlySpan<byte> line, LineEnd end);

    private enum Encodings
    {
        NotKnown,
        Bytes,
        LittleEndian,
        BigEndian,
    }

    /// <summary>The text was UTF-16.</summary>
    public bool IsRecoded => _encoding >= Encodings.LittleEndian;

    /// <summary>The mark of UTF-8 stood at the beginning.</summary>
    public bool HasMark { get; private set; }

    [MethodImpl(Hot.Path)]
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && (_encoding != Encodings.Bytes || _isAfterReturn))
        {
            Add(bytes[0]);
            bytes = bytes[1..];
        }

        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            Append(end < 0 ? bytes : bytes[..end]);
            if (end < 0) return;
            bytes = bytes[end..];
            while (!bytes.IsEmpty && (bytes[0] is (byte)'\n' or (byte)'\r' || _isAfterReturn))
            {
                Take(bytes[0]);
                bytes = bytes[1..];
            }
        }
    }

    public void Add(byte value)
    {
        if (_encoding == Encodings.NotKnown) AddToHead(value);
        else if (_encoding == Encodings.Bytes) Take(value);
        else TakeHalf(value);
    }

    /// <summary>Nothing more comes: what is left is a line that nothing ended.</summary>
    public void Finish()
    {
        if (_encoding == Encodings.NotKnown) Tell();
        if (_isAfterReturn) Emit(LineEnd.Return);
        else if (_count > 0) Emit(LineEnd.Nothing);
        _isAfterReturn = false;
    }

    /// <summary>What has come of the line under way is forgotten: its rest won't come.</summary>
    public void DropLine()
    {
        if (_isAfterReturn) Emit(LineEnd.Return);
        _count = 0;
        _isAfterReturn = false;
    }

    private void AddToHead(byte value)
    {
        _head[_headCount++] = value;
        if (_headCount == HeadBytes) Tell();
    }

    /// <summary>Tells the encoding from the first bytes.</summary>
    private void Tell()
    {
        ReadOnlySpan<byte> head = _head.AsSpan(0, _headCount);
        int mark = 0;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) (_encoding, mark) = (Encodings.LittleEndian, 2);
        else if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) (_encoding, mark) = (Encodings.BigEndian, 2);
        else if (head is [not 0, 0, not 0, 0]) _encoding = Encodings.LittleEndian;
        else if (head is [0, not 0, 0, not 0]) _encoding = Encodings.BigEndian;
        else (_encoding, mark) = (Encodings.Bytes, head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0);
        HasMark = mark == 3;
        foreach (byte value in head[mark..]) Add(value);
    }

    private void TakeHalf(byte value)
    {
        if (_firstHalf < 0)
        {
            _firstHalf = value;
            return;
        }

        (int low, int high) = _encoding == Encodings.LittleEndian ? (_firstHalf, (int)value) : (value, _firstHalf);
        _firstHalf = -1;
        Take(high == 0 ? (byte)low : (byte)'?');
    }

    private void Take(byte value)
    {
        if (_isAfterReturn)
        {
            _isAfterReturn = false;
            Emit(value == '\n' ? LineEnd.ReturnAndFeed : LineEnd.Return);
            if (value == '\n') return;
        }

        if (value == '\n') Emit(LineEnd.Feed);
        else if (value == '\r') _isAfterReturn = true;
        else Append(new ReadOnlySpan<byte>(in value));
    }

    [MethodImpl(Hot.Path)]
    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes - _count)
        {
            AppendPieces(bytes);
            return;
        }

        bytes.CopyTo(_line.AsSpan(_count));
        _count += bytes.Length;
    }

    /// <summary>A log that has lost the ends of its lines is one long line: each piece ends before a dollar sign. What can't be a line of the box is cut.</summary>
    private void AppendPieces(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int taken = Math.Min(bytes.Length, MostBytes - _count);
            bytes[..taken].CopyTo(_line.AsSpan(_count));
            _count += taken;
            bytes = bytes[taken..];
            if (bytes.IsEmpty) return;

            int next = _line.AsSpan(0, _count).LastIndexOf(Dollar);
            if (next <= 0)
            {
                int dollar = bytes.IndexOf(Dollar);
                if (dollar < 0) return;
                bytes = bytes[dollar..];
                next = _count;
            }

            int rest = _count - next;
            _count = next;
            Emit(LineEnd.More);
            _line.AsSpan(next, rest).CopyTo(_line);
            _count = rest;
        }
    }

    [MethodImpl(Hot.Path)]
    private void Emit(LineEnd end)
    {
        int count = _count;
        _count = 0;
        _take(_line.AsSpan(0, count), end);
    }
}
