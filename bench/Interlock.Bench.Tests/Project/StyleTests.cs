using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Interlock.Bench.Tests.Project;

/// <summary>What 'dotnet format' mends and neither a build nor its quick part, 'dotnet format whitespace', finds: IDE0003, IDE0009, IDE0049, and the order of usings.</summary>
[TestClass]
public class StyleTests
{
    private static readonly string[] _keyword =
    [
        "Boolean", "Byte", "SByte", "Char", "Decimal", "Double", "Single", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Object", "String",
    ];

    private static readonly string[] _folders = ["Interlock.Drivers", "Interlock.Firmware", "Interlock.Tests", "bench"];

    [TestMethod]
    public void Every_source_has_it()
    {
        string[] files = [.. _folders.SelectMany(static folder => RepositoryFile.Sources(folder))];

        Assert.IsGreaterThan(400, files.Length);
        Assert.AreEqual(string.Empty, string.Join('\n', files.SelectMany(file => Against(File.ReadAllText(file)).Select(found => $"{file}: {found}"))));
    }

    [TestMethod]
    [DataRow("class C { int _a; int B() => this._a; }", "this._a")]
    [DataRow("class C { int A() => this.A(); }", "this.A")]
    [DataRow("class C { System.Int32 _a; }", "System.Int32")]
    [DataRow("using System; class C { Int32 A() => 1; }", "Int32")]
    [DataRow("using System; class C { string A() => String.Empty; }", "String")]
    [DataRow("class C { C This => this; string Double = nameof(Double); bool A(JsonValueKind kind) => kind == JsonValueKind.String; }", "")]
    [DataRow("class C { Values A() => Values.Byte.Two(); }", "")]
    [DataRow("using A; using System.B; using System;", "System.B System")]
    [DataRow("using System; using System.B; using A; using B.C; using B; using D = A.B;", "B")]
    public void What_is_against_it_is_found(string code, string expected) => Assert.AreEqual(expected, string.Join(' ', Against(code)));

    private static IEnumerable<string> Against(string code)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        UsingDirectiveSyntax[] usings = [.. root.Usings.Where(directive => directive.Alias is null && directive.StaticKeyword == default)];
        foreach ((UsingDirectiveSyntax before, UsingDirectiveSyntax after) in usings.Zip(usings.Skip(1)))
        {
            if (string.CompareOrdinal(Order(before), Order(after)) > 0) yield return after.NamespaceOrType.ToString();
        }

        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } || IsLongName(node)) yield return node.ToString();
        }
    }

    private static string Order(UsingDirectiveSyntax directive)
    {
        string name = directive.NamespaceOrType.ToString().ToLowerInvariant();
        return (name.Split('.')[0] == "system" ? "0" : "1") + name;
    }

    // 'System.Int32' is found as one, so not again as its last part; the last part of any other name is a member.
    private static bool IsLongName(SyntaxNode node) => node switch
    {
        QualifiedNameSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "System" }, Right: IdentifierNameSyntax right } => IsLong(right),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "System" }, Name: IdentifierNameSyntax right } => IsLong(right),
        IdentifierNameSyntax { Parent: QualifiedNameSyntax } => false,
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name => access.Expression == name && IsLong(name),
        IdentifierNameSyntax { Parent: VariableDeclarationSyntax or MethodDeclarationSyntax or ParameterSyntax or PropertyDeclarationSyntax or CastExpressionSyntax or ArrayTypeSyntax or TypeArgumentListSyntax or ObjectCreationExpressionSyntax or NullableTypeSyntax } name => IsLong(name),
        _ => false,
    };

    private static bool IsLong(IdentifierNameSyntax name) => _keyword.Contains(name.Identifier.ValueText);
}
