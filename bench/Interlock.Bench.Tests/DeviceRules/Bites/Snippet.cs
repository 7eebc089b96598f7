using Interlock.Bench.Tests.DeviceRules.Il;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>A few lines of C#, compiled in memory as the device's sources are: C# 9, optimised, against the core library only.</summary>
internal static class Snippet
{
    private static readonly MetadataReference[] _references =
    [
        .. new[] { "System.Private.CoreLib", "System.Runtime", "System.Linq", "System.Linq.Expressions", "Microsoft.CSharp" }
            .Select(n => MetadataReference.CreateFromFile(Path.Combine(Resolver.RuntimeFolder, n + ".dll"))),
    ];

    public static DeviceCode Device(string source, LanguageVersion version = LanguageVersion.CSharp9)
    {
        return new DeviceCode(Compile(source, version));
    }

    public static ModuleDefinition Compile(string source, LanguageVersion version = LanguageVersion.CSharp9)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(version), encoding: System.Text.Encoding.UTF8)],
            _references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        MemoryStream image = new();
        EmitResult result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        IEnumerable<Diagnostic> errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
        Assert.IsTrue(result.Success, string.Join("\n", errors));
        image.Position = 0;
        return new Resolver().Read(image);
    }
}

/// <summary>
/// Shows that a rule bites, and bites only what it should: in a sample, what breaks the rule is called Bad something;
/// each of those must be found, and nothing else.
/// </summary>
internal static class Bite
{
    public static void Finds(IRule rule, DeviceCode sample)
    {
        Violation[] found = [.. rule.Check(sample)];
        Expect.None(found.Where(v => !IsIn("Bad", v.Member)), "Found though nothing is wrong with it:");
        Expect.None(BadNames(sample).Where(n => !found.Any(v => IsIn(n, v.Member))), "Not found:");
        Assert.IsNotEmpty(found);
    }

    private static IEnumerable<string> BadNames(DeviceCode sample)
    {
        return sample.Types
            .SelectMany(t => t.Methods.Select(m => m.Name).Concat(t.Fields.Select(f => f.Name)).Append(t.Name))
            .Where(n => n.StartsWith("Bad", System.StringComparison.Ordinal));
    }

    private static bool IsIn(string name, IMemberDefinition member)
    {
        return member.Name.Contains(name) || (member.DeclaringType is { } type && IsIn(name, type));
    }
}
