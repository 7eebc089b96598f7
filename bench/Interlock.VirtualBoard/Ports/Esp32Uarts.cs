using System;
using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard;

/// <summary>UART1 and UART2, which nanoFramework calls COM2 and COM3, and who has them open. COM1 is the debugger's.</summary>
internal sealed class Esp32Uarts
{
    internal const int FirstPort = 2;
    internal const int LastPort = 3;

    private const int MaxPortName = 9;

    private readonly Board _board;
    private readonly Esp32Uart[] _uarts = { new Esp32Uart(), new Esp32Uart() };
    private readonly bool[] _claimed = new bool[MaxPortName + 1];

    internal Esp32Uarts(Board board)
    {
        _board = board;
        for (int port = FirstPort; port <= LastPort; port++)
        {
            DeviceFunction transmit = Transmit(port);
            this[port].Sent = (us, value) => board.OnByteSent(transmit, us, value);
        }
    }

    internal Esp32Uart this[int port] => _uarts[port - FirstPort];

    internal static DeviceFunction Transmit(int port) =>
        port == FirstPort ? DeviceFunction.COM2_TX : DeviceFunction.COM3_TX;

    internal static DeviceFunction Receive(int port) =>
        port == FirstPort ? DeviceFunction.COM2_RX : DeviceFunction.COM3_RX;

    /// <summary>A port that has been made and not disposed can't be made again.</summary>
    internal bool TryClaim(int port)
    {
        if (port is < 0 or > MaxPortName || _claimed[port])
        {
            return false;
        }

        _claimed[port] = true;
        return true;
    }

    internal void Unclaim(int port) => _claimed[port] = false;

    internal bool HasPins(int port) =>
        _board.PinFunctions.Pin(Transmit(port)) != PinFunctions.None
        && _board.PinFunctions.Pin(Receive(port)) != PinFunctions.None;

    internal void Reset()
    {
        Array.Clear(_claimed);
        foreach (Esp32Uart uart in _uarts)
        {
            uart.Reset();
        }
    }

    internal void Stall(bool stalled, long nowUs)
    {
        foreach (Esp32Uart uart in _uarts)
        {
            uart.Stall(stalled, nowUs);
        }
    }
}
