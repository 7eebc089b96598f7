using System.Runtime.CompilerServices;

namespace Interlock.Bench.Tests;

/// <summary>Files of the repository, found from where this source stands.</summary>
internal static class RepositoryFile
{
    public static string Path(params string[] parts) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Here(), "..", "..", .. parts]));

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
