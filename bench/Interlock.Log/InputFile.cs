namespace Interlock.Log;

/// <summary>Opens what the user names; a file that can't be read or written is bad input, not a crash.</summary>
public static class InputFile
{
    /// <exception cref="BadInputException">There is no such file, or it can't be read.</exception>
    public static StreamReader OpenText(string path) => Open(path, static p => new StreamReader(p));

    /// <exception cref="BadInputException">There is no such file, or it can't be read.</exception>
    public static FileStream Open(string path) => Open(path, static p => new FileStream(p, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));

    /// <exception cref="BadInputException">There is no such file, or it can't be read.</exception>
    public static byte[] ReadAllBytes(string path) => Open(path, File.ReadAllBytes);

    private static T Open<T>(string path, Func<string, T> open)
    {
        if (Directory.Exists(path)) throw new BadInputException($"{path}: expected a file, found a folder");
        if (!File.Exists(path)) throw new BadInputException($"{path}: expected an existing file");
        try
        {
            return open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: expected a readable file ({e.Message})");
        }
    }
}
