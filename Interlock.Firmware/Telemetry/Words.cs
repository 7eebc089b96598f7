namespace Interlock.Firmware.Telemetry
{
    /// <summary>Every word of the protocol, as bytes made at start-up (docs/uart-protocol.md).</summary>
    public static class Words
    {
        /// <summary>Names of the rows in the order of <see cref="Judgement.Cause"/>, then of the other reasons.</summary>
        public static readonly byte[][] Reasons =
        {
            Ascii.Bytes("STOP_PRESSED"),
            Ascii.Bytes("SENSOR_BUS"),
            Ascii.Bytes("SENSOR_CONFIG"),
            Ascii.Bytes("SENSOR_OPEN"),
            Ascii.Bytes("SENSOR_VOLTAGE"),
            Ascii.Bytes("SENSOR_RANGE"),
            Ascii.Bytes("SENSOR_STALE"),
            Ascii.Bytes("SENSOR_FROZEN"),
            Ascii.Bytes("OVER_TEMPERATURE"),
            Ascii.Bytes("UNDER_TEMPERATURE"),
            Ascii.Bytes("COAST_EXPECTED"),
            Ascii.Bytes("HARDWARE_LIMIT"),
            Ascii.Bytes("COLD_JUNCTION"),
            Ascii.Bytes("PROBE_MOVED"),
            Ascii.Bytes("TIME_LIMIT"),
            Ascii.Bytes("RELAY_DID_NOT_CLOSE"),
            Ascii.Bytes("RELAY_DID_NOT_OPEN"),
            Ascii.Bytes("DEADLINE_MISSED"),
            Ascii.Bytes("INTERNAL"),
            Ascii.Bytes("TOO_COLD"),
            Ascii.Bytes("TOO_WARM"),
            Ascii.Bytes("NO_READING"),
            Ascii.Bytes("K2_RELEASED"),
            Ascii.Bytes("PRESS_TOO_LONG"),
            Ascii.Bytes("NOT_COOLED"),
            Ascii.Bytes("SELF_TEST"),
            Ascii.Bytes("RELEASED"),
            Ascii.Bytes("HIGH"),
            Ascii.Bytes("LOW"),
        };

        /// <summary>Names of the events in the order of <see cref="EventKind"/>.</summary>
        public static readonly byte[][] Events =
        {
            Ascii.Bytes(" ev=ARMED"),
            Ascii.Bytes(" ev=RELEASED"),
            Ascii.Bytes(" ev=TRIP cause="),
            Ascii.Bytes(" ev=ALSO cause="),
            Ascii.Bytes(" ev=ACK cause="),
            Ascii.Bytes(" ev=REFUSED why="),
            Ascii.Bytes(" ev=WARN why="),
            Ascii.Bytes(" ev=LOCKOUT cause="),
            Ascii.Bytes(" ev=CEMENT_WAIT_DONE"),
        };

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

        /// <summary>Start of the line about the firmware.</summary>
        public static readonly byte[] Boot = Ascii.Bytes("$BOOT seq=");

        /// <summary>Start of the line about the settings.</summary>
        public static readonly byte[] Configuration = Ascii.Bytes("$CONF seq=");

        /// <summary>Start of a self-test line.</summary>
        public static readonly byte[] Test = Ascii.Bytes("$TEST seq=");

        /// <summary>Start of a sample.</summary>
        public static readonly byte[] Sample = Ascii.Bytes("$SAMP seq=");

        /// <summary>Start of an event.</summary>
        public static readonly byte[] Event = Ascii.Bytes("$EVNT seq=");

        /// <summary>Start of an ablation's record.</summary>
        public static readonly byte[] Procedure = Ascii.Bytes("$PROC seq=");

        /// <summary>Start of the statistics.</summary>
        public static readonly byte[] Statistics = Ascii.Bytes("$STAT seq=");

        /// <summary>Key.</summary>
        public static readonly byte[] Time = Ascii.Bytes(" t=");

        /// <summary>Key.</summary>
        public static readonly byte[] Firmware = Ascii.Bytes(" fw=" + BuildInfo.Version + " proto=" + BuildInfo.Protocol + " build=" + BuildInfo.Commit + " resets=");

        /// <summary>Key.</summary>
        public static readonly byte[] ConfigurationCrc = Ascii.Bytes(" cfg=");

        /// <summary>Key.</summary>
        public static readonly byte[] Limit = Ascii.Bytes(" limit=");

        /// <summary>Key.</summary>
        public static readonly byte[] Floor = Ascii.Bytes(" floor=");

        /// <summary>Key.</summary>
        public static readonly byte[] Backstop = Ascii.Bytes(" backstop=");

        /// <summary>Key and value.</summary>
        public static readonly byte[] VoteAndTick = Ascii.Bytes(" vote=2/3 tick=");

        /// <summary>Key and value.</summary>
        public static readonly byte[] Mains50Hz = Ascii.Bytes(" mains=50");

        /// <summary>Key and value.</summary>
        public static readonly byte[] Mains60Hz = Ascii.Bytes(" mains=60");

        /// <summary>Key and value.</summary>
        public static readonly byte[] TypeT = Ascii.Bytes(" tc=T");

        /// <summary>Key and value.</summary>
        public static readonly byte[] TypeK = Ascii.Bytes(" tc=K");

        /// <summary>Key.</summary>
        public static readonly byte[] Longest = Ascii.Bytes(" max=");

        /// <summary>Key.</summary>
        public static readonly byte[] Wait = Ascii.Bytes(" wait=");

        /// <summary>Key and value.</summary>
        public static readonly byte[] Anticipates = Ascii.Bytes(" ant=1");

        /// <summary>Key.</summary>
        public static readonly byte[] Step = Ascii.Bytes(" step=");

        /// <summary>Key.</summary>
        public static readonly byte[] Ok = Ascii.Bytes(" ok=");

        /// <summary>Key.</summary>
        public static readonly byte[] Tip = Ascii.Bytes(" tc=");

        /// <summary>A temperature that cannot be trusted.</summary>
        public static readonly byte[] Unknown = Ascii.Bytes("--");

        /// <summary>Key.</summary>
        public static readonly byte[] ColdJunction = Ascii.Bytes(" cj=");

        /// <summary>Key.</summary>
        public static readonly byte[] Status = Ascii.Bytes(" sr=");

        /// <summary>What the mirrors tell, bit 0 for K1 and bit 1 for K2, and the key that follows.</summary>
        public static readonly byte[][] Contacts =
        {
            Ascii.Bytes(" k1=0 k2=0 io="),
            Ascii.Bytes(" k1=1 k2=0 io="),
            Ascii.Bytes(" k1=0 k2=1 io="),
            Ascii.Bytes(" k1=1 k2=1 io="),
        };

        /// <summary>Key.</summary>
        public static readonly byte[] Dose = Ascii.Bytes(" cem=");

        /// <summary>Key.</summary>
        public static readonly byte[] Duration = Ascii.Bytes(" dur=");

        /// <summary>Key.</summary>
        public static readonly byte[] Peak = Ascii.Bytes(" peak=");

        /// <summary>Key.</summary>
        public static readonly byte[] PeakTime = Ascii.Bytes(" tpeak=");

        /// <summary>Key.</summary>
        public static readonly byte[] End = Ascii.Bytes(" end=");

        /// <summary>Key.</summary>
        public static readonly byte[] Ticks = Ascii.Bytes(" ticks=");

        /// <summary>Key.</summary>
        public static readonly byte[] Late = Ascii.Bytes(" late=");

        /// <summary>Key.</summary>
        public static readonly byte[] Worst = Ascii.Bytes(" worst=");

        /// <summary>Key.</summary>
        public static readonly byte[] Lost = Ascii.Bytes(" lost=");
    }
}
