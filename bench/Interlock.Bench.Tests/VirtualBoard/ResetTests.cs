using System.Device.Gpio;
using System.IO.Ports;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace Interlock.VirtualBoard.Tests;

/// <summary>What a reset of the microcontroller and a loss of the supply leave behind.</summary>
[TestClass]
public class ResetTests
{
    // Requirement: SR-RESET
    [TestMethod]
    public void AnMcuResetOpensTheLineAndKeepsTheChip()
    {
        Rig rig = new Rig();
        int resets = 0;
        rig.Board.McuReset += () => resets++;
        rig.Write(0x05, 0x12, 0x34);
        rig.StartAutomatic();
        rig.CloseLine();
        rig.Board.ResetMcu();
        Assert.AreEqual(1, resets);
        Assert.IsTrue(rig.Board.K2LatchSet);
        Assert.IsFalse(rig.Board.PinLevel(Rig.Enable));
        Assert.IsFalse(rig.Board.PinLevel(Rig.Heartbeat));
        rig.Advance(11);
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.K2Closed);
        Assert.AreEqual(0x12, rig.Chip.PeekRegister(0x05));
        Assert.IsTrue(rig.Chip.Converting);
    }

    [TestMethod]
    public void APowerCycleResetsTheChipToo()
    {
        Rig rig = new Rig();
        rig.Write(0x05, 0x12, 0x34);
        rig.StartAutomatic();
        rig.CloseLine();
        rig.Board.PowerCycle();
        rig.Advance(11);
        Assert.IsFalse(rig.Board.LineClosed);
        Assert.AreEqual(0x7F, rig.Chip.PeekRegister(0x05));
        Assert.IsFalse(rig.Chip.Converting);
        Assert.IsTrue(rig.Board.PinLevel(Rig.DataReady));
    }

    [TestMethod]
    public void DeviceObjectsOfTheOldRunAreDead()
    {
        Rig rig = new Rig();
        GpioPin lamp = rig.Gpio.OpenPin(21, PinMode.Output);
        SerialPort port = Rig.OpenPort();
        rig.Board.ResetMcu();
        Assert.ThrowsExactly<ObjectDisposedException>(() => lamp.Write(PinValue.High));
        Assert.ThrowsExactly<ObjectDisposedException>(() => rig.Spi.ReadByte());
        Assert.ThrowsExactly<ObjectDisposedException>(() => port.WriteByte(0));
        lamp.Dispose();
        rig.Spi.Dispose();
        port.Dispose();
    }

    [TestMethod]
    public void TheNextRunOpensEverythingAfresh()
    {
        Rig rig = new Rig();
        SerialPort old = Rig.OpenPort();
        old.Write(new byte[100], 0, 100);
        rig.Board.ResetMcu();
        Assert.AreEqual(-1, Configuration.GetFunctionPin(DeviceFunction.SPI2_CLOCK));
        Assert.AreEqual(128, rig.Board.UartBytesFree, "what was still in the FIFO is lost");
        Rig.MapPins();
        SerialPort port = Rig.OpenPort();
        using System.Device.Spi.SpiDevice spi = System.Device.Spi.SpiDevice.Create(Rig.SpiSettings());
        byte[] read = new byte[2];
        spi.TransferFullDuplex(new byte[] { 0x03, 0 }, read);
        Assert.AreEqual(0x7F, read[1]);
        Assert.IsTrue(port.IsOpen);

        rig.Spi.Dispose();
        Assert.IsTrue(new GpioController().IsPinOpen(5), "a dead device takes nothing from the living");
    }

    [TestMethod]
    public void RebootResetsAndDoesntReturn()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        Assert.ThrowsExactly<McuResetException>(() => Power.RebootDevice());
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void TheHighResolutionTimerCountsFromTheReset()
    {
        Rig rig = new Rig();
        rig.Advance(500);
        rig.Board.ResetMcu();
        rig.Advance(7);
        Assert.AreEqual(7000UL, HighResTimer.GetCurrent());
    }
}
