using System.Globalization;
using System.IO.Ports;
using System.Runtime.Versioning;
using Interlock.Log;
using Microsoft.Win32;

namespace Interlock.Station.Sources;

/// <summary>The serial ports of this system, as far as it tells of them: the library knows their names alone.</summary>
public static class SerialPorts
{
    private const int LongestDescription = 40;
    private const int MostFolders = 4;
    private const int ReadAndWrite = 6;
    private const string NearEnds = "/dev/ptmx";

    /// <summary>For who named none or a wrong one.</summary>
    public static string Known()
    {
        string[] names = [.. SerialPort.GetPortNames().Distinct().Order(StringComparer.Ordinal)];
        if (names.Length == 0) return "no serial port is connected";
        IReadOnlyDictionary<string, string> said = OperatingSystem.IsWindows() ? SaidByWindows() : names.ToDictionary(name => name, SaidByLinux);
        return $"serial ports: {string.Join(", ", names.Select(name => said.GetValueOrDefault(name) is { Length: > 0 } text ? $"{name} ({Excerpt.Cut(text, LongestDescription)})" : name))}";
    }

    /// <summary>Another program that has a port open, and its process; null where none has, or this user may not know.</summary>
    public static string? HolderOf(string path)
    {
        string device = FileKind.Target(path);
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(folder => folder.Split('/')[^1].All(char.IsAsciiDigit)))
        {
            string id = Path.GetFileName(process);
            if (id == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) continue;
            string[] open = OpenFiles(process);

            // Whoever has a near end too made the pseudo-terminal, and keeps it alive.
            if (open.Contains(device) && !open.Contains(NearEnds)) return $"{NameOf(process)} (process {id})";
        }

        return null;
    }

    /// <summary>Whether this user may read and write it.</summary>
    public static bool MayOpen(string path) => LibC.Access(path, ReadAndWrite) == 0;

    /// <summary>The product of the adapter that a port belongs to, as it calls itself; empty where the system has none.</summary>
    /// <param name="port">Its path or name.</param>
    /// <param name="classes">Where the system lists its terminals.</param>
    public static string SaidByLinux(string port, string classes)
    {
        // The list is of links, and a port lies two to four folders below its USB device, by its driver.
        string listed = Path.Combine(classes, Path.GetFileName(port));
        DirectoryInfo? folder = Directory.Exists(listed) ? Directory.ResolveLinkTarget(listed, returnFinalTarget: true) as DirectoryInfo : null;
        for (int i = 0; i <= MostFolders && folder is not null; i++, folder = folder.Parent)
        {
            string product = Path.Combine(folder.FullName, "product");
            if (File.Exists(product)) return File.ReadAllText(product).Trim();
        }

        return string.Empty;
    }

    private static string SaidByLinux(string port)
    {
        try
        {
            return SaidByLinux(port, "/sys/class/tty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    /// <summary>What the device manager shows, by the name of the port: each device instance keeps it beside its own.</summary>
    [SupportedOSPlatform("windows")]
    private static Dictionary<string, string> SaidByWindows()
    {
        Dictionary<string, string> said = new(StringComparer.OrdinalIgnoreCase);
        using RegistryKey? devices = Registry.LocalMachine.OpenSubKey(@"SYSTEM\CurrentControlSet\Enum");
        foreach (RegistryKey device in Below(Below(Below(devices is null ? [] : [devices]))))
        {
            using RegistryKey? parameters = Opened(device, "Device Parameters");
            if (parameters?.GetValue("PortName") is not string port || device.GetValue("FriendlyName") is not string name) continue;

            // The name of the port stands behind it in brackets already.
            said[port] = name.Replace($"({port})", string.Empty, StringComparison.OrdinalIgnoreCase).Trim();
        }

        return said;
    }

    [SupportedOSPlatform("windows")]
    private static IEnumerable<RegistryKey> Below(IEnumerable<RegistryKey> keys)
    {
        foreach (RegistryKey key in keys)
        {
            foreach (string name in key.GetSubKeyNames())
            {
                using RegistryKey? below = Opened(key, name);
                if (below is not null) yield return below;
            }
        }
    }

    [SupportedOSPlatform("windows")]
    private static RegistryKey? Opened(RegistryKey key, string name)
    {
        try
        {
            return key.OpenSubKey(name);
        }
        catch (System.Security.SecurityException)
        {
            return null;
        }
    }

    private static string[] OpenFiles(string process)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Select(file => new FileInfo(file).LinkTarget).OfType<string>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or it ended meanwhile.
            return [];
        }
    }

    private static string NameOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "a program";
        }
    }
}
