using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Interlock.Bench.Tests.DeviceRules.TickAllocation;

/// <summary>What one method costs on nanoCLR's heap, without the methods that it calls.</summary>
internal static class HeapCost
{
    private static readonly Code[] _structMoves =
    [
        Code.Ldobj, Code.Stobj, Code.Cpobj, Code.Initobj, Code.Unbox_Any, Code.Ldelem_Any, Code.Stelem_Any, Code.Newobj,
    ];

    private static readonly Code[] _fieldMoves = [Code.Ldfld, Code.Stfld, Code.Ldsfld, Code.Stsfld];

    public static IEnumerable<Violation> Of(MethodDefinition method)
    {
        return
        [
            .. Structs(method),
            .. method.Body.Instructions.Select(i => (At: i, What: Cost(i))).Where(c => c.What is not null).Select(c => new Violation(method, c.At, c.What!)),
        ];
    }

    private static IEnumerable<Violation> Structs(MethodDefinition method)
    {
        IEnumerable<(string Role, TypeReference Type)> values =
        [
            ("returns", method.ReturnType),
            .. method.Parameters.Select(p => ($"takes as {p.Name}", p.ParameterType)),
            .. method.Body.Variables.Select(v => ("has as a local", v.VariableType)),
        ];
        return values.Where(v => TypeKind.IsStruct(v.Type)).Select(v => new Violation(method, null, $"{v.Role} the struct {v.Type.Name} by value"));
    }

    private static string? Cost(Instruction at)
    {
        return at.OpCode.Code switch
        {
            Code.Newobj when IsThrown(at) => null,
            Code.Ldstr when IsMessageOfThrown(at) => null,
            Code.Ldstr => $"uses the text \"{at.Operand}\", a new object each time; keep it in a static field",
            Code.Newarr => $"makes an array of {((TypeReference)at.Operand).Name}",
            Code.Box => $"boxes a {((TypeReference)at.Operand).Name}",
            Code.Constrained when ((TypeReference)at.Operand).IsValueType => $"calls a method of object on a {((TypeReference)at.Operand).Name}, which boxes it",
            Code code when _fieldMoves.Contains(code) && at.Operand is FieldReference field && TypeKind.IsStruct(field.FieldType) => $"copies the struct field {field.Name}",
            Code code when _structMoves.Contains(code) && StructOf(at.Operand) is { } type => $"copies a {type.Name}, a struct",
            Code.Newobj => $"makes a {((MethodReference)at.Operand).DeclaringType.Name}",
            Code.Call or Code.Callvirt or Code.Ldftn or Code.Ldvirtftn => CostOfCall((MethodReference)at.Operand),
            _ => null,
        };
    }

    private static string? CostOfCall(MethodReference called)
    {
        MethodDefinition? method = called.Resolve();
        if (Part.IsOurs(called.DeclaringType)) return method is { IsRuntime: true } ? $"calls a {called.DeclaringType.Name}: what that runs can't be told" : null;
        string? id = method is null ? null : DocCommentId.GetDocCommentId(method);
        return id is not null && HeapFreeMembers.All.Contains(id) ? null : $"calls {called.DeclaringType.Name}.{called.Name}, which is not known to cost no heap";
    }

    private static TypeReference? StructOf(object operand)
    {
        TypeReference? type = operand as TypeReference ?? (operand as MethodReference)?.DeclaringType;
        return type is not null && TypeKind.IsStruct(type) ? type : null;
    }

    private static bool IsThrown(Instruction at)
    {
        return at.OpCode == OpCodes.Newobj && at.Next?.OpCode == OpCodes.Throw && TypeKind.IsException(((MethodReference)at.Operand).DeclaringType);
    }

    private static bool IsMessageOfThrown(Instruction at)
    {
        Instruction? next = at.Next;
        while (next?.OpCode == OpCodes.Ldstr) next = next.Next;
        return next is not null && IsThrown(next);
    }
}

/// <summary>
/// nanoFramework's members that cost no heap. Each was measured on nanoCLR 1.17 with a counter in its allocator, not
/// guessed from .NET: <c>Int32.ToString()</c> costs three objects there, a string literal one.
/// </summary>
internal static class HeapFreeMembers
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>
    {
        "M:System.Array.Clear(System.Array,System.Int32,System.Int32)",
        "M:System.Array.Copy(System.Array,System.Array,System.Int32)",
        "M:System.Array.Copy(System.Array,System.Int32,System.Array,System.Int32,System.Int32)",
        "M:System.BitConverter.ToInt16(System.Byte[],System.Int32)",
        "M:System.BitConverter.ToInt32(System.Byte[],System.Int32)",
        "M:System.BitConverter.ToInt64(System.Byte[],System.Int32)",
        "M:System.Environment.get_TickCount64",
        "M:System.Math.Abs(System.Double)",
        "M:System.Math.Abs(System.Int32)",
        "M:System.Math.Max(System.Int32,System.Int32)",
        "M:System.Math.Min(System.Int32,System.Int32)",
        "M:System.Math.Sqrt(System.Double)",
        "M:System.String.get_Chars(System.Int32)",
        "M:System.String.get_Length",
        "M:System.String.op_Equality(System.String,System.String)",
        "M:System.String.op_Inequality(System.String,System.String)",
        "M:System.Threading.Thread.Sleep(System.Int32)",
    };
}

/// <summary>
/// The classes that the tick reaches and that may cost heap, since nanoFramework's own calls do. A class that is gone,
/// or no longer needs its line, must leave the list.
/// </summary>
internal static class HeapUsers
{
    /// <summary>Full name to reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["Interlock.Drivers.Board.GpioBoard"] = "GpioPin.Read gives a PinValue and Write takes one: a struct each",
        ["Interlock.Drivers.Board.Output"] = "GpioPin.Write takes a PinValue; on change only",
        ["Interlock.Drivers.Max31856.SpiDeviceBus"] = "a transfer of bytes takes two SpanBytes, once a conversion",
        ["Interlock.Drivers.Max31856.StockBinding"] = "nanoFramework's binding, in one step of the self-test only",
        ["Interlock.Drivers.Telemetry.UartLineSink"] = "SerialPort.Write, once a line",
        ["Interlock.Firmware.Program/SystemClock"] = "HighResTimer.GetCurrent, a native call that gives a number",
    };
}
