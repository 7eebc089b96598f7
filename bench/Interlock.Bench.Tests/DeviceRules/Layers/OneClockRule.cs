using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Layers;

/// <summary>Only Program touches the system's time and threads; everything else sees IClock, so that a test decides what time is.</summary>
internal sealed class OneClockRule : IRule
{
    private static readonly string[] _clocks =
    [
        "System.Environment",
        "System.Diagnostics.Stopwatch",
        "nanoFramework.Hardware.Esp32.HighResTimer",
    ];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => !IsProgram(u) && IsSystemTime(u))
            .Select(u => u.Breaks($"touches {Part.NameOnDevice(u.UsedType)}; take IClock"));
    }

    private static bool IsProgram(Usage usage)
    {
        return Part.Outermost(usage.UserType).FullName == "Interlock.Firmware.Program";
    }

    private static bool IsSystemTime(Usage usage)
    {
        bool isNow = usage.Used is MethodReference { DeclaringType.FullName: "System.DateTime", Name: "get_Now" or "get_UtcNow" or "get_Today" };
        return isNow || _clocks.Contains(Part.NameOnDevice(usage.UsedType)) || Part.NameOnDevice(usage.UsedType).StartsWith("System.Threading.", StringComparison.Ordinal);
    }
}
