namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>Every rule on what the build made of Drivers, Firmware and Tests.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DeviceRulesTests
{
    public static IEnumerable<object[]> Names => Rules.Names.Select(n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Device_code_keeps_the_rule(string rule)
    {
        Expect.None(Rules.Named(rule).Check(BuiltCode.Device), $"{rule} is broken:");
    }

    [TestMethod]
    public void The_rules_see_all_three_projects()
    {
        string[] roots = [Part.Drivers, Part.Firmware, Part.Tests];
        Expect.None(roots.Where(r => !BuiltCode.Device.Types.Any(t => Part.IsIn(t, r))), "No type was found in:");
    }
}
