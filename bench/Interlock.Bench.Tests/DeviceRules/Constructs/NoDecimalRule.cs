using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>nanoFramework has no decimal.</summary>
internal sealed class NoDecimalRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => u.Used.FullName == "System.Decimal")
            .Select(u => u.Breaks("uses decimal"));
    }
}
