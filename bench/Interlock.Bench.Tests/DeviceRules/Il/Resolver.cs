using System;
using System.IO;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

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
