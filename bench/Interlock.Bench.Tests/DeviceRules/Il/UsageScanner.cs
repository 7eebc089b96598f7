using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>Lists everything that a type refers to: in its declaration, signatures, attributes, locals and instructions.</summary>
internal static class UsageScanner
{
    public static IEnumerable<Usage> Of(TypeDefinition type)
    {
        IEnumerable<MemberReference> own = [.. Declared(type), .. Attributes(type)];
        foreach (MemberReference used in own) yield return new Usage(type, null, used);

        foreach (PropertyDefinition property in type.Properties)
        {
            foreach (MemberReference used in Attributes(property)) yield return new Usage(property, null, used);
        }

        foreach (FieldDefinition field in type.Fields)
        {
            foreach (MemberReference used in (IEnumerable<MemberReference>)[.. Parts(field.FieldType), .. Attributes(field)])
            {
                yield return new Usage(field, null, used);
            }
        }

        foreach (Usage usage in type.Methods.Where(m => !Part.IsOnPcOnly(m)).SelectMany(InMethod)) yield return usage;
    }

    private static IEnumerable<MemberReference> Declared(TypeDefinition type)
    {
        IEnumerable<TypeReference> bases = type.Interfaces.Select(i => i.InterfaceType);
        if (type.BaseType is not null) bases = bases.Prepend(type.BaseType);
        return [.. bases.SelectMany(Parts), .. type.GenericParameters];
    }

    private static IEnumerable<Usage> InMethod(MethodDefinition method)
    {
        IEnumerable<MemberReference> signature =
        [
            .. Overridden(method),
            .. Parts(method.ReturnType),
            .. Attributes(method.MethodReturnType),
            .. method.Parameters.SelectMany(p => Parts(p.ParameterType)),
            .. method.Parameters.SelectMany(Attributes),
            .. method.GenericParameters,
            .. Attributes(method),
        ];
        foreach (MemberReference used in signature) yield return new Usage(method, null, used);
        if (!method.HasBody) yield break;

        foreach (MemberReference used in method.Body.Variables.SelectMany(v => Parts(v.VariableType))) yield return new Usage(method, null, used);
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers.Where(h => h.CatchType is not null))
        {
            foreach (MemberReference used in Parts(handler.CatchType)) yield return new Usage(method, handler.HandlerStart, used);
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            foreach (MemberReference used in Operand(instruction)) yield return new Usage(method, instruction, used);
        }
    }

    private static IEnumerable<MemberReference> Overridden(MethodDefinition method)
    {
        return method.IsVirtual && method.IsReuseSlot && method.GetBaseMethod() is { } overridden && overridden != method ? [overridden] : [];
    }

    private static IEnumerable<MemberReference> Operand(Instruction instruction)
    {
        return instruction.Operand switch
        {
            TypeReference type => Parts(type),
            FieldReference field => [field, .. Parts(field.DeclaringType), .. Parts(field.FieldType)],
            MethodReference method => Called(method),
            _ => [],
        };
    }

    private static IEnumerable<MemberReference> Called(MethodReference method)
    {
        foreach (TypeReference part in Parts(method.DeclaringType)) yield return part;
        foreach (TypeReference part in Parts(method.ReturnType)) yield return part;
        foreach (TypeReference part in method.Parameters.SelectMany(p => Parts(p.ParameterType))) yield return part;

        // The accessors of a multi-dimensional array are nobody's members.
        if (!method.DeclaringType.IsArray) yield return method;
    }

    private static IEnumerable<MemberReference> Attributes(ICustomAttributeProvider provider)
    {
        return provider.CustomAttributes.SelectMany(a => (IEnumerable<MemberReference>)[a.AttributeType, a.Constructor]);
    }

    /// <summary>A type and the types that it is composed of: Foo[] gives Foo[] and Foo.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        yield return type;
        if (type is GenericInstanceType generic)
        {
            foreach (TypeReference part in generic.GenericArguments.SelectMany(Parts)) yield return part;
        }

        if (type is TypeSpecification composed)
        {
            foreach (TypeReference part in Parts(composed.ElementType)) yield return part;
        }
    }
}

/// <summary>One reference from device code to a type, method or field, its own or another's.</summary>
/// <param name="User">The type, method or field that refers.</param>
/// <param name="At">The instruction, if it is one.</param>
/// <param name="Used">What is referred to. Composed types appear as such and part by part.</param>
internal sealed record Usage(IMemberDefinition User, Instruction? At, MemberReference Used)
{
    /// <summary>The type that refers.</summary>
    public TypeDefinition UserType => User as TypeDefinition ?? User.DeclaringType;

    /// <summary>The type referred to, or the one that declares the member referred to.</summary>
    public TypeReference UsedType => Used as TypeReference ?? Used.DeclaringType;

    public Violation Breaks(string what)
    {
        return new Violation(User, At, what);
    }
}

/// <summary>A place in device code: a type, method or field, and the instruction in it, if it is one.</summary>
internal sealed record Place(IMemberDefinition Member, Instruction? At)
{
    public override string ToString()
    {
        string member = DocCommentId.GetDocCommentId(Member);
        return At is null ? member : $"{member} at IL_{At.Offset:X4}{SourceLine(At)}";
    }

    private string SourceLine(Instruction at)
    {
        SequencePoint? line = (Member as MethodDefinition)?.DebugInformation.SequencePoints.LastOrDefault(p => p.Offset <= at.Offset && !p.IsHidden);
        return line is null || line.Document.Url.Length == 0 ? "" : $" ({Path.GetFileName(line.Document.Url)}:{line.StartLine})";
    }
}

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
