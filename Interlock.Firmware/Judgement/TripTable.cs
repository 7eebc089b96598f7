namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// The trip table. The order of the rows is the order in which a cause is named when several are true in one tick; a row's
    /// value is its bit in a mask of rows. The conditions stand in <see cref="TripRules"/>, reaction times in docs/safety.md.
    /// To add a row: its constant (and the next one follows from it), its two lines in the constructor, its condition, its test.
    /// </summary>
    public static partial class TripTable
    {
        /// <summary>No row.</summary>
        public const int None = -1;

        /// <summary>Rows that a mask has room for; the sign stays free.</summary>
        public const int Most = 31;

        private static readonly TripRow[] _rows = new TripRow[Most];
        private static int _count;

        public const int StopPressed = 1;
        public const int SensorBus = StopPressed << 1;
        public const int SensorConfig = SensorBus << 1;
        public const int SensorOpen = SensorConfig << 1;
        public const int SensorVoltage = SensorOpen << 1;
        public const int SensorRange = SensorVoltage << 1;
        public const int SensorStale = SensorRange << 1;
        public const int SensorFrozen = SensorStale << 1;
        public const int OverTemperature = SensorFrozen << 1;
        public const int UnderTemperature = OverTemperature << 1;
        public const int CoastExpected = UnderTemperature << 1;
        public const int HardwareLimit = CoastExpected << 1;
        public const int K2Released = HardwareLimit << 1;
        public const int ColdJunction = K2Released << 1;
        public const int ProbesDisagree = ColdJunction << 1;
        public const int ProbeMoved = ProbesDisagree << 1;
        public const int TimeLimit = ProbeMoved << 1;
        public const int RelayDidNotClose = TimeLimit << 1;
        public const int RelayDidNotOpen = RelayDidNotClose << 1;
        public const int DeadlineMissed = RelayDidNotOpen << 1;
        public const int Internal = DeadlineMissed << 1;

        /// <summary>Mask of the rows that need two of the last three conversions.</summary>
        public static readonly int TwoOfThree;

        /// <summary>Mask of the rows after which no temperature of the image can be believed.</summary>
        public static readonly int Distrust;

        /// <summary>Mask of the rows whose acknowledgement needs cooling that was seen.</summary>
        public static readonly int NeedsCooling;

        /// <summary>Mask of the rows that lock the box out.</summary>
        public static readonly int LockOut;

        static TripTable()
        {
            Add(new TripRow("STOP_PRESSED", TripRow.Plain, K2Released | RelayDidNotClose));
            Describe("SR-STOP", "STOP open", 50, 50, 80, 80, "STOP is pressed, or its wire is broken", "pull STOP out; press ARM to acknowledge, again to permit");

            Add(new TripRow("SENSOR_BUS", TripRow.Distrusts, SensorConfig | SensorStale));
            Describe("SR-BUS", "all bytes FF or all bytes 00; a write that does not arrive; two reads of one tick that differ in 3 of 8 conversions", 200, 200, 200, 200, "the converter chip does not answer", "check the converter board and its cable; press ARM to acknowledge, again to permit");

            Add(new TripRow("SENSOR_CONFIG", TripRow.Distrusts, SensorBus | SensorStale));
            Describe("SR-CONFIG", "a configuration byte differs from what was written, in two reads of one tick alike", 200, 200, 200, 200, "the converter chip had lost its settings", "they were written again; press ARM to acknowledge, again to permit");

            Add(new TripRow("SENSOR_OPEN", TripRow.Distrusts, SensorVoltage | SensorRange | SensorStale | ProbeMoved));
            Describe("SR-OPEN", "status Open, and until an open-circuit test has found the probe closed", 700, 700, 700, 700, "the thermocouple is open: broken or unplugged", "plug the probe in or change it; press ARM to acknowledge, again to permit");

            Add(new TripRow("SENSOR_VOLTAGE", TripRow.Distrusts, SensorStale));
            Describe("SR-VOLTAGE", "status OVUV", 350, 350, 350, 350, "over- or under-voltage at the thermocouple's input", "check the probe's insulation; press ARM to acknowledge, again to permit");

            Add(new TripRow("SENSOR_RANGE", TripRow.Distrusts, 0));
            Describe("SR-RANGE", "status TCRange or CJRange", 350, 350, 350, 350, "the reading is outside the converter's range", "check the probe; press ARM to acknowledge, again to permit");

            Add(new TripRow("SENSOR_STALE", TripRow.Plain, 0));
            Describe("SR-STALE", "200 ms without a conversion; 300 ms for the first after configuration", 300, 300, 300, 300, "no new reading in time", "check the converter board; press ARM to acknowledge, again to permit");

            Add(new TripRow("SENSOR_FROZEN", TripRow.Plain, 0));
            Describe("SR-FROZEN", "32 identical readings", 4000, 4000, 4000, 4000, "the same reading again and again", "switch the box off and on; if it comes again, the converter is broken");

            Add(new TripRow("OVER_TEMPERATURE", TripRow.TwoOfThree | TripRow.NeedsCooling, 0));
            Describe("SR-OVER", "at or above 42.00 degC", 320, 370, 350, 400, "the tip is at or above 42 degC", "wait until it is below 40 degC; press ARM to acknowledge, again to permit");

            Add(new TripRow("UNDER_TEMPERATURE", TripRow.TwoOfThree, 0));
            Describe("SR-UNDER", "below 15.00 degC, or status TCLow (one vote)", 350, 400, 350, 400, "the tip is below 15 degC", "check where the probe lies; press ARM to acknowledge, again to permit");

            Add(new TripRow("COAST_EXPECTED", TripRow.NeedsCooling, 0));
            Describe("SR-COAST", "the expected peak, or the upper end of its width, at or above 42.00 degC; only in a box built for it", 1600, 1600, 1600, 1600, "heat that still arrives is expected to reach 42 degC", "wait until it is below 40 degC; press ARM to acknowledge, again to permit");

            Add(new TripRow("HARDWARE_LIMIT", TripRow.NeedsCooling, 0));
            Describe("SR-BACKSTOP", "FAULT low with status TCHigh or none", 200, 250, 200, 250, "the converter's own limit of 45 degC opened the line", "wait until the tip is below 40 degC; press ARM to acknowledge, again to permit");

            Add(new TripRow("K2_RELEASED", TripRow.Plain, RelayDidNotClose));
            Describe("SR-K2", "K2 released while PERMITTED with FAULT high", 80, 80, 110, 110, "relay K2 let go: the coils' supply dipped, or STOP was tapped", "press ARM to acknowledge, again to permit; if it comes again, check the supply");

            Add(new TripRow("COLD_JUNCTION", TripRow.TwoOfThree, 0));
            Describe("SR-COLD", "outside 0 to 60 degC; with two chips also more than 3 degC apart for 1 s (1.5 s)", 350, 400, 350, 400, "the connector of the probe is outside 0 to 60 degC, or the two converters measure it differently", "bring the box to room temperature; press ARM to acknowledge, again to permit");

            Add(new TripRow("PROBES_DISAGREE", TripRow.Plain, 0));
            Describe("SR-AGREE", "medians of two junctions in one needle more than 2.0 degC apart for 1 s; only in a box built for it", 1500, 1500, 1500, 1500, "the two junctions of the needle read differently: one of them, its wire or its converter is wrong", "change the probe; press ARM to acknowledge, again to permit; if it comes again, the box needs service");

            Add(new TripRow("PROBE_MOVED", TripRow.Plain, 0));
            Describe("SR-MOVED", "the median of three differs by more than 2.0 degC from its value 1 s before, for 6 conversions", 1600, 1600, 1600, 1600, "the reading ran away faster than tissue can: the probe moved", "check where the probe lies; press ARM to acknowledge, again to permit");

            Add(new TripRow("TIME_LIMIT", TripRow.Plain, 0));
            Describe("SR-TIME", "PERMITTED for 6 min", 100, 100, 100, 100, "the longest permitted time is over", "press ARM to acknowledge, again to permit");

            Add(new TripRow("RELAY_DID_NOT_CLOSE", TripRow.Plain, K2Released));
            Describe("SR-CLOSE", "K1 mirror closed 250 ms after energising, or at any look after it had opened", 350, 350, 350, 350, "relay K1 did not pull in, or let go by itself", "press ARM to acknowledge, again to permit; if it comes again, the box needs service");

            Add(new TripRow("RELAY_DID_NOT_OPEN", TripRow.LocksOut, 0));
            Describe("SR-RELEASE", "K1 mirror open 100 ms after release, K2 mirror open for 100 ms with FAULT low, or FAULT high or K2 mirror open 300 ms after the lowered threshold was read back", 500, 500, 500, 500, "a relay did not drop out", "switch the generator off at its own switch; the box needs service");

            Add(new TripRow("DEADLINE_MISSED", TripRow.Plain, SensorStale));
            Describe("SR-DEADLINE", "more than 50 ms from the start of one tick to the next", 150, 150, 150, 150, "the controller was too late", "press ARM to acknowledge, again to permit; if it comes again, the box needs service");

            Add(new TripRow("INTERNAL", TripRow.Plain, 0));
            Describe("SR-INTERNAL", "an unexpected exception in the tick; the third in ten minutes locks out", 80, 80, 110, 110, "an error in the firmware", "press ARM to acknowledge, again to permit; keep the log");

            TwoOfThree = MaskOf(TripRow.TwoOfThree);
            Distrust = MaskOf(TripRow.Distrusts);
            NeedsCooling = MaskOf(TripRow.NeedsCooling);
            LockOut = MaskOf(TripRow.LocksOut);
        }

        /// <summary>How many rows there are.</summary>
        public static int Count => _count;

        /// <summary>A row by its number.</summary>
        /// <param name="number">0 to <see cref="Count"/> - 1.</param>
        public static TripRow Of(int number)
        {
            return _rows[number];
        }

        /// <summary>The row named first: the lowest bit.</summary>
        /// <param name="rows">A mask of rows.</param>
        /// <returns>The number of the row; <see cref="None"/> for an empty mask.</returns>
        public static int First(int rows)
        {
            if (rows == 0) return None;
            int row = 0;
            while ((rows & 1) == 0)
            {
                rows >>= 1;
                row++;
            }

            return row;
        }

        private static void Add(TripRow row)
        {
            _rows[_count] = row;
            _count++;
        }

        private static int MaskOf(int option)
        {
            int mask = 0;
            for (int i = 0; i < _count; i++)
            {
                if ((_rows[i].Options & option) != 0) mask |= 1 << i;
            }

            return mask;
        }

        /// <summary>
        /// What the device need not carry of the row added last: the compiler leaves the call and its texts out where nobody
        /// implements it, as on the device.
        /// </summary>
        /// <param name="requirement">Its ID in docs/safety.md.</param>
        /// <param name="rule">When it is true, in words.</param>
        /// <param name="typicalMs">Contacts open within, ticks on time, the data sheet's typical conversion times.</param>
        /// <param name="maximumMs">The same, maximum conversion times.</param>
        /// <param name="typicalGapsMs">With the worst gaps between ticks that are admitted, typical conversion times.</param>
        /// <param name="maximumGapsMs">The same, maximum conversion times.</param>
        /// <param name="sentence">What it says to a person.</param>
        /// <param name="nextStep">What the person does.</param>
        static partial void Describe(string requirement, string rule, int typicalMs, int maximumMs, int typicalGapsMs, int maximumGapsMs, string sentence, string nextStep);
    }
}
