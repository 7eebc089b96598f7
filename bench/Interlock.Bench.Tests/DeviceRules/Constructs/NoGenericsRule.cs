using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

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
