using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Interlock.Log;
using Microsoft.Win32.SafeHandles;

namespace Interlock.Station.Pty;

/// <summary>
/// The near end of a pseudo-terminal: what is written here, a serial program reads from <see cref="Name"/>. Never makes the
/// writer wait: a UART does not either, so lines that nobody fetches are dropped. Readers may come and go.
/// </summary>
public sealed unsafe class PseudoTerminal : Stream
{
    private const int LongestName = 128;

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
        terminal.PrepareFarEnd();
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
        _near.Dispose();
        base.Dispose(disposing);
    }

    private int Offer(ReadOnlySpan<byte> bytes)
    {
        bool hasReader = HasReader();
        if (hasReader && !_hadReader) PrepareFarEnd();
        _hadReader = hasReader;
        if (!hasReader) return -1;
        fixed (byte* first = bytes) return (int)Math.Max(0, LibC.Write(Near, first, bytes.Length));
    }

    private bool HasReader()
    {
        PollRequest request = new() { File = Near };
        return LibC.Poll(&request, 1, 0) >= 0 && (request.Found & LibC.PollHangUp) == 0;
    }

    /// <summary>A reader finds a raw line, whatever the one before left behind, and nothing of what that one did not fetch.</summary>
    private void PrepareFarEnd()
    {
        using SafeFileHandle far = new(LibC.Open(Name, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.CloseOnExec), ownsHandle: true);
        if (far.IsInvalid) return;
        int file = (int)far.DangerousGetHandle();
        TerminalLine.TrySet(file);
        TerminalLine.DiscardInput(file);
    }
}
