using System.Reflection;

namespace Interlock.VirtualBoard.Tests;

/// <summary>Every fault has its effect, and its name.</summary>
[TestClass]
public class FaultInjectionTests
{
    /// <summary>The names of the first round, which old command lines use.</summary>
    private static readonly string[] s_names =
    {
        "tc-open", "tc-short", "tc-reversed", "tc-slips", "ovuv", "miso-low", "miso-high", "bitflip", "drdy-stuck-high",
        "drdy-stuck-low", "fault-pin-stuck", "chip-reset", "k1-weld", "k2-weld", "k1-coil-open", "mirror-stuck", "stop-wire",
        "arm-stuck", "mcu-hang", "mcu-runaway", "clock-jump", "uart-stall", "brownout",
    };

    [TestMethod]
    public void NamesAreThoseOfTheDesign()
    {
        string[] names = [.. FaultNames.All.Select(fault => fault.Name)];
        Assert.IsEmpty(s_names.Except(names));
        CollectionAssert.AllItemsAreUnique(names);
        foreach (Fault fault in FaultNames.All)
        {
            Assert.IsTrue(FaultNames.TryParse(fault.Name, out FaultSetting parsed, out _));
            Assert.AreSame(fault, parsed.Fault);
            FieldInfo? field = typeof(Fault).GetField(fault.Name.Replace("-", string.Empty, StringComparison.Ordinal), BindingFlags.Public | BindingFlags.Static | BindingFlags.IgnoreCase);
            Assert.AreSame(fault, field?.GetValue(null), fault.Name);
        }

        Assert.HasCount(names.Length, FaultNames.Explanations);
    }

    [TestMethod]
    [DataRow("TC-OPEN", "one of tc-open, ")]
    [DataRow("", "one of ")]
    [DataRow("tc-open=3", "no value behind tc-open")]
    [DataRow("bus-noise=2", "bus-noise=VALUE with share of the reads, 0 to 1")]
    [DataRow("bus-noise=", "bus-noise=VALUE with")]
    [DataRow("arm-pickup=NaN", "arm-pickup=VALUE with Hz")]
    [DataRow("k1-weld:2", "no :2 behind k1-weld: it is of no probe")]
    [DataRow("tc-open:3", ":2 or nothing behind tc-open")]
    [DataRow("bus-noise:2=0.1", "no :2 behind bus-noise")]
    public void WhatIsNoFaultIsToldWhatWasExpected(string text, string expected)
    {
        Assert.IsFalse(FaultNames.TryParse(text, out _, out string told));
        Assert.StartsWith(expected, told);
    }

    [TestMethod]
    [DataRow("bus-noise", 0.001)]
    [DataRow("bus-noise=0.5", 0.5)]
    [DataRow("cj-drift=-0.2", -0.2)]
    [DataRow("arm-pickup=1e3", 1000.0)]
    public void AFaultMayHaveANumber(string text, double value)
    {
        Assert.IsTrue(FaultNames.TryParse(text, out FaultSetting setting, out _));
        Assert.AreEqual(value, setting.Value);
    }

    [TestMethod]
    public void EveryFaultIsActiveBetweenInjectAndClear()
    {
        foreach (Fault fault in FaultNames.All)
        {
            Rig rig = new Rig();
            Assert.IsFalse(rig.Board.IsActive(fault));
            rig.Board.Inject(fault);
            Assert.IsTrue(rig.Board.IsActive(fault));
            rig.Advance(100);
            rig.Board.Clear(fault);
            Assert.IsFalse(rig.Board.IsActive(fault));
            rig.Advance(100);
        }
    }

    [TestMethod]
    public void ShortReadsTheColdJunction()
    {
        Rig rig = Measuring(42, Fault.TcShort);
        Assert.AreEqual(25, rig.Chip.ThermocoupleCelsius, 0.03);
        Assert.AreEqual(42, rig.Board.TipCelsius);
        rig.Board.Clear(Fault.TcShort);
        rig.Convert(2);
        Assert.AreEqual(42, rig.Chip.ThermocoupleCelsius, 0.03);
    }

    [TestMethod]
    public void SlippedTipCoolsToTheRoom()
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 40));
        rig.Board.Inject(Fault.TcSlips);
        rig.Advance(500);
        Assert.AreEqual(24 + (16 / Math.E), rig.Board.TipCelsius, 0.001);
        rig.Advance(5000);
        Assert.AreEqual(24, rig.Board.TipCelsius, 0.01);
        rig.Board.Clear(Fault.TcSlips);
        Assert.AreEqual(40, rig.Board.TipCelsius);
    }

    [TestMethod]
    public void FaultsOfTheProbeDontReachBackIntoAConversion()
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 42));
        rig.StartAutomatic();
        rig.Convert();
        rig.Advance(49);
        rig.Board.Inject(Fault.TcShort);
        rig.Convert();
        double half = (Thermocouple.T.Microvolts(42) - Thermocouple.T.Microvolts(25)) / 2;
        Assert.AreEqual(
            Thermocouple.T.Celsius(Thermocouple.T.Microvolts(25) + half),
            rig.Chip.ThermocoupleCelsius,
            0.05);
    }

    [TestMethod]
    [DataRow("miso-low", 0x00)]
    [DataRow("miso-high", 0xFF)]
    public void StuckMisoReadsNothingElse(string name, int value)
    {
        Fault fault = Named(name);
        Rig rig = new Rig();
        rig.Board.Inject(fault);
        foreach (byte read in rig.ReadAll())
        {
            Assert.AreEqual(value, read);
        }

        rig.Write(0x03, 0x33);
        rig.Board.Clear(fault);
        Assert.AreEqual(0x33, rig.Read(0x03), "the chip still hears");
    }

    [TestMethod]
    public void BitflipTurnsOneComparedBitAndAllTurnUp()
    {
        byte[] compared = { 0xBD, 0x7F, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
        HashSet<(int Register, int Difference)> seen = new HashSet<(int Register, int Difference)>();
        for (int seed = 0; seed < 1000; seed++)
        {
            Board board = new Board(new BoardOptions { Seed = seed });
            byte[] before = Peek(board);
            board.Inject(Fault.Bitflip);
            byte[] after = Peek(board);
            int changed = 0;
            for (int register = 0; register < after.Length; register++)
            {
                int difference = before[register] ^ after[register];
                if (difference != 0)
                {
                    changed += System.Numerics.BitOperations.PopCount((uint)difference);
                    Assert.AreEqual(difference, difference & compared[register]);
                    seen.Add((register, difference));
                }
            }

            Assert.AreEqual(1, changed);
        }

        Assert.HasCount(75, seen);
    }

    [TestMethod]
    public void AFlippedModeBitStopsConversions()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Convert();
        rig.Board.FlipRegisterBit(Rig.Cr0, 7);
        rig.Advance(1000);
        Assert.AreEqual(1, rig.Chip.Conversions);
        rig.Board.FlipRegisterBit(Rig.Cr0, 7);
        Assert.AreEqual(169, rig.AdvanceToConversionMs(), 0.011);
    }

    [TestMethod]
    [DataRow("drdy-stuck-high", true)]
    [DataRow("drdy-stuck-low", false)]
    public void StuckDataReady(string name, bool level)
    {
        Fault fault = Named(name);
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Board.Inject(fault);
        Assert.AreEqual(level, rig.Board.PinLevel(Rig.DataReady));
        rig.Convert();
        Assert.AreEqual(level, rig.Board.PinLevel(Rig.DataReady));
        rig.ReadAll();
        Assert.AreEqual(level, rig.Board.PinLevel(Rig.DataReady));
    }

    [TestMethod]
    public void StuckFaultPinHidesTheChipFromTheLatch()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.ClickArm();
        rig.Board.Inject(Fault.FaultPinStuck);
        rig.Board.Inject(Fault.Ovuv);
        Assert.IsTrue(rig.Chip.FaultLow);
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin));
        rig.Advance(100);
        Assert.IsTrue(rig.Board.K2Closed);
        rig.Board.Clear(Fault.FaultPinStuck);
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void ChipResetIsSilent()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Convert();
        rig.Board.Inject(Fault.ChipReset);
        CollectionAssert.AreEqual(Peek(new Board(Rig.Quiet())), Peek(rig.Board));
        Assert.IsTrue(rig.Board.PinLevel(Rig.DataReady));
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin));
        rig.Advance(1000);
        Assert.AreEqual(1, rig.Chip.Conversions);
    }

    [TestMethod]
    [DataRow("k1-weld", Rig.MirrorK1)]
    [DataRow("k2-weld", Rig.MirrorK2)]
    public void AWeldedContactStaysClosedAndItsMirrorOpen(string name, int mirror)
    {
        Fault fault = Named(name);
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.Inject(fault);
        rig.Board.ResetMcu();
        rig.Advance(1000);
        Assert.AreEqual(fault == Fault.K1Weld, rig.Board.K1Closed);
        Assert.AreEqual(fault == Fault.K2Weld, rig.Board.K2Closed);
        Assert.IsTrue(rig.Board.PinLevel(mirror));
        rig.Board.Clear(fault);
        rig.Advance(20);
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.K2Closed);
        Assert.IsFalse(rig.Board.PinLevel(mirror));
    }

    [TestMethod]
    public void AnOpenContactWeldsWhenItNextCloses()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.K1Weld);
        rig.Advance(1000);
        Assert.IsFalse(rig.Board.K1Closed);
        rig.FeedK1(200);
        Assert.IsTrue(rig.Board.K1Closed);
        rig.SetEnable(false);
        rig.Advance(1000);
        Assert.IsTrue(rig.Board.K1Closed);
    }

    [TestMethod]
    public void AWeldCatchesAContactThatIsJustLettingGo()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.SetEnable(false);
        rig.Advance(9);
        rig.Board.Inject(Fault.K1Weld);
        rig.Advance(100);
        Assert.IsTrue(rig.Board.K1Closed);
        Assert.IsTrue(rig.Board.PinLevel(Rig.MirrorK1));
    }

    [TestMethod]
    public void AnOpenCoilNeverPullsIn()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.K1CoilOpen);
        rig.CloseLine();
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsTrue(rig.Board.K2Closed);
        Assert.IsFalse(rig.Board.PinLevel(Rig.MirrorK1));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void AStuckMirrorDoesntFollowItsRelay(bool stuckOpen)
    {
        Rig rig = new Rig();
        rig.ClickArm();
        rig.Board.Inject(Fault.MirrorStuck, stuckOpen ? 1 : 0);
        Assert.AreEqual(stuckOpen, rig.Board.PinLevel(Rig.MirrorK1));
        rig.FeedK1(200);
        Assert.IsTrue(rig.Board.K1Closed);
        Assert.AreEqual(stuckOpen, rig.Board.PinLevel(Rig.MirrorK1));
        Assert.IsTrue(rig.Board.PinLevel(Rig.MirrorK2), "K2's is well");
    }

    [TestMethod]
    public void ABrokenStopWireLooksLikeStop()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.Inject(Fault.StopWire);
        Assert.IsTrue(rig.Board.PinLevel(Rig.Stop));
        rig.Beat(200, 50);
        Assert.IsTrue(rig.Board.LineClosed, "the second pole has wires of its own");
    }

    [TestMethod]
    public void AStuckArmIsOnePressWithoutAnEnd()
    {
        Rig rig = new Rig();
        rig.AllowK2();
        rig.Board.Inject(Fault.ArmStuck);
        rig.Advance(100);
        Assert.IsFalse(rig.Board.PinLevel(Rig.Arm));
        Assert.IsFalse(rig.Board.K2LatchSet, "its edge cleared the latch");
        rig.SetK2Hold(false);
        rig.SetK2Hold(true);
        rig.ClickArm();
        Assert.IsTrue(rig.Board.K2LatchSet, "no further edge comes");
    }

    [TestMethod]
    public void ABrownoutResetsChipAndMcu()
    {
        Rig rig = new Rig();
        int resets = 0;
        rig.Board.McuReset += () => resets++;
        rig.StartAutomatic();
        rig.CloseLine();
        rig.Board.Inject(Fault.Brownout, 20);
        Assert.AreEqual(1, resets);
        Assert.IsTrue(rig.Board.McuIsHeld);
        Assert.AreEqual(0x00, rig.Chip.PeekRegister(Rig.Cr0));
        Assert.IsTrue(rig.Board.K2LatchSet);
        rig.Advance(11);
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.K2Closed);
        rig.Advance(10);
        Assert.IsFalse(rig.Board.McuIsHeld);
        Assert.AreEqual(2, resets, "the firmware starts when the supply is back");
    }

    [TestMethod]
    public void SeveralFaultsAtOnce()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.Inject(Fault.K1Weld);
        rig.Board.Inject(Fault.K2Weld);
        rig.Board.PressStop(true);
        rig.Advance(1000);
        Assert.IsTrue(rig.Board.LineClosed, "nothing can open two welds");
    }

    private static Fault Named(string name)
    {
        Assert.IsTrue(FaultNames.TryFind(name, out Fault fault));
        return fault;
    }

    private static Rig Measuring(double tipCelsius, Fault fault)
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius));
        rig.Board.Inject(fault);
        rig.StartAutomatic();
        rig.Convert();
        return rig;
    }

    private static byte[] Peek(Board board)
    {
        byte[] registers = new byte[10];
        for (int register = 0; register < registers.Length; register++)
        {
            registers[register] = board.Chip.PeekRegister(register);
        }

        return registers;
    }
}
