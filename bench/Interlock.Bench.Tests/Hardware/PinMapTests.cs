using System.Reflection;
using Interlock.Drivers.Board;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Hardware;

/// <summary>The firmware, the virtual board, the schematic and wiring.md connect the same signals to the same pins.</summary>
[TestClass]
public class PinMapTests
{
    private const string Esp32 = "U401";

    private static readonly Dictionary<string, int> _firmware = Constants(typeof(Pins));

    /// <summary>wiring.md: a pin's name, its GPIO, its net; what is wired for later has a table of its own there.</summary>
    private static readonly List<string[]> _wired = [.. HardwareFolder.WiringRows(3).Where(row => int.TryParse(row[1], out _))];

    private static readonly List<string[]> _wiring = [.. _wired.Where(row => _firmware.ContainsKey(row[0]))];

    [TestMethod]
    public void Wiring_names_every_pin_of_the_firmware_once_with_its_GPIO()
    {
        CollectionAssert.AreEquivalent(_firmware.Keys.ToArray(), _wiring.Select(row => row[0]).ToArray());
        foreach (string[] row in _wiring) Assert.AreEqual(_firmware[row[0]].ToString(), row[1], row[0]);
    }

    [TestMethod]
    public void The_schematic_has_the_net_of_each_pin_on_the_modules_GPIO()
    {
        foreach (string[] row in _wired)
        {
            NetPin pin = HardwareFolder.Netlist.Single(entry => entry.Reference == Esp32 && IsGpio(entry.PinName, row[1]));
            Assert.AreEqual(row[2], pin.Net, row[0]);
        }
    }

    /// <summary>A net on a GPIO that nobody wrote down would float or be driven by chance.</summary>
    [TestMethod]
    public void The_schematic_uses_no_other_GPIO_but_for_programming()
    {
        string[] programming = ["TXD0", "RXD0", "IO0"];
        string[] unknown = [.. HardwareFolder.Netlist
            .Where(entry => entry.Reference == Esp32 && entry.PinName.Contains("IO") && !entry.Net.StartsWith('('))
            .Select(entry => entry.Net)
            .Except(_wired.Select(row => row[2]))
            .Except(programming)];
        Assert.IsEmpty(unknown, string.Join(", ", unknown));
    }

    [TestMethod]
    public void The_virtual_board_is_wired_alike()
    {
        Dictionary<string, int> board = Constants(typeof(BoardOptions).Assembly.GetType("Interlock.VirtualBoard.Wiring", true)!);
        CollectionAssert.IsSubsetOf(_firmware.Values.ToArray(), board.Values.ToArray());
        CollectionAssert.IsSubsetOf(board.Values.Select(pin => pin.ToString()).ToArray(), _wired.Select(row => row[1]).ToArray());
        (string Board, string Firmware)[] same =
        [
            ("SpiClock", "SpiClock"), ("SpiMiso", "SpiMiso"), ("SpiMosi", "SpiMosi"), ("ChipSelect", "SpiChipSelect"),
            ("DataReady", "DataReady"), ("Fault", "Fault"), ("MirrorK1", "K1Mirror"), ("MirrorK2", "K2Mirror"),
            ("Heartbeat", "Heartbeat"), ("Enable", "Enable"), ("Stop", "Stop"), ("Arm", "Arm"), ("ArmRest", "ArmRest"), ("K2Hold", "K2Hold"),
            ("LampRed", "LampRed"), ("Sounder", "Sounder"), ("TelemetryTx", "UartTransmit"), ("TelemetryRx", "UartReceive"),
        ];
        foreach ((string onBoard, string inFirmware) in same) Assert.AreEqual(_firmware[inFirmware], board[onBoard], onBoard);
    }

    private static bool IsGpio(string pinName, string gpio) => pinName.Split('/').Contains("IO" + gpio);

    private static Dictionary<string, int> Constants(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field.IsLiteral && field.FieldType == typeof(int))
        .ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);
}
