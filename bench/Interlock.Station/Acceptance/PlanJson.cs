using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>
/// Reads the keys of one object strictly: a key that is missing, of another type, out of its range, or that nobody asked
/// for is one line that names file, line and what was expected.
/// </summary>
internal sealed class PlanObject
{
    private readonly string _file;
    private readonly string _what;
    private readonly int _probes;
    private readonly PlanMembers _members;
    private readonly List<string> _asked = [];

    /// <param name="node">Must be an object.</param>
    /// <param name="file">For the message.</param>
    /// <param name="what">What the object is, for the message.</param>
    /// <param name="probes">How many the box has that the plan is for.</param>
    public PlanObject(PlanNode node, string file, string what, int probes = 1)
    {
        _probes = probes;
        _file = file;
        _what = what;
        Line = node.Line;
        _members = node.Value as PlanMembers ?? throw Expected(node.Line, $"{what} in braces");
    }

    public int Line { get; }

    public bool Has(string key)
    {
        _asked.Add(key);
        return _members.Any(member => member.Key == key);
    }

    public string Text(string key) => AsText(Required(key), key);

    /// <summary>A text of a form.</summary>
    public string Text(string key, Regex form, string what) => OfForm(Required(key), key, form, what);

    /// <summary>One of some words.</summary>
    public string Word(string key, IReadOnlyCollection<string> words)
    {
        PlanNode node = Required(key);
        string text = AsText(node, key);
        return words.Contains(text) ? text : throw Expected(node.Line, $"\"{key}\" one of {string.Join(", ", words)}, found {Excerpt.Of(text)}");
    }

    /// <summary>Some of some words, at least one.</summary>
    public IReadOnlyList<string> Words(string key, IReadOnlyCollection<string> words)
    {
        List<string> found = [];
        foreach (PlanNode item in Items(key))
        {
            string text = AsText(item, key);
            if (!words.Contains(text)) throw Expected(item.Line, $"in \"{key}\" one of {string.Join(", ", words)}, found {Excerpt.Of(text)}");
            found.Add(text);
        }

        return found;
    }

    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => AsText(item, key))];

    /// <summary>Texts of a form.</summary>
    public IReadOnlyList<string> Texts(string key, Regex form, string what) => [.. Items(key).Select(item => OfForm(item, key, form, what))];

    public bool Flag(string key)
    {
        if (!Has(key)) return false;
        PlanNode node = Required(key);
        return node.Value as bool? ?? throw Expected(node.Line, $"\"{key}\" true or false");
    }

    public double Number(string key, double lowest, double highest)
    {
        PlanNode node = Required(key);
        if (node.Value is double value && value >= lowest && value <= highest) return value;
        string found = node.Value is double number ? string.Create(CultureInfo.InvariantCulture, $", found {number}") : string.Empty;
        throw Expected(node.Line, string.Create(CultureInfo.InvariantCulture, $"\"{key}\" a number from {lowest} to {highest}{found}"));
    }

    public double? OptionalNumber(string key, double lowest, double highest) => Has(key) ? Number(key, lowest, highest) : null;

    public int WholeNumber(string key, int lowest, int highest)
    {
        double value = Number(key, lowest, highest);
        return value == Math.Floor(value) ? (int)value : throw Expected(Required(key).Line, $"\"{key}\" a whole number");
    }

    public int? OptionalWholeNumber(string key, int lowest, int highest) => Has(key) ? WholeNumber(key, lowest, highest) : null;

    /// <summary>A list of objects, at least one.</summary>
    public IReadOnlyList<PlanObject> Objects(string key, string what) => [.. Items(key).Select(item => new PlanObject(item, _file, what, _probes))];

    /// <summary>Which of two probes; a box with one never names it.</summary>
    public int? OptionalProbe()
    {
        if (_probes == 2) return OptionalWholeNumber("probe", 1, 2);
        PlanMember? named = _members.FirstOrDefault(static member => member.Key == "probe");
        return named is null ? null : throw Expected(named.Line, "no \"probe\" in a plan for a box with one (--second-probe says that it has two)");
    }

    /// <summary>An object whose keys are free and whose values are texts.</summary>
    public IReadOnlyDictionary<string, string> Table(string key)
    {
        PlanNode node = Required(key);
        PlanMembers members = node.Value as PlanMembers ?? throw Expected(node.Line, $"\"{key}\" in braces");
        return members.ToDictionary(member => member.Key, member => AsText(member.Node, member.Key));
    }

    /// <summary>To be called when everything was read: complains of a key that nobody asked for.</summary>
    public void End()
    {
        PlanMember? unknown = _members.FirstOrDefault(member => !_asked.Contains(member.Key));
        if (unknown is not null) throw Expected(unknown.Line, $"in {_what} one of {string.Join(", ", _asked.Distinct())}, found {Excerpt.Of(unknown.Key)}");
    }

    public BadInputException Expected(string what) => Expected(Line, what);

    private PlanNode Required(string key)
    {
        _asked.Add(key);
        return _members.FirstOrDefault(member => member.Key == key)?.Node ?? throw Expected(Line, $"the key \"{key}\" in {_what}");
    }

    private List<PlanNode> Items(string key)
    {
        PlanNode node = Required(key);
        List<PlanNode> items = node.Value as List<PlanNode> ?? throw Expected(node.Line, $"\"{key}\" a list in brackets");
        return items.Count > 0 ? items : throw Expected(node.Line, $"\"{key}\" with at least one value");
    }

    private string AsText(PlanNode node, string key) =>
        node.Value is string text && text.Length > 0 ? text : throw Expected(node.Line, $"\"{key}\" a text");

    private string OfForm(PlanNode node, string key, Regex form, string what)
    {
        string text = AsText(node, key);
        return form.IsMatch(text) ? text : throw Expected(node.Line, $"\"{key}\" {what}, found {Excerpt.Of(text)}");
    }

    private BadInputException Expected(int line, string what) => BadInputException.At(_file, line, "expected " + what);
}

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

/// <summary>A value of a plan's JSON and the line it stands on, which System.Text.Json's own documents do not keep.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Value">
/// A string, a double, a bool, null, a list of nodes, or a list of <see cref="PlanMember"/> in the order of the file.
/// </param>
internal sealed record PlanNode(int Line, object? Value);

/// <summary>A key of an object and its value.</summary>
internal sealed record PlanMember(string Key, int Line, PlanNode Node);

/// <summary>The members of an object, in the order of the file.</summary>
internal sealed class PlanMembers : List<PlanMember>;
