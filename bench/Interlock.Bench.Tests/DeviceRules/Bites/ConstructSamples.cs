using Interlock.Bench.Tests.DeviceRules.Constructs;

namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>For each rule about constructs a sample: what breaks it is called Bad something, what nearly does is not.</summary>
internal static class ConstructSamples
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        [nameof(NoGenericsRule)] = """
            namespace Interlock.Drivers
            {
                class BadBox<T> { public T Value; }
                class Users
                {
                    T BadMethod<T>(T x) { return x; }
                    void BadCall() { System.Array.Empty<int>(); }
                    void BadInstance(System.Collections.Generic.List<int> list) { }
                    System.Collections.ArrayList Good(int[] x) { return null; }
                }
            }
            """,
        [nameof(NoMultiDimensionalArraysRule)] = """
            namespace Interlock.Firmware
            {
                class Users
                {
                    int[,] BadField;
                    int BadMethod() { return new byte[2, 3].Length; }
                    int[][] Good;
                }
            }
            """,
        [nameof(NoDecimalRule)] = """
            namespace Interlock.Firmware
            {
                class Users
                {
                    decimal[] BadField;
                    int BadMethod(int x) { return (int)(x * 1.5m); }
                    double Good(double x) { return x * 1.5; }
                }
            }
            """,
        [nameof(NoDynamicRule)] = """
            namespace Interlock.Tests
            {
                class Users
                {
                    int BadMethod(dynamic x) { return x.Length; }
                    object Good(object x) { return x; }
                }
            }
            """,
        [nameof(NoLinqRule)] = """
            using System.Linq;
            namespace Interlock.Firmware
            {
                class Users
                {
                    bool BadMethod(int[] x) { return x.Any(); }
                    bool Good(int[] x) { return x.Length > 0; }
                }
            }
            """,
        [nameof(NoStateMachinesRule)] = """
            namespace Interlock.Firmware
            {
                class Users
                {
                    async System.Threading.Tasks.Task BadAsync() { await System.Threading.Tasks.Task.Yield(); }
                    System.Collections.IEnumerable BadIterator() { yield return 1; }
                }
                class Good : System.Collections.IEnumerator
                {
                    public object Current { get { return null; } }
                    public bool MoveNext() { return false; }
                    public void Reset() { }
                }
            }
            """,
        [nameof(NoCapturingLambdasRule)] = """
            namespace Interlock.Firmware
            {
                class BadUser { System.Action Capture(int x) { return () => x++; } }
                class Good
                {
                    System.Action NoCapture() { return () => System.GC.Collect(); }
                    int Local(int x) { int Twice() { return x + x; } return Twice(); }
                }
            }
            namespace Interlock.Tests
            {
                class GoodTest { System.Action Capture(int x) { return () => x++; } }
            }
            """,
        [nameof(NoDefaultInterfaceMethodsRule)] = """
            namespace Interlock.Drivers
            {
                interface IBus
                {
                    int BadMethod() { return 1; }
                    int Good();
                }
            }
            """,
        [nameof(NoPInvokeRule)] = """
            namespace Interlock.Drivers
            {
                class Users
                {
                    [System.Runtime.InteropServices.DllImport("native")] static extern int BadMethod();
                    static int Good() { return 1; }
                }
            }
            """,
        [nameof(NoCheckedArithmeticRule)] = """
            namespace Interlock.Firmware
            {
                class Users
                {
                    int BadSum(int x, int y) { return checked(x + y); }
                    byte BadCast(int x) { return checked((byte)x); }
                    byte Good(int x) { return (byte)(x + x); }
                }
            }
            """,
        [nameof(NoEnumTextRule)] = """
            namespace Interlock.Firmware
            {
                enum Kind { One }
                class Users
                {
                    string BadText(Kind k) { return k.ToString(); }
                    string BadSum(Kind k) { return "kind " + k; }
                    string BadFormat(Kind k) { return string.Format("{0}", k); }
                    bool BadFlag(Kind k) { return k.HasFlag(Kind.One); }
                    string Good(Kind k) { return ((int)k).ToString(); }
                    object GoodBox(Kind k) { return k; }
                }
            }
            """,
        [nameof(NoReflectionRule)] = """
            namespace Interlock.Firmware
            {
                class Users
                {
                    string BadName(object x) { return x.GetType().Name; }
                    object BadType() { return typeof(Users); }
                    object BadMake(System.Type t) { return System.Activator.CreateInstance(t); }
                    System.Reflection.MethodInfo BadField;
                    int this[int good] { get { return good; } }
                    bool GoodTest(object x) { return x is Users; }
                }
            }
            namespace Interlock.Tests
            {
                class TestUsers
                {
                    object Good() { return typeof(TestUsers); }
                    object BadMethods(System.Type t) { return t.GetMethods(); }
                }
            }
            """,
        [nameof(NoEmbeddedAttributesRule)] = """
            namespace Interlock.Drivers
            {
                readonly struct BadStruct { }
                class Users
                {
                    void BadMethod(in long x) { }
                    void Good(ref long x) { }
                }
            }
            namespace System.Runtime.CompilerServices { class BadAttribute : System.Attribute { } }
            """,
        [nameof(StaticInitialisersRule)] = """
            namespace Interlock.Firmware
            {
                class Table
                {
                    public const int Size = 4;
                    public static readonly int[] Values = { 1, 2, 3, 4 };
                    public static int Sum() { int sum = 0; foreach (int v in Values) sum += v; return sum; }
                    public static int[] Empty() { return new int[Size]; }
                }
                class WithStatic { static readonly int[] _seed = new int[1]; public int First = _seed[0]; }
                class Without { public int First = Table.Size; }
                class BadRead { static int[] _copy = Table.Values; }
                class BadCall { static int _sum = Table.Sum(); }
                class BadMake { static WithStatic _made = new WithStatic(); }
                class BadOuter { static int[] _copy = Nested.Values; class Nested { public static readonly int[] Values = { 1 }; } }
                class BadLambda { static System.Action _action = () => { }; }
                class Good
                {
                    static int[] _own = { 1, 2 };
                    static int _first = _own[0];
                    static int[] _empty = Table.Empty();
                    static Without _made = new Without();
                    static string _foreign = string.Empty;
                    int _instance = Table.Values[0];
                }
            }
            """,
        [nameof(OwnFieldsRule)] = """
            namespace Interlock.Firmware.States { public class DecisionInputs { public int Rows; } }
            namespace Interlock.Firmware
            {
                class Holder
                {
                    public int Value;
                    public static int Shared;
                    void Good() { Value = 1; Shared = 1; }
                    class Inner { void Good(Holder holder) { holder.Value = 1; } }
                }
                class Users
                {
                    void BadWrite(Holder holder) { holder.Value = 1; }
                    void BadStatic() { Holder.Shared++; }
                    void BadReference(Holder holder) { Take(ref holder.Value); }
                    void Take(ref int value) { }
                    int Good(Holder holder, States.DecisionInputs inputs) { inputs.Rows = 1; return holder.Value + Holder.Shared; }
                }
            }
            namespace Interlock.Tests
            {
                class Users { void Good(Firmware.States.DecisionInputs inputs) { inputs.Rows = 1; } }
            }
            """,
        [nameof(DataRowRule)] = """
            namespace Interlock.Tests
            {
                enum Kind : byte { One }
                class DataRowAttribute : System.Attribute { public DataRowAttribute(params object[] values) { } }
                class Users
                {
                    [DataRow(Kind.One)] void BadEnum(Kind k) { }
                    [DataRow(1, null)] void BadNull(int x, string s) { }
                    [DataRow(1, new int[] { 1 })] void BadArray(int x, int[] s) { }
                    [DataRow(5)] void BadLiteral(long x) { }
                    [DataRow(1)] void BadCast(Kind k) { }
                    [DataRow((byte)1, 5L, "text", 1.0)] void Good(Kind k, long x, string s, double d) { }
                }
            }
            """,
        [nameof(TestsHoldNoStateRule)] = """
            namespace Interlock.Tests
            {
                class TestClassAttribute : System.Attribute { }
                [TestClass] class Tests { int BadField; static int _good; }
                class Support { int _good; }
            }
            """,
    };
}
