using System;
using System.Text.RegularExpressions;

namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>
/// How members are named in the lists: as in XML documentation, with nested types by a dot, <c>#ctor</c>, <c>@</c> for
/// by-reference and <c>~Type</c> behind a conversion. Behind the member of an enum stands <c> = n</c>.
/// </summary>
internal static partial class DocumentationId
{
    /// <summary>True for a type, method or field without generics.</summary>
    public static bool IsWellFormed(string id)
    {
        return Shape().IsMatch(WithoutValue(id));
    }

    public static string WithoutValue(string id)
    {
        return id.Split(" = ")[0];
    }

    public static bool IsType(string id)
    {
        return id.StartsWith("T:", StringComparison.Ordinal);
    }

    /// <summary>The ID of the type that an ID names, or whose member it names.</summary>
    public static string TypeOf(string id)
    {
        if (IsType(id)) return id;
        string name = id.Split('(')[0];
        return $"T:{name[2..name.LastIndexOf('.')]}";
    }

    [GeneratedRegex(@"^[TMF]:[A-Za-z_][\w.#]*(\([\w.@,\[\]*]+\)(~[\w.\[\]]+)?)?$")]
    private static partial Regex Shape();
}
