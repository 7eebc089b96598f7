using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

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
