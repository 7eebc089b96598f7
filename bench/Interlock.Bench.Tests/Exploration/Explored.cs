using System.Linq;
using Interlock.Proofs.Exploration;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>What an exploration found.</summary>
internal static class Explored
{
    public static void AssertFound(string id, PartResult result)
    {
        Violation? violation = result.Violations.FirstOrDefault(found => found.Id == id);
        Assert.IsNotNull(violation, $"expected a violation of {id}, found {Describe(result)}");
        Assert.IsGreaterThan(0, violation.Path.Count);
    }

    public static string Describe(PartResult result) =>
        string.Join('\n', result.Violations.Select(violation => $"{violation.Id} {violation.Count}: {string.Join(" | ", violation.Path)}"));
}
