using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;
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

/// <summary>
/// The metadata processor numbers the bytes of all method bodies of an assembly with 16 bits. The two assemblies of the device's
/// tests, of a whole box and of all else, hold the firmware too, and what does not fit is not built at all.
/// </summary>
internal sealed class RoomForTestsRule : IRule
{
    /// <summary>64 KB, less what the metadata processor adds (handlers, its own counting): it was seen to fail at 65,414 of ours.</summary>
    private const int MostBytes = 65_000;

    private const string Support = Part.Tests + ".Support";
    private const string Boxes = Part.Tests + ".Boxes";

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        MethodDefinition[] methods = [.. code.Methods.Where(m => m.HasBody && !Part.IsIn(m.DeclaringType, Part.Drivers) && m.DeclaringType.Name != "Program")];
        foreach (bool ofBoxes in (bool[])[false, true])
        {
            MethodDefinition[] together = [.. methods.Where(m => !Part.IsIn(m.DeclaringType, Part.Tests) || Part.IsIn(m.DeclaringType, Support) || Part.IsIn(m.DeclaringType, Boxes) == ofBoxes)];
            int bytes = together.Sum(BytesOnDevice);
            if (bytes > MostBytes) yield return new Violation(together[0], null, $"is in an assembly of {bytes} bytes of code, where {MostBytes} fit");
        }
    }

    /// <summary>A token has four bytes in the PC's code and two in the device's.</summary>
    private static int BytesOnDevice(MethodDefinition method)
    {
        int tokens = method.Body.Instructions.Count(i => i.Operand is IMetadataTokenProvider || i.OpCode.OperandType == OperandType.InlineString);
        return method.Body.CodeSize - (2 * tokens);
    }
}

/// <summary>nanoFramework calls test methods without an instance: a field of the test class is a null reference.</summary>
internal sealed class TestsHoldNoStateRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Types
            .Where(t => t.CustomAttributes.Any(a => a.AttributeType.Name == "TestClassAttribute"))
            .SelectMany(t => t.Fields.Where(f => !f.IsStatic))
            .Select(f => new Violation(f, null, "is state of a test class that is never made"));
    }
}
