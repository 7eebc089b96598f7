using System;
using System.Collections.Generic;
using System.IO;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>Plays a scenario in virtual time and hands out what the UART says and what the contacts do.</summary>
public sealed class VirtualRun : IDisposable
{
    private readonly Scenario _scenario;
    private readonly WillingOperator? _operator;
    private readonly LineSplitter _lines;
    private bool _isArmed;
    private int _mcuRun;
    private long _tickUs;

    public VirtualRun(Scenario scenario, Stream uart)
    {
        _scenario = scenario;
        Board = new Board(scenario.Board);
        scenario.BoardMade?.Invoke(Board);
        _operator = scenario.HasWillingOperator ? new WillingOperator(Board) : null;
        _lines = new LineSplitter(OnLine);
        Board.UartByte += (_, b) =>
        {
            uart.WriteByte(b);
            _lines.Add(b);
        };
        Box = new VirtualBox(Board, scenario.Settings) { AfterTick = FollowTicks };
    }

    /// <summary>Longest time from the start of one tick to the start of the next since the box first permitted the line.</summary>
    public long LongestGapUs { get; private set; }

    public Board Board { get; }

    public VirtualBox Box { get; }

    public Recorder? Recorder { get; set; }

    /// <summary>Called with each whole line of the log.</summary>
    public Action<string>? LineReceived { get; set; }

    /// <summary>Runs to the end of the scenario.</summary>
    public void Run()
    {
        PriorityQueue<Action<Board>, long> script = _scenario.Script();
        while (script.TryDequeue(out Action<Board>? act, out long us)) Board.At(us, () => act(Board));
        if (_operator is not null) Repeat(() => _operator.NextUs, _operator.Act);
        if (Recorder is not null) Repeat(() => Recorder.NextUs, Recorder.Sample);
        Box.RunTo(_scenario.EndUs);
    }

    public void Dispose() => Box.Dispose();

    private void FollowTicks()
    {
        // A run restarts with t at 0; the pause between is no gap between ticks.
        bool isSameRun = _mcuRun == Board.McuRun;
        _mcuRun = Board.McuRun;
        if (_isArmed && isSameRun) LongestGapUs = Math.Max(LongestGapUs, Box.TickStartedUs - _tickUs);
        _tickUs = Box.TickStartedUs;
        if (_isArmed || Box.Firmware.State != State.Permitted) return;
        _isArmed = true;
        if (_scenario.LateUs > 0) Board.SleepLate(_scenario.LateUs);
    }

    private void Repeat(Func<long> nextUs, Action act)
    {
        if (nextUs() == long.MaxValue) return;
        Board.At(nextUs(), () =>
        {
            act();
            Repeat(nextUs, act);
        });
    }

    private void OnLine(string line)
    {
        if (line.Contains(" ev=ARMED ", StringComparison.Ordinal)) _operator?.SeeArmed();
        LineReceived?.Invoke(line);
    }
}
