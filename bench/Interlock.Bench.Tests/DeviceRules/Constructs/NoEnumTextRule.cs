using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

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
