using System.IO;
using System.Runtime.CompilerServices;

namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>Where the sources of these tests lie: the lists are read there, and rewritten there.</summary>
internal static class SourceFolder
{
    public static readonly string DeviceRules = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;

    public static readonly string Repository = Path.GetFullPath(Path.Combine(DeviceRules, "..", "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "")
    {
        return path;
    }
}
