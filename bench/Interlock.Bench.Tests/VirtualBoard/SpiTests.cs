using System.Device.Gpio;
using System.Device.Spi;
using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard.Tests;

/// <summary>System.Device.Spi on the board.</summary>
[TestClass]
public class SpiTests
{
    [TestMethod]
    [DataRow(SpiMode.Mode1)]
    [DataRow(SpiMode.Mode3)]
    public void BothPolaritiesWork(SpiMode mode)
    {
        SpiDevice spi = OpenFresh(Rig.SpiSettings(mode));
        CollectionAssert.AreEqual(new byte[] { 0x7F, 0xC0 }, ReadTwo(spi, 0x03));
    }

    /// <summary>With the wrong phase the chip takes in 0x02, the byte shifted left, and the answer comes shifted right.</summary>
    [TestMethod]
    [DataRow(SpiMode.Mode0)]
    [DataRow(SpiMode.Mode2)]
    public void TheWrongPhaseShiftsBits(SpiMode mode)
    {
        SpiDevice spi = OpenFresh(Rig.SpiSettings(mode));
        CollectionAssert.AreEqual(new byte[] { 0xFF, 0xBF }, ReadTwo(spi, 0x01));
    }

    [TestMethod]
    public void LeastSignificantBitFirstReversesEveryByte()
    {
        SpiConnectionSettings settings = Rig.SpiSettings();
        settings.DataFlow = DataFlow.LsbFirst;
        SpiDevice spi = OpenFresh(settings);
        CollectionAssert.AreEqual(new byte[] { 0xFE, 0x03 }, ReadTwo(spi, 0xC0), "0xC0 arrives as 0x03; 0x7F and 0xC0 come back turned round");
    }

    [TestMethod]
    public void AClockThatIsTooFastGivesGarbage()
    {
        SpiConnectionSettings settings = Rig.SpiSettings();
        settings.ClockFrequency = 5_000_001;
        SpiDevice spi = OpenFresh(settings);
        byte[] first = ReadTwo(spi, 0x03);
        byte[] second = ReadTwo(spi, 0x03);
        CollectionAssert.AreNotEqual(first, second);
    }

    [TestMethod]
    public void FiveMegahertzIsAllowed()
    {
        SpiConnectionSettings settings = Rig.SpiSettings();
        settings.ClockFrequency = 5_000_000;
        CollectionAssert.AreEqual(new byte[] { 0x7F, 0xC0 }, ReadTwo(OpenFresh(settings), 0x03));
    }

    [TestMethod]
    public void WordsGoHighByteFirst()
    {
        Rig rig = new Rig();
        rig.Spi.Write(new ushort[] { 0x8312, 0x3456 });
        CollectionAssert.AreEqual(new byte[] { 0x12, 0x34, 0x56 }, rig.Read(0x03, 3));
        ushort[] read = new ushort[2];
        rig.Spi.TransferFullDuplex(new ushort[] { 0x0300, 0 }, read);
        Assert.AreEqual(0x12, read[0] & 0xFF);
        Assert.AreEqual(0x3456, read[1]);
    }

    [TestMethod]
    public void WordsGoLowByteFirstWhenTheOptionSaysSo()
    {
        BoardOptions options = Rig.Quiet();
        options.SpiWordOrder = SpiWordOrder.LowByteFirst;
        Rig rig = new Rig(options);
        rig.Spi.Write(new ushort[] { 0x1283, 0x5634 });
        CollectionAssert.AreEqual(new byte[] { 0x12, 0x34, 0x56 }, rig.Read(0x03, 3));
        ushort[] read = new ushort[2];
        rig.Spi.TransferFullDuplex(new ushort[] { 0x0003, 0 }, read);
        Assert.AreEqual(0x12, read[0] >> 8);
        Assert.AreEqual(0x5634, read[1]);
    }

    [TestMethod]
    public void ABurstOfNineWordsHoldsAllRegisters()
    {
        Rig rig = new Rig();
        ushort[] read = new ushort[9];
        rig.Spi.TransferFullDuplex(new ushort[9], read);
        byte[] all = rig.ReadAll();
        for (int register = 0; register < 16; register++)
        {
            int index = register + 1;
            int value = index % 2 == 0 ? read[index / 2] >> 8 : read[index / 2] & 0xFF;
            Assert.AreEqual(all[register], value);
        }

        Assert.AreEqual(0xFF, read[8] & 0xFF, "the eighteenth byte is beyond the registers");
    }

    [TestMethod]
    public void SpansAreWindows()
    {
        Rig rig = new Rig();
        byte[] sent = { 0xEE, 0x04, 0x00, 0xEE };
        byte[] received = { 1, 2, 3, 4, 5 };
        rig.Spi.TransferFullDuplex(new SpanByte(sent, 1, 2), new SpanByte(received, 2, 2));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 0xFF, 0xC0, 5 }, received);
    }

    [TestMethod]
    public void TheLongerBufferDecidesHowManyBytesAreClocked()
    {
        Rig rig = new Rig();
        byte[] received = new byte[4];
        rig.Spi.TransferFullDuplex(new byte[] { 0x03 }, received);
        CollectionAssert.AreEqual(new byte[] { 0xFF, 0x7F, 0xC0, 0x7F }, received);
        byte[] one = new byte[1];
        rig.Spi.TransferFullDuplex(new byte[] { 0x83, 0x55 }, one);
        Assert.AreEqual(0x55, rig.Read(0x03));
    }

    [TestMethod]
    public void ReadingClocksZerosOut()
    {
        Rig rig = new Rig();
        byte[] received = new byte[3];
        rig.Spi.Read(received);
        CollectionAssert.AreEqual(new byte[] { 0xFF, 0x00, 0x03 }, received);
        Assert.AreEqual(0xFF, rig.Spi.ReadByte());
        ushort[] words = new ushort[2];
        rig.Spi.Read(words);
        CollectionAssert.AreEqual(new ushort[] { 0xFF00, 0x03FF }, words);
    }

    [TestMethod]
    public void ATransferTakesItsBitsAndALittleMore()
    {
        Rig rig = new Rig();
        long startUs = rig.Board.NowUs;
        rig.ReadAll();
        Assert.AreEqual(136 + 20, rig.Board.NowUs - startUs);
    }

    [TestMethod]
    public void UnmappedPinsThrow()
    {
        Board.Current = new Board(Rig.Quiet());
        Assert.ThrowsExactly<ArgumentException>(() => SpiDevice.Create(Rig.SpiSettings()));
        Configuration.SetPinFunction(18, DeviceFunction.SPI2_CLOCK);
        Configuration.SetPinFunction(23, DeviceFunction.SPI2_MOSI);
        Assert.ThrowsExactly<ArgumentException>(() => SpiDevice.Create(Rig.SpiSettings()));
        Configuration.SetPinFunction(19, DeviceFunction.SPI2_MISO);
        Assert.AreEqual(0x7F, ReadTwo(SpiDevice.Create(Rig.SpiSettings()), 0x03)[0]);
    }

    [TestMethod]
    public void TheSameChipSelectTwiceThrows()
    {
        Rig rig = new Rig();
        Assert.ThrowsExactly<SpiDeviceAlreadyInUseException>(() => SpiDevice.Create(Rig.SpiSettings()));
        rig.Spi.Dispose();
        SpiDevice again = SpiDevice.Create(Rig.SpiSettings());
        Assert.AreEqual(0x7F, ReadTwo(again, 0x03)[0]);
    }

    [TestMethod]
    public void ADisposedDeviceThrows()
    {
        Rig rig = new Rig();
        rig.Spi.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => rig.Spi.ReadByte());
    }

    [TestMethod]
    public void ThePinsOfAnOpenBusCantBeOpened()
    {
        Rig rig = new Rig();
        foreach (int gpio in new[] { 18, 19, 23, 5 })
        {
            Assert.IsTrue(rig.Gpio.IsPinOpen(gpio));
            Assert.ThrowsExactly<InvalidOperationException>(() => rig.Gpio.OpenPin(gpio));
        }
    }

    [TestMethod]
    public void AnotherChipSelectDoesntReachTheChip()
    {
        Rig rig = new Rig();
        SpiDevice other = SpiDevice.Create(new SpiConnectionSettings(2, 4) { Mode = SpiMode.Mode1 });
        CollectionAssert.AreEqual(new byte[] { 0xFF, 0xFF }, ReadTwo(other, 0x00));
        other.Write(new byte[] { 0x83, 0x00 });
        Assert.AreEqual(0x7F, rig.Read(0x03));
    }

    [TestMethod]
    public void OtherPinsDontReachTheChip()
    {
        Board.Current = new Board(Rig.Quiet());
        Configuration.SetPinFunction(14, DeviceFunction.SPI2_CLOCK);
        Configuration.SetPinFunction(12, DeviceFunction.SPI2_MISO);
        Configuration.SetPinFunction(13, DeviceFunction.SPI2_MOSI);
        CollectionAssert.AreEqual(new byte[] { 0xFF, 0xFF }, ReadTwo(SpiDevice.Create(Rig.SpiSettings()), 0x00));
    }

    /// <summary>A driver may move chip select itself, and then a transaction may span several transfers.</summary>
    [TestMethod]
    public void ChipSelectMayBeAPinOfTheProgram()
    {
        Board.Current = new Board(Rig.Quiet());
        Rig.MapPins();
        SpiDevice spi = SpiDevice.Create(new SpiConnectionSettings(2) { Mode = SpiMode.Mode1 });
        GpioPin select = new GpioController().OpenPin(5, PinMode.Output);
        select.Write(PinValue.High);

        select.Write(PinValue.Low);
        spi.WriteByte(0x83);
        spi.WriteByte(0x11);
        spi.WriteByte(0x22);
        select.Write(PinValue.High);

        select.Write(PinValue.Low);
        spi.WriteByte(0x03);
        Assert.AreEqual(0x11, spi.ReadByte());
        Assert.AreEqual(0x22, spi.ReadByte());
        select.Write(PinValue.High);
        Assert.AreEqual(0xFF, spi.ReadByte());
    }

    [TestMethod]
    public void HalfDuplexDevicesCantTransferFullDuplex()
    {
        SpiConnectionSettings settings = Rig.SpiSettings();
        settings.Configuration = SpiBusConfiguration.HalfDuplex;
        SpiDevice spi = OpenFresh(settings);
        Assert.ThrowsExactly<InvalidOperationException>(() => spi.TransferFullDuplex(new byte[1], new byte[1]));
    }

    [TestMethod]
    public void SettingsAreCopied()
    {
        Rig rig = new Rig();
        rig.Spi.ConnectionSettings.Mode = SpiMode.Mode0;
        Assert.AreEqual(SpiMode.Mode1, rig.Spi.ConnectionSettings.Mode);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    public void BusesThatDontExistThrow(int bus)
    {
        Board.Current = new Board(Rig.Quiet());
        Assert.ThrowsExactly<ArgumentException>(() => SpiDevice.Create(new SpiConnectionSettings(bus, 5)));
    }

    private static SpiDevice OpenFresh(SpiConnectionSettings settings)
    {
        Board.Current = new Board(Rig.Quiet());
        Rig.MapPins();
        return SpiDevice.Create(settings);
    }

    private static byte[] ReadTwo(SpiDevice spi, byte address)
    {
        byte[] received = new byte[3];
        spi.TransferFullDuplex(new byte[] { address, 0, 0 }, received);
        return received[1..];
    }
}
