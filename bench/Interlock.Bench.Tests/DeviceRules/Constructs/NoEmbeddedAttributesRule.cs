using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>
/// For readonly structs, in parameters and nullable references the compiler adds attribute types of its own to an assembly
/// whose core library has none, which shifts its method indexes. Device code does without.
/// </summary>
internal sealed class NoEmbeddedAttributesRule : IRule
{
    private static readonly string[] _marks = ["IsReadOnlyAttribute", "IsByRefLikeAttribute", "IsUnmanagedAttribute", "NativeIntegerAttribute"];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return
        [
            .. code.Modules.SelectMany(m => m.GetTypes()).Where(IsEmbedded).Select(t => new Violation(t, null, "is an attribute type that the compiler embedded")),
            .. code.Usages
                .Where(u => u.Used is TypeReference type && IsCompilers(type) && IsMark(type))
                .Select(u => u.Breaks($"makes the compiler embed {u.Used.Name} on the device")),
        ];
    }

    private static bool IsEmbedded(TypeDefinition type)
    {
        return type.Name.EndsWith("Attribute", StringComparison.Ordinal) && (IsCompilers(type) || type.Namespace == "Microsoft.CodeAnalysis");
    }

    private static bool IsMark(TypeReference type)
    {
        return _marks.Contains(type.Name) || type.Name.StartsWith("Nullable", StringComparison.Ordinal);
    }

    private static bool IsCompilers(TypeReference type)
    {
        return type.Namespace == "System.Runtime.CompilerServices";
    }
}
