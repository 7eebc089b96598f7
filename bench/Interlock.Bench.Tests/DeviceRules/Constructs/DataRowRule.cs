using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>
/// What nanoCLR makes of a DataRow: an enum argument or a char kills the whole run, null crashes the metadata processor, an array is
/// left out, and a literal whose type is not exactly the parameter's throws.
/// </summary>
internal sealed class DataRowRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods.SelectMany(m => m.CustomAttributes
            .Where(a => a.AttributeType.Name == "DataRowAttribute")
            .SelectMany(a => Arguments(a).Zip(m.Parameters, Objection))
            .OfType<string>()
            .Select(o => new Violation(m, null, $"has a DataRow {o}")));
    }

    private static IEnumerable<CustomAttributeArgument> Arguments(CustomAttribute row)
    {
        // The one parameter of the attribute is object[]; each element is wrapped with its own type.
        return row.ConstructorArguments.Select(a => a.Value).OfType<CustomAttributeArgument[]>().SelectMany(a => a).Select(Unwrap);
    }

    private static CustomAttributeArgument Unwrap(CustomAttributeArgument argument)
    {
        return argument.Value is CustomAttributeArgument inner ? inner : argument;
    }

    private static string? Objection(CustomAttributeArgument argument, ParameterDefinition parameter)
    {
        if (argument.Value is null) return $"that gives null to {parameter.Name}";
        if (TypeKind.IsEnum(argument.Type)) return $"that gives an enum to {parameter.Name}; take its number and cast";
        if (argument.Type.MetadataType == MetadataType.Char) return $"that gives a char to {parameter.Name}; take a string";
        if (argument.Type.IsArray) return $"that gives an array to {parameter.Name}";
        bool fits = argument.Type.FullName == NumberOf(parameter.ParameterType).FullName;
        return fits ? null : $"that gives a {argument.Type.Name} to {parameter.Name}, which is a {parameter.ParameterType.Name}";
    }

    private static TypeReference NumberOf(TypeReference type)
    {
        return TypeKind.IsEnum(type) ? type.Resolve().GetEnumUnderlyingType() : type;
    }
}
