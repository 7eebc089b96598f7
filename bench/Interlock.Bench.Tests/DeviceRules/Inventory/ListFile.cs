using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>
/// A list of documentation IDs that the project keeps. <c>INTERLOCK_UPDATE_INVENTORY=1 dotnet test</c> rewrites them;
/// read the difference before committing it, since each new line is one more thing that must exist on the device.
/// </summary>
internal sealed class ListFile(string name)
{
    /// <summary>The members of nanoFramework that device code uses, sorted, one a line.</summary>
    public static readonly ListFile Members = new("nanoframework-members.txt");

    /// <summary>
    /// Every public member that the types which the virtual board stands in for really have, by assembly, so that the
    /// check needs nothing from outside the repository.
    /// </summary>
    public static readonly ListFile DeviceApi = new("device-api.txt");

    private readonly string _path = Path.Combine(SourceFolder.DeviceRules, name);

    public static bool AreToBeUpdated => Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_INVENTORY") == "1";

    /// <summary>The lines, without the headings.</summary>
    public string[] Read()
    {
        return [.. File.ReadLines(_path).Where(l => !l.StartsWith('#'))];
    }

    public void Write(IEnumerable<string> lines)
    {
        File.WriteAllText(_path, string.Concat(lines.Select(l => l + "\n")));
    }
}
