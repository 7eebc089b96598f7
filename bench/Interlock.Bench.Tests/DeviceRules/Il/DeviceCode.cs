using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>The types of Drivers, Firmware and Tests in some assemblies, nested ones included.</summary>
internal sealed class DeviceCode
{
    public DeviceCode(params ModuleDefinition[] modules)
    {
        Modules = modules;
        Types = [.. modules.SelectMany(m => m.GetTypes()).Where(Part.IsDeviceType)];
        Usages = [.. Types.SelectMany(UsageScanner.Of)];
    }

    public IReadOnlyList<ModuleDefinition> Modules { get; }

    public IReadOnlyList<TypeDefinition> Types { get; }

    /// <summary>Everything that the types refer to.</summary>
    public IReadOnlyList<Usage> Usages { get; }

    public IEnumerable<MethodDefinition> Methods => Types.SelectMany(t => t.Methods).Where(m => !Part.IsOnPcOnly(m));

    /// <summary>What ends up on the box: all but the tests.</summary>
    public IEnumerable<TypeDefinition> TypesOnTheBox => Types.Where(t => !Part.IsIn(t, Part.Tests));
}
