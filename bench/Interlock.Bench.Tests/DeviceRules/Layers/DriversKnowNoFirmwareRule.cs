using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Layers;

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
