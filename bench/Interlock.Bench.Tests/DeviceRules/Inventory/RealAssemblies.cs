namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>
/// Lists of every public member of the real assemblies, a file each: in the folder that INTERLOCK_NANOFRAMEWORK_API
/// names, else in ../shared/nanoframework-api beside the repository. They are not part of the repository, so most
/// machines have none.
/// </summary>
internal sealed class RealAssemblies
{
    private readonly string _folder;

    private RealAssemblies(string folder)
    {
        _folder = folder;
    }

    /// <summary>The lists, or null on a machine without them. A folder that was named and is not there is an error.</summary>
    public static RealAssemblies? Find()
    {
        if (Environment.GetEnvironmentVariable("INTERLOCK_NANOFRAMEWORK_API") is { Length: > 0 } named)
        {
            return In(named);
        }

        string beside = Path.Combine(SourceFolder.Repository, "..", "shared", "nanoframework-api");
        return Directory.Exists(beside) ? In(Path.GetFullPath(beside)) : null;
    }

    public static RealAssemblies In(string folder)
    {
        return Directory.Exists(folder) ? new RealAssemblies(folder) : throw new DirectoryNotFoundException($"no lists of nanoFramework's members: {folder}");
    }

    /// <summary>Assembly to its lines: documentation IDs, behind those of enum members <c> = n</c>.</summary>
    private IReadOnlyDictionary<string, string[]> Assemblies => Directory.GetFiles(_folder, "*.txt")
        .Order(StringComparer.Ordinal)
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => File.ReadLines(f).Where(l => l.Length > 0 && l[0] != '#').ToArray());

    /// <summary>Those of some documentation IDs that no real assembly has.</summary>
    public IEnumerable<string> Lacks(IEnumerable<string> ids)
    {
        HashSet<string> real = [.. Assemblies.Values.SelectMany(l => l).Select(DocumentationId.WithoutValue)];
        return ids.Where(i => !real.Contains(i));
    }

    /// <summary>All that the lists say of some types, under the name of their assembly.</summary>
    public IEnumerable<string> Of(IReadOnlySet<string> types)
    {
        return Assemblies
            .Select(a => (Name: a.Key, Lines: a.Value.Where(l => types.Contains(DocumentationId.TypeOf(l))).ToList()))
            .Where(a => a.Lines.Count > 0)
            .SelectMany(a => a.Lines.Prepend($"# {a.Name}"));
    }

    public override string ToString()
    {
        return _folder;
    }
}
