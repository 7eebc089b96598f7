using nanoFramework.Runtime.Events;

namespace System.Device.Gpio;

public enum PinMode
{
    Input = 0,
    InputPullDown = 1,
    InputPullUp = 2,
    Output = 3,
    OutputOpenDrain = 4,
    OutputOpenDrainPullUp = 5,
    OutputOpenSource = 6,
    OutputOpenSourcePullDown = 7,
}

public enum PinNumberingScheme
{
    Logical = 0,
    Board = 1,
}

public readonly struct PinValue
{
    private readonly byte _value;

    private PinValue(bool high)
    {
        _value = high ? (byte)1 : (byte)0;
    }

    public static PinValue High => new PinValue(true);

    public static PinValue Low => new PinValue(false);

    public static implicit operator PinValue(int value) => new PinValue(value != 0);

    public static implicit operator PinValue(bool value) => new PinValue(value);

    public static explicit operator byte(PinValue value) => value._value;

    public static explicit operator int(PinValue value) => value._value;

    public static explicit operator bool(PinValue value) => value._value != 0;

    public static bool operator ==(PinValue a, PinValue b) => a._value == b._value;

    public static bool operator !=(PinValue a, PinValue b) => a._value != b._value;

    public bool Equals(PinValue other) => _value == other._value;

    public override bool Equals(object? obj) => obj is PinValue other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public override string ToString() => _value == 0 ? "Low" : "High";
}

public readonly struct PinValuePair
{
    public PinValuePair(int pinNumber, PinValue pinValue)
    {
        PinNumber = pinNumber;
        PinValue = pinValue;
    }

    public int PinNumber { get; }

    public PinValue PinValue { get; }

    public void Deconstruct(out int pinNumber, out PinValue pinValue)
    {
        pinNumber = PinNumber;
        pinValue = PinValue;
    }
}

[Flags]
public enum PinEventTypes
{
    None = 0,
    Rising = 1,
    Falling = 2,
}

public class PinValueChangedEventArgs : BaseEvent
{
    public PinValueChangedEventArgs(PinEventTypes changeType, int pinNumber)
    {
        ChangeType = changeType;
        PinNumber = pinNumber;
    }

    public PinEventTypes ChangeType { get; }

    public int PinNumber { get; }
}

public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs e);

public delegate void PinChangeEventHandler(object sender, PinValueChangedEventArgs pinValueChangedEventArgs);

public struct WaitForEventResult
{
    public PinEventTypes EventTypes;

    public bool TimedOut;
}
