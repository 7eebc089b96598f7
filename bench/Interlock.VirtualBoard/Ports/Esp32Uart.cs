using System;

namespace Interlock.VirtualBoard;

/// <summary>The transmitting half of a UART: a FIFO of 128 bytes that leaves the chip bit by bit.</summary>
internal sealed class Esp32Uart : TimedPart
{
    internal const int FifoBytes = 128;

    private const long MicrosecondsPerSecond = 1_000_000;

    private readonly byte[] _fifo = new byte[FifoBytes];
    private int _first;
    private int _count;
    private int _halfBitsPerByte = 20;
    private int _baud = 9600;
    private long _burstStartUs;
    private long _sentInBurst;
    private bool _stalled;

    /// <summary>Called with each byte whose stop bit has left.</summary>
    internal Action<long, byte>? Sent { get; set; }

    internal int BytesFree => FifoBytes - _count;

    /// <param name="baud">Bits a second.</param>
    /// <param name="halfBitsPerByte">Start, data, parity and stop bits, counted twice: there are one and a half stop bits.</param>
    internal void Configure(int baud, int halfBitsPerByte)
    {
        _baud = baud;
        _halfBitsPerByte = halfBitsPerByte;
    }

    internal void Reset()
    {
        _count = 0;
        DueUs = Never;
    }

    internal void Enqueue(byte value, long nowUs)
    {
        _fifo[(_first + _count) % FifoBytes] = value;
        _count++;
        if (_count == 1)
        {
            BeginBurst(nowUs);
        }
    }

    internal void Stall(bool stalled, long nowUs)
    {
        _stalled = stalled;
        DueUs = Never;
        if (_count > 0)
        {
            BeginBurst(nowUs);
        }
    }

    internal override void OnDue(long nowUs)
    {
        byte value = _fifo[_first];
        _first = (_first + 1) % FifoBytes;
        _count--;
        _sentInBurst++;
        ScheduleNext();
        Sent?.Invoke(nowUs, value);
    }

    private void BeginBurst(long nowUs)
    {
        _burstStartUs = nowUs;
        _sentInBurst = 0;
        ScheduleNext();
    }

    /// <summary>Counted from the start of the burst: a byte at 115200 baud takes 86.8 us, and the fractions add up.</summary>
    private void ScheduleNext()
    {
        long untilSentUs = (_sentInBurst + 1) * _halfBitsPerByte * MicrosecondsPerSecond / (2L * _baud);
        DueUs = _count == 0 || _stalled ? Never : _burstStartUs + untilSentUs;
    }
}
