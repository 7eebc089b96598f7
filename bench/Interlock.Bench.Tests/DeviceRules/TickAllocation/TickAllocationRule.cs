using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

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
