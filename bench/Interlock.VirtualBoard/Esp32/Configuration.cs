using System;
using Interlock.VirtualBoard;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Maps functions to pins on the current board.</summary>
public class Configuration
{
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        if (!Esp32Pins.Exists(pin) || (DrivesPin(value) && !Esp32Pins.CanDrive(pin)))
        {
            throw new ArgumentException("The pin can't have that function.", nameof(pin));
        }

        Board board = Board.Current;
        lock (board.Gate)
        {
            board.PinFunctions.Set(value, pin);
        }
    }

    /// <summary>-1 when the function has no pin.</summary>
    public static int GetFunctionPin(DeviceFunction function)
    {
        Board board = Board.Current;
        lock (board.Gate)
        {
            return board.PinFunctions.Pin(function);
        }
    }

    /// <summary>Inputs may be on the pins 34 to 39, which have no output driver.</summary>
    private static bool DrivesPin(DeviceFunction function) => function is not (
        DeviceFunction.SPI1_MISO or DeviceFunction.SPI2_MISO
        or DeviceFunction.COM1_RX or DeviceFunction.COM2_RX or DeviceFunction.COM3_RX or DeviceFunction.COM4_RX
        or DeviceFunction.COM1_CTS or DeviceFunction.COM2_CTS or DeviceFunction.COM3_CTS or DeviceFunction.COM4_CTS
        or DeviceFunction.I2S1_MDATA_IN or DeviceFunction.I2S2_MDATA_IN
        or (>= DeviceFunction.ADC1_CH0 and <= DeviceFunction.ADC1_CH19));
}
