using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>
/// Device code is C# 9: from C# 11 on the compiler adds attribute types for itself on the device, which are not to be
/// seen in an assembly for .NET, since that has them. So the language version is read from the debug information.
/// </summary>
internal sealed class CSharp9Rule : IRule
{
    /// <summary>"Compilation options" of a portable PDB: names and values, each ended by a zero byte.</summary>
    private static readonly Guid _options = new("B5FEEC05-8CD0-4A83-96DA-466284BB4BD8");

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Modules
            .Where(m => LanguageVersion(m) != "9.0")
            .SelectMany(m => code.Types.Where(t => t.Module == m).Take(1))
            .Select(t => new Violation(t, null, $"{t.Module.Name} was compiled as C# {LanguageVersion(t.Module)}; device code is C# 9.0"));
    }

    private static string LanguageVersion(ModuleDefinition module)
    {
        byte[]? blob = module.CustomDebugInformations.OfType<BinaryCustomDebugInformation>().SingleOrDefault(i => i.Identifier == _options)?.Data;
        string[] words = blob is null ? [] : Encoding.UTF8.GetString(blob).Split('\0');
        int name = Array.IndexOf(words, "language-version");
        return name < 0 ? "of a version that no debug information tells" : words[name + 1];
    }
}
