using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.TickAllocation;

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
