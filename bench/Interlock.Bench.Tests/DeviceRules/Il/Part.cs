using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>
/// The three device projects, told apart by namespace: on the PC, Drivers and Firmware share an assembly, and the
/// assembly of Tests also holds the stand-in of nanoFramework.TestFramework.
/// </summary>
internal static class Part
{
    public const string Drivers = "Interlock.Drivers";
    public const string Firmware = "Interlock.Firmware";
    public const string Tests = "Interlock.Tests";

    /// <summary>The class for which the compiler makes array initialisers and string hashes; the same code on the device.</summary>
    private const string CompilerDetails = "<PrivateImplementationDetails>";

    /// <summary>
    /// Types of Interlock.Firmware.Host that stand for one of the device's: Program finds them by their short names before
    /// those of its usings. They are no device code; what uses them uses the type that they stand for.
    /// </summary>
    private static readonly Dictionary<string, string> _standIns = new()
    {
        ["Interlock.Firmware.Environment"] = "System.Environment",
        ["Interlock.Firmware.Thread"] = "System.Threading.Thread",
    };

    /// <summary>The name that a type has on the device.</summary>
    public static string NameOnDevice(TypeReference type)
    {
        return _standIns.GetValueOrDefault(type.FullName, type.FullName);
    }

    public static bool IsStandIn(TypeReference type)
    {
        return _standIns.ContainsKey(Outermost(type).FullName);
    }

    /// <summary>True for a body that the device's build doesn't have.</summary>
    public static bool IsOnPcOnly(MethodDefinition method)
    {
        return method.CustomAttributes.Any(a => a.AttributeType.FullName == "Interlock.Host.OnPcOnlyAttribute");
    }

    /// <summary>True for what the three projects define.</summary>
    public static bool IsDeviceType(TypeReference type)
    {
        return !IsStandIn(type) && IsInAProject(type);
    }

    private static bool IsInAProject(TypeReference type)
    {
        return IsIn(type, Drivers) || IsIn(type, Firmware) || IsIn(type, Tests);
    }

    /// <summary>The same with the compiler's helpers beside it.</summary>
    public static bool IsOurs(TypeReference type)
    {
        return IsDeviceType(type) || Outermost(type).Name == CompilerDetails;
    }

    /// <summary>True for a type in a namespace or below it.</summary>
    public static bool IsIn(TypeReference type, string root)
    {
        string space = Outermost(type).Namespace;
        return space == root || space.StartsWith(root + ".", System.StringComparison.Ordinal);
    }

    /// <summary>The type in whose file a nested type stands.</summary>
    public static TypeReference Outermost(TypeReference type)
    {
        TypeReference outer = type.GetElementType();
        while (outer.DeclaringType is { } declaring) outer = declaring;
        return outer;
    }
}
