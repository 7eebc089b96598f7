namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>A control loop whose tick reaches every way to cost heap, each in a method called Bad something, and some ways that do not.</summary>
internal static class TickSample
{
    public const string Source = """
        using System;
        namespace System.Device.Gpio { public struct PinValue { public int Level; } }
        namespace Interlock.Drivers.Board
        {
            public interface IBoard { int BadImplementation(); }
            public class GpioBoard : IBoard { public int BadImplementation() { return new int[1].Length; } }
        }
        namespace Interlock.Drivers
        {
            public class OtherBoard : Board.IBoard { public int BadImplementation() { return new int[1].Length; } }
        }
        namespace Interlock.Tests
        {
            public class ScriptedBoard : Drivers.Board.IBoard { public int BadImplementation() { return 1; } public object Good() { return new object(); } }
        }
        namespace Interlock.Firmware
        {
            public enum Kind { One }
            public struct Pair { public int First; public int Second; }
            public class Base { public virtual int Good() { return 1; } public virtual int BadOverride() { return 1; } }
            public class Derived : Base { public override int BadOverride() { return new object().GetHashCode(); } }

            public delegate int Source();

            public class ControlLoop
            {
                private static readonly string[] _words = { "text" };
                private readonly Drivers.Board.IBoard _board = new Drivers.OtherBoard();
                private readonly Base _base = new Derived();
                private readonly int[] _numbers = new int[4];
                private readonly Pair[] _pairs = new Pair[4];
                private readonly object _lock = new object();
                private static Pair _pair;
                private readonly Source _source = GoodCalledBack;
                private DateTime _time;
                private Kind _kind;

                public void Tick()
                {
                    _board.BadImplementation();
                    _base.BadOverride();
                    _base.Good();
                    BadNewobj();
                    BadNewarr();
                    BadBox(1);
                    BadText();
                    BadConcat(_words[0]);
                    BadPass();
                    BadReturn();
                    BadLocal(ref _pair);
                    BadFieldStore(ref _pair);
                    BadElement();
                    BadObjectCopy(ref _pair, ref _pair);
                    BadExternal();
                    BadDelegate();
                    BadInvoke();
                    BadGetType();
                    BadDefault(out _pair);
                    BadUnthrown(1);
                    GoodReference(ref _pair);
                    GoodElementField();
                    GoodThrow(1);
                    GoodArrays();
                    GoodValues(_time, _kind);
                    GoodWords();
                }

                public object GoodNotReached() { return new object(); }

                private static object BadNewobj() { return new object(); }
                private static byte[] BadNewarr() { return new byte[3]; }
                private static object BadBox(int x) { return x; }
                private static string BadText() { return "text"; }
                private static string BadConcat(string s) { return s + s; }
                private static int BadPass() { return BadParameter(_pair); }
                private static int BadParameter(Pair pair) { return pair.First; }
                private static Pair BadReturn() { return default; }
                private static int BadLocal(ref Pair from) { Pair pair = from; pair.First++; return pair.First; }
                private static void BadFieldStore(ref Pair to) { _pair = to; }
                private int BadElement() { return BadTake(_pairs[1]); }
                private static int BadTake(Pair pair) { return 1; }
                private static void BadObjectCopy(ref Pair from, ref Pair to) { to = from; }
                private static int BadExternal() { return Environment.ProcessorCount; }
                private static Action BadDelegate() { return BadCalledBack; }
                private static void BadCalledBack() { new object(); }
                private int BadInvoke() { return _source(); }
                private static int GoodCalledBack() { return new int[1].Length; }
                private static object BadGetType() { return typeof(int); }
                private static void BadDefault(out Pair pair) { pair = default; }
                private static Exception BadUnthrown(int x) { Exception e = new Exception(); GC.KeepAlive(e); return e; }

                private static int GoodReference(ref Pair pair) { return pair.First + pair.Second; }
                private int GoodElementField() { _pairs[1].First++; return _pairs[1].First; }
                private static void GoodThrow(int x) { if (x < 0) throw new ArgumentException("negative", "x"); if (x > 9) throw new InvalidOperationException(); }
                private void GoodArrays() { Array.Copy(_numbers, 0, _numbers, 1, 2); Array.Clear(_numbers, 0, _numbers.Length); foreach (int n in _numbers) _numbers[0] += n; }
                private long GoodValues(DateTime time, Kind kind) { _time = time; return kind == Kind.One ? 1L : 2L; }
                private int GoodWords() { return _words[0].Length; }
            }
        }
        """;
}
