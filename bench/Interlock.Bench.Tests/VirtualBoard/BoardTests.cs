using System.Device.Gpio;
using System.IO.Ports;

namespace Interlock.VirtualBoard.Tests;

/// <summary>Time, the current board, determinism, real time, and what a call allocates.</summary>
[TestClass]
public class BoardTests
{
    [TestMethod]
    public void WithoutACurrentBoardDevicesSaySo()
    {
        InvalidOperationException? thrown = null;
        using (ExecutionContext.SuppressFlow())
        {
            Thread thread = new Thread(() => thrown = Assert.ThrowsExactly<InvalidOperationException>(() => new GpioController()));
            thread.Start();
            thread.Join();
        }

        Assert.Contains("Board.Current", thrown!.Message);
    }

    [TestMethod]
    public void ThreadsInheritTheCurrentBoard()
    {
        Rig rig = new Rig();
        Board? seen = null;
        Thread thread = new Thread(() => seen = Board.Current);
        thread.Start();
        thread.Join();
        Assert.AreSame(rig.Board, seen);
    }

    [TestMethod]
    public void DevicesKeepTheBoardTheyWereMadeOn()
    {
        Rig first = new Rig(Rig.Quiet(tipCelsius: 30));
        Rig second = new Rig(Rig.Quiet(tipCelsius: 40));
        first.Gpio.OpenPin(27, PinMode.Output).Write(PinValue.High);
        Assert.IsTrue(first.Board.Sounder);
        Assert.IsFalse(second.Board.Sounder);
    }

    [TestMethod]
    public void TimeOnlyGoesForward()
    {
        Rig rig = new Rig();
        rig.Board.AdvanceTo(5_000);
        rig.Board.AdvanceTo(3_000);
        Assert.AreEqual(5_000, rig.Board.NowUs);
    }

    [TestMethod]
    public void OneBigStepIsAsGoodAsManySmallOnes()
    {
        List<string> big = Trace(7, stepUs: 100_000_000);
        List<string> small = Trace(7, stepUs: 997);
        CollectionAssert.AreEqual(big, small);
        Assert.IsGreaterThan(10, big.Count);
    }

    [TestMethod]
    public void TheSeedDecidesNoiseAndBounces()
    {
        CollectionAssert.AreEqual(Trace(3, 50_000), Trace(3, 50_000));
        CollectionAssert.AreNotEqual(Trace(3, 50_000), Trace(4, 50_000));
    }

    [TestMethod]
    public void EventHandlersSeeTimeStandStill()
    {
        Rig rig = new Rig();
        long? seenUs = null;
        rig.Board.ContactsChanged += (us, _, _) =>
        {
            rig.Board.AdvanceTo(us + 1_000_000);
            seenUs ??= rig.Board.NowUs - us;
        };
        rig.ClickArm();
        Assert.AreEqual(0, seenUs);
    }

    [TestMethod]
    public void AHandlerMayInjectAFault()
    {
        Rig rig = new Rig();
        rig.Board.ContactsChanged += (_, _, _) => rig.Board.Inject(Fault.K2Weld);
        rig.ClickArm();
        rig.Board.PressStop(true);
        rig.Advance(100);
        Assert.IsTrue(rig.Board.K2Closed);
    }

    [TestMethod]
    public void AHandlerCantWait()
    {
        Rig rig = new Rig();
        SerialPort port = Rig.OpenPort();
        rig.Board.UartByte += (_, _) => port.Write(new byte[200], 0, 200);
        port.WriteByte(0);
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Advance(1));
    }

    [TestMethod]
    public void RealTimeIsFollowedByEveryCall()
    {
        Rig rig = new Rig();
        long realUs = rig.Board.NowUs;
        rig.Board.RealTimeUs = () => realUs;
        rig.StartAutomatic();
        realUs += 200_000;
        Assert.AreEqual(realUs, rig.Board.NowUs);
        Assert.AreEqual(1, rig.Chip.Conversions);
        realUs += 100_000;
        rig.ReadAll();
        Assert.AreEqual(2, rig.Chip.Conversions);
        Assert.AreEqual(realUs, rig.Board.NowUs, "transfers cost real time only");
    }

    [TestMethod]
    public void InRealTimeAFullFifoIsWaitedFor()
    {
        Rig rig = new Rig();
        SerialPort port = Rig.OpenPort();
        port.WriteTimeout = 10_000;
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        long startUs = rig.Board.NowUs;
        rig.Board.RealTimeUs = () => startUs + (long)watch.Elapsed.TotalMicroseconds;
        port.Write(new byte[256], 0, 256);
        Assert.IsGreaterThanOrEqualTo(11, watch.Elapsed.TotalMilliseconds);
    }

    [TestMethod]
    public void ManyThreadsMayCallAtOnceInRealTime()
    {
        Rig rig = new Rig();
        long realUs = rig.Board.NowUs;
        rig.StartAutomatic();
        GpioPin ready = rig.Gpio.OpenPin(Rig.DataReady, PinMode.Input);
        rig.Board.RealTimeUs = () => Interlocked.Add(ref realUs, 10);
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                ready.Read();
                rig.ReadAll();
            }
        });
        Assert.IsGreaterThan(5, rig.Chip.Conversions);
        Assert.AreEqual(37, rig.Chip.ThermocoupleCelsius, 0.05);
    }

    [TestMethod]
    public void SteadyStateAllocatesNothing()
    {
        Rig rig = new Rig(new BoardOptions { PauseMs = 0 });
        rig.StartAutomatic(0x95);
        SerialPort port = Rig.OpenPort();
        GpioPin ready = rig.Gpio.OpenPin(Rig.DataReady, PinMode.Input);
        GpioPin beat = rig.Gpio.OpenPin(Rig.Heartbeat, PinMode.Output);
        GpioPin enable = rig.Gpio.OpenPin(Rig.Enable, PinMode.Output);
        byte[] address = new byte[17];
        byte[] burst = new byte[17];
        ushort[] wordsOut = new ushort[9];
        ushort[] wordsIn = new ushort[9];
        byte[] demand = { 0x80, 0x85 };
        byte[] demanded = { 0x80, 0x95 };
        byte[] line = new byte[100];

        long allocated = 0;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int tick = 0; tick < 500; tick++)
            {
                rig.Board.AdvanceTo(rig.Board.NowUs + 50_000);
                if (ready.Read() == PinValue.Low)
                {
                    rig.Spi.TransferFullDuplex(address, burst);
                    rig.Spi.TransferFullDuplex(wordsOut, wordsIn);
                    rig.Spi.Write(demand);
                    rig.Spi.Write(demanded);
                    port.Write(line, 0, line.Length);
                }

                enable.Write(tick % 100 < 50);
                beat.Toggle();
                rig.Board.PressStop(tick % 40 == 0);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.AreEqual(0, allocated);
        Assert.IsGreaterThan(100, rig.Chip.OpenTests);
    }

    /// <summary>A generous bound for a slow machine under load; the measured figure is a hundred times higher.</summary>
    [TestMethod]
    public void RunsAThousandTimesFasterThanRealTime()
    {
        const int Seconds = 300;
        Rig rig = new Rig(new BoardOptions());
        rig.StartAutomatic(0x95);
        byte[] address = new byte[17];
        byte[] burst = new byte[17];
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        for (int tick = 0; tick < Seconds * 20; tick++)
        {
            rig.Board.AdvanceTo(tick * 50_000L);
            rig.Spi.TransferFullDuplex(address, burst);
        }

        Assert.IsLessThan(Seconds, watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>Two seconds of a board on which a lot happens, with the time of everything.</summary>
    private static List<string> Trace(int seed, long stepUs)
    {
        BoardOptions options = new BoardOptions { Seed = seed, GpioCallUs = 0, Tip = us => 37 + (us * 1e-6) };
        Rig rig = new Rig(options);
        List<string> trace = new List<string>();
        rig.Board.ContactsChanged += (us, k1, k2) => trace.Add($"{us} {k1} {k2}");
        rig.Board.UartByte += (us, value) => trace.Add($"{us} {value}");
        rig.StartAutomatic(0x95);
        rig.AllowK2();
        rig.Port!.Write(new byte[] { 1, 2, 3 }, 0, 3);
        foreach (bool press in new[] { true, false })
        {
            rig.Board.PressArm(press);
            RunTo(rig.Board, rig.Board.NowUs + 500_000, stepUs);
            rig.Board.PressStop(press);
            RunTo(rig.Board, rig.Board.NowUs + 500_000, stepUs);
            trace.Add($"{rig.Chip.Conversions} {rig.Chip.ThermocoupleCelsius}");
        }

        return trace;
    }

    private static void RunTo(Board board, long endUs, long stepUs)
    {
        while (board.NowUs < endUs)
        {
            board.AdvanceTo(Math.Min(endUs, board.NowUs + stepUs));
        }
    }
}
