using Interlock.Firmware;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;
using Interlock.Station.Sources;

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

    public AcceleratedBox(Defect defect, SecondProbe second = SecondProbe.None)
    {
        _box = new SimulatedBox(defect, seed: 1, Controls.RestCelsius, (value, _) => _uart.Put(value), second);
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

/// <summary>A UART as a source: bytes that go in at one end and come out at the other when they are there.</summary>
internal sealed class UartPipe : IUartSource, IUartConnection
{
    private readonly object _gate = new();
    private readonly Queue<byte> _bytes = [];
    private bool _isListening;
    private bool _isClosed;

    public string Name => "a pipe";

    public bool CanReturn => false;

    public bool IsLive => true;

    public IUartConnection Open(CancellationToken cancellation) => this;

    public void Put(byte value)
    {
        lock (_gate) _bytes.Enqueue(value);
    }

    /// <summary>Waits until the listener is back for more: it has done its work with all that there was.</summary>
    public void WaitUntilHeard()
    {
        lock (_gate)
        {
            System.Threading.Monitor.PulseAll(_gate);
            while (!_isClosed && !(_isListening && _bytes.Count == 0)) System.Threading.Monitor.Wait(_gate);
        }
    }

    public bool TryRead(Span<byte> buffer, out int count)
    {
        lock (_gate)
        {
            _isListening = true;
            System.Threading.Monitor.PulseAll(_gate);
            while (!_isClosed && _bytes.Count == 0) System.Threading.Monitor.Wait(_gate);
            _isListening = false;

            count = 0;
            while (count < buffer.Length && _bytes.TryDequeue(out buffer[count])) count++;
            return count > 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            System.Threading.Monitor.PulseAll(_gate);
        }
    }
}
