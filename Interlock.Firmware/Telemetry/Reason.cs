using Interlock.Firmware.Judgement;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>
    /// Why something happened, as one number: the rows of the trip table first, then what only a refusal, a lock-out or
    /// the end of an ablation can name. <see cref="Words.Reasons"/> has the text of each.
    /// </summary>
    public static class Reason
    {
        /// <summary>Nothing to say.</summary>
        public const int None = TripTable.None;

        /// <summary>The row INTERNAL.</summary>
        public const int Internal = (int)Cause.Internal;

        /// <summary>Below the temperature at which the box arms.</summary>
        public const int TooCold = TripTable.Count;

        /// <summary>Above the temperature at which the box arms.</summary>
        public const int TooWarm = TripTable.Count + 1;

        /// <summary>No reading that can be trusted.</summary>
        public const int NoReading = TripTable.Count + 2;

        /// <summary>K2 has not pulled in.</summary>
        public const int K2Released = TripTable.Count + 3;

        /// <summary>ARM was held for more than 5 s.</summary>
        public const int PressTooLong = TripTable.Count + 4;

        /// <summary>The tip has not cooled enough to acknowledge an over-temperature.</summary>
        public const int NotCooled = TripTable.Count + 5;

        /// <summary>The self-test failed.</summary>
        public const int SelfTest = TripTable.Count + 6;

        /// <summary>ARM ended the ablation.</summary>
        public const int Released = TripTable.Count + 7;

        /// <summary>A warning of warmth.</summary>
        public const int High = TripTable.Count + 8;

        /// <summary>A warning of cold.</summary>
        public const int Low = TripTable.Count + 9;
    }
}
