using System.Device.Spi;
using Iot.Device.Max31856;

namespace Interlock.Drivers.Max31856
{
    /// <summary>
    /// nanoFramework's own binding as the reference. It decodes negative temperatures as sign and magnitude, ignores
    /// the status and leaves 60 Hz and comparator mode behind, so it serves for the self-test's comparison alone.
    /// Never disposed: that would dispose the SPI device under our own driver.
    /// </summary>
    public sealed class StockBinding : IReferenceThermometer
    {
        private readonly SpiDevice _device;
        private readonly ThermocoupleType _type;
        private Iot.Device.Max31856.Max31856 _binding;

        /// <summary>A binding to be made over the same SPI device.</summary>
        public StockBinding(SpiDevice device, bool typeK)
        {
            _device = device;
            _type = typeK ? ThermocoupleType.K : ThermocoupleType.T;
        }

        /// <inheritdoc/>
        public void Start()
        {
            _binding = new Iot.Device.Max31856.Max31856(_device, _type);
        }

        /// <inheritdoc/>
        public int ReadTipCounts()
        {
            return (int)(_binding.GetTemperature().DegreesCelsius * 128.0);
        }
    }
}
