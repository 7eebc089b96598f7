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

    /// <summary>True for what the three projects define.</summary>
    public static bool IsDeviceType(TypeReference type)
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
