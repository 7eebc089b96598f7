using System.Reflection;
using Interlock.Firmware;

namespace Interlock.Bench.Tests.Project;

/// <summary>BuildInfo.cs is the only place of the version; who has to repeat it says the same.</summary>
[TestClass]
public class VersionTests
{
    private static readonly string _informational =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    [TestMethod]
    public void The_tools_have_the_firmwares_version()
    {
        Assert.AreEqual(BuildInfo.Version, _informational.Split('+')[0]);
    }

    [TestMethod]
    [DataRow("Interlock.Drivers")]
    [DataRow("Interlock.Firmware")]
    [DataRow("Interlock.Tests")]
    [DataRow("Interlock.Tests/Boxes")]
    public void The_devices_assemblies_have_it_too(string project)
    {
        string text = File.ReadAllText(RepositoryFile.Path(project, "Properties", "AssemblyInfo.cs"));

        StringAssert.Contains(text, $"AssemblyVersion(\"{BuildInfo.Version}.0\")");
        StringAssert.Contains(text, $"AssemblyFileVersion(\"{BuildInfo.Version}.0\")");
    }

    [TestMethod]
    public void BOOT_names_the_commit_that_was_built()
    {
        string[] parts = _informational.Split('+');

        Assert.AreEqual(BuildInfo.Commit, parts.Length > 1 ? parts[1][..7] : "0000000");
    }

    [TestMethod]
    public void No_source_holds_a_commit()
    {
        StringAssert.Contains(File.ReadAllText(RepositoryFile.Path("Interlock.Firmware", "BuildInfo.cs")), "Commit = \"0000000\";");
    }

    [TestMethod]
    public void The_change_log_names_version_and_protocol()
    {
        StringAssert.Contains(File.ReadAllText(RepositoryFile.Path("CHANGELOG.md")), $"\n## {BuildInfo.Version} (protocol {BuildInfo.Protocol})\n");
    }
}
