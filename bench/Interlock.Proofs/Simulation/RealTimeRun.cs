using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Interlock.Firmware;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// Plays a scenario in real time with the firmware's own Program, which paces itself. The faults of a processor (hang,
/// runaway, clock jump, brownout) need a loop that can be stopped and are played in virtual time only.
/// </summary>
public static class RealTimeRun
{
    private const int PollMs = 2;

    private static readonly HashSet<Fault> _virtualOnly = [Fault.McuHang, Fault.McuRunaway, Fault.ClockJump, Fault.Brownout];

    /// <exception cref="BadInputException">The scenario has a fault that can't be played in real time.</exception>
    public static void RequirePlayable(Scenario scenario)
    {
        foreach (FaultSpan span in scenario.Faults)
        {
            if (_virtualOnly.Contains(span.Fault)) throw new BadInputException($"--fault: expected no {FaultNames.Of(span.Fault)} in real time, it is played in virtual time only");
        }
    }

    /// <param name="scenario">One that <see cref="RequirePlayable"/> lets pass.</param>
    /// <param name="uart">Takes what the UART says; used by the caller's thread alone.</param>
    /// <param name="record">Takes the truth from the board.</param>
    public static RunSummary Play(Scenario scenario, Stream uart, TextWriter? record)
    {
        Board board = new(scenario.Board);
        scenario.BoardMade?.Invoke(board);
        RunSummary summary = new(board);
        WillingOperator? willing = scenario.HasWillingOperator ? new WillingOperator(board) : null;
        LineSplitter lines = new(line =>
        {
            summary.Log.Add(line);
            if (line.Contains(" ev=ARMED ", StringComparison.Ordinal)) willing?.SeeArmed();
        });

        // Bytes leave the UART in the middle of a step of the board, on the firmware's thread too: a reader that stalls must
        // not hold the board up, so they are only handed over here.
        ConcurrentQueue<byte> sent = new();
        board.UartByte += (_, b) => sent.Enqueue(b);
        void PassOn()
        {
            while (sent.TryDequeue(out byte b))
            {
                uart.WriteByte(b);
                lines.Add(b);
            }

            uart.Flush();
        }

        Stopwatch watch = Stopwatch.StartNew();
        board.RealTimeUs = () => watch.ElapsedTicks * 1_000_000 / Stopwatch.Frequency;
        Board.Current = board;
        Thread firmware = new(() => RunProgram(scenario)) { IsBackground = true };
        firmware.Start();
        Follow(scenario, board, willing, record is null ? null : new Recorder(board, TextWriter.Synchronized(record)), PassOn);
        return summary;
    }

    private static void RunProgram(Scenario scenario)
    {
        if (scenario.IsMains60Hz || scenario.IsTypeK || scenario.IsAnticipating) Interlock.Firmware.Program.Run(scenario.Settings);
        else Interlock.Firmware.Program.Main();
    }

    private static void Follow(Scenario scenario, Board board, WillingOperator? willing, Recorder? recorder, Action passOn)
    {
        PriorityQueue<Action<Board>, long> script = scenario.Script();
        while (true)
        {
            long nowUs = board.RealTimeUs!();
            board.AdvanceTo(nowUs);
            passOn();
            if (nowUs >= scenario.EndUs) return;
            while (script.TryPeek(out _, out long scriptUs) && scriptUs <= nowUs) script.Dequeue()(board);
            if (willing is not null && willing.NextUs <= nowUs) willing.Act();
            if (recorder is not null && recorder.NextUs <= nowUs) recorder.Sample();
            Thread.Sleep(PollMs);
        }
    }
}
