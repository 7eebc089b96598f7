using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>What nanoCLR makes of a type by value.</summary>
internal static class TypeKind
{
    /// <summary>
    /// True for a struct, which costs heap wherever it is copied. Not for primitives and enums; nor for DateTime and
    /// TimeSpan, which nanoCLR holds as a long; nor for a reference to a struct.
    /// </summary>
    public static bool IsStruct(TypeReference type)
    {
        TypeReference bare = type;
        while (bare is IModifierType or PinnedType) bare = ((TypeSpecification)bare).ElementType;
        if (bare is ByReferenceType or PointerType or ArrayType || bare.IsPrimitive || bare.MetadataType == MetadataType.Void) return false;
        if (!bare.IsValueType || bare.FullName is "System.DateTime" or "System.TimeSpan") return false;
        return !IsEnum(bare);
    }

    public static bool IsEnum(TypeReference type)
    {
        return type.IsValueType && !type.IsPrimitive && type.Resolve() is { IsEnum: true };
    }

    public static bool IsException(TypeReference type)
    {
        for (TypeReference? t = type; t is not null; t = t.Resolve()?.BaseType)
        {
            if (t.FullName == "System.Exception") return true;
        }

        return false;
    }
}
