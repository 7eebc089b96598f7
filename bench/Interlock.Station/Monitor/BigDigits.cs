using System.Linq;
using System.Text;

namespace Interlock.Station.Monitor;

/// <summary>A number to be read from across the room: five rows of blocks.</summary>
public static class BigDigits
{
    public const int Rows = 5;

    private const string Characters = "0123456789.-";

    // Three pixels a row, 1 is lit; the full stop has one.
    private static readonly string[][] _pixels =
    [
        ["111", "101", "101", "101", "111"],
        ["010", "110", "010", "010", "111"],
        ["111", "001", "111", "100", "111"],
        ["111", "001", "111", "001", "111"],
        ["101", "101", "111", "001", "001"],
        ["111", "100", "111", "001", "111"],
        ["111", "100", "111", "101", "111"],
        ["111", "001", "010", "010", "010"],
        ["111", "101", "111", "101", "111"],
        ["111", "101", "111", "001", "111"],
        ["0", "0", "0", "0", "1"],
        ["000", "000", "111", "000", "000"],
    ];

    /// <summary>The rows of a text of digits, full stop and minus; other characters are left out.</summary>
    public static string[] Of(string text) => [.. Enumerable.Range(0, Rows).Select(row => Row(text, row))];

    private static string Row(string text, int row)
    {
        StringBuilder line = new();
        foreach (int glyph in text.Select(c => Characters.IndexOf(c)).Where(glyph => glyph >= 0))
        {
            foreach (char pixel in _pixels[glyph][row]) line.Append(pixel == '1' ? "██" : "  ");
            line.Append("  ");
        }

        return line.ToString();
    }
}
