using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.TickAllocation;

/// <summary>What one control tick can run, and what that costs.</summary>
internal static class TickReach
{
    /// <summary>Each cost on nanoCLR's heap of each method that ControlLoop.Tick can reach.</summary>
    public static IEnumerable<Violation> Costs(DeviceCode code)
    {
        return code.Methods.Where(m => m.FullName == "System.Void Interlock.Firmware.ControlLoop::Tick()").SelectMany(t => Reached(t, code)).SelectMany(HeapCost.Of);
    }

    private static HashSet<MethodDefinition> Reached(MethodDefinition tick, DeviceCode code)
    {
        // Not the tests' stand-ins for board and chip: they are not on the box.
        CallGraph graph = new(code.TypesOnTheBox);
        HashSet<MethodDefinition> reached = [tick];
        Queue<MethodDefinition> toRead = new(reached);
        while (toRead.TryDequeue(out MethodDefinition? method))
        {
            foreach (Instruction instruction in method.Body.Instructions)
            {
                foreach (MethodDefinition target in graph.Targets(instruction).Where(reached.Add)) toRead.Enqueue(target);
            }
        }

        return reached;
    }
}
