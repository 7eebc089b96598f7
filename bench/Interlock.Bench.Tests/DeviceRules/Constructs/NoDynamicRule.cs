using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>dynamic needs a run-time binder that nanoFramework has not.</summary>
internal sealed class NoDynamicRule : IRule
{
    private static readonly string[] _binders = ["Microsoft.CSharp", "System.Dynamic"];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => _binders.Any(b => Part.IsIn(u.UsedType, b)))
            .Select(u => u.Breaks($"uses {u.UsedType.Name}, which serves dynamic"));
    }
}
