using System;

namespace Interlock.Drivers.Max31856
{
    /// <summary>
    /// What registers 00 to 09 must hold. Constants, but for the two choices a box is built with, the count of
    /// resets and the proof test's threshold; never the result of a read-modify-write.
    /// </summary>
    public sealed class ChipConfiguration
    {
        /// <summary>CR0: automatic conversion, open-circuit test for a source below 5 kOhm, interrupt-mode faults, 60 Hz.</summary>
        public const byte Automatic60Hz = 0x94;

        /// <summary>CR0 bit 0: filter for 50 Hz mains. May change in the Normally-Off mode only.</summary>
        public const byte Filter50Hz = 0x01;

        /// <summary>CR0 bit 1: clears latched faults; clears itself.</summary>
        public const byte FaultClear = 0x02;

        /// <summary>CR0 bits 5:4, the open-circuit test.</summary>
        public const byte OpenTest = 0x30;

        /// <summary>CR0 bit 7: automatic conversion; clear is Normally-Off.</summary>
        public const byte AutomaticMode = 0x80;

        /// <summary>CR1: averaging 1, thermocouple type K.</summary>
        public const byte TypeK = 0x03;

        /// <summary>CR1: averaging 1, thermocouple type T.</summary>
        public const byte TypeT = 0x07;

        /// <summary>
        /// High threshold in 1/16 degC, one step below 45.00: the chip compares strictly (data sheet, "Thermocouple
        /// Fault High"), and exactly 45.00 degC must assert FAULT.
        /// </summary>
        public const int BackstopSixteenths = 45 * 16 - 1;

        /// <summary>Low threshold in 1/16 degC: strictly below 15.00 degC asserts FAULT.</summary>
        public const int FloorSixteenths = 15 * 16;

        /// <summary>High threshold of a proof test or of a forced K2: 0.00 degC, below every reading that is not a fault already.</summary>
        public const int ProofSixteenths = 0;

        /// <summary>CJLF at power-on: -64 degC, where the cold junction clamps.</summary>
        public const int ColdJunctionLowAtPowerOn = 0xC0;

        /// <summary>Highest count of resets that CJLF can hold: down to -128 degC.</summary>
        public const int MostResets = 64;

        // Bits 6 and 1 of CR0 clear themselves; bit 7 of CR1 and bits 7:6 of MASK are reserved.
        private static readonly byte[] _comparedBits = { 0xBD, 0x7F, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };

        private readonly byte[] _expected = new byte[Register.ConfigurationCount];
        private readonly long _compared = BitConverter.ToInt64(_comparedBits, 0);
        private long _firstEight;

        /// <summary>The configuration of a box.</summary>
        /// <param name="mains60Hz">True filters 60 Hz, false 50 Hz.</param>
        /// <param name="typeK">True for a type K probe, false for type T.</param>
        public ChipConfiguration(bool mains60Hz, bool typeK)
        {
            _expected[Register.Configuration0] = (byte)(mains60Hz ? Automatic60Hz : Automatic60Hz | Filter50Hz);
            _expected[Register.Configuration1] = typeK ? TypeK : TypeT;
            _expected[Register.ColdJunctionHigh] = 0x7F;
            _expected[Register.ColdJunctionLow] = ColdJunctionLowAtPowerOn;
            _expected[Register.ThresholdLow] = FloorSixteenths >> 8;
            _expected[Register.ThresholdLow + 1] = FloorSixteenths & 0xFF;
            SetHighThreshold(BackstopSixteenths);
        }

        /// <summary>What a register must hold.</summary>
        /// <param name="register">00 to 09.</param>
        public byte Expected(int register)
        {
            return _expected[register];
        }

        /// <summary>Expects another high threshold from now on.</summary>
        /// <param name="sixteenths">In 1/16 degC.</param>
        public void SetHighThreshold(int sixteenths)
        {
            _expected[Register.ThresholdHigh] = (byte)(sixteenths >> 8);
            _expected[Register.ThresholdHigh + 1] = (byte)sixteenths;
            Pack();
        }

        /// <summary>
        /// Keeps the count of ESP32 resets in CJLF, since the chip's registers outlive them: -64 degC less the count.
        /// Every value from there down is below the clamp, so the threshold never acts.
        /// </summary>
        /// <param name="resets">0 to <see cref="MostResets"/>.</param>
        public void SetResets(int resets)
        {
            _expected[Register.ColdJunctionLow] = (byte)(ColdJunctionLowAtPowerOn - resets);
            Pack();
        }

        /// <summary>True when every compared bit in the image is as it was written.</summary>
        public bool Matches(ChipImage image)
        {
            // Eight registers in one comparison: byte by byte it is the dearest part of judging a reading.
            byte[] bytes = image.Bytes;
            const int ninth = Register.ConfigurationCount - 2;
            return ((BitConverter.ToInt64(bytes, 1) ^ _firstEight) & _compared) == 0
                && bytes[ninth + 1] == _expected[ninth]
                && bytes[ninth + 2] == _expected[ninth + 1];
        }

        private void Pack()
        {
            _firstEight = BitConverter.ToInt64(_expected, 0);
        }
    }
}
