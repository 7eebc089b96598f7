using System;
using System.IO;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>The assemblies under test, as the build left them beside the tests. Read once: Cecil is not for several threads.</summary>
internal static class BuiltCode
{
    private static readonly Resolver _resolver = new();
    private static readonly Lazy<ModuleDefinition> _board = new(() => Read("Interlock.VirtualBoard.dll"));
    private static readonly Lazy<DeviceCode> _device = new(() =>
        new DeviceCode(Read("Interlock.Firmware.Host.dll"), Read("Interlock.Tests.Host.dll")));

    public static DeviceCode Device => _device.Value;

    public static ModuleDefinition Board => _board.Value;

    private static ModuleDefinition Read(string name)
    {
        return _resolver.Read(Path.Combine(AppContext.BaseDirectory, name));
    }
}
