using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.Judgement
{
    /// <summary>One row of the trip table: its word on the UART, how many votes it needs and what follows.</summary>
    public sealed class TripRow
    {
        /// <summary>One vote; latches a trip, which is acknowledged once the row has been quiet for a second.</summary>
        public const int Plain = 0;

        /// <summary>Needs two of the last three conversions.</summary>
        public const int TwoOfThree = 0x01;

        /// <summary>While it is true no temperature of the image can be believed.</summary>
        public const int Distrusts = 0x02;

        /// <summary>Acknowledged only after a second of trusted readings below <see cref="Limits.ResetCounts"/>.</summary>
        public const int NeedsCooling = 0x04;

        /// <summary>Locks the box out from every state.</summary>
        public const int LocksOut = 0x08;

        /// <summary>The word on the UART.</summary>
        public readonly byte[] Word;

        /// <summary>What it needs and what follows: the constants above.</summary>
        public readonly int Options;

        /// <summary>
        /// Mask of the rows that follow from this one by themselves, and are not told as causes of their own: STOP and a dip take
        /// both coils, a lost chip converts nothing.
        /// </summary>
        public readonly int Explains;

        /// <summary>A row.</summary>
        public TripRow(string word, int options, int explains)
        {
            Word = Ascii.Bytes(word);
            Options = options;
            Explains = explains;
        }
    }
}
