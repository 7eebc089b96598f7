using System.Linq;

namespace Interlock.Bench;

/// <summary>Foreign text as part of a one-line message: short, printable, in quotes.</summary>
public static class Excerpt
{
    private const int MostCharacters = 40;

    public static string Of(string text)
    {
        string printable = new([.. text.Take(MostCharacters).Select(c => char.IsControl(c) ? '?' : c)]);
        return text.Length > MostCharacters ? $"'{printable}...'" : $"'{printable}'";
    }
}
