using Interlock.Bench.Tests.DeviceRules.Il;
using Interlock.Bench.Tests.DeviceRules.Inventory;

namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>The inventory sees every kind of reference, spells it as the lists do, and reports both directions.</summary>
[TestClass]
[DoNotParallelize]
public sealed class InventoryBiteTests
{
    private const string Source = """
        using System;
        namespace nanoFramework.TestFramework { public class TestMethodAttribute : Attribute { public TestMethodAttribute(string file = "", int line = 1) { } } }
        namespace Outside
        {
            public class Base { public class Nested { } public static int[] Field; }
            public struct Value { public static explicit operator bool(Value v) { return true; } public static void Take(ref Value v, Value[] more) { } }
            public interface IThing { }
            public class Failure : Exception { }
        }
        namespace Interlock.Firmware
        {
            class User : Outside.Base, Outside.IThing
            {
                Outside.Base.Nested _field;
                [Obsolete] bool Method(Outside.Value v) { Outside.Value.Take(ref v, null); return (bool)v; }
                public override int GetHashCode() { return 1; }
                void Catch() { try { Field[0] = 1; } catch (Outside.Failure) { } }
                [nanoFramework.TestFramework.TestMethod] int Auto { get; set; }
            }
        }
        """;

    private static readonly string[] _members =
    [
        "F:Outside.Base.Field",
        "M:Outside.Base.#ctor",
        "M:Outside.Value.Take(Outside.Value@,Outside.Value[])",
        "M:Outside.Value.op_Explicit(Outside.Value)~System.Boolean",
        "M:System.Object.GetHashCode",
        "M:System.ObsoleteAttribute.#ctor",
        "M:nanoFramework.TestFramework.TestMethodAttribute.#ctor",
        "T:Outside.Base",
        "T:Outside.Base.Nested",
        "T:Outside.Failure",
        "T:Outside.IThing",
        "T:Outside.Value",
        "T:System.Boolean",
        "T:System.Int32",
        "T:System.ObsoleteAttribute",
        "T:System.Void",
        "T:nanoFramework.TestFramework.TestMethodAttribute",
    ];

    [TestMethod]
    public void Every_kind_of_reference_is_listed_in_the_spelling_of_the_lists()
    {
        CollectionAssert.AreEqual(_members, MembersUsed.Of(Snippet.Device(Source)).Keys);
        Assert.IsEmpty(MemberList.Malformed(_members));
    }

    [TestMethod]
    public void A_stand_in_is_listed_as_what_it_stands_for_and_a_body_for_the_PC_alone_not_at_all()
    {
        const string source = """
            namespace Interlock.Host { class OnPcOnlyAttribute : System.Attribute { } }
            namespace Interlock.Firmware
            {
                class Environment { public static long TickCount64 { get { return System.DateTime.Now.Ticks; } } }
                class Thread { public static void Sleep(int ms) { System.GC.Collect(); } }
                static class Program
                {
                    static void Loop() { Thread.Sleep((int)Environment.TickCount64); Composed(); }
                    [Interlock.Host.OnPcOnly] static void Composed() { System.GC.Collect(); }
                }
            }
            """;
        string[] expected =
        [
            "M:System.Environment.get_TickCount64", "M:System.Threading.Thread.Sleep(System.Int32)", "T:System.Environment",
            "T:System.Int32", "T:System.Int64", "T:System.Object", "T:System.Threading.Thread", "T:System.Void",
        ];
        CollectionAssert.AreEqual(expected, MembersUsed.Of(Snippet.Device(source)).Keys);
    }

    [TestMethod]
    public void A_member_that_is_not_listed_is_reported_with_its_user()
    {
        string found = MemberList.Differences(MembersUsed.Of(Snippet.Device(Source)), _members.Where(m => m != "F:Outside.Base.Field")).Single();
        StringAssert.Contains(found, "F:Outside.Base.Field");
        StringAssert.Contains(found, "M:Interlock.Firmware.User.Catch at IL_");
    }

    [TestMethod]
    public void A_line_that_nobody_uses_is_reported()
    {
        string found = MemberList.Differences(MembersUsed.Of(Snippet.Device(Source)), _members.Append("T:System.Random")).Single();
        StringAssert.Contains(found, "T:System.Random");
    }

    [TestMethod]
    public void A_member_that_the_real_assemblies_have_not_is_reported()
    {
        string folder = Directory.CreateTempSubdirectory("nanoframework-api").FullName;
        try
        {
            File.WriteAllLines(Path.Combine(folder, "mscorlib.txt"), ["# mscorlib", "F:System.DayOfWeek.Monday = 1", "T:System.DayOfWeek"]);
            RealAssemblies real = RealAssemblies.In(folder);
            CollectionAssert.AreEqual(new[] { "T:System.Half" }, real.Lacks(["F:System.DayOfWeek.Monday", "T:System.DayOfWeek", "T:System.Half"]).ToArray());
            CollectionAssert.AreEqual(new[] { "# mscorlib", "T:System.DayOfWeek" }, real.Of(new HashSet<string> { "T:System.DayOfWeek" }).Where(l => !l.StartsWith('F')).ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("T:System.Random", "T:System.Array")]
    [DataRow("T:System.Array", "T:System.Array")]
    [DataRow("System.Array", "T:System.Array")]
    [DataRow("M:System.Array.Empty``1", "T:System.Array")]
    [DataRow("T:System.Array", "T:System.Array/Nested")]
    [DataRow("", "T:System.Array")]
    public void A_malformed_list_is_reported(string first, string second)
    {
        Assert.IsNotEmpty(MemberList.Malformed([first, second]));
    }
}
