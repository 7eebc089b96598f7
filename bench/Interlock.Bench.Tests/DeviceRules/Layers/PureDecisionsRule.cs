using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Layers;

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
