using System.Text.Json;

namespace Interlock.Bench.Tests.Safety;

/// <summary>Members of a campaign's JSON by name.</summary>
internal static class JsonCells
{
    public static string Text(this JsonElement cell, string name) => cell.GetProperty(name).GetString()!;

    public static double Number(this JsonElement cell, string name) => cell.GetProperty(name).GetDouble();

    public static JsonElement[] Rows(this JsonElement cell, string name) => [.. cell.GetProperty(name).EnumerateArray()];
}
