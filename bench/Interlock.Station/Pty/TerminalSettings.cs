using System.Runtime.InteropServices;

namespace Interlock.Station.Pty;

/// <summary>struct termios as glibc and musl lay it out on the processors that .NET runs on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TerminalSettings
{
    private const uint Bits8 = 0x30;
    private const uint TwoStopBits = 0x40;
    private const uint ReceiverOn = 0x80;
    private const uint ParityOn = 0x100;
    private const uint IgnoreModemLines = 0x800;
    private const uint HardwareFlowControl = 0x8000_0000;
    private const uint SpeedMask = 0x100F;
    private const uint Speed115200 = 0x1002;
    private const int LeastBytes = 6;
    private const int Timeout = 5;

    private uint _input;
    private uint _output;
    private uint _control;
    private uint _local;
    private byte _discipline;
    private fixed byte _characters[32];
    private uint _inputSpeed;
    private uint _outputSpeed;

    /// <summary>Every byte as it comes: no echo, no translation, no flow control, no signals; a read waits for one byte.</summary>
    public void MakeRaw()
    {
        _input = 0;
        _output = 0;
        _local = 0;
        _control = (_control & ~(TwoStopBits | ParityOn | HardwareFlowControl)) | Bits8 | ReceiverOn | IgnoreModemLines;
        _characters[LeastBytes] = 1;
        _characters[Timeout] = 0;
    }

    /// <summary>115200 baud, both ways.</summary>
    public void Set115200Baud()
    {
        _control = (_control & ~SpeedMask) | Speed115200;
        _inputSpeed = Speed115200;
        _outputSpeed = Speed115200;
    }

    /// <summary>115200 8N1.</summary>
    public readonly bool Is115200Raw =>
        (_control & (SpeedMask | Bits8 | TwoStopBits | ParityOn | HardwareFlowControl)) == (Speed115200 | Bits8) && _input == 0 && _output == 0 && _local == 0;
}
