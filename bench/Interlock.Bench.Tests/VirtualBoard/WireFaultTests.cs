namespace Interlock.VirtualBoard.Tests;

/// <summary>What each wire and pin does when it sticks, and what a noisy bus, a drifting sensor or a wrong probe reads.</summary>
[TestClass]
public class WireFaultTests
{
    [TestMethod]
    public void WithoutMosiAWriteBecomesARead()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.MosiLow);
        rig.Write(0x03, 0x33);
        Assert.AreEqual(0x7F, rig.Chip.PeekRegister(0x03));
        CollectionAssert.AreEqual(rig.Read(0, 4), rig.Read(5, 4), "every address is 0");
    }

    [TestMethod]
    [DataRow("mosi-high")]
    [DataRow("sck-stuck")]
    [DataRow("cs-stuck-high")]
    public void AChipThatHearsNothingReadsAsAFloatingLine(string name)
    {
        Rig rig = new Rig();
        rig.Board.Inject(Named(name));
        rig.Write(0x03, 0x33);
        Assert.AreEqual(0x7F, rig.Chip.PeekRegister(0x03));
        Assert.IsTrue(rig.ReadAll().All(b => b == 0xFF));
    }

    [TestMethod]
    public void AChipThatStaysSelectedSeesOneTransactionWithoutAnEnd()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.CsStuckLow);
        byte[] first = rig.Read(0, 4);
        CollectionAssert.AreEqual(new byte[] { 0x00, 0x03, 0xFF, 0x7F }, first);
        CollectionAssert.AreNotEqual(first, rig.Read(0, 4), "it counts on where it was");
        rig.Board.Clear(Fault.CsStuckLow);
        CollectionAssert.AreEqual(first, rig.Read(0, 4));
    }

    [TestMethod]
    public void BusNoiseFlipsOneBitInAShareOfTheReads()
    {
        Rig rig = new Rig();
        byte[] right = rig.ReadAll();
        rig.Board.Inject(Fault.BusNoise, 0.1);
        int wrong = 0;
        for (int i = 0; i < 2000; i++)
        {
            int bits = rig.ReadAll().Zip(right).Sum(pair => System.Numerics.BitOperations.PopCount((uint)(pair.First ^ pair.Second)));
            Assert.IsTrue(bits is 0 or 1);
            wrong += bits;
        }

        Assert.AreEqual(200, wrong, 50);
    }

    [TestMethod]
    public void FaultStuckLowSetsTheLatch()
    {
        Rig rig = new Rig();
        rig.ClickArm();
        rig.Board.Inject(Fault.FaultStuckLow);
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin));
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void ADeadLatchInputHearsNoFault()
    {
        Rig rig = new Rig();
        rig.ClickArm();
        rig.Board.Inject(Fault.LatchInputDead);
        rig.Board.Inject(Fault.FaultStuckLow);
        Assert.IsFalse(rig.Board.K2LatchSet);
        rig.SetK2Hold(false);
        Assert.IsTrue(rig.Board.K2LatchSet, "the other inputs are well");
    }

    [TestMethod]
    public void ALatchThatHoldsNothingLetsK2PullIn()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.LatchStuckClear);
        rig.Advance(50);
        Assert.IsTrue(rig.Board.K2Closed);
    }

    [TestMethod]
    [DataRow("k2-hold-stuck-high", false)]
    [DataRow("k2-hold-stuck-low", true)]
    public void AStuckK2Hold(string name, bool isSet)
    {
        Rig rig = new Rig();
        rig.ClickArm();
        rig.Board.Inject(Named(name));
        rig.SetK2Hold(false);
        rig.SetK2Hold(true);
        Assert.AreEqual(isSet, rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void AStuckEnableNeedsTheHeartbeatAllTheSame()
    {
        Rig rig = new Rig();
        rig.FeedK1(200);
        rig.Board.Inject(Fault.EnableStuckHigh);
        rig.SetEnable(false);
        rig.Beat(200, 50);
        Assert.IsTrue(rig.Board.K1Closed);
        rig.Advance(120);
        Assert.IsFalse(rig.Board.K1Closed);
        rig.Board.Clear(Fault.EnableStuckHigh);
        rig.Board.Inject(Fault.EnableStuckLow);
        rig.SetEnable(true);
        rig.Beat(200, 50);
        Assert.IsFalse(rig.Board.K1Closed);
    }

    [TestMethod]
    [DataRow("heartbeat-stuck-high")]
    [DataRow("heartbeat-stuck-low")]
    public void AStuckHeartbeatDropsK1(string name)
    {
        Rig rig = new Rig();
        rig.FeedK1(200);
        rig.Board.Inject(Named(name));
        rig.Beat(200, 20);
        Assert.IsFalse(rig.Board.K1Closed);
    }

    [TestMethod]
    public void ADeadWatchdogHoldsK1()
    {
        Rig rig = new Rig();
        rig.FeedK1(200);
        rig.Board.Inject(Fault.WatchdogDead);
        rig.Advance(1000);
        Assert.IsTrue(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.Sounder);
    }

    [TestMethod]
    public void K2sMirrorAndCoil()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.K2MirrorStuckOpen);
        Assert.IsTrue(rig.Board.PinLevel(Rig.MirrorK2));
        rig.Board.Clear(Fault.K2MirrorStuckOpen);
        rig.Board.Inject(Fault.K2MirrorStuckClosed);
        rig.ClickArm();
        Assert.IsTrue(rig.Board.K2Closed);
        Assert.IsFalse(rig.Board.PinLevel(Rig.MirrorK2));
        rig.Board.Inject(Fault.K2CoilOpen);
        rig.Advance(20);
        Assert.IsFalse(rig.Board.K2Closed);
    }

    [TestMethod]
    public void FrozenRegistersStandStillButForTheBitThatLives()
    {
        double celsius = 37;
        Rig rig = Rig.Following(() => celsius);
        rig.StartAutomatic();
        rig.Convert();
        byte[] before = rig.Read(0x0A, 5);
        rig.Board.Inject(Fault.BitFrozen);
        celsius = 39.5;
        rig.Convert(2);
        CollectionAssert.AreEqual(before, rig.Read(0x0A, 5));
        rig.Board.Inject(Fault.BitFrozen, 7);
        celsius = 40.5;
        rig.Convert(2);
        byte[] live = rig.Read(0x0A, 5);
        int changed = (live[2] << 16 | live[3] << 8 | live[4]) >> 5;
        int stuck = (int)Math.Round(rig.Chip.ThermocoupleCelsius * 128) & 0x80;
        Assert.AreEqual(stuck, changed & 0x80);
    }

    [TestMethod]
    public void AStuckBitStandsStillAloneWhileTheOthersLive()
    {
        double celsius = 37;
        Rig rig = Rig.Following(() => celsius);
        rig.StartAutomatic();
        rig.Convert();
        int before = Tip(rig);
        rig.Board.Inject(Fault.BitStuck, 7);
        celsius = 38;
        rig.Convert(2);
        int truth = (int)Math.Round(rig.Chip.ThermocoupleCelsius * 128);
        Assert.AreEqual((truth & ~0x80) | (before & 0x80), Tip(rig));
    }

    [TestMethod]
    public void ADriftingColdJunctionDragsTheReadingAlong()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Convert();
        rig.Board.Inject(Fault.CjDrift, 0.5);
        rig.Advance(4_000);
        rig.Convert();
        Assert.AreEqual(27, rig.Chip.ColdJunctionCelsius, 0.1);
        Assert.AreEqual(39, rig.Chip.ThermocoupleCelsius, 0.2);
    }

    [TestMethod]
    public void AShuntedProbeReadsAShareOfTipMinusConnector()
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 45));
        rig.Board.Inject(Fault.TcShunt, 0.8);
        rig.StartAutomatic();
        rig.Convert(2);
        Assert.AreEqual(25 + (0.8 * 20), rig.Chip.ThermocoupleCelsius, 0.1);
    }

    [TestMethod]
    [DataRow("tc-type-n", 33.3)]
    [DataRow("tc-type-j", 41.0)]
    public void AProbeOfAnotherTypeReadsWrong(string name, double about)
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 38));
        rig.Board.Inject(Named(name));
        rig.StartAutomatic();
        rig.Convert(2);
        Assert.AreEqual(about, rig.Chip.ThermocoupleCelsius, 1.5);
    }

    [TestMethod]
    public void NoHeapThrowsAndSoDoesTheLogThatIsMadeTo()
    {
        Rig rig = new Rig();
        rig.AllowK2();
        System.Device.Gpio.GpioPin pin = rig.Gpio.OpenPin(Rig.Stop, System.Device.Gpio.PinMode.Input);
        rig.Board.Inject(Fault.NoHeap);
        Assert.ThrowsExactly<OutOfMemoryException>(() => pin.Read());
        rig.Board.Clear(Fault.NoHeap);
        pin.Read();
        rig.Board.Inject(Fault.LogThrows);
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Port!.WriteByte(1));
    }

    [TestMethod]
    public void DeadLampAndSounder()
    {
        Rig rig = new Rig();
        Assert.IsTrue(rig.Board.LampRed);
        rig.Board.Inject(Fault.RedDead);
        Assert.IsFalse(rig.Board.LampRed);
        rig.Gpio.OpenPin(27, System.Device.Gpio.PinMode.Output).Write(System.Device.Gpio.PinValue.High);
        Assert.IsTrue(rig.Board.Sounder);
        rig.Board.Inject(Fault.SounderDead);
        Assert.IsFalse(rig.Board.Sounder);
    }

    [TestMethod]
    public void ATapOnTheBusMayChangeWhatGoesByOrThrow()
    {
        Rig rig = new Rig();
        Tap tap = new Tap();
        rig.Board.SpiTap = tap;
        rig.Write(0x03, 0x33);
        Assert.AreEqual(0x7F, rig.Chip.PeekRegister(0x03), "the write was blocked");
        Assert.AreEqual(0x7E, rig.Read(0x03), "a bit was flipped on the way back");
        tap.Throws = true;
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Read(0x03));
    }

    [TestMethod]
    public void ATapOnTheInputsMayChangeWhatTheProgramReads()
    {
        Rig rig = new Rig();
        System.Device.Gpio.GpioPin pin = rig.Gpio.OpenPin(Rig.Stop, System.Device.Gpio.PinMode.Input);
        rig.Board.InputTap = (gpio, level) => gpio == Rig.Stop ? !level : level;
        Assert.AreEqual(System.Device.Gpio.PinValue.High, pin.Read());
        Assert.IsFalse(rig.Board.PinLevel(Rig.Stop));
    }

    private static int Tip(Rig rig)
    {
        byte[] bytes = rig.Read(0x0C, 3);
        return (bytes[0] << 16 | bytes[1] << 8 | bytes[2]) >> 5;
    }

    private static Fault Named(string name)
    {
        Assert.IsTrue(FaultNames.TryFind(name, out Fault fault));
        return fault;
    }

    private sealed class Tap : SpiTap
    {
        public bool Throws { get; set; }

        public override void Outgoing(Span<byte> bytes)
        {
            if (Throws)
            {
                throw new InvalidOperationException("tap");
            }

            if ((bytes[0] & 0x80) != 0)
            {
                bytes[0] = 0xFF;
            }
        }

        public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received) => received[1] ^= 0x01;
    }
}
