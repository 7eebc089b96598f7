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
        using (board.Gate.Enter())
        {
            board.PinFunctions.Set(value, pin);
        }
    }

    /// <summary>-1 when the function has no pin.</summary>
    public static int GetFunctionPin(DeviceFunction function)
    {
        Board board = Board.Current;
        using (board.Gate.Enter())
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

/// <summary>Only the clock; the timers that raise events are not offered.</summary>
public class HighResTimer
{
    private HighResTimer()
    {
    }

    /// <summary>Microseconds since the last reset of the microcontroller.</summary>
    public static ulong GetCurrent() => Board.Current.UptimeUs;
}

/// <summary>0xTTBBFF: device type, bus counted from 1, function on the bus.</summary>
public enum DeviceFunction
{
    SPI1_MOSI = 0x010100,
    SPI1_MISO = 0x010101,
    SPI1_CLOCK = 0x010102,
    SPI2_MOSI = 0x010200,
    SPI2_MISO = 0x010201,
    SPI2_CLOCK = 0x010202,
    I2C1_DATA = 0x020100,
    I2C1_CLOCK = 0x020101,
    I2C2_DATA = 0x020200,
    I2C2_CLOCK = 0x020201,
    COM1_TX = 0x030100,
    COM1_RX = 0x030101,
    COM1_RTS = 0x030102,
    COM1_CTS = 0x030103,
    COM2_TX = 0x030200,
    COM2_RX = 0x030201,
    COM2_RTS = 0x030202,
    COM2_CTS = 0x030203,
    COM3_TX = 0x030300,
    COM3_RX = 0x030301,
    COM3_RTS = 0x030302,
    COM3_CTS = 0x030303,
    COM4_TX = 0x030400,
    COM4_RX = 0x030401,
    COM4_RTS = 0x030402,
    COM4_CTS = 0x030403,
    PWM1 = 0x040100,
    PWM2 = 0x040200,
    PWM3 = 0x040300,
    PWM4 = 0x040400,
    PWM5 = 0x040500,
    PWM6 = 0x040600,
    PWM7 = 0x040700,
    PWM8 = 0x040800,
    PWM9 = 0x040900,
    PWM10 = 0x040A00,
    PWM11 = 0x040B00,
    PWM12 = 0x040C00,
    PWM13 = 0x040D00,
    PWM14 = 0x040E00,
    PWM15 = 0x040F00,
    PWM16 = 0x041000,
    ADC1_CH0 = 0x050100,
    ADC1_CH1 = 0x050101,
    ADC1_CH2 = 0x050102,
    ADC1_CH3 = 0x050103,
    ADC1_CH4 = 0x050104,
    ADC1_CH5 = 0x050105,
    ADC1_CH6 = 0x050106,
    ADC1_CH7 = 0x050107,
    ADC1_CH8 = 0x050108,
    ADC1_CH9 = 0x050109,
    ADC1_CH10 = 0x05010A,
    ADC1_CH11 = 0x05010B,
    ADC1_CH12 = 0x05010C,
    ADC1_CH13 = 0x05010D,
    ADC1_CH14 = 0x05010E,
    ADC1_CH15 = 0x05010F,
    ADC1_CH16 = 0x050110,
    ADC1_CH17 = 0x050111,
    ADC1_CH18 = 0x050112,
    ADC1_CH19 = 0x050113,
    I2S1_MCK = 0x060100,
    I2S1_BCK = 0x060101,
    I2S1_WS = 0x060102,
    I2S1_DATA_OUT = 0x060103,
    I2S1_MDATA_IN = 0x060104,
    I2S2_MCK = 0x060200,
    I2S2_BCK = 0x060201,
    I2S2_WS = 0x060202,
    I2S2_DATA_OUT = 0x060203,
    I2S2_MDATA_IN = 0x060204,
    SDMMC1_CLOCK = 0x080100,
    SDMMC1_COMMAND = 0x080101,
    SDMMC1_D0 = 0x080102,
    SDMMC1_D1 = 0x080103,
    SDMMC1_D2 = 0x080104,
    SDMMC1_D3 = 0x080105,
    SDMMC2_CLOCK = 0x080200,
    SDMMC2_COMMAND = 0x080201,
    SDMMC2_D0 = 0x080202,
    SDMMC2_D1 = 0x080203,
    SDMMC2_D2 = 0x080204,
    SDMMC2_D3 = 0x080205,
}
