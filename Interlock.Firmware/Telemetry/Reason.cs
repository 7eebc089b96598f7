using Interlock.Firmware.Judgement;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>
    /// Why something happened, as one number: a row of the trip table, or from <see cref="FirstOwn"/> on what only a refusal, a
    /// warning, a moved line, a lock-out or the end of an ablation can name.
    /// </summary>
    public static class Reason
    {
        /// <summary>Nothing to say.</summary>
        public const int None = TripTable.None;

        /// <summary>The first that is no row: past every row that the table can have.</summary>
        public const int FirstOwn = TripTable.Most + 1;

        /// <summary>Below the temperature at which the box arms.</summary>
        public const int NotWarm = FirstOwn;

        /// <summary>Above the temperature at which the box arms.</summary>
        public const int TooWarm = FirstOwn + 1;

        /// <summary>No reading that can be trusted.</summary>
        public const int NoReading = FirstOwn + 2;

        /// <summary>The reading moves too fast to arm.</summary>
        public const int Moving = FirstOwn + 3;

        /// <summary>K2 has not pulled in.</summary>
        public const int K2Out = FirstOwn + 4;

        /// <summary>ARM's contacts contradict each other, or an act of it was no press.</summary>
        public const int ArmContact = FirstOwn + 5;

        /// <summary>An act of ARM reached 5 s.</summary>
        public const int PressTooLong = FirstOwn + 6;

        /// <summary>The act of ARM began in another state.</summary>
        public const int BeganEarlier = FirstOwn + 7;

        /// <summary>The last release is still proving both channels.</summary>
        public const int Releasing = FirstOwn + 8;

        /// <summary>The tip has not been seen to cool enough to acknowledge an over-temperature.</summary>
        public const int NotCooled = FirstOwn + 9;

        /// <summary>The self-test is under way, or has failed.</summary>
        public const int SelfTest = FirstOwn + 10;

        /// <summary>Locked out.</summary>
        public const int LockedOut = FirstOwn + 11;

        /// <summary>K2 pulled in though no press of ARM could have made it.</summary>
        public const int K2Unasked = FirstOwn + 12;

        /// <summary>ARM ended the ablation.</summary>
        public const int Released = FirstOwn + 13;

        /// <summary>A warning of warmth; this and the three that follow are in the order of <see cref="Warnings"/>.</summary>
        public const int High = FirstOwn + 14;

        /// <summary>A warning of cold.</summary>
        public const int Low = FirstOwn + 15;

        /// <summary>A warning: the tip has fallen from its highest, as a needle that slips out does.</summary>
        public const int Falling = FirstOwn + 16;

        /// <summary>A warning: the lesion has had its time, over all its ablations.</summary>
        public const int TimeTotal = FirstOwn + 17;

        /// <summary>A warning: one conversion stood alone, and was not believed.</summary>
        public const int Spike = FirstOwn + 18;

        /// <summary>ARM is held at power-on.</summary>
        public const int ArmHeld = FirstOwn + 19;

        /// <summary>K1 pulled in.</summary>
        public const int K1In = FirstOwn + 20;

        /// <summary>K1 dropped out.</summary>
        public const int K1Out = FirstOwn + 21;

        /// <summary>K2 pulled in.</summary>
        public const int K2In = FirstOwn + 22;

        /// <summary>K2 dropped out.</summary>
        public const int K2DroppedOut = FirstOwn + 23;

        /// <summary>The word of a reason.</summary>
        /// <param name="reason">A row's number, or one of the constants.</param>
        public static byte[] WordOf(int reason)
        {
            return reason < FirstOwn ? TripTable.Of(reason).Word : Words.OwnReasons[reason - FirstOwn];
        }
    }
}
