using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>nanoFramework calls test methods without an instance: a field of the test class is a null reference.</summary>
internal sealed class TestsHoldNoStateRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Types
            .Where(t => t.CustomAttributes.Any(a => a.AttributeType.Name == "TestClassAttribute"))
            .SelectMany(t => t.Fields.Where(f => !f.IsStatic))
            .Select(f => new Violation(f, null, "is state of a test class that is never made"));
    }
}
