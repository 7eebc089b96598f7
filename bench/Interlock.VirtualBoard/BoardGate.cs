namespace Interlock.VirtualBoard;

/// <summary>
/// A board's lock. Who holds it may enter again at next to no cost: a tick asks a hundred times, and a monitor's second entry
/// costs as much as its first.
/// </summary>
public sealed class BoardGate
{
    private readonly object _monitor = new object();
    private int _holder;

    /// <summary>Holds it until the scope is left.</summary>
    public Scope Enter()
    {
        int thread = Environment.CurrentManagedThreadId;
        if (_holder == thread)
        {
            return default;
        }

        Monitor.Enter(_monitor);
        _holder = thread;
        return new Scope(this);
    }

    /// <summary>Lets go of it, however often it was entered, and holds it again when somebody pulsed, or after so long.</summary>
    public void Wait(int millisecondsTimeout = Timeout.Infinite)
    {
        int thread = _holder;
        _holder = 0;
        Monitor.Wait(_monitor, millisecondsTimeout);
        _holder = thread;
    }

    /// <summary>Wakes who waits.</summary>
    public void PulseAll() => Monitor.PulseAll(_monitor);

    /// <summary>Lets go at its end, unless the gate was held before.</summary>
    public readonly ref struct Scope
    {
        private readonly BoardGate? _entered;

        internal Scope(BoardGate entered)
        {
            _entered = entered;
        }

        public void Dispose()
        {
            if (_entered is null)
            {
                return;
            }

            _entered._holder = 0;
            Monitor.Exit(_entered._monitor);
        }
    }
}
