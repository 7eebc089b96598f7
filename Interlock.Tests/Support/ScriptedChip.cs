using System;
using Interlock.Drivers.Max31856;

namespace Interlock.Tests.Support
{
    /// <summary>
    /// The MAX31856 at its registers: write with auto-increment, burst read, DRDY and FAULT, thresholds compared at each
    /// conversion, status latched in interrupt mode. It converts by the count of ticks, so nothing is left to chance.
    /// </summary>
    public sealed class ScriptedChip : ISpiBus
    {
        private const int OpenTestBits = 0x30;
        private const int InterruptMode = 0x04;

        private readonly byte[] _registers = new byte[Register.Count];
        private int _ticksToConversion;
        private bool _openTestIsDue;
        private bool _isOdd;

        /// <summary>A chip just powered on.</summary>
        public ScriptedChip()
        {
            PowerOn();
        }

        /// <summary>What the tip measures, 1/128 degC.</summary>
        public int TipCounts = 37 * 128;

        /// <summary>What the cold junction measures, 1/64 degC.</summary>
        public int ColdJunctionCounts = 24 * 64;

        /// <summary>Counts added to every other conversion, so that the readings do not look frozen.</summary>
        public int Noise = 1;

        /// <summary>Ticks from one conversion to the next.</summary>
        public int ConversionTicks = 5;

        /// <summary>Ticks from the start of automatic conversion to the first conversion.</summary>
        public int FirstConversionTicks = 8;

        /// <summary>The thermocouple is open: told by an open-circuit test only.</summary>
        public bool IsOpen;

        /// <summary>The input is over- or under-voltage: conversion stops.</summary>
        public bool IsOverVoltage;

        /// <summary>Range bits that each conversion sets.</summary>
        public int RangeBits;

        /// <summary>What every byte reads as on a dead bus; -1 on one that works.</summary>
        public int StuckByte = -1;

        /// <summary>The bus throws this many more times.</summary>
        public int Throws;

        /// <summary>A register some of whose bits cannot be written; -1 on a sound chip.</summary>
        public int StuckRegister = -1;

        /// <summary>Bits of <see cref="StuckRegister"/> that stay 1.</summary>
        public int StuckOnes;

        /// <summary>Bits of <see cref="StuckRegister"/> that stay 0.</summary>
        public int StuckZeros;

        /// <summary>Nothing that is written arrives: MOSI is stuck low, so that every frame reads from register 00 on.</summary>
        public bool IsDeaf;

        /// <summary>Bursts to come of which <see cref="GarbledBits"/> of <see cref="GarbledRegister"/> arrive wrong: bit 0 is the next one.</summary>
        public int GarbledBursts;

        /// <summary>The register that arrives wrong.</summary>
        public int GarbledRegister;

        /// <summary>Its bits that are turned over on the way.</summary>
        public int GarbledBits = 0x01;

        /// <summary>Each burst that arrives wrong does so in another bit.</summary>
        public bool GarblesAnew;

        /// <summary>Transfers so far.</summary>
        public int Transfers { get; private set; }

        /// <summary>Bursts read so far.</summary>
        public int Bursts { get; private set; }

        /// <summary>Open-circuit tests made so far.</summary>
        public int OpenTests { get; private set; }

        /// <summary>DRDY is low.</summary>
        public bool IsReady { get; private set; }

        /// <summary>FAULT is low.</summary>
        public bool IsFault => (_registers[Register.Status] & ~_registers[Register.Mask] & 0x3F) != 0;

        private bool IsAutomatic => (_registers[Register.Configuration0] & ChipConfiguration.AutomaticMode) != 0;

        /// <summary>What a register holds.</summary>
        public int Holds(int register)
        {
            return _registers[register];
        }

        /// <summary>Flips bits of a register, as noise does.</summary>
        public void Flip(int register, int bits)
        {
            _registers[register] ^= (byte)bits;
        }

        /// <summary>The registers as power-on leaves them.</summary>
        public void PowerOn()
        {
            Array.Clear(_registers, 0, Register.Count);
            _registers[Register.Configuration1] = 0x03;
            _registers[Register.Mask] = 0xFF;
            _registers[Register.ColdJunctionHigh] = 0x7F;
            _registers[Register.ColdJunctionLow] = 0xC0;
            _registers[Register.ThresholdHigh] = 0x7F;
            _registers[Register.ThresholdHigh + 1] = 0xFF;
            _registers[Register.ThresholdLow] = 0x80;
            IsReady = false;
        }

        /// <inheritdoc/>
        public void Transfer(byte[] write, byte[] read)
        {
            Transfers++;
            if (Throws > 0)
            {
                Throws--;
                throw new InvalidOperationException();
            }

            if (write.Length != read.Length) throw new ArgumentException();
            bool writes = (write[0] & Register.Write) != 0 && !IsDeaf;
            int first = IsDeaf ? 0 : write[0] & 0x7F;
            read[0] = 0x5A;
            for (int i = 1; i < write.Length; i++)
            {
                if (StuckByte >= 0) read[i] = (byte)StuckByte;
                else if (writes) Write(first + i - 1, write[i]);
                else read[i] = Read(first + i - 1);
            }

            if (write.Length == ChipImage.BurstLength) EndBurst(read);
        }

        /// <summary>A tick goes by.</summary>
        public void Advance()
        {
            if (!IsAutomatic) return;
            if (IsOverVoltage)
            {
                _registers[Register.Status] |= Status.Voltage;
                return;
            }

            _ticksToConversion--;
            if (_ticksToConversion <= 0) Convert();
        }

        /// <summary>Ends a conversion now; the next one begins.</summary>
        public void Convert()
        {
            _ticksToConversion = ConversionTicks;
            int tip = TipCounts + (_isOdd ? Noise : 0);
            _isOdd = !_isOdd;
            Store(tip, ColdJunctionCounts);
            int latched = (_registers[Register.Configuration0] & InterruptMode) != 0 ? _registers[Register.Status] : 0;
            _registers[Register.Status] = (byte)(latched | RangeBits | Compare(tip, ColdJunctionCounts) | TestOpen());
            IsReady = true;
        }

        private void EndBurst(byte[] read)
        {
            Bursts++;
            if ((GarbledBursts & 1) != 0)
            {
                read[GarbledRegister + 1] ^= (byte)GarbledBits;
                if (GarblesAnew) GarbledBits <<= 1;
            }

            GarbledBursts = GarbledBursts >> 1 & 0x7FFFFFFF;
        }

        private byte Read(int register)
        {
            if (register >= Register.Thermocouple && register < Register.Status) IsReady = false;
            return _registers[register];
        }

        private void Write(int register, byte value)
        {
            if (register == StuckRegister) value = (byte)((value | StuckOnes) & ~StuckZeros);
            if (register == Register.Configuration0) WriteMode(value);
            else if (register < Register.ConfigurationCount) _registers[register] = value;
        }

        private void WriteMode(byte value)
        {
            int before = _registers[Register.Configuration0];
            bool wasAutomatic = IsAutomatic;
            // The filter is locked while the chip converts.
            int mode = wasAutomatic ? (value & ~1) | (before & 1) : value;
            if ((mode & ChipConfiguration.FaultClear) != 0) _registers[Register.Status] = 0;
            _registers[Register.Configuration0] = (byte)(mode & ~0x42);
            if (!IsAutomatic) _openTestIsDue = false;
            if (!IsAutomatic) return;
            if (!wasAutomatic) _ticksToConversion = FirstConversionTicks;
            else if ((before & OpenTestBits) == 0 && (mode & OpenTestBits) != 0) _openTestIsDue = true;
        }

        private void Store(int tip, int coldJunction)
        {
            int cold = coldJunction << 2;
            _registers[Register.ColdJunction] = (byte)(cold >> 8);
            _registers[Register.ColdJunction + 1] = (byte)cold;
            int shifted = tip << 5;
            _registers[Register.Thermocouple] = (byte)(shifted >> 16);
            _registers[Register.Thermocouple + 1] = (byte)(shifted >> 8);
            _registers[Register.Thermocouple + 2] = (byte)shifted;
        }

        private int Compare(int tip, int coldJunction)
        {
            int found = 0;
            if (tip > Threshold(Register.ThresholdHigh) * 8) found |= Status.ThermocoupleHigh;
            if (tip < Threshold(Register.ThresholdLow) * 8) found |= Status.ThermocoupleLow;
            if (coldJunction > (sbyte)_registers[Register.ColdJunctionHigh] * 64) found |= Status.ColdJunctionHigh;
            if (coldJunction < (sbyte)_registers[Register.ColdJunctionLow] * 64) found |= Status.ColdJunctionLow;
            return found;
        }

        private int Threshold(int register)
        {
            return (short)(_registers[register] << 8 | _registers[register + 1]);
        }

        private int TestOpen()
        {
            if (!_openTestIsDue) return 0;
            _openTestIsDue = false;
            OpenTests++;
            return IsOpen ? Status.Open : 0;
        }
    }
}
