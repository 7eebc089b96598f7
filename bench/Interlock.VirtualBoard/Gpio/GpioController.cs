using Interlock.VirtualBoard;

namespace System.Device.Gpio;

/// <summary>Opens pins of the board that is current when the controller is made.</summary>
/// <remarks>As on the device, all controllers share one list of pins: disposing one closes the pins of them all.</remarks>
public sealed class GpioController : IDisposable
{
    private readonly Board _board;
    private readonly PinNumberingScheme _numberingScheme;
    private bool _disposed;

    public GpioController()
    {
        _board = Board.Current;
    }

    public GpioController(PinNumberingScheme numberingScheme)
        : this()
    {
        _numberingScheme = numberingScheme;
    }

    public PinNumberingScheme NumberingScheme => _numberingScheme;

    public int PinCount => Esp32Pins.Count;

    public GpioPin OpenPin(int pinNumber)
    {
        using (_board.Gate.Enter())
        {
            ThrowIfDisposed();
            _board.BeginDeviceCall(_board.Options.GpioCallUs);
            if (!_board.Pins.TryReserve(pinNumber))
            {
                throw new InvalidOperationException("The pin is open already, or there is no such pin to open.");
            }

            return new GpioPin(_board, pinNumber);
        }
    }

    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        GpioPin pin = OpenPin(pinNumber);
        try
        {
            pin.SetPinMode(mode);
        }
        catch (ArgumentException)
        {
            // The device's collector would give the pin back some time; nothing refers to it any more.
            pin.Dispose();
            throw;
        }

        return pin;
    }

    public void ClosePin(int pinNumber) => OpenedPin(pinNumber).Dispose();

    public void Dispose()
    {
        using (_board.Gate.Enter())
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            for (int gpio = 0; gpio < Esp32Pins.Count; gpio++)
            {
                _board.Pins[gpio].Owner?.Dispose();
            }
        }
    }

    public PinMode GetPinMode(int pinNumber) => OpenedPin(pinNumber).GetPinMode();

    public bool IsPinModeSupported(int pinNumber, PinMode mode) => Esp32Pins.Supports(pinNumber, mode);

    /// <summary>As on the device a pin that doesn't exist counts as open.</summary>
    public bool IsPinOpen(int pinNumber)
    {
        using (_board.Gate.Enter())
        {
            return !Esp32Pins.Exists(pinNumber) || _board.Pins[pinNumber].Reserved;
        }
    }

    public PinValue Read(int pinNumber) => OpenedPin(pinNumber).Read();

    /// <summary>One callback for a pin: the last one registered.</summary>
    public void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        GpioPin pin = OpenedPin(pinNumber);
        pin.SetControllerCallback((sender, e) =>
        {
            if ((e.ChangeType & eventTypes) != PinEventTypes.None)
            {
                callback(this, e);
            }
        });
    }

    public void SetPinMode(int pinNumber, PinMode mode) => OpenedPin(pinNumber).SetPinMode(mode);

    public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        OpenedPin(pinNumber).SetControllerCallback(null);

    public void Write(int pinNumber, PinValue value) => OpenedPin(pinNumber).Write(value);

    private GpioPin OpenedPin(int pinNumber)
    {
        using (_board.Gate.Enter())
        {
            ThrowIfDisposed();
            GpioPin? pin = Esp32Pins.Exists(pinNumber) ? _board.Pins[pinNumber].Owner : null;
            return pin ?? throw new InvalidOperationException("The pin is not open.");
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
