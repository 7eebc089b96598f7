using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Interlock.Log;
using Microsoft.Win32.SafeHandles;

namespace Interlock.Station.Sources;

/// <summary>
/// The near end of a pseudo-terminal: what is written here, a serial program reads from <see cref="Name"/>. Never makes the
/// writer wait: a UART does not either, so lines that nobody fetches are dropped. Readers may come and go.
/// </summary>
public sealed unsafe class PseudoTerminal : Stream
{
    private const int LongestName = 128;
    private const int PollMs = 20;

    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(1);

    private readonly SafeFileHandle _near;
    private readonly LossyLines _lines;
    private bool _hadReader;

    private PseudoTerminal(SafeFileHandle near, string name)
    {
        _near = near;
        _lines = new LossyLines(Offer);
        Name = name;
    }

    /// <summary>Path that a serial program opens.</summary>
    public string Name { get; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private int Near => (int)_near.DangerousGetHandle();

    /// <exception cref="BadInputException">This system has no pseudo-terminals to give.</exception>
    public static PseudoTerminal Open()
    {
        if (!OperatingSystem.IsLinux()) throw new BadInputException("--uart pty: expected a Linux system; tcp:PORT works on all");
        SafeFileHandle near = new(LibC.OpenNearEnd(LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking | LibC.CloseOnExec), ownsHandle: true);
        byte* name = stackalloc byte[LongestName];
        int file = (int)near.DangerousGetHandle();
        if (near.IsInvalid || LibC.Grant(file) != 0 || LibC.Unlock(file) != 0 || LibC.NameOfFarEnd(file, name, LongestName) != 0)
        {
            near.Dispose();
            throw new BadInputException("--uart pty: expected a system that gives a pseudo-terminal");
        }

        PseudoTerminal terminal = new(near, Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)));

        // Opened and closed once: only then does the system tell that nobody has it open.
        using SafeFileHandle far = new(LibC.Open(terminal.Name, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.CloseOnExec), ownsHandle: true);
        TerminalLine.Set(terminal.Near);
        return terminal;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (byte value in buffer) _lines.Add(value);
    }

    public override void WriteByte(byte value) => _lines.Add(value);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // What was not fetched goes with the near end: a reader gets a moment.
        Stopwatch watch = Stopwatch.StartNew();
        while (disposing && watch.Elapsed < _farewell && HasReader()) Thread.Sleep(PollMs);
        _near.Dispose();
        base.Dispose(disposing);
    }

    private int Offer(ReadOnlySpan<byte> bytes)
    {
        bool hasReader = HasReader();
        if (!hasReader && _hadReader)
        {
            // What the last reader left must be gone before the next one comes, who would find a gap behind it. One who came
            // in this moment gets this line: asked before, he would have seen what is now forgotten, and missed this.
            TerminalLine.SetAndForgetInput(Near);
            hasReader = HasReader();
        }
        else if (hasReader && !_hadReader)
        {
            // A raw line, whatever somebody who only looked left behind.
            TerminalLine.Set(Near);
        }

        _hadReader = hasReader;
        if (!hasReader) return -1;
        fixed (byte* first = bytes) return (int)Math.Max(0, LibC.Write(Near, first, bytes.Length));
    }

    private bool HasReader()
    {
        PollRequest request = new() { File = Near };
        return LibC.Poll(&request, 1, 0) >= 0 && (request.Found & LibC.PollHangUp) == 0;
    }
}

/// <summary>Sets the far end of a pseudo-terminal to the box's line: 115200 8N1, every byte as it comes. All is asked of the near end.</summary>
internal static unsafe class TerminalLine
{
    private const int Now = 0;
    private const int NowAndForgetInput = 2;
    private const int OutputQueue = 1;

    public static void Set(int near) => Set(near, Now);

    /// <summary>Also forgets what was sent and nobody fetched.</summary>
    public static void SetAndForgetInput(int near)
    {
        // What is still on its way to the far end, then what waits there.
        _ = LibC.Discard(near, OutputQueue);
        Set(near, NowAndForgetInput);
    }

    private static void Set(int near, int when)
    {
        TerminalSettings settings = default;
        if (LibC.GetSettings(near, &settings) != 0) return;
        settings.MakeRaw();
        settings.Set115200Baud();
        _ = LibC.SetSettings(near, when, &settings);
    }
}

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
}

/// <summary>The calls of Linux that .NET has no name for: terminals.</summary>
internal static unsafe partial class LibC
{
    public const int ReadWrite = 2;
    public const int NoControllingTerminal = 0x100;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const short PollHangUp = 0x10;

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenNearEnd(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    public static partial int Grant(int terminal);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int Unlock(int terminal);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    public static partial int NameOfFarEnd(int terminal, byte* name, nint bytes);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, byte* buffer, nint bytes);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollRequest* requests, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    public static partial int GetSettings(int terminal, TerminalSettings* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    public static partial int SetSettings(int terminal, int when, TerminalSettings* settings);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    public static partial int Discard(int terminal, int queue);
}

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollRequest
{
    public int File;
    public short Wanted;
    public short Found;
}
