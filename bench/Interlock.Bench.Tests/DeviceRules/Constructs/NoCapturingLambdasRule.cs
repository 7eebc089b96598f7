using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>A lambda that captures makes an object for what it captures, and one for itself, each time. Tests may.</summary>
internal sealed class NoCapturingLambdasRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        // A local function that captures gets a struct by reference, which costs nothing.
        return code.TypesOnTheBox
            .Where(t => t.Name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal) && !t.IsValueType)
            .Select(t => new Violation(t.DeclaringType, null, $"has a lambda that captures {string.Join(", ", t.Fields.Select(f => f.Name))}"));
    }
}
