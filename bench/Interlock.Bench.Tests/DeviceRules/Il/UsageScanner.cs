using System.Collections.Generic;
using System.Linq;
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
