using System;
using System.Collections.Generic;
using System.IO;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>Plays a scenario in virtual time and hands out what the UART says and what the contacts do.</summary>
public sealed class VirtualRun
{
    private readonly Scenario _scenario;
    private readonly PriorityQueue<Action<Board>, long> _script;
    private readonly WillingOperator? _operator;
    private readonly LineSplitter _lines;

    public VirtualRun(Scenario scenario, Stream uart)
    {
        _scenario = scenario;
        Board = new Board(scenario.Board);
        scenario.BoardMade?.Invoke(Board);
        _script = scenario.Script();
        _operator = scenario.HasWillingOperator ? new WillingOperator(Board) : null;
        _lines = new LineSplitter(OnLine);
        Board.UartByte += (_, b) =>
        {
            uart.WriteByte(b);
            _lines.Add(b);
        };
        Box = new VirtualBox(Board, scenario.Settings);
    }

    public Board Board { get; }

    public VirtualBox Box { get; }

    public Recorder? Recorder { get; set; }

    /// <summary>Called with each whole line of the log.</summary>
    public Action<string>? LineReceived { get; set; }

    /// <summary>Runs to the end of the scenario.</summary>
    public void Run()
    {
        while (Board.NowUs < _scenario.EndUs)
        {
            long nextUs = NextUs();
            Box.RunTo(nextUs);
            ActAt(nextUs);
        }
    }

    private long NextUs()
    {
        long nextUs = _scenario.EndUs;
        if (_script.TryPeek(out _, out long scriptUs)) nextUs = Math.Min(nextUs, scriptUs);
        if (_operator is not null) nextUs = Math.Min(nextUs, _operator.NextUs);
        if (Recorder is not null) nextUs = Math.Min(nextUs, Recorder.NextUs);
        return nextUs;
    }

    private void ActAt(long us)
    {
        while (_script.TryPeek(out _, out long scriptUs) && scriptUs <= us) _script.Dequeue()(Board);
        if (_operator is not null && _operator.NextUs <= us) _operator.Act();
        if (Recorder is not null && Recorder.NextUs <= us) Recorder.Sample();
    }

    private void OnLine(string line)
    {
        if (line.Contains(" ev=ARMED ", StringComparison.Ordinal)) _operator?.SeeArmed();
        LineReceived?.Invoke(line);
    }
}
