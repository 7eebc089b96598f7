namespace Interlock.Firmware.Telemetry
{
    /// <summary>Every word and every line of the protocol, as bytes made at start-up (docs/uart-protocol.md).</summary>
    public static class Words
    {
        /// <summary>Names of the reasons that are no rows, in the order of <see cref="Reason"/> from <see cref="Reason.FirstOwn"/> on.</summary>
        public static readonly byte[][] OwnReasons = Ascii.Parts(
            "NOT_WARM TOO_WARM NO_READING MOVING K2_RELEASED ARM_CONTACT PRESS_TOO_LONG BEGAN_EARLIER RELEASING NOT_COOLED SELF_TEST LOCKED_OUT "
            + "K2_UNASKED RELEASED HIGH LOW FALLING TIME_TOTAL SPIKE ARM_HELD K1_IN K1_OUT K2_IN K2_OUT",
            ' ');

        /// <summary>Names of the events in the order of <see cref="EventKind"/>.</summary>
        public static readonly byte[][] Events = Ascii.Parts(
            "ARMED RELEASED TRIP ALSO ACK REFUSED WARN WARN_END LOCKOUT LINE_MOVED LINE_CLOSED STILL_HEATING ERROR CEMENT_WAIT_DONE", ' ');

        /// <summary>Names of the states in the order of <see cref="States.State"/>.</summary>
        public static readonly byte[][] States = Ascii.Parts("SELF_TEST INHIBITED PERMITTED TRIPPED LOCKED_OUT", ' ');

        /// <summary>Names of the self-test's steps in the order of <see cref="SelfTests.TestStep"/>.</summary>
        public static readonly byte[][] Steps = Ascii.Parts("MIRRORS CHIP BINDING CONFIG INPUTS LAMPS K2 K1 WATCHDOG RESTORE", ' ');

        /// <summary>Letters of the thermocouple types: the usual one, and the other.</summary>
        public static readonly byte[][] Types = Ascii.Parts("T K", ' ');

        /// <summary>What a second probe is for, in the order of <see cref="SecondProbe"/>.</summary>
        public static readonly byte[][] Probes = Ascii.Parts("ONE OTHER_SIDE SAME_SITE", ' ');

        /// <summary>A temperature that cannot be trusted.</summary>
        public static readonly byte[] Unknown = Ascii.Bytes("--");

        // What follows the type in the lines that are told twice: at the start, and again for who joins late.
        private const string Origin = " fw=" + BuildInfo.Version + " proto=" + BuildInfo.Protocol + " build=" + BuildInfo.Commit + " resets=# cfg=#";
        private const string Settings = " limit=# floor=# backstop=# vote=2/3 tick=# mains=# tc=# max=# wait=# ant=#";

        // The lines: each # is the place of a value, and a field without one is left out. docs/uart-protocol.md says what each means.
        public static readonly byte[][] Boot = Line("$BOOT", Origin);
        public static readonly byte[][] Configuration = Line("$CONF", Settings);
        public static readonly byte[][] OriginAgain = Line("$INFO", Origin);
        public static readonly byte[][] SettingsAgain = Line("$INFO", Settings);
        public static readonly byte[][] Options = Line("$OPTN", " probes=#");
        public static readonly byte[][] Test = Line("$TEST", " step=# ok=# probe=#");
        public static readonly byte[][] Sample = Line("$SAMP", " tc=# cj=# sr=# st=# k1=# k2=# io=# cem=# tc2=# sr2=#");
        public static readonly byte[][] Expectation = Line("$EXPT", " peak=# width=# probe=#");
        public static readonly byte[][] Event = Line("$EVNT", " ev=# cause=# why=# tc=# probe=#");
        public static readonly byte[][] Procedure = Line("$PROC", " dur=# peak=# tpeak=# cem=# end=# probe=#");
        public static readonly byte[][] Lesion = Line("$LESN", " n=# dur=# peak=# cem=# end=# probe=#");
        public static readonly byte[][] Statistics = Line("$STAT", " ticks=# late=# worst=# lost=# gap=# took=#");

        private static byte[][] Line(string type, string fields)
        {
            return Ascii.Parts(type + " seq=# t=#" + fields, '#');
        }
    }
}
