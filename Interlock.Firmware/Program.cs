using System;
using System.Device.Gpio;
using System.Device.Spi;
using System.Threading;
using Interlock.Drivers;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using nanoFramework.Hardware.Esp32;

namespace Interlock.Firmware
{
    /// <summary>The composition root on the ESP32, and the only place that touches the system's time and sleep.</summary>
    public static partial class Program
    {
        /// <summary>Runs the box for ever.</summary>
        public static void Main()
        {
            Run(new Settings());
        }

        /// <summary>Runs a box of given settings for ever. An exception anywhere ends in a line that is open by both channels.</summary>
        public static void Run(Settings settings)
        {
            GpioBoard board = new GpioBoard(new GpioController(), settings.SecondProbe != SecondProbe.None);
            try
            {
                ControlLoop loop = Compose(settings, board, new SystemClock());
                Composed(loop);
                Loop(loop);
            }
            finally
            {
                board.OpenLine();
            }
        }

        /// <summary>Assigns the pins of the chip and the UART, opens both and puts the box together.</summary>
        public static ControlLoop Compose(Settings settings, GpioBoard board, IClock clock)
        {
            Configuration.SetPinFunction(Pins.SpiMosi, DeviceFunction.SPI2_MOSI);
            Configuration.SetPinFunction(Pins.SpiMiso, DeviceFunction.SPI2_MISO);
            Configuration.SetPinFunction(Pins.SpiClock, DeviceFunction.SPI2_CLOCK);
            Configuration.SetPinFunction(Pins.UartTransmit, DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(Pins.UartReceive, DeviceFunction.COM3_RX);

            int count = settings.SecondProbe == SecondProbe.None ? 1 : 2;
            ISpiBus[] buses = new ISpiBus[count];
            IReferenceThermometer[] references = new IReferenceThermometer[count];
            for (int i = 0; i < count; i++)
            {
                SpiDevice device = SpiDeviceBus.OpenDevice(i == 0 ? Pins.SpiChipSelect : Pins.SpiChipSelect2);
                buses[i] = new SpiDeviceBus(device);
                references[i] = new StockBinding(device, settings.ProbeTypeK);
            }

            return new ControlLoop(settings, clock, board, buses, references, new UartLineSink());
        }

        /// <summary>For who runs the firmware on a simulated board: the compiler leaves the call out where nobody implements it, as on the device.</summary>
        static partial void Composed(ControlLoop loop);

        private static void Loop(ControlLoop loop)
        {
            // An absolute schedule, so that lateness does not add up; ticks that were missed are skipped, not made up for.
            long nextMs = Environment.TickCount64;
            while (true)
            {
                loop.Tick();
                long nowMs = Environment.TickCount64;
                do
                {
                    nextMs += Limits.TickMs;
                }
                while (nextMs <= nowMs);
                Thread.Sleep((int)(nextMs - nowMs));
            }
        }

        private sealed class SystemClock : IClock
        {
            public long NowUs()
            {
                return (long)HighResTimer.GetCurrent();
            }
        }
    }
}
