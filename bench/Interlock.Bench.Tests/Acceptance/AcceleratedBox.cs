using System;
using System.Threading;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>
/// A virtual box that lives on its own thread, some tens of times faster than a real one, and whose UART is a source
/// as any: what a box on the bench is to the program. Its time goes on only when its listener has heard all that it said,
/// so that a machine that is busy makes it slow, not late.
/// </summary>
internal sealed class AcceleratedBox : IDisposable
{
    private const long StepUs = 30_000;
    private const int StepMs = 1;

    private readonly object _gate = new();
    private readonly UartPipe _uart = new();
    private readonly SimulatedBox _box;
    private readonly Thread _thread;
    private long _nowUs;
    private volatile bool _isOver;

    public AcceleratedBox(Defect defect)
    {
        _box = new SimulatedBox(defect, seed: 1, Controls.RestCelsius, (value, _) => _uart.Put(value));
        _thread = new Thread(Live) { IsBackground = true };
        _thread.Start();
    }

    public UartPipe Uart => _uart;

    /// <summary>The box's time, which the program takes for the time of day.</summary>
    public long NowUs() => Volatile.Read(ref _nowUs);

    /// <summary>Does something to the box now.</summary>
    public T Act<T>(Func<SimulatedBox, T> act)
    {
        lock (_gate) return act(_box);
    }

    public void WaitUntil(long us)
    {
        while (NowUs() < us && !_isOver) Thread.Sleep(StepMs);
    }

    public void Dispose()
    {
        _isOver = true;
        _uart.Dispose();
        _thread.Join();
        _box.Dispose();
    }

    private void Live()
    {
        while (!_isOver)
        {
            lock (_gate) _box.RunTo(_nowUs + StepUs);
            Volatile.Write(ref _nowUs, _nowUs + StepUs);
            _uart.WaitUntilHeard();
            Thread.Sleep(StepMs);
        }
    }
}
