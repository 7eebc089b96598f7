namespace Interlock.Log;

/// <summary>Input that a tool cannot use. The message is the one line that the user sees: which file, which line, what was expected.</summary>
public sealed class BadInputException : Exception
{
    public BadInputException(string message)
        : base(message)
    {
    }

    public static BadInputException At(string file, int line, string expected) => new($"{file}:{line}: {expected}");
}
