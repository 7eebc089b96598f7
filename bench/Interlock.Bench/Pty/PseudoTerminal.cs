using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Interlock.Bench.Pty;

/// <summary>
/// The near end of a pseudo-terminal: what is written here, a serial program reads from <see cref="Name"/>. Never makes the
/// writer wait: a UART does not either, so bytes that nobody fetches are dropped.
/// </summary>
public sealed class PseudoTerminal : Stream
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int TerminalSettingsBytes = 256;
    private const int SetNow = 0;

    private readonly SafeFileHandle _near;

    // Held open so that a reader may come and go.
    private readonly SafeFileHandle _far;

    private PseudoTerminal(SafeFileHandle near, SafeFileHandle far, string name)
    {
        _near = near;
        _far = far;
        Name = name;
    }

    /// <summary>Path that a serial program opens.</summary>
    public string Name { get; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="BadInputException">This system has no pseudo-terminals to give.</exception>
    public static PseudoTerminal Open()
    {
        if (!OperatingSystem.IsLinux()) throw new BadInputException("--uart pty: expected a Linux system");
        int near = posix_openpt(ReadWrite | NoControllingTerminal | NonBlocking);
        byte[] name = new byte[128];
        if (near < 0 || grantpt(near) != 0 || unlockpt(near) != 0 || ptsname_r(near, name, name.Length) != 0)
        {
            throw new BadInputException("--uart pty: expected a system that gives a pseudo-terminal");
        }

        string path = Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));
        int far = open(path, ReadWrite | NoControllingTerminal);
        MakeRaw(far);
        return new PseudoTerminal(new SafeFileHandle(near, true), new SafeFileHandle(far, true), path);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer) _ = write((int)_near.DangerousGetHandle(), bytes, buffer.Length);
    }

    public override void WriteByte(byte value) => Write([value]);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _near.Dispose();
        _far.Dispose();
        base.Dispose(disposing);
    }

    private static void MakeRaw(int terminal)
    {
        byte[] settings = new byte[TerminalSettingsBytes];
        if (tcgetattr(terminal, settings) != 0) return;
        cfmakeraw(settings);
        _ = tcsetattr(terminal, SetNow, settings);
    }

    [DllImport("libc")]
    private static extern int posix_openpt(int flags);

    [DllImport("libc")]
    private static extern int grantpt(int terminal);

    [DllImport("libc")]
    private static extern int unlockpt(int terminal);

    [DllImport("libc")]
    private static extern int ptsname_r(int terminal, byte[] name, nint length);

    [DllImport("libc", CharSet = CharSet.Ansi)]
    private static extern int open(string path, int flags);

    [DllImport("libc")]
    private static extern unsafe nint write(int file, byte* bytes, nint count);

    [DllImport("libc")]
    private static extern int tcgetattr(int terminal, byte[] settings);

    [DllImport("libc")]
    private static extern int tcsetattr(int terminal, int when, byte[] settings);

    [DllImport("libc")]
    private static extern void cfmakeraw(byte[] settings);
}
