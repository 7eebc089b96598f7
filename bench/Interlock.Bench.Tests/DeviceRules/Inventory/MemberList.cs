using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>What can be wrong with the list of members that device code uses.</summary>
internal static class MemberList
{
    /// <summary>What is used and not listed, and what is listed and not used.</summary>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, Usage> used, IEnumerable<string> listed)
    {
        HashSet<string> lines = [.. listed];
        return
        [
            .. used.Where(u => !lines.Contains(u.Key)).Select(u => $"not listed: {u.Key}, used by {new Place(u.Value.User, u.Value.At)}"),
            .. lines.Where(l => !used.ContainsKey(l)).Select(l => $"listed, but used no more: {l}"),
        ];
    }

    /// <summary>Lines that are no documentation ID of a member that nanoFramework could have, or out of order.</summary>
    public static IEnumerable<string> Malformed(IReadOnlyList<string> lines)
    {
        return
        [
            .. lines.Where(l => !DocumentationId.IsWellFormed(l)).Select(l => $"no documentation ID: {l}"),
            .. lines.Zip(lines.Skip(1)).Where(p => string.CompareOrdinal(p.First, p.Second) >= 0).Select(p => $"out of order: {p.Second}"),
        ];
    }
}

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

/// <summary>Where the sources of these tests lie: the lists are read there, and rewritten there.</summary>
internal static class SourceFolder
{
    public static readonly string DeviceRules = RepositoryFile.Path("bench", "Interlock.Bench.Tests", "DeviceRules");

    public static readonly string Repository = RepositoryFile.Path();
}
