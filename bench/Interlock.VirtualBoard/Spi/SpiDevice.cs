using Interlock.VirtualBoard;

namespace System.Device.Spi;

/// <summary>A device on a bus of the board that was current when it was opened.</summary>
/// <remarks>There is no finalizer, for the reason given at <see cref="System.Device.Gpio.GpioPin"/>.</remarks>
public class SpiDevice : IDisposable
{
    /// <summary>The bytes that nanoFramework clocks through when it opens a device: two written, two read.</summary>
    private const int OpeningBytes = 4;

    private readonly SpiConnectionSettings _settings;
    private readonly Board _board;
    private readonly int _mcuRun;
    private byte[] _wire = new byte[32];
    private bool _disposed;

    public SpiDevice(SpiConnectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = new SpiConnectionSettings(settings);
        _board = Board.Current;
        using (_board.Gate.Enter())
        {
            _mcuRun = _board.McuRun;
            _board.BeginDeviceCall(0);
            if (_settings.ClockFrequency == 0)
            {
                // Not set means as fast as the bus goes (nf-interpreter, GetConfig).
                _settings.ClockFrequency = GetBusInfo(_settings.BusId).MaxClockFrequency;
            }

            _board.Spi.Open(_settings);
            _board.Spi.Transfer(_settings, Wire(OpeningBytes));
        }
    }

    /// <summary>A copy: what is changed in it changes nothing.</summary>
    public SpiConnectionSettings ConnectionSettings => new SpiConnectionSettings(_settings);

    public static SpiBusInfo GetBusInfo(int busId) => new SpiBusInfo();

    public static SpiDevice Create(SpiConnectionSettings settings) => new SpiDevice(settings);

    public byte ReadByte()
    {
        using (_board.Gate.Enter())
        {
            return Clock(default, 1)[0];
        }
    }

    public void Read(SpanByte buffer)
    {
        using (_board.Gate.Enter())
        {
            Clock(default, buffer.Length).CopyTo(buffer.AsSpan());
        }
    }

    public void Read(ushort[] buffer)
    {
        using (_board.Gate.Enter())
        {
            Unpack(ClockWords(Array.Empty<ushort>(), buffer.Length), buffer);
        }
    }

    public void WriteByte(byte value)
    {
        using (_board.Gate.Enter())
        {
            Clock(new ReadOnlySpan<byte>(in value), 1);
        }
    }

    public void Write(ushort[] buffer)
    {
        using (_board.Gate.Enter())
        {
            ClockWords(buffer, buffer.Length);
        }
    }

    public void Write(SpanByte buffer)
    {
        using (_board.Gate.Enter())
        {
            Clock(buffer.AsSpan(), buffer.Length);
        }
    }

    public void TransferFullDuplex(ushort[] writeBuffer, ushort[] readBuffer)
    {
        using (_board.Gate.Enter())
        {
            ThrowIfNotFullDuplex();
            Unpack(ClockWords(writeBuffer, Math.Max(writeBuffer.Length, readBuffer.Length)), readBuffer);
        }
    }

    /// <summary>As many bytes as the longer of the two; what is read beyond the read buffer is lost (on the device it overruns it).</summary>
    public void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer)
    {
        using (_board.Gate.Enter())
        {
            _board.TakeHeap();
            ThrowIfNotFullDuplex();
            int length = Math.Max(writeBuffer.Length, readBuffer.Length);
            Clock(writeBuffer.AsSpan(), length).Slice(0, readBuffer.Length).CopyTo(readBuffer.AsSpan());
        }
    }

    public void Dispose()
    {
        Dispose(true);
        System.GC.SuppressFinalize(this);
    }

    protected void Dispose(bool disposing)
    {
        using (_board.Gate.Enter())
        {
            if (!_disposed && _mcuRun == _board.McuRun)
            {
                _board.Spi.Close(_settings);
            }

            _disposed = true;
        }
    }

    /// <summary>Sends the bytes, then zeros up to the length; gives what came in, until the next call.</summary>
    private Span<byte> Clock(ReadOnlySpan<byte> write, int length)
    {
        BeginCall();
        Span<byte> wire = Wire(length);
        write.CopyTo(wire);
        _board.Spi.Transfer(_settings, wire);
        return wire;
    }

    private Span<byte> ClockWords(ushort[] write, int length)
    {
        BeginCall();
        Span<byte> wire = Wire(2 * length);
        for (int i = 0; i < write.Length; i++)
        {
            wire[(2 * i) + HighByteAt] = (byte)(write[i] >> 8);
            wire[(2 * i) + LowByteAt] = (byte)write[i];
        }

        _board.Spi.Transfer(_settings, wire);
        return wire;
    }

    private void Unpack(Span<byte> wire, ushort[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = (ushort)((wire[(2 * i) + HighByteAt] << 8) | wire[(2 * i) + LowByteAt]);
        }
    }

    private int HighByteAt => _board.Options.SpiWordOrder == SpiWordOrder.HighByteFirst ? 0 : 1;

    private int LowByteAt => 1 - HighByteAt;

    /// <summary>Room for the bytes on the wire, all zero. Made bigger only when a transfer is longer than any before.</summary>
    private Span<byte> Wire(int length)
    {
        if (_wire.Length < length)
        {
            _wire = new byte[length];
        }

        Span<byte> wire = _wire.AsSpan(0, length);
        wire.Clear();
        return wire;
    }

    private void BeginCall()
    {
        ObjectDisposedException.ThrowIf(_disposed || _mcuRun != _board.McuRun, this);
        _board.BeginDeviceCall(0);
    }

    private void ThrowIfNotFullDuplex()
    {
        if (_settings.Configuration != SpiBusConfiguration.FullDuplex)
        {
            throw new InvalidOperationException("The device was not opened as full duplex.");
        }
    }
}
