using System;
using System.Collections.Generic;
using System.Threading;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Acceptance;

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
