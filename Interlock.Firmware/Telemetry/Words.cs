namespace Interlock.Firmware.Telemetry
{
    /// <summary>Every word of the protocol, as bytes made at start-up (docs/uart-protocol.md).</summary>
    public static class Words
    {
        /// <summary>Names of the reasons that are no rows, in the order of <see cref="Reason"/> from <see cref="Reason.FirstOwn"/> on.</summary>
        public static readonly byte[][] OwnReasons =
        {
            Ascii.Bytes("NOT_WARM"),
            Ascii.Bytes("TOO_WARM"),
            Ascii.Bytes("NO_READING"),
            Ascii.Bytes("MOVING"),
            Ascii.Bytes("K2_RELEASED"),
            Ascii.Bytes("ARM_CONTACT"),
            Ascii.Bytes("PRESS_TOO_LONG"),
            Ascii.Bytes("BEGAN_EARLIER"),
            Ascii.Bytes("RELEASING"),
            Ascii.Bytes("NOT_COOLED"),
            Ascii.Bytes("SELF_TEST"),
            Ascii.Bytes("LOCKED_OUT"),
            Ascii.Bytes("K2_UNASKED"),
            Ascii.Bytes("RELEASED"),
            Ascii.Bytes("HIGH"),
            Ascii.Bytes("LOW"),
            Ascii.Bytes("FALLING"),
            Ascii.Bytes("TIME_TOTAL"),
            Ascii.Bytes("SPIKE"),
            Ascii.Bytes("ARM_HELD"),
            Ascii.Bytes("K1_IN"),
            Ascii.Bytes("K1_OUT"),
            Ascii.Bytes("K2_IN"),
            Ascii.Bytes("K2_OUT"),
        };

        /// <summary>Names of the events in the order of <see cref="EventKind"/>.</summary>
        public static readonly byte[][] Events =
        {
            Ascii.Bytes(" ev=ARMED"),
            Ascii.Bytes(" ev=RELEASED"),
            Ascii.Bytes(" ev=TRIP"),
            Ascii.Bytes(" ev=ALSO"),
            Ascii.Bytes(" ev=ACK"),
            Ascii.Bytes(" ev=REFUSED"),
            Ascii.Bytes(" ev=WARN"),
            Ascii.Bytes(" ev=WARN_END"),
            Ascii.Bytes(" ev=LOCKOUT"),
            Ascii.Bytes(" ev=LINE_MOVED"),
            Ascii.Bytes(" ev=LINE_CLOSED"),
            Ascii.Bytes(" ev=STILL_HEATING"),
            Ascii.Bytes(" ev=ERROR"),
            Ascii.Bytes(" ev=CEMENT_WAIT_DONE"),
        };

        /// <summary>Key of a trip's cause.</summary>
        public static readonly byte[] CauseKey = Ascii.Bytes(" cause=");

        /// <summary>Key of any other reason.</summary>
        public static readonly byte[] WhyKey = Ascii.Bytes(" why=");

        /// <summary>Names of the states in the order of <see cref="States.State"/>.</summary>
        public static readonly byte[][] States =
        {
            Ascii.Bytes(" st=SELF_TEST"),
            Ascii.Bytes(" st=INHIBITED"),
            Ascii.Bytes(" st=PERMITTED"),
            Ascii.Bytes(" st=TRIPPED"),
            Ascii.Bytes(" st=LOCKED_OUT"),
        };

        /// <summary>Names of the self-test's steps in the order of <see cref="SelfTests.TestStep"/>.</summary>
        public static readonly byte[][] Steps =
        {
            Ascii.Bytes("MIRRORS"),
            Ascii.Bytes("CHIP"),
            Ascii.Bytes("BINDING"),
            Ascii.Bytes("CONFIG"),
            Ascii.Bytes("INPUTS"),
            Ascii.Bytes("LAMPS"),
            Ascii.Bytes("K2"),
            Ascii.Bytes("K1"),
            Ascii.Bytes("WATCHDOG"),
            Ascii.Bytes("RESTORE"),
        };

        // Beginnings of the lines.
        public static readonly byte[] Boot = Ascii.Bytes("$BOOT seq=");
        public static readonly byte[] Configuration = Ascii.Bytes("$CONF seq=");
        public static readonly byte[] Test = Ascii.Bytes("$TEST seq=");
        public static readonly byte[] Sample = Ascii.Bytes("$SAMP seq=");
        public static readonly byte[] Event = Ascii.Bytes("$EVNT seq=");
        public static readonly byte[] Procedure = Ascii.Bytes("$PROC seq=");
        public static readonly byte[] Lesion = Ascii.Bytes("$LESN seq=");
        public static readonly byte[] Statistics = Ascii.Bytes("$STAT seq=");

        // Keys of the fields, where a value is one of a few with it; docs/uart-protocol.md says what each means.
        public static readonly byte[] Time = Ascii.Bytes(" t=");
        public static readonly byte[] Firmware = Ascii.Bytes(" fw=" + BuildInfo.Version + " proto=" + BuildInfo.Protocol + " build=" + BuildInfo.Commit + " resets=");
        public static readonly byte[] ConfigurationCrc = Ascii.Bytes(" cfg=");
        public static readonly byte[] Limit = Ascii.Bytes(" limit=");
        public static readonly byte[] Floor = Ascii.Bytes(" floor=");
        public static readonly byte[] Backstop = Ascii.Bytes(" backstop=");
        public static readonly byte[] VoteAndTick = Ascii.Bytes(" vote=2/3 tick=");
        public static readonly byte[] Mains50Hz = Ascii.Bytes(" mains=50");
        public static readonly byte[] Mains60Hz = Ascii.Bytes(" mains=60");
        public static readonly byte[] TypeT = Ascii.Bytes(" tc=T");
        public static readonly byte[] TypeK = Ascii.Bytes(" tc=K");
        public static readonly byte[] Longest = Ascii.Bytes(" max=");
        public static readonly byte[] Wait = Ascii.Bytes(" wait=");
        public static readonly byte[] Anticipates = Ascii.Bytes(" ant=1");
        public static readonly byte[] Step = Ascii.Bytes(" step=");
        public static readonly byte[] Ok = Ascii.Bytes(" ok=");
        public static readonly byte[] Tip = Ascii.Bytes(" tc=");

        /// <summary>A temperature that cannot be trusted.</summary>
        public static readonly byte[] Unknown = Ascii.Bytes("--");

        public static readonly byte[] ColdJunction = Ascii.Bytes(" cj=");
        public static readonly byte[] Status = Ascii.Bytes(" sr=");

        /// <summary>What the mirrors tell, bit 0 for K1 and bit 1 for K2, and the key that follows.</summary>
        public static readonly byte[][] Contacts =
        {
            Ascii.Bytes(" k1=0 k2=0 io="),
            Ascii.Bytes(" k1=1 k2=0 io="),
            Ascii.Bytes(" k1=0 k2=1 io="),
            Ascii.Bytes(" k1=1 k2=1 io="),
        };

        public static readonly byte[] Dose = Ascii.Bytes(" cem=");
        public static readonly byte[] Duration = Ascii.Bytes(" dur=");
        public static readonly byte[] Peak = Ascii.Bytes(" peak=");
        public static readonly byte[] PeakTime = Ascii.Bytes(" tpeak=");
        public static readonly byte[] End = Ascii.Bytes(" end=");
        public static readonly byte[] Ablations = Ascii.Bytes(" n=");
        public static readonly byte[] HasEnded = Ascii.Bytes(" end=1");
        public static readonly byte[] Ticks = Ascii.Bytes(" ticks=");
        public static readonly byte[] Late = Ascii.Bytes(" late=");
        public static readonly byte[] Worst = Ascii.Bytes(" worst=");
        public static readonly byte[] Lost = Ascii.Bytes(" lost=");
        public static readonly byte[] Gap = Ascii.Bytes(" gap=");
        public static readonly byte[] Took = Ascii.Bytes(" took=");
    }
}
