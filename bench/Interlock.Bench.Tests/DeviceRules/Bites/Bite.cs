using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>
/// Shows that a rule bites, and bites only what it should: in a sample, what breaks the rule is called Bad something;
/// each of those must be found, and nothing else.
/// </summary>
internal static class Bite
{
    public static void Finds(IRule rule, DeviceCode sample)
    {
        Violation[] found = [.. rule.Check(sample)];
        Expect.None(found.Where(v => !IsIn("Bad", v.Member)), "Found though nothing is wrong with it:");
        Expect.None(BadNames(sample).Where(n => !found.Any(v => IsIn(n, v.Member))), "Not found:");
        Assert.IsNotEmpty(found);
    }

    private static IEnumerable<string> BadNames(DeviceCode sample)
    {
        return sample.Types
            .SelectMany(t => t.Methods.Select(m => m.Name).Concat(t.Fields.Select(f => f.Name)).Append(t.Name))
            .Where(n => n.StartsWith("Bad", System.StringComparison.Ordinal));
    }

    private static bool IsIn(string name, IMemberDefinition member)
    {
        return member.Name.Contains(name) || (member.DeclaringType is { } type && IsIn(name, type));
    }
}
