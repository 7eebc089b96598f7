namespace nanoFramework.Runtime.Events;

/// <summary>What nanoFramework's event queue carries; here only the base class of <see cref="System.Device.Gpio.PinValueChangedEventArgs"/>.</summary>
public class BaseEvent
{
    public ushort Source;
    public byte Message;
}
