using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Interlock.Log;

namespace Interlock.Station.Acceptance.Plans;

/// <summary>JSON with comments into nodes that know their lines.</summary>
internal static class PlanParser
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Enough for the parser's own words; it can quote all the rest of the file after them.</summary>
    private const int MostCharacters = 160;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="BadInputException">Not JSON; names file and line.</exception>
    public static PlanNode Parse(ReadOnlySpan<byte> json, string file)
    {
        if (json.StartsWith(ByteOrderMark)) json = json[ByteOrderMark.Length..];
        Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        try
        {
            reader.Read();
            PlanNode root = Read(ref reader, json, file);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            // The exception's own text goes on with the position, which stands at the beginning of our line already.
            string what = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw BadInputException.At(file, (int)(e.LineNumber ?? 0) + 1, $"expected JSON: {Excerpt.Cut(what, MostCharacters)}");
        }
        catch (InvalidOperationException)
        {
            throw BadInputException.At(file, LineAt(json, reader.TokenStartIndex), "expected a text in UTF-8");
        }
    }

    private static PlanNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string file)
    {
        int line = LineAt(json, reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new PlanNode(line, ReadMembers(ref reader, json, file)),
            JsonTokenType.StartArray => new PlanNode(line, ReadItems(ref reader, json, file)),
            JsonTokenType.String => new PlanNode(line, reader.GetString()),
            JsonTokenType.Number => new PlanNode(line, ReadNumber(ref reader, line, file)),
            JsonTokenType.True => new PlanNode(line, true),
            JsonTokenType.False => new PlanNode(line, false),
            _ => new PlanNode(line, null),
        };
    }

    private static PlanMembers ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string file)
    {
        PlanMembers members = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int line = LineAt(json, reader.TokenStartIndex);
            string key = reader.GetString()!;
            if (members.Any(member => member.Key == key)) throw BadInputException.At(file, line, $"expected each key once, found {Excerpt.Of(key)} again");
            reader.Read();
            members.Add(new PlanMember(key, line, Read(ref reader, json, file)));
        }

        return members;
    }

    private static List<PlanNode> ReadItems(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string file)
    {
        List<PlanNode> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, json, file));
        return items;
    }

    private static double ReadNumber(ref Utf8JsonReader reader, int line, string file)
    {
        if (reader.TryGetDouble(out double value) && double.IsFinite(value)) return value;
        throw BadInputException.At(file, line, "expected a number of a size that can be used");
    }

    private static int LineAt(ReadOnlySpan<byte> json, long offset) => 1 + json[..(int)offset].Count(LineFeed);
}
