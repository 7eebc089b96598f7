using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard;

/// <summary>UART1 and UART2, which nanoFramework calls COM2 and COM3, and who has them open. COM1 is the debugger's.</summary>
internal sealed class Esp32Uarts
{
    internal const int FirstPort = 2;
    internal const int LastPort = 3;

    private const int MaxPortName = 9;

    private readonly Board _board;
    private readonly Esp32Uart[] _uarts = { new Esp32Uart(), new Esp32Uart() };
    private readonly bool[] _claimed = new bool[MaxPortName + 1];

    internal Esp32Uarts(Board board)
    {
        _board = board;
        for (int port = FirstPort; port <= LastPort; port++)
        {
            DeviceFunction transmit = Transmit(port);
            this[port].Sent = (us, value) => board.OnByteSent(transmit, us, value);
        }
    }

    internal Esp32Uart this[int port] => _uarts[port - FirstPort];

    internal static DeviceFunction Transmit(int port) =>
        port == FirstPort ? DeviceFunction.COM2_TX : DeviceFunction.COM3_TX;

    internal static DeviceFunction Receive(int port) =>
        port == FirstPort ? DeviceFunction.COM2_RX : DeviceFunction.COM3_RX;

    /// <summary>A port that has been made and not disposed can't be made again.</summary>
    internal bool TryClaim(int port)
    {
        if (port is < 0 or > MaxPortName || _claimed[port])
        {
            return false;
        }

        _claimed[port] = true;
        return true;
    }

    internal void Unclaim(int port) => _claimed[port] = false;

    internal bool HasPins(int port) =>
        _board.PinFunctions.Pin(Transmit(port)) != PinFunctions.None
        && _board.PinFunctions.Pin(Receive(port)) != PinFunctions.None;

    internal void Reset()
    {
        Array.Clear(_claimed);
        foreach (Esp32Uart uart in _uarts)
        {
            uart.Reset();
        }
    }

    internal void Stall(bool stalled, long nowUs)
    {
        foreach (Esp32Uart uart in _uarts)
        {
            uart.Stall(stalled, nowUs);
        }
    }
}

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
