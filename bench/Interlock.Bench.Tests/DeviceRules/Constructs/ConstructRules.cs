using System.Text;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>The metadata processor accepts generics; nanoCLR crashes on them.</summary>
internal sealed class NoGenericsRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => u.Used is GenericInstanceType or GenericInstanceMethod or GenericParameter)
            .Select(u => u.Breaks($"uses the generic {u.Used.FullName}"));
    }
}

/// <summary>nanoCLR crashes on loading a multi-dimensional array type; an array of arrays works.</summary>
internal sealed class NoMultiDimensionalArraysRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => u.Used is ArrayType { Rank: > 1 })
            .Select(u => u.Breaks($"uses the multi-dimensional {u.Used.FullName}; take an array of arrays"));
    }
}

/// <summary>nanoFramework has no decimal.</summary>
internal sealed class NoDecimalRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => u.Used.FullName == "System.Decimal")
            .Select(u => u.Breaks("uses decimal"));
    }
}

/// <summary>dynamic needs a run-time binder that nanoFramework has not.</summary>
internal sealed class NoDynamicRule : IRule
{
    private static readonly string[] _binders = ["Microsoft.CSharp", "System.Dynamic"];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => _binders.Any(b => Part.IsIn(u.UsedType, b)))
            .Select(u => u.Breaks($"uses {u.UsedType.Name}, which serves dynamic"));
    }
}

/// <summary>LINQ is made of generics and iterators.</summary>
internal sealed class NoLinqRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => Part.IsIn(u.UsedType, "System.Linq"))
            .Select(u => u.Breaks($"uses LINQ: {u.Used.Name}"));
    }
}

/// <summary>async and yield are made of types and generics that nanoFramework has not.</summary>
internal sealed class NoStateMachinesRule : IRule
{
    private static readonly string[] _machines =
    [
        "System.Collections.IEnumerator",
        "System.Runtime.CompilerServices.IAsyncStateMachine",
    ];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => u.User is TypeDefinition && _machines.Contains(u.Used.FullName) && u.User.Name.StartsWith('<'))
            .Select(u => u.Breaks("is what the compiler makes of async or yield"));
    }
}

/// <summary>A lambda that captures makes an object for what it captures, and one for itself, each time. Tests may.</summary>
internal sealed class NoCapturingLambdasRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        // A local function that captures gets a struct by reference, which costs nothing.
        return code.TypesOnTheBox
            .Where(t => t.Name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal) && !t.IsValueType)
            .Select(t => new Violation(t.DeclaringType, null, $"has a lambda that captures {string.Join(", ", t.Fields.Select(f => f.Name))}"));
    }
}

/// <summary>A call of a default interface method throws on nanoCLR.</summary>
internal sealed class NoDefaultInterfaceMethodsRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods
            .Where(m => m.DeclaringType.IsInterface && m.HasBody)
            .Select(m => new Violation(m, null, "is a method of an interface with a body"));
    }
}

/// <summary>There is no native library to call on the box.</summary>
internal sealed class NoPInvokeRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods.Where(m => m.HasPInvokeInfo).Select(m => new Violation(m, null, "calls into a native library"));
    }
}

/// <summary>nanoCLR runs add.ovf as add and has no OverflowException: what looks checked wraps silently.</summary>
internal sealed class NoCheckedArithmeticRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods
            .Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions
                .Where(i => i.OpCode.Name.Contains(".ovf"))
                .Select(i => new Violation(m, i, $"relies on a check ({i.OpCode.Name}) that nanoCLR leaves out; check the range by hand")));
    }
}

/// <summary>nanoCLR knows no names of enum members: text made of an enum is a number. HasFlag boxes both sides.</summary>
internal sealed class NoEnumTextRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods
            .Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions.Where(IsEnumText).Select(i => new Violation(m, i, "turns an enum into text, or asks System.Enum")));
    }

    private static bool IsEnumText(Instruction instruction)
    {
        return instruction.Operand switch
        {
            MethodReference called => called.DeclaringType.FullName == "System.Enum",
            TypeReference type when instruction.OpCode == OpCodes.Constrained => TypeKind.IsEnum(type) && IsNamed(instruction.Next, "ToString"),
            TypeReference type when instruction.OpCode == OpCodes.Box => TypeKind.IsEnum(type) && MakesText(NextCall(instruction)),
            _ => false,
        };
    }

    private static Instruction? NextCall(Instruction instruction)
    {
        Instruction? next = instruction.Next;
        while (next is not null && next.Operand is not MethodReference) next = next.Next;
        return next;
    }

    private static bool MakesText(Instruction? call)
    {
        return call?.Operand is MethodReference called && (called.DeclaringType.FullName == "System.String" || IsNamed(call, "ToString"));
    }

    private static bool IsNamed(Instruction? call, string name)
    {
        return call?.Operand is MethodReference called && called.Name == name;
    }
}

/// <summary>Reflection costs heap, and the image keeps few names. Tests may say typeof for Assert.ThrowsException.</summary>
internal sealed class NoReflectionRule : IRule
{
    /// <summary>Which property is the indexer; the compiler puts it on a class that has one.</summary>
    private const string IndexerAttribute = "System.Reflection.DefaultMemberAttribute";

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(IsReflection)
            .Select(u => u.Breaks($"reflects: {u.Used.FullName}"));
    }

    private static bool IsReflection(Usage usage)
    {
        if (usage.UsedType.FullName == IndexerAttribute) return false;
        if (usage.UsedType.FullName == "System.Activator" || Part.IsIn(usage.UsedType, "System.Reflection")) return true;
        if (usage.Used is not MethodReference called) return false;
        bool isTypeof = called.Name == "GetTypeFromHandle";
        return called.DeclaringType.FullName switch
        {
            "System.Object" => called.Name == "GetType",
            "System.Type" => !isTypeof || !Part.IsIn(usage.UserType, Part.Tests),
            _ => false,
        };
    }
}

/// <summary>
/// Device code is C# 9: from C# 11 on the compiler adds attribute types for itself on the device, which are not to be
/// seen in an assembly for .NET, since that has them. So the language version is read from the debug information.
/// </summary>
internal sealed class CSharp9Rule : IRule
{
    /// <summary>"Compilation options" of a portable PDB: names and values, each ended by a zero byte.</summary>
    private static readonly Guid _options = new("B5FEEC05-8CD0-4A83-96DA-466284BB4BD8");

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Modules
            .Where(m => LanguageVersion(m) != "9.0")
            .SelectMany(m => code.Types.Where(t => t.Module == m).Take(1))
            .Select(t => new Violation(t, null, $"{t.Module.Name} was compiled as C# {LanguageVersion(t.Module)}; device code is C# 9.0"));
    }

    private static string LanguageVersion(ModuleDefinition module)
    {
        byte[]? blob = module.CustomDebugInformations.OfType<BinaryCustomDebugInformation>().SingleOrDefault(i => i.Identifier == _options)?.Data;
        string[] words = blob is null ? [] : Encoding.UTF8.GetString(blob).Split('\0');
        int name = Array.IndexOf(words, "language-version");
        return name < 0 ? "of a version that no debug information tells" : words[name + 1];
    }
}

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

/// <summary>
/// nanoCLR runs every static initialiser before Main in the order of its own tables, not when a class is first used. One that
/// needs a static field of another class, a nested one included, may find null there, and says nothing.
/// </summary>
internal sealed class StaticInitialisersRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        CallGraph graph = new(code.Types);
        return code.Methods.Where(m => m.IsConstructor && m.IsStatic && m.HasBody).SelectMany(m => ForeignReads(m, graph));
    }

    private static IEnumerable<Violation> ForeignReads(MethodDefinition initialiser, CallGraph graph)
    {
        HashSet<MethodDefinition> seen = [initialiser];
        Queue<MethodDefinition> toRead = new(seen);
        while (toRead.TryDequeue(out MethodDefinition? method))
        {
            foreach (Instruction instruction in method.Body.Instructions)
            {
                foreach (MethodDefinition target in graph.Targets(instruction).Where(seen.Add)) toRead.Enqueue(target);
                if (ReadsStaticOfAnother(instruction, initialiser.DeclaringType) is { } field)
                {
                    string way = method == initialiser ? "" : $" through {method.DeclaringType.Name}.{method.Name}";
                    yield return new Violation(initialiser, instruction, $"needs {field.DeclaringType.Name}.{field.Name}{way}, which may not be there yet");
                }
            }
        }
    }

    private static FieldReference? ReadsStaticOfAnother(Instruction instruction, TypeDefinition self)
    {
        bool isStaticRead = instruction.OpCode == OpCodes.Ldsfld || instruction.OpCode == OpCodes.Ldsflda;
        return isStaticRead && instruction.Operand is FieldReference field && Part.IsDeviceType(field.DeclaringType) && field.DeclaringType.Resolve() != self
            ? field
            : null;
    }
}

/// <summary>
/// A field that all may read is written by its own class only. A property with a private setter would say so to the compiler, and
/// cost the device three members for each; this rule says it instead.
/// </summary>
internal sealed class OwnFieldsRule : IRule
{
    private static readonly Code[] _writes = [Code.Stfld, Code.Stsfld, Code.Ldflda, Code.Ldsflda];

    /// <summary>Classes that hold what others fill in.</summary>
    private static readonly string[] _records =
    [
        "Interlock.Firmware.Settings",
        "Interlock.Firmware.Dose.LesionTotals",
        "Interlock.Firmware.Readings.Reading",
        "Interlock.Firmware.States.DecisionInputs",
    ];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => !Part.IsIn(u.UserType, Part.Tests) && u.At is { } at && _writes.Contains(at.OpCode.Code) && u.Used is FieldReference field && IsForeign(u.UserType, field))
            .Select(u => u.Breaks($"writes {u.UsedType.Name}.{u.Used.Name}, which is for {u.UsedType.Name} to write"));
    }

    private static bool IsForeign(TypeDefinition user, FieldReference field)
    {
        TypeReference holder = field.DeclaringType;
        return Part.IsDeviceType(holder) && !_records.Contains(holder.FullName) && Part.Outermost(holder).FullName != Part.Outermost(user).FullName;
    }
}
