using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>Assertions that name everything they found, so that one run is enough to mend all.</summary>
internal static class Expect
{
    public static void None<T>(IEnumerable<T> found, string meaning)
    {
        List<string> lines = [.. found.Select(f => f!.ToString()!).Distinct()];
        if (lines.Count > 0) Assert.Fail($"{meaning}{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }
}
