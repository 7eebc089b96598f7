namespace System.Device.Gpio;

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
