namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>Where the sources of these tests lie: the lists are read there, and rewritten there.</summary>
internal static class SourceFolder
{
    public static readonly string DeviceRules = RepositoryFile.Path("bench", "Interlock.Bench.Tests", "DeviceRules");

    public static readonly string Repository = RepositoryFile.Path();
}
