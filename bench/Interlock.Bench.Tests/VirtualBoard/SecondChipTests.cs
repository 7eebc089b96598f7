using System.Device.Gpio;
using System.Device.Spi;

namespace Interlock.VirtualBoard.Tests;

/// <summary>A second MAX31856 on the same bus: pins of its own, a set input of K2's latch of its own, and faults of its own.</summary>
[TestClass]
public class SecondChipTests
{
    private const int ChipSelect2 = 15;
    private const int DataReady2 = 4;
    private const int FaultPin2 = 14;
    private const int Burst = 17;

    [TestMethod]
    public void EachChipMeasuresItsOwnTip()
    {
        Two two = new Two();
        two.Rig.Convert(3);
        Assert.AreEqual(37, two.Rig.Chip.ThermocoupleCelsius, 0.03);
        Assert.AreEqual(39, two.Rig.Board.SecondChip!.ThermocoupleCelsius, 0.03);
        Assert.AreEqual(39.0, two.Rig.Board.SecondTipCelsius);
        Assert.AreEqual(28.0, two.Rig.Board.SecondChip.ColdJunctionCelsius, 0.02);
    }

    [TestMethod]
    public void ABoardWithOneProbeHasNone()
    {
        Rig rig = new Rig();
        Assert.IsNull(rig.Board.SecondChip);
        Assert.IsFalse(rig.Board.HasSecondProbe);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => rig.Board.Inject(Fault.TcOpen, probe: 2));
    }

    [TestMethod]
    public void WhatBelongsToNoProbeIsNoFaultOfTheSecond()
    {
        Two two = new Two();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => two.Rig.Board.Inject(Fault.K1Weld, probe: 2));
    }

    [TestMethod]
    public void DataReadyIsEachChipsOwn()
    {
        Two two = new Two();
        two.Rig.Advance(400);
        Assert.IsFalse(two.Rig.Board.PinLevel(Rig.DataReady));
        Assert.IsFalse(two.Rig.Board.PinLevel(DataReady2));
        two.ReadSecond();
        Assert.IsFalse(two.Rig.Board.PinLevel(Rig.DataReady));
        Assert.IsTrue(two.Rig.Board.PinLevel(DataReady2));
    }

    /// <summary>Each FAULT alone, with the other high, sets the latch, and keeps ARM from clearing it.</summary>
    [TestMethod]
    [DataRow(1, Rig.FaultPin, FaultPin2)]
    [DataRow(2, FaultPin2, Rig.FaultPin)]
    public void EachFaultSetsTheLatchOfK2ByItself(int probe, int pin, int otherPin)
    {
        Two two = new Two();
        Board board = two.Rig.Board;
        two.Rig.ClickArm();
        Assert.IsTrue(board.K2Closed);
        board.Inject(Fault.Ovuv, probe: probe);
        Assert.IsFalse(board.PinLevel(pin));
        Assert.IsTrue(board.PinLevel(otherPin));
        Assert.IsTrue(board.K2LatchSet);
        two.Rig.ClickArm();
        Assert.IsTrue(board.K2LatchSet);
        board.Clear(Fault.Ovuv, probe: probe);
        two.Rig.ClickArm();
        Assert.IsTrue(board.K2Closed);
    }

    [TestMethod]
    [DataRow(1, 2)]
    [DataRow(2, 1)]
    public void ADeadInputOfTheLatchIsOfOneFaultOnly(int dead, int well)
    {
        Two two = new Two();
        Board board = two.Rig.Board;
        board.Inject(Fault.LatchInputDead, probe: dead);
        two.Rig.ClickArm();
        board.Inject(Fault.Ovuv, probe: dead);
        Assert.IsFalse(board.K2LatchSet);
        board.Inject(Fault.Ovuv, probe: well);
        Assert.IsTrue(board.K2LatchSet);
    }

    /// <summary>A fault of the second does to the second what it does to the first, and leaves the first alone.</summary>
    [TestMethod]
    public void EveryFaultOfAProbeIsOfTheOneThatHasIt()
    {
        foreach (Fault fault in FaultNames.All.Where(fault => fault.IsOfProbe))
        {
            Two two = new Two();
            two.Rig.Board.Inject(fault, probe: 2);
            Assert.IsTrue(two.Rig.Board.IsActive(fault, 2), fault.Name);
            Assert.IsFalse(two.Rig.Board.IsActive(fault), fault.Name);
            two.Rig.Advance(400);
            bool talksInto = fault == Fault.CsStuckLow;
            if (!talksInto) Assert.AreEqual(37, Two.Celsius(two.Rig.ReadAll()), 0.03, fault.Name);
            two.Rig.Board.Clear(fault, 2);
            Assert.IsFalse(two.Rig.Board.IsActive(fault, 2), fault.Name);
        }
    }

    [TestMethod]
    [DataRow("miso-low", (byte)0x00)]
    [DataRow("miso-high", (byte)0xFF)]
    [DataRow("sck-stuck", (byte)0xFF)]
    [DataRow("cs-stuck-high", (byte)0xFF)]
    public void WhatTheSecondAloneMakesOfTheBusIsReadFromItAlone(string name, byte everywhere)
    {
        Assert.IsTrue(FaultNames.TryParse($"{name}:2", out FaultSetting setting, out _));
        Assert.AreEqual(2, setting.Probe);
        Two two = new Two();
        two.Rig.Advance(400);
        two.Rig.Board.Inject(setting.Fault, probe: setting.Probe);
        CollectionAssert.AreEqual(Enumerable.Repeat(everywhere, Burst - 1).ToArray(), two.ReadSecond());
        Assert.AreEqual(37, Two.Celsius(two.Rig.ReadAll()), 0.03);
    }

    /// <summary>One bus: what is wrong with its wires is wrong for both chips.</summary>
    [TestMethod]
    public void AFaultOfTheBusHitsBoth()
    {
        Two two = new Two();
        two.Rig.Advance(400);
        two.Rig.Board.Inject(Fault.MisoLow);
        Assert.IsTrue(two.Rig.ReadAll().All(value => value == 0));
        Assert.IsTrue(two.ReadSecond().All(value => value == 0));
    }

    [TestMethod]
    public void NothingWrittenArrivesAtAChipThatDoesNotHear()
    {
        Two two = new Two();
        two.Rig.Board.Inject(Fault.MosiLow, probe: 2);
        two.Second.Write(new byte[] { 0x84, 0x12 });
        two.Rig.Write(0x04, 0x12);
        Assert.AreNotEqual(0x12, two.Rig.Board.SecondChip!.PeekRegister(0x04));
        Assert.AreEqual(0x12, two.Rig.Chip.PeekRegister(0x04));
    }

    /// <summary>A chip that stays selected talks into what the other is asked.</summary>
    [TestMethod]
    public void AChipThatStaysSelectedSpoilsTheOthersRead()
    {
        Two two = new Two();
        two.Rig.Advance(400);
        byte[] before = two.Rig.ReadAll();
        two.Rig.Board.Inject(Fault.CsStuckLow, probe: 2);
        Assert.IsFalse(before.SequenceEqual(two.Rig.ReadAll()));
    }

    [TestMethod]
    public void TheNoiseOfEachChipIsItsOwn()
    {
        BoardOptions options = Rig.Quiet();
        options.NoiseMicrovoltsRms = 1.3;
        Two two = new Two(options, secondCelsius: 37);
        two.Rig.Convert(3);
        Assert.AreNotEqual(two.Rig.Chip.ThermocoupleCelsius, two.Rig.Board.SecondChip!.ThermocoupleCelsius);
    }

    [TestMethod]
    public void ABrownoutResetsBothChips()
    {
        Two two = new Two();
        two.Rig.Board.Inject(Fault.Brownout);
        Assert.AreEqual(0x00, two.Rig.Chip.PeekRegister(Rig.Cr0));
        Assert.AreEqual(0x00, two.Rig.Board.SecondChip!.PeekRegister(Rig.Cr0));
    }

    /// <summary>A rig with both chips converting: tips at 37 and 39 degC, connectors at 25 and 28.</summary>
    private sealed class Two
    {
        internal Two(BoardOptions? options = null, double secondCelsius = 39)
        {
            options ??= Rig.Quiet();
            options.SecondTip = _ => secondCelsius;
            options.SecondColdJunction = _ => 28;
            Rig = new Rig(options);
            Second = SpiDevice.Create(new SpiConnectionSettings(2, ChipSelect2) { Mode = SpiMode.Mode1, ClockFrequency = 1_000_000 });
            Second.Write(new byte[] { 0x81, Rig.TypeT });
            Second.Write(new byte[] { 0x82, 0x00 });
            Second.Write(new byte[] { 0x80, 0x81 });
            Rig.StartAutomatic();
        }

        internal Rig Rig { get; }

        internal SpiDevice Second { get; }

        internal static double Celsius(byte[] registers) => ((registers[0x0C] << 11) | (registers[0x0D] << 3) | (registers[0x0E] >> 5)) / 128.0;

        internal byte[] ReadSecond()
        {
            byte[] received = new byte[Burst];
            Second.TransferFullDuplex(new byte[Burst], received);
            return received[1..];
        }
    }
}
