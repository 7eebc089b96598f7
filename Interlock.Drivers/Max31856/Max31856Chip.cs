namespace Interlock.Drivers.Max31856
{
    /// <summary>
    /// The thermocouple converter MAX31856 (data sheet 19-7534). Allocates nothing after construction and never waits;
    /// what may be written while it converts, and what only in the Normally-Off mode, is said at each method.
    /// </summary>
    public sealed class Max31856Chip
    {
        private readonly ISpiBus _bus;
        private readonly byte[] _burstOut = new byte[ChipImage.BurstLength];
        private readonly byte[] _byteOut = new byte[2];
        private readonly byte[] _byteIn = new byte[2];
        private readonly byte[] _thresholdOut = new byte[3];
        private readonly byte[] _thresholdIn = new byte[3];
        private readonly byte[] _settingsOut = new byte[Register.ConfigurationCount];
        private readonly byte[] _settingsIn = new byte[Register.ConfigurationCount];

        /// <summary>The chip behind a bus.</summary>
        /// <param name="bus">Mode 1 or 3, most significant bit first, at most 5 MHz.</param>
        /// <param name="configuration">What the chip is to hold.</param>
        public Max31856Chip(ISpiBus bus, ChipConfiguration configuration)
        {
            _bus = bus;
            Configuration = configuration;
        }

        /// <summary>What the chip is to hold; every read is compared with it.</summary>
        public readonly ChipConfiguration Configuration;

        /// <summary>Reads registers 00 to 0F in one burst, 136 us at 1 MHz. DRDY goes high.</summary>
        public void Read(ChipImage image)
        {
            _bus.Transfer(_burstOut, image.Bytes);
            image.Decode();
        }

        /// <summary>
        /// Counts the ESP32's resets in the chip, whose registers outlive them: a chip that is converting already was
        /// configured by a firmware that is gone. From here on the count is part of the configuration.
        /// </summary>
        /// <param name="image">Where to read to.</param>
        /// <returns>Resets since the chip was powered on, at most <see cref="ChipConfiguration.MostResets"/>.</returns>
        public int TakeResetCount(ChipImage image)
        {
            Read(image);
            bool wasConfigured = (image.Bytes[Register.Configuration0 + 1] & ChipConfiguration.AutomaticMode) != 0 && !image.IsAll(0xFF);
            int before = ChipConfiguration.ColdJunctionLowAtPowerOn - image.Bytes[Register.ColdJunctionLow + 1];
            int resets = wasConfigured && before >= 0 && before <= ChipConfiguration.MostResets ? before + 1 : 0;
            if (resets > ChipConfiguration.MostResets) resets = ChipConfiguration.MostResets;
            Configuration.SetResets(resets);
            return resets;
        }

        /// <summary>
        /// Stops converting. Written twice: the mains filter may change only once the chip is off, and nothing
        /// says that it already is.
        /// </summary>
        public void TurnOff()
        {
            WriteByte(Register.Configuration0, OffValue());
            WriteByte(Register.Configuration0, OffValue());
        }

        /// <summary>Writes every setting in the Normally-Off mode and starts automatic conversion with the latched faults cleared.</summary>
        public void Configure()
        {
            TurnOff();
            _settingsOut[0] = Register.Configuration1 | Register.Write;
            for (int r = Register.Configuration1; r < Register.ConfigurationCount; r++)
            {
                _settingsOut[r] = Configuration.Expected(r);
            }

            _bus.Transfer(_settingsOut, _settingsIn);
            ClearFaults();
        }

        /// <summary>Writes one byte of configuration as it is: for the self-test's scratch patterns, with the chip off.</summary>
        public void WriteScratch(int register, byte value)
        {
            WriteByte(register, value);
        }

        /// <summary>
        /// Asks for an open-circuit test after the running conversion, by the bits off and on again (data sheet,
        /// "Open-Circuit Fault Detection"): left to itself the chip tests once in 16 conversions.
        /// </summary>
        public void RequestOpenTest()
        {
            byte automatic = Configuration.Expected(Register.Configuration0);
            WriteByte(Register.Configuration0, (byte)(automatic & ~ChipConfiguration.OpenTest));
            WriteByte(Register.Configuration0, automatic);
        }

        /// <summary>Writes the other value of the register that alternates; the next read must show it.</summary>
        public void Alternate()
        {
            Configuration.Alternate();
            WriteByte(Register.ColdJunctionHigh, Configuration.Expected(Register.ColdJunctionHigh));
        }

        /// <summary>Clears latched status bits and lets FAULT rise, unless their cause is still there at the next conversion.</summary>
        public void ClearFaults()
        {
            WriteByte(Register.Configuration0, (byte)(Configuration.Expected(Register.Configuration0) | ChipConfiguration.FaultClear));
        }

        /// <summary>Sets the high threshold while the chip converts; FAULT follows at the end of the next conversion.</summary>
        /// <param name="sixteenths">In 1/16 degC; a reading strictly above asserts FAULT.</param>
        public void SetHighThreshold(int sixteenths)
        {
            Configuration.SetHighThreshold(sixteenths);
            _thresholdOut[0] = Register.ThresholdHigh | Register.Write;
            _thresholdOut[1] = Configuration.Expected(Register.ThresholdHigh);
            _thresholdOut[2] = Configuration.Expected(Register.ThresholdHigh + 1);
            _bus.Transfer(_thresholdOut, _thresholdIn);
        }

        private byte OffValue()
        {
            return (byte)(Configuration.Expected(Register.Configuration0) & ~ChipConfiguration.AutomaticMode);
        }

        private void WriteByte(int register, byte value)
        {
            _byteOut[0] = (byte)(register | Register.Write);
            _byteOut[1] = value;
            _bus.Transfer(_byteOut, _byteIn);
        }
    }
}
