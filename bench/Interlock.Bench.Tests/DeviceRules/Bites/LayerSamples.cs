using Interlock.Bench.Tests.DeviceRules.Layers;

namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>For each rule about who may know whom a sample: what breaks it is called Bad something, what nearly does is not.</summary>
internal static class LayerSamples
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        [nameof(PublicDriversRule)] = """
            namespace Interlock.Drivers
            {
                internal class Hidden { public static int Value; }
                public class Open
                {
                    public static int Shown;
                    internal static int Internal;
                    protected internal virtual void Half() { }
                    internal class Nested { }
                    void GoodWithin(Hidden hidden) { Internal = 1; Half(); }
                }
            }
            namespace Interlock.Firmware
            {
                class Users
                {
                    int BadField() { return Drivers.Open.Internal; }
                    int BadType() { return Drivers.Hidden.Value; }
                    void BadNested(Drivers.Open.Nested nested) { }
                    void BadHalf(Drivers.Open open) { open.Half(); }
                    int Good() { return Drivers.Open.Shown; }
                    internal static int Own;
                }
            }
            namespace Interlock.Tests
            {
                class TestUsers
                {
                    void BadMethod() { Drivers.Open.Internal = 1; }
                    int Good() { return Drivers.Open.Shown; }
                }
            }
            """,
        [nameof(DriversKnowNoFirmwareRule)] = """
            namespace Interlock.Firmware
            {
                public class Loop { public static int Value; object Good = new Drivers.Board(); int Fine = Value; Tests.Case BadField; }
            }
            namespace Interlock.Drivers
            {
                public class Board { int BadMethod() { return Firmware.Loop.Value; } }
            }
            namespace Interlock.Tests
            {
                public class Case { object Good = new Firmware.Loop(); object Fine = new Drivers.Board(); }
            }
            """,
        [nameof(OneClockRule)] = """
            namespace nanoFramework.Hardware.Esp32 { public static class HighResTimer { public static ulong GetCurrent() { return 0; } } }
            namespace Interlock.Firmware
            {
                class Environment { public static long TickCount64; long GoodInStandIn() { return System.Environment.TickCount64; } }
                class Thread { public static void Sleep(int ms) { System.Threading.Thread.Sleep(ms); } }
                class StandInUsers
                {
                    long BadStandInTicks() { return Environment.TickCount64; }
                    void BadStandInSleep() { Thread.Sleep(1); }
                }
                class Users
                {
                    long BadTicks() { return System.Environment.TickCount64; }
                    void BadSleep() { System.Threading.Thread.Sleep(1); }
                    ulong BadTimer() { return nanoFramework.Hardware.Esp32.HighResTimer.GetCurrent(); }
                    long BadNow() { return System.DateTime.UtcNow.Ticks; }
                    long Good(System.DateTime time) { return time.Ticks; }
                }
                class Program
                {
                    long Good() { return System.Environment.TickCount64; }
                    class Clock { void Good() { System.Threading.Thread.Sleep(1); Thread.Sleep(1); } }
                }
            }
            """,
        [nameof(PureDecisionsRule)] = """
            namespace System.Device.Gpio { public class GpioPin { public void Toggle() { } } }
            namespace Interlock.Drivers
            {
                public interface IBoard { void Beat(); }
                public class GpioBoard : IBoard { System.Device.Gpio.GpioPin _pin; public void Beat() { _pin.Toggle(); } }
            }
            namespace Interlock.Firmware.States
            {
                class Users
                {
                    void BadPin(object pin) { ((System.Device.Gpio.GpioPin)pin).Toggle(); }
                    Drivers.GpioBoard BadAdapter;
                    void Good(Drivers.IBoard board) { board.Beat(); }
                }
            }
            namespace Interlock.Firmware
            {
                class Program { Drivers.GpioBoard Good = new Drivers.GpioBoard(); }
            }
            """,
    };
}
