namespace System.IO.Ports;

public enum Handshake
{
    None = 0,
    XOnXOff = 1,
    RequestToSend = 2,
    RequestToSendXOnXOff = 3,
}

public enum Parity
{
    None = 0,
    Odd = 1,
    Even = 2,
}

public enum StopBits
{
    One = 1,
    Two = 2,
    OnePointFive = 3,
}

public enum SerialMode
{
    Normal = 0,
    RS485 = 1,
}

public enum SerialData
{
    Chars = 1,
    WatchChar = 2,
}

public class SerialDataReceivedEventArgs : EventArgs
{
    internal SerialDataReceivedEventArgs(SerialData eventType)
    {
        EventType = eventType;
    }

    public SerialData EventType { get; }
}

public delegate void SerialDataReceivedEventHandler(object sender, SerialDataReceivedEventArgs e);
