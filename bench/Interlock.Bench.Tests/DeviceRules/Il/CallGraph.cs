using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>
/// Which of our methods an instruction can run. A virtual call can run every override, an interface call every
/// implementation, that the given types have. Making a delegate counts as calling what it points to.
/// </summary>
internal sealed class CallGraph
{
    private readonly Dictionary<MethodDefinition, List<MethodDefinition>> _overriders = [];

    public CallGraph(IEnumerable<TypeDefinition> types)
    {
        foreach (TypeDefinition type in types.Where(t => !t.IsInterface))
        {
            AddOverrides(type);
            AddImplementations(type);
        }
    }

    public IEnumerable<MethodDefinition> Targets(Instruction instruction)
    {
        if (instruction.Operand is not MethodReference called || !Part.IsOurs(called.DeclaringType)) return [];
        if (called.Resolve() is not { } method) return [];
        bool isVirtual = method.IsVirtual && instruction.OpCode != OpCodes.Call;
        IEnumerable<MethodDefinition> targets = isVirtual && _overriders.TryGetValue(method, out List<MethodDefinition>? overriders)
            ? overriders.Prepend(method)
            : [method];
        return targets.Where(m => m.HasBody);
    }

    private void AddOverrides(TypeDefinition type)
    {
        foreach (MethodDefinition method in type.Methods.Where(m => m.IsVirtual))
        {
            foreach (MethodReference named in method.Overrides) Add(named.Resolve(), method);
            MethodDefinition current = method;
            while (current.GetBaseMethod() is { } overridden && overridden != current)
            {
                Add(overridden, method);
                current = overridden;
            }
        }
    }

    private void AddImplementations(TypeDefinition type)
    {
        foreach (MethodDefinition slot in AllInterfaces(type).SelectMany(i => i.Methods))
        {
            // The method may be declared by a base class that knows nothing of the interface.
            MethodDefinition? method = WithBases(type).SelectMany(t => t.Methods).FirstOrDefault(m => m.IsVirtual && HasSameSignature(m, slot));
            if (method is not null) Add(slot, method);
        }
    }

    private void Add(MethodDefinition slot, MethodDefinition method)
    {
        if (!_overriders.TryGetValue(slot, out List<MethodDefinition>? overriders)) _overriders[slot] = overriders = [];
        if (!overriders.Contains(method)) overriders.Add(method);
    }

    private static IEnumerable<TypeDefinition> AllInterfaces(TypeDefinition type)
    {
        return WithBases(type)
            .SelectMany(t => t.Interfaces)
            .Where(i => Part.IsOurs(i.InterfaceType))
            .Select(i => i.InterfaceType.Resolve())
            .SelectMany(i => AllInterfaces(i).Prepend(i));
    }

    private static IEnumerable<TypeDefinition> WithBases(TypeDefinition type)
    {
        for (TypeDefinition? t = type; t is not null && Part.IsOurs(t); t = t.BaseType?.Resolve()) yield return t;
    }

    private static bool HasSameSignature(MethodDefinition one, MethodDefinition other)
    {
        return one.Name == other.Name
            && one.ReturnType.FullName == other.ReturnType.FullName
            && one.Parameters.Select(p => p.ParameterType.FullName).SequenceEqual(other.Parameters.Select(p => p.ParameterType.FullName));
    }
}
