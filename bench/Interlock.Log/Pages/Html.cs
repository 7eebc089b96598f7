using System.Xml;
using System.Xml.Linq;

namespace Interlock.Log.Pages;

/// <summary>Elements of a page that is well-formed XML and means the same to an HTML parser.</summary>
public static class Html
{
    private static readonly HashSet<string> _void = ["br", "hr", "meta"];

    /// <summary>An element; attributes are given as <see cref="XAttribute"/>.</summary>
    public static XElement Of(string name, params object?[] content)
    {
        XElement element = new(name, content);

        // To HTML a self-closed element stays open, unless it is one that never has content.
        if (element.IsEmpty && !_void.Contains(name)) element.Add(string.Empty);
        return element;
    }

    public static XAttribute Class(string name) => new("class", name);

    public static XElement Table(string style, IEnumerable<string> heads, IEnumerable<XElement> rows) => Of(
        "table",
        Class(style),
        Of("thead", Of("tr", heads.Select(head => Of("th", head)))),
        Of("tbody", rows));

    /// <summary>A table of names and values.</summary>
    public static XElement Facts(params (string Name, string? Value)[] facts) => Of(
        "table",
        Class("facts"),
        Of("tbody", facts.Select(fact => Of("tr", Of("th", fact.Name), Of("td", Printable(fact.Value ?? "not in the log"))))));

    public static XElement Row(params string[] cells) => Of("tr", cells.Select(cell => Of("td", Printable(cell))));

    /// <summary>Foreign text without what XML can't hold.</summary>
    public static string Printable(string text) => new([.. text.Select(c => XmlConvert.IsXmlChar(c) && !char.IsControl(c) ? c : '?')]);
}
