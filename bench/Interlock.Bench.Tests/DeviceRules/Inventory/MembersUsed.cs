using System.Text.RegularExpressions;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>
/// The documentation IDs of everything outside our own namespaces that device code refers to, each with one place that
/// does. By namespace and not by assembly: on the PC the types lie in other assemblies than on the device. What has no
/// name in IL, such as the length of an array or the value of a constant, can't be listed.
/// </summary>
internal static class MembersUsed
{
    /// <summary>What the compiler adds for the PC's sake and leaves out where the core library has no such type, or only in a debug build.</summary>
    private static readonly HashSet<string> _compilersAttributes =
    [
        "System.Runtime.CompilerServices.CompilerGeneratedAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute",
    ];

    /// <summary>Where the PC's stand-in must have another signature: MSTest asks for the place of a test.</summary>
    private static readonly Dictionary<string, string> _onTheDevice = new()
    {
        ["M:nanoFramework.TestFramework.TestMethodAttribute.#ctor(System.String,System.Int32)"] = "M:nanoFramework.TestFramework.TestMethodAttribute.#ctor",
    };

    public static SortedDictionary<string, Usage> Of(DeviceCode code)
    {
        SortedDictionary<string, Usage> members = new(System.StringComparer.Ordinal);
        foreach (Usage usage in code.Usages.Where(u => IsForeign(u.Used) && !_compilersAttributes.Contains(u.UsedType.FullName)))
        {
            members.TryAdd(IdOf(usage.Used), usage);
        }

        return members;
    }

    private static bool IsForeign(MemberReference used)
    {
        // Composed types are listed by their parts.
        return used is not (TypeSpecification or GenericParameter or GenericInstanceMethod) && !Part.IsOurs(used as TypeReference ?? used.DeclaringType);
    }

    private static string IdOf(MemberReference used)
    {
        if (used.Resolve() is not { } definition) return $"unresolved: {used.FullName}";
        TypeReference type = used as TypeReference ?? used.DeclaringType;
        string id = DocCommentId.GetDocCommentId(definition).Replace(type.FullName, Part.NameOnDevice(type), System.StringComparison.Ordinal);
        return _onTheDevice.GetValueOrDefault(id, id);
    }
}

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
