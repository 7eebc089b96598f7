using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;

namespace Interlock.Bench.Tests.Project;

/// <summary>docs/licences.md tells every package that is used, and the licence that the package itself names.</summary>
[TestClass]
public class LicenceTests
{
    private static readonly string[] _benchmarks = ["Interlock.Benchmarks"];
    private static readonly string[] _tests = ["Interlock.Bench.Tests", "Interlock.Tests.Host"];

    private static readonly Row[] _table =
        [.. MarkdownTable.Rows(RepositoryFile.Path("docs", "licences.md"), "Package", "Where", "Licence").Select(cells => new Row(cells[0], cells[1], cells[2]))];

    /// <summary>The SPDX list's texts, but for the line that names whose the copyright is.</summary>
    [TestMethod]
    [DataRow("LICENSE", "MIT.txt")]
    [DataRow("hardware/LICENSE", "CERN-OHL-P-2.0.txt")]
    public void The_licence_is_the_text_of_the_SPDX_list_word_for_word(string licence, string text)
    {
        Assert.AreEqual(WithoutOwner(RepositoryFile.Path("LICENSES", text)), WithoutOwner(RepositoryFile.Path(licence)));
    }

    [TestMethod]
    [DataRow("MIT.txt", "b05785f9f18e6716bab63424b11454513b9943a222595b70411009202fc592b5")]
    [DataRow("CERN-OHL-P-2.0.txt", "eeecc593866fa1c3b80189c7e3dc0ceb77740557fa92f81771f891cc54c579cb")]
    public void Nobody_changed_the_text_of_the_SPDX_list(string text, string sha256)
    {
        string unix = File.ReadAllText(RepositoryFile.Path("LICENSES", text)).ReplaceLineEndings("\n");
        Assert.AreEqual(sha256, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(unix))));
    }

    [TestMethod]
    public void Every_package_that_is_used_has_its_row_in_the_table()
    {
        Used[] used = [.. UsedByTools(), .. UsedBy("tests", _tests), .. UsedBy("benchmarks", _benchmarks), .. UsedByDevice()];

        string[] missing = [.. used.Where(package => !_table.Any(row => row.Covers(package))).Select(package => $"{package.Id} ({package.Where})").Distinct()];
        string[] unused = [.. _table.Where(row => !used.Any(row.Covers)).Select(row => row.Package)];

        Assert.AreEqual(string.Empty, string.Join(", ", missing), "without a row");
        Assert.AreEqual(string.Empty, string.Join(", ", unused), "a row that nothing uses");
    }

    [TestMethod]
    public void Every_restored_package_has_the_licence_that_the_table_tells()
    {
        int read = 0;
        foreach ((string id, string folder) in Restored())
        {
            Row? row = _table.FirstOrDefault(row => FileSystemName.MatchesSimpleExpression(row.Package, id));
            if (row is null) continue;
            Assert.AreEqual(row.Licence, LicenceOf(folder), id);
            read++;
        }

        Assert.IsGreaterThan(10, read, "restored packages; 'dotnet restore bench' brings them");
    }

    /// <summary>What a release carries: everything that the command line pulls in.</summary>
    private static IEnumerable<Used> UsedByTools() => Libraries("Interlock.Bench").Select(library => new Used(library.Id, "tools"));

    private static IEnumerable<Used> UsedBy(string where, string[] projects) =>
        projects.SelectMany(ProjectFiles.Packages).Distinct().Select(id => new Used(id, where));

    private static IEnumerable<Used> UsedByDevice() =>
        new[] { "Interlock.Drivers", "Interlock.Firmware", "Interlock.Tests" }
            .SelectMany(project => XDocument.Load(RepositoryFile.Path(project, "packages.config")).Descendants("package"))
            .Select(package => new Used((string)package.Attribute("id")!, "device"))
            .Distinct();

    private static IEnumerable<(string Id, string Folder)> Restored()
    {
        IEnumerable<(string, string)> bench = ProjectFiles.Names.SelectMany(Libraries);
        string device = RepositoryFile.Path("packages");
        return Directory.Exists(device)
            ? bench.Concat(Directory.GetDirectories(device).Select(folder => (IdOf(folder), folder)))
            : bench;
    }

    /// <summary>What a project's restore found: each package and the folder it lies in.</summary>
    private static IEnumerable<(string Id, string Folder)> Libraries(string project)
    {
        string path = RepositoryFile.Path("bench", project, "obj", "project.assets.json");
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(path));
        string[] roots = [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        List<(string, string)> found = [];
        foreach (JsonProperty library in assets.RootElement.GetProperty("libraries").EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package") continue;
            string relative = library.Value.GetProperty("path").GetString()!;
            string? folder = roots.Select(root => Path.Combine(root, relative)).FirstOrDefault(Directory.Exists);
            Assert.IsNotNull(folder, $"{library.Name} is not restored");
            found.Add((library.Name.Split('/')[0], folder));
        }

        return found;
    }

    /// <summary>The expression in the package's nuspec; of one that only brings a file, what licence that file is.</summary>
    private static string LicenceOf(string folder)
    {
        XElement licence = Nuspec(folder).Descendants().First(element => element.Name.LocalName == "license");
        if ((string?)licence.Attribute("type") == "expression") return licence.Value;
        string text = File.ReadAllText(Path.Combine(folder, licence.Value));
        return text.Contains("Permission is hereby granted, free of charge", StringComparison.Ordinal) ? "MIT" : licence.Value;
    }

    private static string IdOf(string folder) => Nuspec(folder).Descendants().First(element => element.Name.LocalName == "id").Value;

    private static XDocument Nuspec(string folder) => XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single());

    private static string WithoutOwner(string path) =>
        string.Concat(File.ReadLines(path).Where(line => !line.StartsWith("Copyright (c)", StringComparison.Ordinal)).Select(line => line + "\n"));

    private sealed record Used(string Id, string Where);

    private sealed record Row(string Package, string Where, string Licence)
    {
        /// <summary>A star in the name stands for the names of platforms.</summary>
        public bool Covers(Used used) => FileSystemName.MatchesSimpleExpression(Package, used.Id) && Where.Split(", ").Contains(used.Where);
    }
}
