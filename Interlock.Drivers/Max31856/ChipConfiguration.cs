using System;

namespace Interlock.Drivers.Max31856
{
    /// <summary>
    /// What registers 00 to 09 must hold. Constants, but for the two choices a box is built with, the count of resets, the
    /// high threshold while it is lowered and the register that alternates; never the result of a read-modify-write.
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

        /// <summary>High threshold that makes the chip force K2: 0.00 degC, below every reading that is not a fault already.</summary>
        public const int LoweredSixteenths = 0;

        /// <summary>
        /// CJHF, one of its two values in turn: 127 and 126 degC, both past the cold junction's range, so that neither ever
        /// acts. What is written must come back, or nothing that is written arrives.
        /// </summary>
        public const byte FirstAlternate = 0x7F;

        /// <summary>Turns one value of CJHF into the other.</summary>
        public const byte AlternateBit = 0x01;

        /// <summary>CJLF at power-on: -64 degC, where the cold junction clamps.</summary>
        public const int ColdJunctionLowAtPowerOn = 0xC0;

        /// <summary>Highest count of resets that CJLF can hold: down to -128 degC.</summary>
        public const int MostResets = 64;

        // Registers 07 to 00, a byte each: bits 6 and 1 of CR0 clear themselves; bit 7 of CR1 and bits 7:6 of MASK are reserved.
        private const long Compared = unchecked((long)0xFF_FF_FF_FF_FF_3F_7F_BD);

        private readonly byte[] _expected = new byte[Register.ConfigurationCount];
        private long _firstEight;

        /// <summary>The configuration of a box.</summary>
        /// <param name="mains60Hz">True filters 60 Hz, false 50 Hz.</param>
        /// <param name="typeK">True for a type K probe, false for type T.</param>
        public ChipConfiguration(bool mains60Hz, bool typeK)
        {
            _expected[Register.Configuration0] = (byte)(mains60Hz ? Automatic60Hz : Automatic60Hz | Filter50Hz);
            _expected[Register.Configuration1] = typeK ? TypeK : TypeT;
            _expected[Register.ColdJunctionHigh] = FirstAlternate;
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

        /// <summary>Expects the other value of the register that alternates.</summary>
        public void Alternate()
        {
            _expected[Register.ColdJunctionHigh] ^= AlternateBit;
            Pack();
        }

        /// <summary>True when every compared bit in the image is as it was written.</summary>
        public bool Matches(ChipImage image)
        {
            return HasLastTwo(image) && FirstEightDiffer(image) == 0;
        }

        /// <summary>True when the image is right but for the register that alternates: the last write did not arrive.</summary>
        public bool MissesAlternation(ChipImage image)
        {
            return HasLastTwo(image) && FirstEightDiffer(image) == (long)AlternateBit << (8 * Register.ColdJunctionHigh);
        }

        /// <summary>True when two images of one moment say the same of configuration and status.</summary>
        public bool Agree(ChipImage one, ChipImage other)
        {
            const int ninth = Register.ConfigurationCount - 1;
            byte[] a = one.Bytes;
            byte[] b = other.Bytes;
            return ((BitConverter.ToInt64(a, 1) ^ BitConverter.ToInt64(b, 1)) & Compared) == 0
                && a[ninth] == b[ninth]
                && a[ninth + 1] == b[ninth + 1]
                && one.Status == other.Status;
        }

        private bool HasLastTwo(ChipImage image)
        {
            const int ninth = Register.ConfigurationCount - 2;
            byte[] bytes = image.Bytes;
            return bytes[ninth + 1] == _expected[ninth] && bytes[ninth + 2] == _expected[ninth + 1];
        }

        private long FirstEightDiffer(ChipImage image)
        {
            // Eight registers in one comparison: byte by byte it is the dearest part of judging a reading. Register 00 is the lowest byte.
            return (BitConverter.ToInt64(image.Bytes, 1) ^ _firstEight) & Compared;
        }

        private void Pack()
        {
            _firstEight = BitConverter.ToInt64(_expected, 0);
        }
    }
}
