using System.Text;
using Interlock.VirtualBoard;

namespace System.IO.Ports;

/// <summary>
/// A serial port of the board that was current when it was made. The board ties RX high, so nothing ever arrives: a read
/// times out, and DataReceived is never raised.
/// </summary>
/// <remarks>There is no finalizer, for the reason given at <see cref="System.Device.Gpio.GpioPin"/>.</remarks>
public sealed class SerialPort : IDisposable
{
    private const string PortNames = "COM1,COM2,COM3";

    /// <summary>The digit in "COM3".</summary>
    private const int DigitInName = 3;

    private readonly Board _board;
    private readonly int _mcuRun;
    private readonly int _port;
    private readonly byte[] _oneByte = new byte[1];
    private SerialStream? _stream;
    private SerialDataReceivedEventHandler? _dataReceived;
    private int _baudRate;
    private int _dataBits;
    private Parity _parity;
    private StopBits _stopBits;
    private string _newLine = "\n";
    private int _readTimeout = Timeout.Infinite;
    private int _writeTimeout = Timeout.Infinite;
    private int _bufferSize = 256;
    private bool _inverted;
    private bool _open;
    private bool _disposed;

    public SerialPort(
        string portName,
        int baudRate = 9600,
        Parity parity = Parity.None,
        int dataBits = 8,
        StopBits stopBits = StopBits.One)
    {
        _board = Board.Current;
        PortName = portName;
        _port = portName[DigitInName] - '0';
        _baudRate = baudRate;
        _parity = parity;
        _dataBits = dataBits;
        _stopBits = stopBits;
        using (_board.Gate.Enter())
        {
            _mcuRun = _board.McuRun;
            if (!_board.Uarts.TryClaim(_port))
            {
                throw new ArgumentException("There is a SerialPort of that name already.", nameof(portName));
            }
        }
    }

    public event SerialDataReceivedEventHandler DataReceived
    {
        add => _dataReceived += value;
        remove => _dataReceived -= value;
    }

    public string PortName { get; }

    public bool IsOpen => _open;

    public Stream BaseStream => _stream!;

    public int BytesToRead => 0;

    public Handshake Handshake { get; set; }

    public SerialMode Mode { get; set; }

    public char WatchChar { get; set; }

    public int ReceivedBytesThreshold { get; set; } = 1;

    public int BaudRate
    {
        get => _baudRate;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _baudRate = value;
            Configure();
        }
    }

    public int DataBits
    {
        get => _dataBits;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 5);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 8);
            _dataBits = value;
            Configure();
        }
    }

    public Parity Parity
    {
        get => _parity;
        set
        {
            _parity = value;
            Configure();
        }
    }

    public StopBits StopBits
    {
        get => _stopBits;
        set
        {
            _stopBits = value;
            Configure();
        }
    }

    public string NewLine
    {
        get => _newLine;
        set => _newLine = string.IsNullOrEmpty(value) ? throw new ArgumentException("A line needs an end.", nameof(value)) : value;
    }

    public int ReadTimeout
    {
        get => _readTimeout;
        set => _readTimeout = CheckedTimeout(value);
    }

    public int WriteTimeout
    {
        get => _writeTimeout;
        set => _writeTimeout = CheckedTimeout(value);
    }

    public int ReadBufferSize
    {
        get => _bufferSize;
        set => SetBufferSize(value);
    }

    /// <summary>The same number as <see cref="ReadBufferSize"/>, as on the device, where nothing is buffered on the way out.</summary>
    public int WriteBufferSize
    {
        get => _bufferSize;
        set => SetBufferSize(value);
    }

    public bool InvertSignalLevels
    {
        get => _inverted;
        set => _inverted = _open ? throw new InvalidOperationException("The port is open.") : value;
    }

    public static string[] GetPortNames() => PortNames.Split(',');

    public void Open()
    {
        using (_board.Gate.Enter())
        {
            ThrowIfOfPastRun();
            if (_open)
            {
                throw new InvalidOperationException("The port is open.");
            }

            if (_port is < Esp32Uarts.FirstPort or > Esp32Uarts.LastPort)
            {
                throw new ArgumentException("COM1 is the debugger's, and there are no ports but COM2 and COM3 beside it.");
            }

            if (!_board.Uarts.HasPins(_port))
            {
                // CLR_E_PIN_UNAVAILABLE, for which nanoCLR has no exception type of its own.
                throw new Exception("TX and RX of the port must both be mapped: call Configuration.SetPinFunction first.");
            }

            _open = true;
            _stream = new SerialStream(this);
            Configure();
            _board.OnUartOpened(Esp32Uarts.Transmit(_port));
        }
    }

    public void Close()
    {
        using (_board.Gate.Enter())
        {
            _open = false;
        }
    }

    public void Dispose()
    {
        using (_board.Gate.Enter())
        {
            if (!_disposed && _mcuRun == _board.McuRun)
            {
                _board.Uarts.Unclaim(_port);
            }

            _open = false;
            _disposed = true;
        }
    }

    /// <summary>Waits for bytes that never come.</summary>
    public int Read(byte[] buffer, int offset, int count)
    {
        using (_board.Gate.Enter())
        {
            BeginCall();
            CheckRange(buffer, offset, count);
            if (count > 0)
            {
                _board.WaitInVain(_board.DeadlineUs(_readTimeout), "SerialPort.Read: nothing is connected to RX.");
                ThrowIfOfPastRun();
            }

            return 0;
        }
    }

    public int ReadByte()
    {
        Read(_oneByte, 0, 1);
        return _oneByte[0];
    }

    public string ReadExisting()
    {
        using (_board.Gate.Enter())
        {
            BeginCall();
            return string.Empty;
        }
    }

    public string ReadLine()
    {
        Read(_oneByte, 0, 1);
        return string.Empty;
    }

    /// <summary>Returns when the last byte is in the FIFO of 128.</summary>
    public void Write(byte[] buffer, int offset, int count)
    {
        using (_board.Gate.Enter())
        {
            BeginCall();
            CheckRange(buffer, offset, count);
            Send(buffer.AsSpan(offset, count));
        }
    }

    public void WriteByte(byte value)
    {
        using (_board.Gate.Enter())
        {
            BeginCall();
            Send(new ReadOnlySpan<byte>(in value));
        }
    }

    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes, 0, bytes.Length);
    }

    public void WriteLine(string text) => Write(text + _newLine);

    private static int CheckedTimeout(int ms)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ms, Timeout.Infinite);
        return ms;
    }

    private static void CheckRange(byte[] buffer, int offset, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (offset > buffer.Length || count > buffer.Length)
        {
            throw new InvalidOperationException("Offset or count lies outside the buffer.");
        }

        if (offset < 0 || count < 0 || offset + count > buffer.Length)
        {
            throw new ArgumentException("Offset and count lie outside the buffer.", nameof(count));
        }
    }

    /// <summary>Whatever doesn't fit waits for room; when the time is up, what is left is lost.</summary>
    private void Send(ReadOnlySpan<byte> bytes)
    {
        if (_board.IsActive(Fault.LogThrows))
        {
            throw new InvalidOperationException("The serial port was made to throw.");
        }

        Esp32Uart uart = _board.Uarts[_port];
        long deadlineUs = _board.DeadlineUs(_writeTimeout);
        while (true)
        {
            int now = Math.Min(bytes.Length, uart.BytesFree);
            foreach (byte value in bytes.Slice(0, now))
            {
                uart.Enqueue(value, _board.TimeUs);
            }

            bytes = bytes.Slice(now);
            if (bytes.IsEmpty)
            {
                return;
            }

            _board.WaitForRoom(uart, deadlineUs);
            ThrowIfOfPastRun();
        }
    }

    private void SetBufferSize(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        _bufferSize = _open ? throw new InvalidOperationException("The port is open.") : value;
    }

    private void Configure()
    {
        using (_board.Gate.Enter())
        {
            if (_open)
            {
                int parityBits = _parity == Parity.None ? 0 : 1;
                int halfStopBits = _stopBits == StopBits.One ? 2 : _stopBits == StopBits.Two ? 4 : 3;
                _board.Uarts[_port].Configure(_baudRate, (2 * (1 + _dataBits + parityBits)) + halfStopBits);
            }
        }
    }

    private void BeginCall()
    {
        ThrowIfOfPastRun();
        if (!_open)
        {
            throw new InvalidOperationException("The port is not open.");
        }

        _board.BeginDeviceCall(_board.Options.SerialCallUs);
    }

    private void ThrowIfOfPastRun() => ObjectDisposedException.ThrowIf(_disposed || _mcuRun != _board.McuRun, this);
}

/// <summary>The stream behind <see cref="SerialPort.BaseStream"/>.</summary>
internal sealed class SerialStream : Stream
{
    private readonly SerialPort _port;

    internal SerialStream(SerialPort port)
    {
        _port = port;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // A write returns when everything is in the FIFO.
    }

    public override int Read(byte[] buffer, int offset, int count) => _port.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => _port.Write(buffer, offset, count);
}
