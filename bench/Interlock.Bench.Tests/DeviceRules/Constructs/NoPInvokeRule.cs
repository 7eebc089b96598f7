using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>There is no native library to call on the box.</summary>
internal sealed class NoPInvokeRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Methods.Where(m => m.HasPInvokeInfo).Select(m => new Violation(m, null, "calls into a native library"));
    }
}
