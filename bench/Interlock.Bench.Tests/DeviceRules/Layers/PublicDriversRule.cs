using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Layers;

/// <summary>Interlock.Drivers is an assembly of its own on the device: what is internal there does not exist for the others.</summary>
internal sealed class PublicDriversRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => !Part.IsIn(u.UserType, Part.Drivers) && Part.IsIn(u.UsedType, Part.Drivers) && IsInternal(u.Used))
            .Select(u => u.Breaks($"uses {u.Used.FullName}, which is internal to Interlock.Drivers"));
    }

    private static bool IsInternal(MemberReference used)
    {
        return used.Resolve() switch
        {
            TypeDefinition type => IsInternal(type),
            MethodDefinition method => method.IsAssembly || method.IsFamilyAndAssembly || method.IsFamilyOrAssembly,
            FieldDefinition field => field.IsAssembly || field.IsFamilyAndAssembly || field.IsFamilyOrAssembly,
            _ => false,
        };
    }

    private static bool IsInternal(TypeDefinition type)
    {
        if (!type.IsNested) return type.IsNotPublic;
        return type.IsNestedAssembly || type.IsNestedFamilyAndAssembly || type.IsNestedFamilyOrAssembly;
    }
}
