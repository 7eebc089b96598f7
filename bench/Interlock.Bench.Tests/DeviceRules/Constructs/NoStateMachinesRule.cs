using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>async and yield are made of types and generics that nanoFramework has not.</summary>
internal sealed class NoStateMachinesRule : IRule
{
    private static readonly string[] _machines =
    [
        "System.Collections.IEnumerator",
        "System.Runtime.CompilerServices.IAsyncStateMachine",
    ];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => u.User is TypeDefinition && _machines.Contains(u.Used.FullName) && u.User.Name.StartsWith('<'))
            .Select(u => u.Breaks("is what the compiler makes of async or yield"));
    }
}
