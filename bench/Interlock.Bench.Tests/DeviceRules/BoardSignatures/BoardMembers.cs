using Interlock.Bench.Tests.DeviceRules.Il;
using Interlock.Bench.Tests.DeviceRules.Inventory;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Interlock.Bench.Tests.DeviceRules.BoardSignatures;

/// <summary>What the virtual board shows to device code: its public types outside its own namespaces, and their members.</summary>
internal static class BoardMembers
{
    private const string Own = "Interlock.VirtualBoard";

    /// <summary>Documentation IDs of types and of public and protected members, with <c> = n</c> behind enum members.</summary>
    public static HashSet<string> Of(ModuleDefinition board)
    {
        return [.. board.GetTypes().Where(t => IsVisible(t) && !Part.IsIn(t, Own)).SelectMany(Ids)];
    }

    /// <summary>What the board has and the device has not; and types that the list holds and the board does not.</summary>
    public static IEnumerable<string> Differences(IReadOnlySet<string> board, IReadOnlyCollection<string> api)
    {
        return
        [
            .. board.Except(api).Select(m => $"the device has no {m}"),
            .. api.Where(DocumentationId.IsType).Except(board).Select(t => $"the board stands in for {t} no more"),
        ];
    }

    /// <summary>What the device has of the board's types and the board leaves out.</summary>
    public static IEnumerable<string> LeftOut(IReadOnlySet<string> board, IReadOnlyCollection<string> api)
    {
        return api.Except(board);
    }

    private static IEnumerable<string> Ids(TypeDefinition type)
    {
        // The field that holds an enum's number is no member by name.
        return
        [
            DocCommentId.GetDocCommentId(type),
            .. type.Methods.Where(m => (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly) && !(m.IsStatic && m.IsConstructor)).Select(DocCommentId.GetDocCommentId),
            .. type.Fields.Where(f => (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsRuntimeSpecialName).Select(f => DocCommentId.GetDocCommentId(f) + Value(f)),
        ];
    }

    private static string Value(FieldDefinition field)
    {
        return field.DeclaringType.IsEnum ? FormattableString.Invariant($" = {field.Constant}") : "";
    }

    private static bool IsVisible(TypeDefinition type)
    {
        return type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) && IsVisible(type.DeclaringType)
            : type.IsPublic;
    }
}
