using System.Runtime.InteropServices;

namespace Interlock.Bench.Cli;

/// <summary>Ctrl-C, a terminal that is gone, or a word of the system: the verb ends what it does in order, and records to the end.</summary>
public sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        _registrations = Array.ConvertAll([PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP], signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Source.Cancel();
        }));
    }

    public CancellationTokenSource Source { get; } = new();

    public CancellationToken Token => Source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }
}
