using System;
using System.Collections.Concurrent;
using System.Threading;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// A thread that runs one firmware after another: Program.Run never returns of itself, so each box needs a stack of its own,
/// and making a thread for each of 100,000 boxes would cost more than their runs.
/// </summary>
internal sealed class FirmwareThread
{
    private const int StackBytes = 256 * 1024;

    private static readonly ConcurrentBag<FirmwareThread> _idle = [];

    private readonly SemaphoreSlim _begin = new(0);
    private Action? _job;

    private FirmwareThread()
    {
        new Thread(Work, StackBytes) { IsBackground = true, Name = "firmware" }.UnsafeStart();
    }

    /// <summary>Runs it on a thread that is free, or a new one. It must not throw.</summary>
    public static void Run(Action job)
    {
        if (!_idle.TryTake(out FirmwareThread? thread)) thread = new FirmwareThread();
        thread._job = job;
        thread._begin.Release();
    }

    private void Work()
    {
        while (true)
        {
            _begin.Wait();
            _job!();
            _job = null;
            _idle.Add(this);
        }
    }
}
