using System.Text.RegularExpressions;

namespace Interlock.Bench.Tests.Project;

/// <summary>Links between the documents, and what comments point at, lead to a file that is there and to a heading that it has.</summary>
[TestClass]
public partial class LinkTests
{
    [TestMethod]
    public void Every_link_leads_somewhere()
    {
        List<string> broken = [];
        foreach (string document in Documents())
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                string target = link.Groups[1].Value;
                if (!target.Contains("://", StringComparison.Ordinal) && !Leads(document, target)) broken.Add($"{Path.GetRelativePath(RepositoryFile.Path(), document)}: {target}");
            }
        }

        Assert.AreEqual(string.Empty, string.Join('\n', broken));
    }

    [TestMethod]
    public void The_index_of_the_documents_names_each_of_them()
    {
        string index = File.ReadAllText(RepositoryFile.Path("docs", "README.md"));
        string[] missing = [.. Directory.EnumerateFiles(RepositoryFile.Path("docs"), "*.md")
            .Select(path => Path.GetFileName(path))
            .Where(name => name != "README.md" && !index.Contains($"({name})", StringComparison.Ordinal))];

        Assert.AreEqual(string.Empty, string.Join(' ', missing));
    }

    [TestMethod]
    public void Every_document_that_a_source_names_is_there_with_the_section_that_it_names()
    {
        ILookup<string, string> documents = Documents().ToLookup(path => Path.GetFileName(path));
        List<string> broken = [];
        foreach (string source in RepositoryFile.Sources())
        {
            foreach (Match named in Named().Matches(BrokenComment().Replace(File.ReadAllText(source), " ")))
            {
                string name = named.Groups["path"].Value;
                IEnumerable<string> meant = documents[Path.GetFileName(name)].Where(path => path.Replace('\\', '/').EndsWith($"/{name}", StringComparison.Ordinal));
                string section = Anchor(named.Groups["section"].Value);
                if (!meant.Any(path => section.Length == 0 || Headings(path).Contains(section))) broken.Add($"{Path.GetRelativePath(RepositoryFile.Path(), source)}: {named.Value}");
            }
        }

        Assert.AreEqual(string.Empty, string.Join('\n', broken));
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(RepositoryFile.Path(), "*.md").Concat(
            new[] { "docs", "hardware", "bench/traces", ".github" }.SelectMany(folder => Directory.EnumerateFiles(RepositoryFile.Path(folder), "*.md", SearchOption.AllDirectories)));

    private static bool Leads(string document, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, Uri.UnescapeDataString(parts[0]));
        if (Directory.Exists(path)) return parts.Length == 1;
        return File.Exists(path) && (parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || Headings(path).Contains(parts[1]));
    }

    /// <summary>As GitHub makes anchors of them: lower case, words joined by hyphens, nothing else kept.</summary>
    private static IEnumerable<string> Headings(string path) =>
        File.ReadLines(path)
            .Where(line => line.StartsWith('#'))
            .Select(line => Anchor(line.TrimStart('#', ' ')));

    private static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<path>(?:[\w.-]+/)*[\w-]+\.md)\b(?:, ""(?<section>[^""]+)"")?")]
    private static partial Regex Named();

    /// <summary>Where a comment goes on in the next line.</summary>
    [GeneratedRegex(@"\r?\n\s*///? ")]
    private static partial Regex BrokenComment();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
