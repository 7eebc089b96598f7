using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Constructs;
using Interlock.Bench.Tests.DeviceRules.Layers;
using Interlock.Bench.Tests.DeviceRules.TickAllocation;

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
