using System.Runtime.CompilerServices;

namespace Interlock.Bench.Tests;

/// <summary>Files of the repository, found from where this source stands.</summary>
internal static class RepositoryFile
{
    public static string Path(params string[] parts) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Here(), "..", "..", .. parts]));

    /// <summary>The C# sources in a folder and below it, without what builds write.</summary>
    public static IEnumerable<string> Sources(params string[] folder)
    {
        string root = Path(folder);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !System.IO.Path.GetRelativePath(root, file).Split(System.IO.Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or "artifacts"));
    }

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
