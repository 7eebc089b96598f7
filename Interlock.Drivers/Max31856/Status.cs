namespace Interlock.Drivers.Max31856
{
    /// <summary>Bits of the fault status register 0F (data sheet, "Fault Status Register").</summary>
    public static class Status
    {
        /// <summary>The bits by which one image alone can trip the box.</summary>
        public const int Deciding = Open | Voltage | ThermocoupleLow | ThermocoupleRange | ColdJunctionRange;

        /// <summary>Open thermocouple; known only after an open-circuit test.</summary>
        public const int Open = 0x01;

        /// <summary>Input over- or under-voltage; the chip stops converting while it lasts.</summary>
        public const int Voltage = 0x02;

        /// <summary>Thermocouple below its low threshold.</summary>
        public const int ThermocoupleLow = 0x04;

        /// <summary>Thermocouple above its high threshold.</summary>
        public const int ThermocoupleHigh = 0x08;

        /// <summary>Cold junction below its low threshold.</summary>
        public const int ColdJunctionLow = 0x10;

        /// <summary>Cold junction above its high threshold.</summary>
        public const int ColdJunctionHigh = 0x20;

        /// <summary>Thermocouple outside the type's range: the reading is clamped. Never asserts FAULT.</summary>
        public const int ThermocoupleRange = 0x40;

        /// <summary>Cold junction outside its range: the reading is clamped. Never asserts FAULT.</summary>
        public const int ColdJunctionRange = 0x80;
    }
}
