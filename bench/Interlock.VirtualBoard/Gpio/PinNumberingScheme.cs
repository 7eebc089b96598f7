namespace System.Device.Gpio;

public enum PinNumberingScheme
{
    Logical = 0,
    Board = 1,
}
