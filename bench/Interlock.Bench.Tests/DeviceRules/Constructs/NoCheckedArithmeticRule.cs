using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>nanoCLR runs add.ovf as add and has no OverflowException: what looks checked wraps silently.</summary>
internal sealed class NoCheckedArithmeticRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods
            .Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions
                .Where(i => i.OpCode.Name.Contains(".ovf"))
                .Select(i => new Violation(m, i, $"relies on a check ({i.OpCode.Name}) that nanoCLR leaves out; check the range by hand")));
    }
}
