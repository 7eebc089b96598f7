using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>A call of a default interface method throws on nanoCLR.</summary>
internal sealed class NoDefaultInterfaceMethodsRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods
            .Where(m => m.DeclaringType.IsInterface && m.HasBody)
            .Select(m => new Violation(m, null, "is a method of an interface with a body"));
    }
}
