using System.Globalization;

namespace Interlock.Log;

/// <summary>Foreign text as part of a one-line message: short and printable.</summary>
public static class Excerpt
{
    private const int MostCharacters = 40;

    /// <summary>The text in quotes.</summary>
    public static string Of(string text) => $"'{Cut(text, MostCharacters)}'";

    /// <summary>The text as it is, but for what a terminal does not show as it is, and cut after so many characters.</summary>
    public static string Cut(string text, int mostCharacters)
    {
        string printable = new([.. text.Take(mostCharacters).Select(c => IsPrintable(c) ? c : '?')]);
        return text.Length > mostCharacters ? $"{printable}..." : printable;
    }

    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
