using System.Device.Spi;

namespace Interlock.Drivers.Max31856
{
    /// <summary><see cref="ISpiBus"/> on SPI2. Full duplex, since half-duplex calls allocate inside nanoFramework.</summary>
    public sealed class SpiDeviceBus : ISpiBus
    {
        /// <summary>nanoFramework's number of the VSPI bus.</summary>
        public const int BusId = 2;

        /// <summary>1 MHz: a fifth of the data sheet's maximum, for the isolators in the path.</summary>
        public const int ClockHz = 1000000;

        private readonly SpiDevice _device;

        /// <summary>A bus on an open device.</summary>
        public SpiDeviceBus(SpiDevice device)
        {
            _device = device;
        }

        /// <summary>Opens a chip's device. The pins of SPI2 must be assigned before.</summary>
        /// <param name="chipSelect">The chip's select.</param>
        public static SpiDevice OpenDevice(int chipSelect)
        {
            SpiConnectionSettings settings = new SpiConnectionSettings(BusId, chipSelect);
            settings.ClockFrequency = ClockHz;
            settings.Mode = SpiMode.Mode1;
            settings.DataFlow = DataFlow.MsbFirst;
            settings.DataBitLength = 8;
            return SpiDevice.Create(settings);
        }

        /// <inheritdoc/>
        public void Transfer(byte[] write, byte[] read)
        {
            // The implicit conversion costs 192 bytes of heap on an ESP32; spans kept in fields or locals would cost twice that.
            _device.TransferFullDuplex(write, read);
        }
    }
}
