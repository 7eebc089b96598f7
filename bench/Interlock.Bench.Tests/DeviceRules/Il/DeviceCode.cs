using Mono.Cecil;
using Mono.Cecil.Cil;

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

/// <summary>
/// Finds referenced assemblies beside the tests and in the .NET runtime. What was read is registered, so that a
/// definition is one object whichever assembly refers to it.
/// </summary>
internal sealed class Resolver : DefaultAssemblyResolver
{
    public static readonly string RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    public Resolver()
    {
        AddSearchDirectory(AppContext.BaseDirectory);
        AddSearchDirectory(RuntimeFolder);
    }

    public ModuleDefinition Read(string path)
    {
        return Register(AssemblyDefinition.ReadAssembly(path, Parameters()));
    }

    public ModuleDefinition Read(Stream stream)
    {
        return Register(AssemblyDefinition.ReadAssembly(stream, Parameters()));
    }

    private ReaderParameters Parameters()
    {
        // The debug information tells the language version.
        return new ReaderParameters { AssemblyResolver = this, ReadSymbols = true, SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false) };
    }

    private ModuleDefinition Register(AssemblyDefinition assembly)
    {
        RegisterAssembly(assembly);
        return assembly.MainModule;
    }
}
