using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Layers;

/// <summary>Interlock.Drivers is an assembly of its own on the device: what is internal there does not exist for the others.</summary>
internal sealed class PublicDriversRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(u => !Part.IsIn(u.UserType, Part.Drivers) && Part.IsIn(u.UsedType, Part.Drivers) && IsInternal(u.Used))
            .Select(u => u.Breaks($"uses {u.Used.FullName}, which is internal to Interlock.Drivers"));
    }

    private static bool IsInternal(MemberReference used)
    {
        return used.Resolve() switch
        {
            TypeDefinition type => IsInternal(type),
            MethodDefinition method => method.IsAssembly || method.IsFamilyAndAssembly || method.IsFamilyOrAssembly,
            FieldDefinition field => field.IsAssembly || field.IsFamilyAndAssembly || field.IsFamilyOrAssembly,
            _ => false,
        };
    }

    private static bool IsInternal(TypeDefinition type)
    {
        if (!type.IsNested) return type.IsNotPublic;
        return type.IsNestedAssembly || type.IsNestedFamilyAndAssembly || type.IsNestedFamilyOrAssembly;
    }
}

/// <summary>Firmware knows Drivers, never the other way round; nothing on the box knows the tests.</summary>
internal sealed class DriversKnowNoFirmwareRule : IRule
{
    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(PointsBack)
            .Select(u => u.Breaks($"refers to {u.Used.FullName}, which stands above it"));
    }

    private static bool PointsBack(Usage usage)
    {
        bool fromDrivers = Part.IsIn(usage.UserType, Part.Drivers);
        bool fromTests = Part.IsIn(usage.UserType, Part.Tests);
        return (fromDrivers && Part.IsIn(usage.UsedType, Part.Firmware)) || (!fromTests && Part.IsIn(usage.UsedType, Part.Tests));
    }
}

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

/// <summary>
/// The firmware, Program aside, reaches the device through interfaces only: neither a device API nor a class of Drivers that
/// touches one. So a whole tick runs on a nanoCLR that has no GPIO and no SPI.
/// </summary>
internal sealed class PureDecisionsRule : IRule
{
    private static readonly string[] _deviceApis = ["System.Device", "System.IO.Ports", "nanoFramework", "Iot", "UnitsNet"];

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        HashSet<string> adapters =
        [
            .. code.Usages.Where(u => Part.IsIn(u.UserType, Part.Drivers) && IsDeviceApi(u.UsedType)).Select(u => Part.Outermost(u.UserType).FullName),
        ];
        return code.Usages
            .Where(u => IsDecision(u.UserType) && (IsDeviceApi(u.UsedType) || adapters.Contains(Part.Outermost(u.UsedType).FullName)))
            .Select(u => u.Breaks($"touches {u.UsedType.FullName}; see the device through an interface"));
    }

    private static bool IsDecision(TypeDefinition type)
    {
        return Part.IsIn(type, Part.Firmware) && Part.Outermost(type).FullName != "Interlock.Firmware.Program";
    }

    private static bool IsDeviceApi(TypeReference type)
    {
        return _deviceApis.Any(a => Part.IsIn(type, a)) || type.FullName == "System.SpanByte";
    }
}
