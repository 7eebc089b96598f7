using Interlock.Bench.Tests.DeviceRules.BoardSignatures;

namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>The check of the virtual board sees a member too many, another signature, another value, and a type that is gone.</summary>
[TestClass]
[DoNotParallelize]
public sealed class BoardSignaturesBiteTests
{
    private static readonly string[] _api =
    [
        "F:System.Device.Gpio.PinMode.Input = 0",
        "F:System.Device.Gpio.PinMode.Output = 3",
        "M:System.Device.Gpio.GpioPin.Dispose(System.Boolean)",
        "M:System.Device.Gpio.GpioPin.Read",
        "M:System.Device.Gpio.GpioPin.Write(System.Int32)",
        "T:System.Device.Gpio.GpioPin",
        "T:System.Device.Gpio.PinMode",
    ];

    [TestMethod]
    [DataRow("", "", null)]
    [DataRow("internal void Wire() { } class Hidden { }", "", null)]
    [DataRow("public void Extra() { }", "", "M:System.Device.Gpio.GpioPin.Extra")]
    [DataRow("protected int Field;", "", "F:System.Device.Gpio.GpioPin.Field")]
    [DataRow("public GpioPin() { }", "", "M:System.Device.Gpio.GpioPin.#ctor")]
    [DataRow("public void Write(long x) { }", "", "M:System.Device.Gpio.GpioPin.Write(System.Int64)")]
    [DataRow("public class Nested { private Nested() { } }", "", "T:System.Device.Gpio.GpioPin.Nested")]
    [DataRow("", ", Extra = 4", "F:System.Device.Gpio.PinMode.Extra = 4")]
    public void What_the_device_has_not_is_found(string member, string value, string? expected)
    {
        HashSet<string> board = Board(member, $"public enum PinMode {{ Input{value}, Output = 3 }}");
        string[] found = [.. BoardMembers.Differences(board, _api)];
        if (expected is null) Assert.IsEmpty(found);
        else CollectionAssert.AreEqual(new[] { $"the device has no {expected}" }, found);
    }

    [TestMethod]
    public void Another_value_of_an_enum_is_found()
    {
        string found = BoardMembers.Differences(Board("", "public enum PinMode { Input, Output }"), _api).Single();
        StringAssert.Contains(found, "F:System.Device.Gpio.PinMode.Output = 1");
    }

    [TestMethod]
    public void A_type_that_is_gone_is_found_and_a_member_left_out_is_told()
    {
        HashSet<string> board = Board("", "");
        StringAssert.Contains(BoardMembers.Differences(board, _api).Single(), "T:System.Device.Gpio.PinMode");
        CollectionAssert.Contains(BoardMembers.LeftOut(board, _api).ToArray(), "M:System.Device.Gpio.GpioPin.Dispose(System.Boolean)");
    }

    private static HashSet<string> Board(string member, string mode)
    {
        string hidden = member.Contains("GpioPin()") ? "" : "private GpioPin() { }";
        return BoardMembers.Of(Snippet.Compile($$"""
            namespace System.Device.Gpio
            {
                public class GpioPin { {{hidden}} public int Read() { return 1; } public void Write(int x) { } {{member}} }
                {{mode}}
            }
            namespace Interlock.VirtualBoard { public class Bench { public void Own() { } } }
            """));
    }
}
