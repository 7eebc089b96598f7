using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>LINQ is made of generics and iterators.</summary>
internal sealed class NoLinqRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => Part.IsIn(u.UsedType, "System.Linq"))
            .Select(u => u.Breaks($"uses LINQ: {u.Used.Name}"));
    }
}
