namespace Interlock.Drivers.Max31856
{
    /// <summary>MAX31856 register addresses (data sheet 19-7534, table "Register Memory Map").</summary>
    public static class Register
    {
        /// <summary>Configuration 0: conversion mode, open-circuit test, fault mode, mains filter.</summary>
        public const int Configuration0 = 0x00;

        /// <summary>Configuration 1: averaging, thermocouple type.</summary>
        public const int Configuration1 = 0x01;

        /// <summary>Fault mask; a set bit masks.</summary>
        public const int Mask = 0x02;

        /// <summary>Cold-junction high threshold, int8, 1 degC.</summary>
        public const int ColdJunctionHigh = 0x03;

        /// <summary>Cold-junction low threshold, int8, 1 degC.</summary>
        public const int ColdJunctionLow = 0x04;

        /// <summary>Thermocouple high threshold, int16, 1/16 degC, high byte first.</summary>
        public const int ThresholdHigh = 0x05;

        /// <summary>Thermocouple low threshold, int16, 1/16 degC, high byte first.</summary>
        public const int ThresholdLow = 0x07;

        /// <summary>Cold-junction offset, int8, 1/16 degC.</summary>
        public const int ColdJunctionOffset = 0x09;

        /// <summary>Cold-junction temperature, two bytes, 1/64 degC in the upper 14 bits.</summary>
        public const int ColdJunction = 0x0A;

        /// <summary>Linearised thermocouple temperature, three bytes, 1/128 degC in the upper 19 bits.</summary>
        public const int Thermocouple = 0x0C;

        /// <summary>Fault status.</summary>
        public const int Status = 0x0F;

        /// <summary>How many registers there are.</summary>
        public const int Count = 16;

        /// <summary>How many of them, from 00 on, hold configuration.</summary>
        public const int ConfigurationCount = 10;

        /// <summary>Set in an address byte to write.</summary>
        public const int Write = 0x80;
    }
}
