using System.Xml.Linq;

namespace Interlock.Bench.Tests.Project;

/// <summary>The project files of the bench, as they stand in the repository.</summary>
internal static class ProjectFiles
{
    /// <summary>Names of the projects, in the order of bench.slnx.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. XDocument.Load(RepositoryFile.Path("bench", "bench.slnx")).Descendants("Project").Select(project => NameOf((string)project.Attribute("Path")!))];

    public static string[] References(string project) =>
        [.. Load(project).Descendants("ProjectReference").Select(reference => NameOf((string)reference.Attribute("Include")!))];

    public static string[] Packages(string project) =>
        [.. Load(project).Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)];

    private static XDocument Load(string project) => XDocument.Load(RepositoryFile.Path("bench", project, project + ".csproj"));

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}

/// <summary>The rows of a document's table, without backticks.</summary>
internal static class MarkdownTable
{
    /// <summary>The table whose heading begins with these columns.</summary>
    public static string[][] Rows(string path, params string[] columns)
    {
        string[][] lines = [.. File.ReadLines(path).Select(Cells)];
        int heading = Array.FindIndex(lines, cells => cells.Take(columns.Length).SequenceEqual(columns));
        if (heading < 0) throw new InvalidDataException($"{path}: no table with the columns {string.Join(", ", columns)}");
        return [.. lines.Skip(heading + 2).TakeWhile(cells => cells.Length > 0)];
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim()[1..^1].Split('|').Select(cell => cell.Trim().Trim('`'))] : [];
}
