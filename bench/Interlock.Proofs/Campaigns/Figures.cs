using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interlock.VirtualBoard;
using Spectre.Console;

namespace Interlock.Proofs.Campaigns;

/// <summary>How campaigns write numbers and settings.</summary>
public static class Figures
{
    public static string Ms(double ms) => double.IsPositiveInfinity(ms) ? "never" : ms.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>JSON has no infinity: what never came is null.</summary>
    public static double? OrNull(double ms) => double.IsFinite(ms) ? System.Math.Round(ms, 3) : null;

    public static string Mains(bool is60Hz) => is60Hz ? "60" : "50";

    public static string Of(ConversionTiming timing) => timing == ConversionTiming.Typical ? "typical" : "maximum";

    public static string Of(Ticks ticks) => ticks switch
    {
        Ticks.OnTime => "on time",
        Ticks.WorstGaps => "worst gaps",
        _ => "exact clock",
    };
}

/// <summary>What a campaign came to.</summary>
public interface ICampaignReport
{
    bool Holds { get; }

    /// <summary>For people.</summary>
    void Print(TextWriter output);
}

/// <summary>A campaign's result as JSON, which another run may read again.</summary>
public static class CampaignJson
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true, IncludeFields = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter() } };

    public static void Print(object result, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(result, _options));

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, _options)!;
}

/// <summary>Campaigns reckon in the board's microseconds and print milliseconds.</summary>
public static class Microseconds
{
    public const long Millisecond = 1_000;
    public const long Second = 1_000_000;

    public static double ToMs(long us) => us / 1000.0;
}

/// <summary>A table in plain text, as wide as it has to be: it is read in logs and files as often as on a terminal.</summary>
public sealed class TextTable
{
    // Wider than any row: a line that is broken can't be searched for.
    private const int Width = 1000;

    private readonly Table _table = new Table().Border(TableBorder.Ascii2);

    /// <param name="head">Column heads; those that start with a &gt; are aligned to the right.</param>
    public TextTable(params string[] head)
    {
        foreach (string title in head)
        {
            bool isRight = title.StartsWith('>');
            _table.AddColumn(new TableColumn(new Text(isRight ? title[1..] : title)) { Alignment = isRight ? Justify.Right : Justify.Left, NoWrap = true });
        }
    }

    public void Add(params string[] cells) => _table.AddRow(cells.Select(cell => new Text(cell)));

    public void Print(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Width;
        console.Write(_table);
    }
}
