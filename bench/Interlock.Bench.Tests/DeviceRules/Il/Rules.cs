using Interlock.Bench.Tests.DeviceRules.Constructs;
using Interlock.Bench.Tests.DeviceRules.Layers;
using Interlock.Bench.Tests.DeviceRules.TickAllocation;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>
/// Every rule over device code. What nanoCLR does with a construct was measured on 1.17. Exception filters and local
/// functions work there and have no rule.
/// </summary>
internal static class Rules
{
    private static readonly IRule[] _all =
    [
        new NoGenericsRule(),
        new NoMultiDimensionalArraysRule(),
        new NoDecimalRule(),
        new NoDynamicRule(),
        new NoLinqRule(),
        new NoStateMachinesRule(),
        new NoCapturingLambdasRule(),
        new NoDefaultInterfaceMethodsRule(),
        new NoPInvokeRule(),
        new NoCheckedArithmeticRule(),
        new NoEnumTextRule(),
        new NoReflectionRule(),
        new CSharp9Rule(),
        new NoEmbeddedAttributesRule(),
        new StaticInitialisersRule(),
        new OwnFieldsRule(),
        new DataRowRule(),
        new RoomForTestsRule(),
        new TestsHoldNoStateRule(),
        new PublicDriversRule(),
        new DriversKnowNoFirmwareRule(),
        new OneClockRule(),
        new PureDecisionsRule(),
        new TickAllocationRule(),
        new HeapUsersRule(),
    ];

    public static IEnumerable<string> Names => _all.Select(r => r.GetType().Name);

    public static IRule Named(string name)
    {
        return _all.Single(r => r.GetType().Name == name);
    }
}

/// <summary>One thing that device code must not do, decided from its IL.</summary>
internal interface IRule
{
    IEnumerable<Violation> Check(DeviceCode code);
}

/// <summary>What a rule found: where, and what is wrong with it.</summary>
/// <param name="Member">The type, method or field that breaks the rule.</param>
/// <param name="At">The instruction, if it is one.</param>
/// <param name="What">A sentence for who has to mend it.</param>
internal sealed record Violation(IMemberDefinition Member, Instruction? At, string What)
{
    public override string ToString()
    {
        return $"{new Place(Member, At)}: {What}";
    }
}

/// <summary>Assertions that name everything they found, so that one run is enough to mend all.</summary>
internal static class Expect
{
    public static void None<T>(IEnumerable<T> found, string meaning)
    {
        List<string> lines = [.. found.Select(f => f!.ToString()!).Distinct()];
        if (lines.Count > 0) Assert.Fail($"{meaning}{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }
}
