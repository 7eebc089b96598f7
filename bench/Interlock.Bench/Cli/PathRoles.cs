using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>What each path of a command is for: a slip of the keyboard must not cost a log.</summary>
public static class PathRoles
{
    /// <param name="roles">The option or argument and its path; null where none was given.</param>
    /// <exception cref="BadInputException">One file has two roles, under whatever names.</exception>
    public static void RequireDifferent(params (string Role, string? Path)[] roles)
    {
        Dictionary<string, string> roleOf = [];
        foreach ((string role, string? path) in roles)
        {
            // A folder or an empty name is told by whoever opens it.
            if (string.IsNullOrEmpty(path) || Directory.Exists(path)) continue;
            string identity = FileKind.Identity(path);
            if (roleOf.TryGetValue(identity, out string? other)) throw new BadInputException($"{path}: expected one role for a file, found {other} and {role}");
            roleOf[identity] = role;
        }
    }
}
