using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Interlock.Proofs.Simulation;
using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>The firmware's own loop, run as a coroutine on the virtual board.</summary>
[TestClass]
public class VirtualBoxTests
{
    private const long TickUs = Limits.TickMs * 1000L;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void The_firmware_is_there_at_once_and_time_stands_still_until_it_is_run()
    {
        using VirtualBox box = SwitchOn();
        Assert.AreEqual(State.SelfTest, box.Firmware.State);
        long startUs = box.Board.NowUs;
        Assert.IsLessThan(TickUs, startUs);
        Assert.AreEqual(0, box.Ticks);
    }

    [TestMethod]
    public void The_loop_ticks_on_the_steps_of_the_system_clock()
    {
        using VirtualBox box = SwitchOn(options => options.SystemTickPhaseUs = 3_000);
        List<long> starts = [];
        box.AfterTick = () => starts.Add(box.TickStartedUs);
        box.RunTo(1_000_000);
        Assert.IsTrue(starts.Skip(1).All(us => us % 10_000 == 3_000), string.Join(", ", starts.Take(5)));
        Assert.IsTrue(starts.Skip(2).Zip(starts.Skip(1)).All(pair => pair.First - pair.Second == TickUs));
    }

    [TestMethod]
    public void Late_sleeps_make_ticks_late_and_the_schedule_absolute()
    {
        using VirtualBox box = SwitchOn(options => options.LateWakeShare = 0.3);
        List<long> starts = [];
        box.AfterTick = () => starts.Add(box.TickStartedUs);
        box.RunTo(10_000_000);
        Assert.IsTrue(starts.Skip(1).All(us => us % TickUs is 0 or 10_000));
        Assert.AreEqual(10_000_000 / TickUs, starts.Count, 1);
    }

    [TestMethod]
    public void Small_steps_of_the_driver_and_one_big_one_give_the_same_run()
    {
        Assert.AreEqual(LogOf(step: 3_000_000), LogOf(step: 7_777));
    }

    [TestMethod]
    public void What_is_awaited_ends_the_run_after_its_tick()
    {
        using VirtualBox box = SwitchOn();
        Assert.IsTrue(box.RunUntil(() => box.Ticks == 7, 10_000_000));
        Assert.AreEqual(7, box.Ticks);
        Assert.IsFalse(box.RunUntil(() => false, 2_000_000));
        Assert.IsGreaterThanOrEqualTo(2_000_000, box.Board.NowUs);
    }

    [TestMethod]
    public void A_reset_starts_the_program_anew()
    {
        using VirtualBox box = SwitchOn();
        box.RunTo(1_000_000);
        ControlLoop first = box.Firmware;
        box.Board.Inject(Fault.Brownout);
        box.RunTo(3_000_000);
        Assert.AreNotSame(first, box.Firmware);
        Assert.AreEqual(1_980, box.Board.TickCount64, 10);
        Assert.IsNull(box.Died);
    }

    [TestMethod]
    public void A_hang_stops_the_ticks_and_its_end_lets_them_go_on()
    {
        using VirtualBox box = SwitchOn();
        box.RunTo(1_000_000);
        box.Board.Inject(Fault.McuHang);
        long ticks = box.Ticks;
        box.RunTo(2_000_000);
        Assert.AreEqual(ticks, box.Ticks);
        box.Board.Clear(Fault.McuHang);
        box.RunTo(3_000_000);
        Assert.IsGreaterThan(ticks + 10, box.Ticks);
    }

    [TestMethod]
    public void A_hang_in_the_middle_of_a_tick_holds_it_there()
    {
        using VirtualBox box = SwitchOn();
        box.RunTo(1_000_000);
        long midTickUs = box.TickStartedUs + TickUs + 12;
        box.Board.At(midTickUs, () => box.Board.Inject(Fault.McuHang));
        long ticks = box.Ticks;
        box.RunTo(2_000_000);
        Assert.AreEqual(ticks, box.Ticks);
        Assert.AreEqual(2_000_000, box.Board.NowUs, 1);
    }

    [TestMethod]
    public void A_runaway_toggles_HEARTBEAT_every_millisecond_and_runs_no_program()
    {
        using VirtualBox box = SwitchOn();
        box.RunTo(1_000_000);
        box.Board.Inject(Fault.McuRunaway);
        long ticks = box.Ticks;
        int edges = 0;
        bool level = box.Board.PinLevel(25);
        for (int ms = 0; ms < 100; ms++)
        {
            box.RunTo(box.Board.NowUs + 1000);
            if (box.Board.PinLevel(25) != level) edges++;
            level = box.Board.PinLevel(25);
        }

        Assert.AreEqual(100, edges, 2);
        Assert.AreEqual(ticks, box.Ticks);
    }

    [TestMethod]
    public void An_error_of_a_hook_is_the_drivers_and_not_the_firmwares()
    {
        using VirtualBox box = SwitchOn();
        box.AfterTick = () => throw new InvalidOperationException("hook");
        Assert.AreEqual("hook", Assert.ThrowsExactly<InvalidOperationException>(() => box.RunTo(1_000_000)).Message);
        box.AfterTick = null;
        box.Board.At(box.Board.NowUs + TickUs + 5, () => throw new InvalidOperationException("script"));
        Assert.AreEqual("script", Assert.ThrowsExactly<InvalidOperationException>(() => box.RunTo(2_000_000)).Message);
        box.RunTo(3_000_000);
        Assert.IsNull(box.Died);
    }

    [TestMethod]
    public void A_box_that_was_disposed_of_runs_no_more()
    {
        VirtualBox box = SwitchOn();
        box.RunTo(1_000_000);
        box.Dispose();
        box.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => box.RunTo(2_000_000));
        box.Board.AdvanceTo(2_000_000);
    }

    [TestMethod]
    public void Thousands_of_boxes_share_a_few_threads()
    {
        for (int i = 0; i < 2000; i++)
        {
            using VirtualBox box = SwitchOn();
            box.RunTo(TickUs);
        }

        int threads = Process.GetCurrentProcess().Threads.Count;
        Assert.IsLessThan(200, threads);
    }

    /// <summary>Virtual time is at least 1000 times real time, on one core (design: on two).</summary>
    [TestMethod]
    public void Five_minutes_take_less_than_a_thousandth_of_them()
    {
        const int Seconds = 300;
        using VirtualBox warm = SwitchOn();
        warm.RunTo(20_000_000);
        using VirtualBox box = SwitchOn();
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        box.RunTo(Seconds * 1_000_000L);
        double cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        TestContext.WriteLine($"{Seconds} s in {watch.Elapsed.TotalMilliseconds:F0} ms, {cpu * 1000:F0} ms of processor: {Seconds / watch.Elapsed.TotalSeconds:F0} times real time");
        Assert.IsLessThan(Seconds / 1000.0, Math.Min(cpu, watch.Elapsed.TotalSeconds));
    }

    private static VirtualBox SwitchOn(Action<BoardOptions>? change = null)
    {
        BoardOptions options = new();
        change?.Invoke(options);
        return new VirtualBox(new Board(options), new Settings());
    }

    private static string LogOf(long step)
    {
        using MemoryStream log = new();
        using VirtualBox box = SwitchOn(options => options.LateWakeShare = 0.1);
        box.Board.UartByte += (_, b) => log.WriteByte(b);
        box.Board.At(1_000_000, () => box.Board.PressArm(true));
        box.Board.At(1_300_000, () => box.Board.PressArm(false));
        for (long us = 0; us < 3_000_000; us += step) box.RunTo(us);
        box.RunTo(3_000_000);
        return System.Text.Encoding.ASCII.GetString(log.ToArray());
    }
}
