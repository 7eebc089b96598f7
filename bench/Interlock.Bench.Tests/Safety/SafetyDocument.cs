using System.Text.RegularExpressions;

namespace Interlock.Bench.Tests.Safety;

/// <summary>docs/safety.md and the tests' sources, read for the requirements that they name.</summary>
internal static partial class SafetyDocument
{
    /// <summary>The document's path.</summary>
    public static string Path { get; } = RepositoryFile.Path("docs", "safety.md");

    /// <summary>Rows of the document's requirement tables: a cell that is an ID in bold, and the whole row.</summary>
    public static IReadOnlyDictionary<string, string> Requirements() => File
        .ReadLines(Path)
        .Select(line => (Match: RequirementRow().Match(line), Line: line))
        .Where(row => row.Match.Success)
        .ToDictionary(row => row.Match.Groups[1].Value, row => row.Line);

    /// <summary>Rows of the table of measured reactions, by requirement.</summary>
    public static ILookup<string, string> Reactions() => File
        .ReadLines(Path)
        .Select(line => (Match: ReactionRow().Match(line), Line: line))
        .Where(row => row.Match.Success)
        .ToLookup(row => row.Match.Groups[1].Value, row => row.Line);

    /// <summary>IDs that a test cites with <c>Requirement: SR-...</c>, and the files that do.</summary>
    public static ILookup<string, string> Citations() => TestSources()
        .SelectMany(file => Citation().Matches(File.ReadAllText(file)).Select(match => (Id: match.Groups[1].Value, File: System.IO.Path.GetFileName(file))))
        .ToLookup(citation => citation.Id, citation => citation.File);

    private static IEnumerable<string> TestSources() => new[] { RepositoryFile.Path("Interlock.Tests"), RepositoryFile.Path("bench", "Interlock.Bench.Tests") }
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*Tests.cs", SearchOption.AllDirectories));

    [GeneratedRegex(@"^\| \*\*(SR-[A-Z0-9]+)\*\* \|")]
    private static partial Regex RequirementRow();

    [GeneratedRegex(@"^\| (SR-[A-Z0-9]+) \| [A-Z0-9_]+ \|")]
    private static partial Regex ReactionRow();

    [GeneratedRegex(@"Requirement: (SR-[A-Z0-9]+)")]
    private static partial Regex Citation();
}
