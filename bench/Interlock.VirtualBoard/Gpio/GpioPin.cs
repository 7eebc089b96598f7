using Interlock.VirtualBoard;

namespace System.Device.Gpio;

/// <summary>
/// One open pin. There is no finalizer as on the device: the PC's collector runs when it likes, and would close pins under a
/// firmware that merely lost the reference.
/// </summary>
public sealed class GpioPin : IDisposable
{
    private readonly Board _board;
    private readonly int _gpio;
    private PinValueChangedEventHandler? _listeners;
    private PinValueChangedEventHandler? _controllerCallback;
    private bool _closed;

    internal GpioPin(Board board, int gpio)
    {
        _board = board;
        _gpio = gpio;
        board.Pins[gpio].Owner = this;
    }

    /// <summary>Called with the board's time and after it changed; on the device it comes from a thread of its own, if it comes.</summary>
    public event PinValueChangedEventHandler ValueChanged
    {
        add => Listen(_listeners + value);
        remove => Listen(_listeners - value);
    }

    /// <summary>Kept, but not obeyed: ValueChanged reports every level that the board goes through.</summary>
    public TimeSpan DebounceTimeout { get; set; }

    public int PinNumber => _gpio;

    internal bool HasListeners => _listeners is not null;

    public PinMode GetPinMode()
    {
        using (_board.Gate.Enter())
        {
            ThrowIfClosed();
            return _board.Pins[_gpio].Mode;
        }
    }

    public bool IsPinModeSupported(PinMode pinMode)
    {
        using (_board.Gate.Enter())
        {
            ThrowIfClosed();
            return Esp32Pins.Supports(_gpio, pinMode);
        }
    }

    public void SetPinMode(PinMode value)
    {
        using (_board.Gate.Enter())
        {
            BeginCall();
            if (!Esp32Pins.Supports(_gpio, value))
            {
                throw new ArgumentException("The pin can't do that.", nameof(value));
            }

            _board.Pins.SetMode(_gpio, value);
        }
    }

    public PinValue Read()
    {
        using (_board.Gate.Enter())
        {
            _board.TakeHeap();
            BeginCall();
            return _board.Pins.Read(_gpio);
        }
    }

    public void Write(PinValue value)
    {
        using (_board.Gate.Enter())
        {
            _board.TakeHeap();
            BeginCall();
            if (!IsOutput)
            {
                throw new ArgumentException("The pin is not an output.", nameof(value));
            }

            Drive((bool)value);
        }
    }

    /// <summary>Does nothing to an input, as on the device.</summary>
    public void Toggle()
    {
        using (_board.Gate.Enter())
        {
            BeginCall();
            if (IsOutput)
            {
                Drive(!_board.Pins[_gpio].Latch);
            }
        }
    }

    public void Dispose()
    {
        using (_board.Gate.Enter())
        {
            if (!_closed)
            {
                Listen(null);
                _closed = true;
                _board.Pins.Release(_gpio);
            }
        }
    }

    /// <summary>The microcontroller was reset: this object is of a run that is over.</summary>
    internal void Abandon()
    {
        _listeners = null;
        _closed = true;
    }

    /// <summary>The one callback that a controller registered for this pin.</summary>
    internal void SetControllerCallback(PinValueChangedEventHandler? callback)
    {
        Listen(_listeners - _controllerCallback + callback);
        _controllerCallback = callback;
    }

    internal void Raise(bool high) =>
        _listeners?.Invoke(this, new PinValueChangedEventArgs(high ? PinEventTypes.Rising : PinEventTypes.Falling, _gpio));

    private bool IsOutput => _board.Pins[_gpio].Mode >= PinMode.Output;

    private void Drive(bool high)
    {
        _board.Pins.Write(_gpio, high);

        // The device posts an event for every write of an output that has listeners, whether or not the level changed.
        Raise(high);
    }

    private void Listen(PinValueChangedEventHandler? listeners)
    {
        using (_board.Gate.Enter())
        {
            ThrowIfClosed();
            _board.Pins.ListenerCount += (listeners is null ? 0 : 1) - (HasListeners ? 1 : 0);
            _listeners = listeners;
            _board.Pins[_gpio].ReportedLevel = _board.Pins.Level(_gpio);
        }
    }

    private void BeginCall()
    {
        ThrowIfClosed();
        _board.BeginDeviceCall(_board.Options.GpioCallUs);
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, this);
}
