using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.TickAllocation;

/// <summary>
/// Nothing that a tick can reach costs heap by nanoCLR's rules: no objects, no text, no boxes, and no struct by value,
/// which a PC does for free and so no measurement on a PC can show. An exception that is thrown may.
/// </summary>
internal sealed class TickAllocationRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return TickReach.Costs(code).Where(c => !HeapUsers.All.ContainsKey(c.Member.DeclaringType.FullName));
    }
}

/// <summary>An exception to <see cref="TickAllocationRule"/> that is needed no more must go, or it hides the next mistake.</summary>
internal sealed class HeapUsersRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        HashSet<string> needed = [.. TickReach.Costs(code).Select(c => c.Member.DeclaringType.FullName)];
        TypeDefinition? loop = code.Types.SingleOrDefault(t => t.FullName == "Interlock.Firmware.ControlLoop");
        return loop is null ? [] : HeapUsers.All.Keys
            .Where(k => !needed.Contains(k))
            .Select(k => new Violation(loop, null, $"reaches nothing in {k} that costs heap: strike it from {nameof(HeapUsers)}"));
    }
}

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
