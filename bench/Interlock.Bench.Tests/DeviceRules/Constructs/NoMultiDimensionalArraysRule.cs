using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>nanoCLR crashes on loading a multi-dimensional array type; an array of arrays works.</summary>
internal sealed class NoMultiDimensionalArraysRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => u.Used is ArrayType { Rank: > 1 })
            .Select(u => u.Breaks($"uses the multi-dimensional {u.Used.FullName}; take an array of arrays"));
    }
}
