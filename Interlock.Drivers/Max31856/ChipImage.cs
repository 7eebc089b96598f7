namespace Interlock.Drivers.Max31856
{
    /// <summary>
    /// Registers 00 to 0F as one burst brought them: configuration, temperatures and status of one moment.
    /// Made once and filled in again and again.
    /// </summary>
    public sealed class ChipImage
    {
        /// <summary>Length of the burst: the address byte, then the registers.</summary>
        public const int BurstLength = Register.Count + 1;

        /// <summary>What came in during the burst; register <c>r</c> is byte <c>r + 1</c>.</summary>
        public readonly byte[] Bytes = new byte[BurstLength];

        /// <summary>Tip temperature, 1/128 degC, 24-bit two's complement shifted (data sheet, table "Thermocouple Temperature Data").</summary>
        public int TipCounts;

        /// <summary>Cold-junction temperature, 1/64 degC, offset register included.</summary>
        public int ColdJunctionCounts;

        /// <summary>The fault status register; bits in <see cref="Max31856.Status"/>.</summary>
        public int Status;

        /// <summary>Works out the temperatures and the status from <see cref="Bytes"/>.</summary>
        public void Decode()
        {
            byte[] b = Bytes;
            const int cold = Register.ColdJunction + 1;
            const int tip = Register.Thermocouple + 1;
            ColdJunctionCounts = ((sbyte)b[cold] << 6) | (b[cold + 1] >> 2);
            TipCounts = ((sbyte)b[tip] << 11) | (b[tip + 1] << 3) | (b[tip + 2] >> 5);
            Status = b[Register.Status + 1];
        }

        /// <summary>True when every register reads as the given byte: a bus that is stuck or absent.</summary>
        public bool IsAll(byte value)
        {
            byte[] b = Bytes;
            for (int i = 1; i < BurstLength; i++)
            {
                if (b[i] != value) return false;
            }

            return true;
        }
    }
}
