using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Interlock.Log;

/// <summary>What a name in the file system stands for, links followed: a device or a pipe must be written to, never replaced.</summary>
public static class FileKind
{
    // linux/stat.h: the type is in the mode's upper bits; STATX_TYPE and STATX_INO ask for what is read here.
    private const int CurrentFolder = -100;
    private const uint TypeAndInode = 0x001 | 0x100;
    private const int ModeAt = 28;
    private const int InodeAt = 32;
    private const int OfDeviceAt = 128;
    private const int DeviceAt = 136;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int CharacterType = 0x2000;

    // Documentation/admin-guide/devices.txt: the far ends of Unix98 pseudo-terminals.
    private const uint FirstPseudoTerminal = 136;
    private const uint LastPseudoTerminal = 143;
    private const int StatxBytes = 256;

    /// <summary>Whether bytes go there and stay nowhere: a terminal, a pipe, /dev/null, or the end of a stream that this process was given.</summary>
    public static bool IsSink(string path)
    {
        string full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows()) return full.StartsWith(@"\\.\", StringComparison.Ordinal);
        if (!File.Exists(path)) return false;
        if (IsOwnStream(full)) return true;
        if (OperatingSystem.IsLinux()) return Look(full) is { } seen && TypeOf(seen) != RegularType;
        return full.StartsWith("/dev/", StringComparison.Ordinal) || !CanSeek(path);
    }

    /// <summary>
    /// Whether it is a terminal of Linux: a serial port or the far end of a pseudo-terminal. It is not opened for that: opening a
    /// port raises its DTR, which resets many a board.
    /// </summary>
    public static bool IsTerminal(string path)
    {
        if (Look(Path.GetFullPath(path)) is not { } seen || TypeOf(seen) != CharacterType) return false;
        uint major = BinaryPrimitives.ReadUInt32LittleEndian(seen.AsSpan(OfDeviceAt));
        if (major is >= FirstPseudoTerminal and <= LastPseudoTerminal) return true;
        uint minor = BinaryPrimitives.ReadUInt32LittleEndian(seen.AsSpan(OfDeviceAt + sizeof(uint)));
        string driver = $"/sys/dev/char/{major}:{minor}";
        return Directory.Exists(driver) && Directory.ResolveLinkTarget(driver, returnFinalTarget: true) is DirectoryInfo { Parent.Name: "tty" };
    }

    /// <summary>The same text for two names of one file: links, hard links and <c>..</c> make no difference.</summary>
    public static string Identity(string path)
    {
        // .NET opens the full path, where .. is struck out by its letters, even after a folder that isn't there.
        if (OperatingSystem.IsLinux() && Look(Path.GetFullPath(path)) is { } seen) return Convert.ToHexString(seen, DeviceAt, 8) + Convert.ToHexString(seen, InodeAt, 8);
        string full = Target(path);
        return OperatingSystem.IsLinux() ? full : full.ToUpperInvariant();
    }

    /// <summary>The file that a name stands for: where links lead, even to one that is not there yet.</summary>
    /// <exception cref="BadInputException">Links that lead round in a circle, or where nobody may look.</exception>
    public static string Target(string path)
    {
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? string.Empty;
            string realFolder = Directory.Exists(folder) ? Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder : folder;
            string full = Path.Combine(realFolder, Path.GetFileName(Path.GetFullPath(path)));
            if (new FileInfo(full).LinkTarget is null) return full;
            return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{path}: expected a file that can be written ({e.Message})");
        }
    }

    // What stands behind these may be a file that the shell opened, and more is to come after us.
    private static bool IsOwnStream(string full) =>
        full is "/dev/stdout" or "/dev/stderr" || full.StartsWith("/dev/fd/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);

    private static bool CanSeek(string path)
    {
        try
        {
            // For both ways, so that a pipe opens without anybody at its other end.
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return file.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A link that leads nowhere yet, or what whoever opens it will be told.
            return true;
        }
    }

    private static int TypeOf(byte[] seen) => BinaryPrimitives.ReadUInt16LittleEndian(seen.AsSpan(ModeAt)) & TypeMask;

    private static byte[]? Look(string path)
    {
        byte[] seen = new byte[StatxBytes];
        return Statx(CurrentFolder, path, 0, TypeAndInode, seen) == 0 && BitConverter.IsLittleEndian ? seen : null;
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] seen);
}
