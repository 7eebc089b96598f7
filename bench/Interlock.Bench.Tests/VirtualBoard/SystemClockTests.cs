using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard.Tests;

/// <summary>The device's clock: FreeRTOS at 100 Hz, sleeps that end on its steps, and what stops the firmware.</summary>
[TestClass]
public class SystemClockTests
{
    [TestMethod]
    [DataRow(0L, 0L, 0L)]
    [DataRow(0L, 9_999L, 0L)]
    [DataRow(0L, 10_000L, 10L)]
    [DataRow(0L, 25_000L, 20L)]
    [DataRow(3_000L, 2_999L, 0L)]
    [DataRow(3_000L, 3_000L, 10L)]
    [DataRow(3_000L, 13_000L, 20L)]
    public void TimeGoesInStepsOfTenMilliseconds(long phaseUs, long atUs, long expectedMs)
    {
        Rig rig = At(atUs, options => options.SystemTickPhaseUs = phaseUs);
        Assert.AreEqual(expectedMs, rig.Board.TickCount64);
    }

    [TestMethod]
    [DataRow(20, 50_000L, 70_000L)]
    [DataRow(20, 59_999L, 70_000L)]
    [DataRow(20, 60_000L, 80_000L)]
    [DataRow(1, 51_000L, 60_000L)]
    [DataRow(11, 51_000L, 70_000L)]
    [DataRow(0, 51_000L, 51_000L)]
    public void ASleepEndsOnAStep(int ms, long fromUs, long untilUs)
    {
        Rig rig = At(fromUs);
        rig.Board.Sleep(ms);
        Assert.AreEqual(untilUs, rig.Board.NowUs);
    }

    [TestMethod]
    public void TheStepsLieWhereThePhasePutsThem()
    {
        Rig rig = At(51_000, options => options.SystemTickPhaseUs = 3_000);
        rig.Board.Sleep(20);
        Assert.AreEqual(63_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void ASleepMayEndOneStepLate()
    {
        Rig rig = At(50_000, options => options.LateWakeShare = 1);
        rig.Board.Sleep(20);
        Assert.AreEqual(80_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void SomeSleepsEndLateDrawnByTheSeed()
    {
        Rig rig = At(0, options => options.LateWakeShare = 0.25);
        int late = Enumerable.Range(0, 2000).Count(_ =>
        {
            long fromUs = rig.Board.NowUs;
            rig.Board.Sleep(10);
            return rig.Board.NowUs - fromUs == 20_000;
        });
        Assert.AreEqual(500, late, 60);
    }

    [TestMethod]
    public void WhoeverAsksDecidesWhichSleepsEndLate()
    {
        Rig rig = At(0, options => options.LateWake = us => us >= 30_000);
        rig.Board.Sleep(30);
        Assert.AreEqual(30_000, rig.Board.NowUs);
        rig.Board.Sleep(10);
        Assert.AreEqual(50_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void FromAnInstantOnEverySleepEndsLateByAnAmount()
    {
        Rig rig = At(0);
        rig.Board.Sleep(10);
        rig.Board.SleepLate(9_000);
        rig.Board.Sleep(10);
        Assert.AreEqual(29_000, rig.Board.NowUs);
        Assert.AreEqual(20, rig.Board.TickCount64);
        rig.Board.Sleep(10);
        Assert.AreEqual(39_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void WithoutTheStepsTimeAndSleepsAreExact()
    {
        Rig rig = At(51_234, options => options.SystemTick10Ms = false);
        Assert.AreEqual(51, rig.Board.TickCount64);
        rig.Board.Sleep(20);
        Assert.AreEqual(71_234, rig.Board.NowUs);
    }

    [TestMethod]
    public void TheHighResolutionTimerIsInMicrosecondsAndStartsAtTheReset()
    {
        Rig rig = At(51_234);
        Assert.AreEqual(51_234UL, HighResTimer.GetCurrent());
        rig.Board.ResetMcu();
        rig.Advance(1.5);
        Assert.AreEqual(1_500UL, HighResTimer.GetCurrent());
        Assert.AreEqual(0, rig.Board.TickCount64);
    }

    [TestMethod]
    public void AFastCrystalMakesShortSleeps()
    {
        Rig rig = At(0, options => options.McuClockRate = 1.25);
        rig.Board.Sleep(100);
        Assert.AreEqual(80_000, rig.Board.NowUs);
        Assert.AreEqual(100, rig.Board.TickCount64);
    }

    [TestMethod]
    public void AJumpMovesBothClocks()
    {
        Rig rig = At(20_000);
        rig.Board.Inject(Fault.ClockJump);
        Assert.AreEqual(1_020_000UL, HighResTimer.GetCurrent());
        Assert.AreEqual(1_020, rig.Board.TickCount64);
    }

    [TestMethod]
    public void ACollectionMakesADeviceCallLonger()
    {
        Rig rig = At(99_000, Pausing);
        TakeTime(rig, 2_000);
        Assert.AreEqual(111_000, rig.Board.NowUs);
        TakeTime(rig, 2_000);
        Assert.AreEqual(113_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void ACollectionThatEndsInASleepIsNotNoticed()
    {
        Rig rig = At(95_000, Pausing);
        rig.Board.Sleep(30);
        Assert.AreEqual(120_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void ACollectionThatOutlivesASleepMakesItLonger()
    {
        Rig rig = At(95_000, Pausing);
        rig.Board.Sleep(10);
        Assert.AreEqual(110_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void CollectionsComeAtTheirSpacing()
    {
        Rig rig = At(0, options =>
        {
            Pausing(options);
            options.PausePhaseUs = 5_000;
        });
        long longest = 0;
        for (int i = 0; i < 1000; i++)
        {
            long fromUs = rig.Board.NowUs;
            TakeTime(rig, 1_000);
            long tookUs = rig.Board.NowUs - fromUs;
            if (tookUs > 1_000)
            {
                longest = Math.Max(longest, tookUs);
                Assert.AreEqual(15_000, (rig.Board.NowUs - 1) / 1000 * 1000 % 100_000, 1_000);
            }
        }

        Assert.AreEqual(11_000, longest);
    }

    [TestMethod]
    public void WhatCanNotBeIsRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Board(new BoardOptions { PauseMs = 10, PauseEveryMs = 10 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Board(new BoardOptions { SystemTickPhaseUs = 10_000 }));
    }

    [TestMethod]
    public void OneCollectionCanBePlaced()
    {
        Rig rig = At(0);
        rig.Board.PlacePause(1_500, 30);
        TakeTime(rig, 1_000);
        Assert.AreEqual(1_000, rig.Board.NowUs);
        TakeTime(rig, 1_000);
        Assert.AreEqual(32_000, rig.Board.NowUs);
        TakeTime(rig, 1_000);
        Assert.AreEqual(33_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void WhatIsToHappenAtATimeHappensThenInTheMiddleOfACall()
    {
        Rig rig = At(0);
        long seenUs = 0;
        rig.Board.At(700, () => seenUs = rig.Board.NowUs);
        TakeTime(rig, 1_000);
        Assert.AreEqual(700, seenUs);
    }

    /// <summary>A device call that lasts so long.</summary>
    private static void TakeTime(Rig rig, long us)
    {
        rig.Options.GpioCallUs = us;
        rig.Gpio.OpenPin(Rig.Stop).Dispose();
    }

    private static void Pausing(BoardOptions options)
    {
        options.PauseMs = 10;
        options.PauseEveryMs = 100;
    }

    private static Rig At(long us, Action<BoardOptions>? change = null)
    {
        BoardOptions options = Rig.Quiet();
        change?.Invoke(options);
        Rig rig = new Rig(options, opensSpi: false);
        rig.Board.AdvanceTo(us);
        return rig;
    }
}
