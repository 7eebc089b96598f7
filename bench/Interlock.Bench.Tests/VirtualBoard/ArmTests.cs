namespace Interlock.VirtualBoard.Tests;

/// <summary>ARM's two contacts, their low-pass and comparators, and the edge that clears K2's latch.</summary>
[TestClass]
public class ArmTests
{
    [TestMethod]
    public void AtRestOneIsOpenAndTheOtherClosed()
    {
        Rig rig = new Rig();
        Assert.IsTrue(rig.Board.PinLevel(Rig.Arm));
        Assert.IsFalse(rig.Board.PinLevel(Rig.ArmRest));
    }

    [TestMethod]
    [DataRow(30.0, 1.254, 0.601)]
    [DataRow(24.0, 1.42, 0.68)]
    [DataRow(36.0, 2.38, 1.60)]
    public void AContactArrivesThroughItsLowPass(double filterMs, double rising, double falling)
    {
        BoardOptions options = Still();
        options.ArmFilterMs = filterMs;
        options.ArmThresholds = new SchmittThresholds(rising, falling);
        Rig rig = new Rig(options);
        rig.Board.SetContact(Contact.ArmNo, true);
        Assert.AreEqual(filterMs * Math.Log(3.3 / falling), rig.MsUntil(() => !rig.Board.PinLevel(Rig.Arm)), 0.02);
        rig.Advance(1000);
        rig.Board.SetContact(Contact.ArmNo, false);
        Assert.AreEqual(filterMs * Math.Log(3.3 / (3.3 - rising)), rig.MsUntil(() => rig.Board.PinLevel(Rig.Arm)), 0.02);
    }

    [TestMethod]
    public void TheWiresMayHaveDifferentFilters()
    {
        BoardOptions options = Still();
        options.ArmFilterMs = 24;
        options.ArmRestFilterMs = 36;
        Rig rig = new Rig(options);
        rig.Board.SetContact(Contact.ArmNc, false);
        Assert.AreEqual(36 * Math.Log(3.3 / (3.3 - options.ArmRestThresholds.RisingVolts)), rig.MsUntil(() => rig.Board.PinLevel(Rig.ArmRest)), 0.02);
    }

    [TestMethod]
    public void BounceDoesNotPassTheLowPass()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            BoardOptions options = Rig.Quiet();
            options.Seed = seed;
            options.ArmBounceMs = 30;
            Rig rig = new Rig(options);
            Assert.AreEqual((1, 1), Changes(rig, () => rig.Board.PressArm(true)));
            Assert.AreEqual((1, 1), Changes(rig, () => rig.Board.PressArm(false)));
        }
    }

    [TestMethod]
    public void TheContactsChangeApart()
    {
        HashSet<double> gaps = [];
        for (int seed = 1; seed <= 30; seed++)
        {
            BoardOptions options = Rig.Quiet();
            options.Seed = seed;
            options.ArmBounceMs = 0;
            options.ArmFilterMs = 0.001;
            options.ArmRestFilterMs = 0.001;
            Rig rig = new Rig(options);
            rig.Board.PressArm(true);
            double ncMs = rig.MsUntil(() => rig.Board.PinLevel(Rig.ArmRest));
            double gapMs = rig.MsUntil(() => !rig.Board.PinLevel(Rig.Arm));
            rig.Advance(100);
            rig.Board.PressArm(false);
            double noMs = rig.MsUntil(() => rig.Board.PinLevel(Rig.Arm));
            Assert.IsTrue(rig.Board.PinLevel(Rig.ArmRest), "the normally open contact goes first on the way up");
            Assert.IsLessThan(0.1, Math.Max(ncMs, noMs));
            Assert.IsTrue(gapMs is >= 0.9 and <= 50.1, $"{gapMs} ms");
            gaps.Add(Math.Round(gapMs));
        }

        Assert.IsGreaterThan(10, gaps.Count);
    }

    [TestMethod]
    public void WhatForbidsClearingAtTheEdgeForbidsThisPress()
    {
        foreach ((string what, Action<Rig> forbid, Action<Rig> allow) in new (string, Action<Rig>, Action<Rig>)[]
        {
            ("K2_HOLD", rig => rig.SetK2Hold(false), rig => rig.SetK2Hold(true)),
            ("the rail", rig => rig.Board.SetContact(Contact.CoilSupply, false), rig => rig.Board.SetContact(Contact.CoilSupply, true)),
            ("FAULT", rig => rig.Board.Inject(Fault.FaultStuckLow), rig => rig.Board.Clear(Fault.FaultStuckLow)),
            ("ENABLE", rig => rig.Board.Inject(Fault.EnableStuckHigh), rig => rig.Board.Clear(Fault.EnableStuckHigh)),
            ("K1's mirror", rig => rig.Board.Inject(Fault.MirrorStuck, 1), rig => rig.Board.Clear(Fault.MirrorStuck)),
        })
        {
            Rig rig = new Rig();
            rig.AllowK2();
            forbid(rig);
            rig.Advance(10);
            rig.Board.PressArm(true);
            rig.Advance(300);
            allow(rig);
            rig.Advance(300);
            Assert.IsTrue(rig.Board.K2LatchSet, $"{what}: that it goes away while ARM is held clears nothing");
            rig.Board.PressArm(false);
            rig.Advance(300);
            Assert.IsTrue(rig.Board.K2LatchSet, what);
            rig.ClickArm();
            Assert.IsFalse(rig.Board.K2LatchSet, $"{what}: the next press does");
        }
    }

    [TestMethod]
    public void TheLatchIsHeldSetUntilTheFirmwareOpensItsPort()
    {
        Rig rig = new Rig();
        rig.Gpio.OpenPin(Rig.K2Hold, System.Device.Gpio.PinMode.Output).Write(System.Device.Gpio.PinValue.High);
        rig.Board.PressArm(true);
        rig.Advance(300);
        Rig.OpenPort();
        Assert.IsTrue(rig.Board.K2LatchSet);
        rig.Board.PressArm(false);
        rig.Advance(300);
        rig.Board.PressArm(true);
        rig.Advance(300);
        Assert.IsFalse(rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void RestWinsWhileBothContactsAreClosed()
    {
        Rig rig = new Rig(Still());
        rig.AllowK2();
        rig.Board.SetContact(Contact.ArmNo, true);
        rig.Advance(300);
        Assert.IsTrue(rig.Board.K2LatchSet);
        rig.Board.SetContact(Contact.ArmNc, false);
        rig.Advance(300);
        Assert.IsFalse(rig.Board.K2LatchSet);
    }

    /// <summary>Contacts that come and go one at a time set the pair once: it takes rest to make another edge.</summary>
    [TestMethod]
    public void OneContactAloneMakesNoFurtherEdge()
    {
        foreach (Contact moving in new[] { Contact.ArmNo, Contact.ArmNc })
        {
            Rig rig = new Rig(Still());
            rig.AllowK2();
            bool rest = moving == Contact.ArmNc;
            for (int i = 0; i < 5; i++)
            {
                rig.Board.SetContact(moving, !rest);
                rig.Advance(300);
                rig.Board.SetContact(moving, rest);
                rig.Advance(300);
            }

            Assert.IsTrue(rig.Board.K2LatchSet, $"{moving}");
        }
    }

    [TestMethod]
    [DataRow("arm-no-wire")]
    [DataRow("arm-nc-wire")]
    public void ABrokenWireGivesNoEdge(string name)
    {
        Assert.IsTrue(FaultNames.TryFind(name, out Fault fault));
        Rig rig = new Rig();
        rig.AllowK2();
        rig.Board.Inject(fault);
        rig.Advance(300);
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void FastPickUpDoesNotPassTheLowPass(bool isSine)
    {
        Rig rig = new Rig(Still());
        rig.AllowK2();
        foreach (double hertz in new[] { 1_000.0, 10_000.0 })
        {
            rig.Board.PickUpOnArm(new PickUp(hertz, isSine), null);
            (int no, _) = Changes(rig, () => { });
            Assert.IsLessThanOrEqualTo(1, no, $"{hertz} Hz");
            rig.Board.PickUpOnArm(null, null);
            rig.Advance(500);
        }

        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    [DataRow(false, 10)]
    [DataRow(true, 3)]
    public void SlowPickUpMovesThePin(bool isSine, int hertz)
    {
        Rig rig = new Rig(Still());
        rig.Board.PickUpOnArm(new PickUp(hertz, isSine), null);
        rig.Advance(1000);
        (int no, int nc) = Changes(rig, () => { });
        Assert.AreEqual(2 * hertz, no, 2, $"{hertz} Hz");
        Assert.AreEqual(0, nc, "the other wire");
    }

    /// <summary>A square wave settles between two exponentials about its mean: where both thresholds lie within them it passes.</summary>
    [TestMethod]
    public void ASquareWavePassesUpToWhereItsRippleIsTheHysteresis()
    {
        foreach (int hertz in new[] { 10, 60 })
        {
            double half = Math.Exp(-1000.0 / hertz / 2 / 30);
            double swing = 3.3 * (1 - half) / (1 + half);
            BoardOptions options = Still();
            Rig rig = new Rig(options);
            rig.Board.PickUpOnArm(new PickUp(hertz), null);
            rig.Advance(2000);
            (int no, _) = Changes(rig, () => { });
            bool passes = (3.3 + swing) / 2 > options.ArmThresholds.RisingVolts && (3.3 - swing) / 2 < options.ArmThresholds.FallingVolts;
            Assert.AreEqual(passes, no > hertz, $"{hertz} Hz: swing {swing} V");
        }
    }

    /// <summary>One voltage on both wires is a press at no level, on the way up or down, whatever the parts are: what two equal triggers could not keep.</summary>
    [TestMethod]
    public void TheSameOnBothWiresIsNeverAPress()
    {
        foreach (SchmittThresholds no in SchmittThresholds.ArmNo.WithSpread(SchmittThresholds.ArmSpreadVolts))
        {
            foreach (SchmittThresholds nc in SchmittThresholds.ArmNc.WithSpread(SchmittThresholds.ArmSpreadVolts))
            {
                // The least that is not a press of the one contact any more, and the most that is not one of the other yet.
                Assert.IsLessThan(nc.FallingVolts - 0.6, no.RisingVolts);
            }
        }
    }

    /// <summary>The wave that closed the line with two triggers alike in name only: 20 ms of period, thresholds 50 mV apart.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void PickUpOnBothWiresPressesWhatTwoTriggersWouldPress(bool twoTriggers)
    {
        BoardOptions options = Still();
        if (twoTriggers)
        {
            // 74LVC2G17 at its least hysteresis, 0.44 V.
            options.ArmThresholds = new SchmittThresholds(1.90, 1.46);
            options.ArmRestThresholds = new SchmittThresholds(1.85, 1.41);
        }

        Rig rig = new Rig(options);
        rig.Board.PickUpOnArm(new PickUp(50), new PickUp(50));
        int pressed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            rig.Advance(0.1);
            if (!rig.Board.PinLevel(Rig.Arm) && rig.Board.PinLevel(Rig.ArmRest)) pressed++;
        }

        Assert.AreEqual(twoTriggers, pressed > 0, $"{pressed} of 20,000 looks");
    }

    [TestMethod]
    public void AWornButtonPressesItselfOnceMore()
    {
        Rig rig = new Rig(Still());
        rig.Board.Inject(Fault.ArmWorn, 100);
        rig.Board.PressArm(true);
        rig.Advance(300);
        Assert.AreEqual((3, 3), Changes(rig, () => rig.Board.PressArm(false)));
        Assert.IsTrue(rig.Board.PinLevel(Rig.Arm));
    }

    private static BoardOptions Still()
    {
        BoardOptions options = Rig.Quiet();
        options.ArmBounceMs = 0;
        options.ArmGapMs = 1;
        return options;
    }

    /// <summary>How often each pin changes in a second that begins with something.</summary>
    private static (int No, int Nc) Changes(Rig rig, Action act)
    {
        bool no = rig.Board.PinLevel(Rig.Arm);
        bool nc = rig.Board.PinLevel(Rig.ArmRest);
        (int No, int Nc) changes = (0, 0);
        act();
        for (int i = 0; i < 10_000; i++)
        {
            rig.Advance(0.1);
            if (rig.Board.PinLevel(Rig.Arm) != no)
            {
                no = !no;
                changes.No++;
            }

            if (rig.Board.PinLevel(Rig.ArmRest) != nc)
            {
                nc = !nc;
                changes.Nc++;
            }
        }

        return changes;
    }
}
