using System.Device.Gpio;
using System.Device.Spi;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;
using nanoFramework.Hardware.Esp32;

namespace Interlock.Proofs.Campaigns;

/// <summary>The box composed as Program.Compose does it, but with a bus that can be made to fail. It suffers no fault of a processor.</summary>
public sealed class FaultyBusBox
{
    private readonly Board _board;
    private long _nextTickUs;

    public FaultyBusBox(Board board, Settings settings)
    {
        _board = board;
        Board.Current = board;
        Configuration.SetPinFunction(Pins.SpiMosi, DeviceFunction.SPI2_MOSI);
        Configuration.SetPinFunction(Pins.SpiMiso, DeviceFunction.SPI2_MISO);
        Configuration.SetPinFunction(Pins.SpiClock, DeviceFunction.SPI2_CLOCK);
        Configuration.SetPinFunction(Pins.UartTransmit, DeviceFunction.COM3_TX);
        Configuration.SetPinFunction(Pins.UartReceive, DeviceFunction.COM3_RX);

        SpiDevice device = SpiDeviceBus.OpenDevice();
        Bus = new FaultyBus(new SpiDeviceBus(device), () => board.NowUs);
        GpioBoard gpio = new(new GpioController());
        StockBinding reference = new(device, settings.ProbeTypeK);
        Firmware = new ControlLoop(settings, new BoardClock(board), gpio, Bus, reference, new UartLineSink());
    }

    public FaultyBus Bus { get; }

    public ControlLoop Firmware { get; }

    public void RunTo(long us)
    {
        for (; _nextTickUs <= us; _nextTickUs += Limits.TickMs * Microseconds.Millisecond)
        {
            _board.AdvanceTo(_nextTickUs);
            Firmware.Tick();
        }

        _board.AdvanceTo(us);
    }
}
