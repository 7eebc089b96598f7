namespace Interlock.VirtualBoard.Tests;

/// <summary>Relays, their guided contacts, and the line through both.</summary>
[TestClass]
public class RelayTests
{
    [TestMethod]
    public void ABoardStartsWithTheLineOpen()
    {
        Rig rig = new Rig();
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.K2Closed);
        Assert.IsFalse(rig.Board.LineClosed);
        Assert.IsTrue(rig.Board.K2LatchSet);
        Assert.IsFalse(rig.Board.PinLevel(Rig.MirrorK1));
        Assert.IsFalse(rig.Board.PinLevel(Rig.MirrorK2));
    }

    [TestMethod]
    public void TheLineNeedsBothRelays()
    {
        Rig rig = new Rig();
        rig.ClickArm();
        Assert.IsTrue(rig.Board.K2Closed);
        Assert.IsFalse(rig.Board.LineClosed);
        rig.FeedK1(200);
        Assert.IsTrue(rig.Board.K1Closed);
        Assert.IsTrue(rig.Board.LineClosed);
    }

    [TestMethod]
    [DataRow(15.0)]
    [DataRow(50.0)]
    public void PullInTakesItsTime(double pullInMs)
    {
        BoardOptions options = Rig.Quiet();
        options.RelayPullInMs = pullInMs;
        Rig rig = new Rig(options);
        rig.PressUntilCleared();
        Assert.AreEqual(pullInMs, rig.MsUntil(() => rig.Board.K2Closed), 0.011);
    }

    [TestMethod]
    public void ReleaseTakesItsTime()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.SetEnable(false);
        Assert.AreEqual(10, rig.MsUntil(() => !rig.Board.K1Closed), 0.011);
    }

    [TestMethod]
    public void ContactsBounceForOneToThreeMilliseconds()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            BoardOptions options = Rig.Quiet();
            options.Seed = seed;
            Rig rig = new Rig(options);
            List<(long Us, bool Closed)> changes = new List<(long Us, bool Closed)>();
            rig.Board.ContactsChanged += (us, _, k2) => changes.Add((us, k2));
            rig.PressUntilCleared();
            rig.Advance(100);
            Assert.IsGreaterThanOrEqualTo(3, changes.Count);
            Assert.IsTrue(changes[0].Closed);
            Assert.IsTrue(changes[^1].Closed);
            double bounceMs = (changes[^1].Us - changes[0].Us) / 1000.0;
            Assert.IsTrue(bounceMs is >= 1 and <= 3, $"{bounceMs} ms");
        }
    }

    [TestMethod]
    public void ContactChangesAreReportedAtTheirMicrosecond()
    {
        Rig rig = new Rig();
        List<long> openings = new List<long>();
        rig.CloseLine();
        rig.Board.ContactsChanged += (us, k1, _) =>
        {
            if (!k1)
            {
                openings.Add(us);
            }
        };
        rig.SetEnable(false);
        long startUs = rig.Board.NowUs;
        rig.Advance(1000);
        CollectionAssert.AreEqual(new[] { startUs + 10_000 }, openings);
    }

    /// <summary>Guided contacts: never are a make contact and its mirror closed together.</summary>
    [TestMethod]
    public void TheMirrorIsClosedOnlyWhileTheContactIsOpen()
    {
        Rig rig = new Rig();
        long mirrorOpenUs = 0;
        rig.PressUntilCleared();
        for (int i = 0; i < 3000; i++)
        {
            rig.Board.AdvanceTo(rig.Board.NowUs + 10);
            bool mirrorClosed = !rig.Board.PinLevel(Rig.MirrorK2);
            Assert.IsFalse(mirrorClosed && rig.Board.K2Closed);
            if (!mirrorClosed && mirrorOpenUs == 0)
            {
                mirrorOpenUs = rig.Board.NowUs;
            }
        }

        Assert.IsTrue(rig.Board.K2Closed);
        Assert.AreNotEqual(0, mirrorOpenUs);
        rig.Board.PressStop(true);
        for (int i = 0; i < 3000; i++)
        {
            rig.Board.AdvanceTo(rig.Board.NowUs + 10);
            Assert.IsFalse(!rig.Board.PinLevel(Rig.MirrorK2) && rig.Board.K2Closed);
        }

        Assert.IsFalse(rig.Board.PinLevel(Rig.MirrorK2));
    }

    [TestMethod]
    public void TheMirrorOpensBeforeTheContactClosesAndClosesAfterItOpened()
    {
        Rig rig = new Rig();
        rig.PressUntilCleared();
        double mirrorMs = rig.MsUntil(() => rig.Board.PinLevel(Rig.MirrorK2));
        Assert.IsLessThan(15, mirrorMs);
        rig.Advance(100);
        rig.Board.SetContact(Contact.Stop2, false);
        rig.MsUntil(() => !rig.Board.K2Closed);
        Assert.AreEqual(1, rig.MsUntil(() => !rig.Board.PinLevel(Rig.MirrorK2)), 0.011);
    }

    [TestMethod]
    public void APulseTooShortToMoveTheArmatureMovesNothing()
    {
        Rig rig = new Rig();
        int changes = 0;
        rig.Board.ContactsChanged += (_, _, _) => changes++;
        rig.PressUntilCleared();
        rig.Advance(4);
        rig.Board.PressStop(true);
        rig.Advance(200);
        Assert.AreEqual(0, changes);
        Assert.IsFalse(rig.Board.PinLevel(Rig.MirrorK2));
    }

    [TestMethod]
    public void ACoilThatComesBackInTimeHoldsTheContact()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        int changes = 0;
        rig.Board.ContactsChanged += (_, _, _) => changes++;
        rig.Board.Inject(Fault.RailDetectorDead);
        rig.Board.Inject(Fault.CoilDip, 5);
        rig.Beat(200, 50);
        Assert.AreEqual(0, changes);
        Assert.IsTrue(rig.Board.LineClosed);
    }

    [TestMethod]
    public void EachRelayMayHaveItsOwnReleaseTime()
    {
        BoardOptions options = Rig.Quiet();
        options.K1ReleaseMs = 3;
        options.K2ReleaseMs = 7;
        Rig rig = new Rig(options);
        rig.CloseLine();
        rig.Board.SetContact(Contact.CoilSupply, false);
        Assert.AreEqual(3, rig.MsUntil(() => !rig.Board.K1Closed), 0.02);
        Assert.AreEqual(4, rig.MsUntil(() => !rig.Board.K2Closed), 0.02);
    }

    [TestMethod]
    public void ReleaseTimesAreDrawnApartByTheSeed()
    {
        HashSet<double> seen = [];
        for (int seed = 1; seed <= 20; seed++)
        {
            BoardOptions options = Rig.Quiet();
            options.Seed = seed;
            options.DrawRelayTimes = true;
            Rig rig = new Rig(options);
            rig.CloseLine();
            rig.Board.SetContact(Contact.CoilSupply, false);
            double firstMs = rig.MsUntil(() => !rig.Board.LineClosed);
            double bothMs = firstMs + rig.MsUntil(() => !rig.Board.K1Closed && !rig.Board.K2Closed);
            Assert.IsTrue(firstMs >= 2 && bothMs <= 10.02, $"{firstMs} and {bothMs} ms");
            seen.Add(Math.Round(bothMs - firstMs));
        }

        Assert.IsGreaterThan(3, seen.Count);
    }

    [TestMethod]
    public void GreenIsLitByBothRelaysAndByNothingElse()
    {
        Rig rig = new Rig();
        Assert.IsFalse(rig.Board.LampGreen);
        rig.ClickArm();
        Assert.IsFalse(rig.Board.LampGreen);
        rig.FeedK1(200);
        Assert.IsTrue(rig.Board.LampGreen);
        rig.Advance(200);
        Assert.IsFalse(rig.Board.LampGreen, "a processor that hangs can't keep it lit");
    }
}
