namespace Interlock.Firmware
{
    /// <summary>
    /// The box's numbers that decide; what shapes one rule only stands in its file. Temperatures are in the chip's own unit,
    /// 1/128 degC; times in milliseconds. "Paper" is Fan et al. 2023, "data sheet" the MAX31856's (docs/design-notes.md, "Sources").
    /// </summary>
    public static class Limits
    {
        /// <summary>1/128 degC in one degree.</summary>
        public const int CountsPerDegree = 128;

        /// <summary>42.00 degC, inclusive: the paper stops as soon as the foramen rises to 42 degC.</summary>
        public const int LimitCounts = 42 * CountsPerDegree;

        /// <summary>15.00 degC: the paper's range called safe for nerves is 15 to 42 degC.</summary>
        public const int FloorCounts = 15 * CountsPerDegree;

        /// <summary>45.00 degC, inclusive: the hardware channel's limit (nerves endure 43 to 45 degC for minutes only).</summary>
        public const int BackstopDegrees = 45;

        /// <summary>40.00 degC: an over-temperature can be acknowledged below it.</summary>
        public const int ResetCounts = 40 * CountsPerDegree;

        /// <summary>30.00 degC, inclusive: a probe in tissue is not colder when the box is armed.</summary>
        public const int ArmLowestCounts = 30 * CountsPerDegree;

        /// <summary>41.00 degC, inclusive: a nerve hotter than that is not where an ablation begins.</summary>
        public const int ArmHighestCounts = 41 * CountsPerDegree;

        /// <summary>40.00 degC, inclusive: warns at and above.</summary>
        public const int WarnHighCounts = 40 * CountsPerDegree;

        /// <summary>30.00 degC: warns below.</summary>
        public const int WarnLowCounts = 30 * CountsPerDegree;

        /// <summary>0.5 degC between a warning and its end.</summary>
        public const int WarnHysteresisCounts = CountsPerDegree / 2;

        /// <summary>0 degC in the cold junction's 1/64 degC.</summary>
        public const int ColdJunctionLowestCounts = 0;

        /// <summary>60 degC in the cold junction's 1/64 degC.</summary>
        public const int ColdJunctionHighestCounts = 60 * 64;

        /// <summary>
        /// 2.0 degC between the medians of two junctions in one needle. Junctions 2 mm apart may differ by more though both are right
        /// (docs/design-notes.md, "Two sides, two probes"): those are two sites.
        /// </summary>
        public const int DisagreeCounts = 2 * CountsPerDegree;

        /// <summary>An eighth of a degree between disagreeing and agreeing again: the noise of two medians is a third of it.</summary>
        public const int DisagreeHysteresisCounts = CountsPerDegree / 8;

        /// <summary>1.0 degC, inclusive: two junctions in one needle are not farther apart when the box is armed.</summary>
        public const int AgreeCounts = CountsPerDegree;

        /// <summary>3 degC in the cold junction's 1/64 degC: two chips of one box are 0.7 degC off each at most (data sheet, "Cold-Junction Temperature Error"), and lie side by side.</summary>
        public const int ColdJunctionsApartCounts = 3 * 64;

        /// <summary>Two probes that have been apart for so long contradict each other.</summary>
        public const int ApartMs = 1000;

        /// <summary>
        /// 2.0 degC in a second: 6 mm from an antenna, with 30 W absorbed, tissue passes 42 degC at 1.3 (the model of
        /// docs/design-notes.md, "Tissue"), so what is faster is a probe that has moved.
        /// </summary>
        public const int MovedCounts = 2 * CountsPerDegree;

        /// <summary>The span over which a move is judged.</summary>
        public const int MovedSpanMs = 1000;

        /// <summary>Conversions for which a move must last.</summary>
        public const int MovedConversions = 6;

        /// <summary>Identical readings that tell a frozen converter: 1.3 uV rms of noise repeats one reading in 15 at most.</summary>
        public const int FrozenReadings = 32;

        /// <summary>1.0 degC in <see cref="MovedSpanMs"/>: a probe that is being placed; the box does not arm on it.</summary>
        public const int MovingCounts = CountsPerDegree;

        /// <summary>The control tick, a multiple of the 10 ms in which the system clock goes (docs/design-notes.md, "The device's clock").</summary>
        public const int TickMs = 20;

        /// <summary>A tick that starts this long after the one before is counted late: one boundary of the system clock and a half.</summary>
        public const int LateMs = 35;

        /// <summary>More than this from the start of one tick to the next is a missed deadline: what every budget of the trip table stands.</summary>
        public const int DeadlineMs = 50;

        /// <summary>HEARTBEAT is not toggled sooner than this after its last edge: the watchdog drops K1 on edges closer than 4.5 to 5.7 ms.</summary>
        public const int EdgeMs = 6;

        /// <summary>Without DRDY or FAULT the chip is read all the same after this long: the slowest conversion with an open test is 125 (data sheet, "Conversion Time").</summary>
        public const int UnpromptedReadMs = 130;

        /// <summary>Without a conversion for this long the reading is stale: a slow 50 Hz conversion, an open test and the widest gap are 175.</summary>
        public const int StaleMs = 200;

        /// <summary>The same for the first conversion after configuration: 185 ms and ticks (data sheet, "Conversion Time").</summary>
        public const int StaleFirstMs = 300;

        /// <summary>DRDY low in this many ticks running is stuck, unless they took <see cref="TwoConversionsMs"/>.</summary>
        public const int StuckDataReadyTicks = 3;

        /// <summary>Two conversions take 164 ms at least (data sheet, "Conversion Time", 60 Hz, 82 each); three ticks and the gap before span 150 at most.</summary>
        public const int TwoConversionsMs = 160;

        /// <summary>The register that alternates is written anew after this long, so that a write that does not arrive is found within 1.5 s.</summary>
        public const int AlternateMs = 500;

        /// <summary>Conversions over which reads that contradict each other are counted.</summary>
        public const int BusErrorSpan = 8;

        /// <summary>So many of them are a bus that can't be believed; a wrong bit now and then is none.</summary>
        public const int BusErrors = 3;

        /// <summary>Conversions with an open-circuit test and no finding that prove a probe closed which was open: the test asked for after one shows in the next but one.</summary>
        public const int ClosedConversions = 3;

        /// <summary>An open-circuit test is asked for in every third conversion.</summary>
        public const int OpenTestEvery = 3;

        /// <summary>How long every row must have been quiet before the box arms, and a cause before it is acknowledged.</summary>
        public const int QuietMs = 1000;

        /// <summary>Rest of ARM, at every look, that comes before an act and ends it.</summary>
        public const int ArmRestMs = 500;

        /// <summary>Both contacts of ARM must have said pressed, at every look, for this long.</summary>
        public const int ArmPressedMs = 100;

        /// <summary>From the first look of an act to its press, and from the press to the closing rest: a worn button bounces for 200.</summary>
        public const int ArmEdgeMs = 400;

        /// <summary>An act this long that was no press is told; a shorter one is a touch.</summary>
        public const int ArmTouchMs = 200;

        /// <summary>An act this long is no press: the button is stuck, or leant on.</summary>
        public const int ArmLongestMs = 5000;

        /// <summary>Contacts of ARM that disagree for longer are a broken wire; a break-before-make button has neither for 2 to 20.</summary>
        public const int ArmDisagreesMs = 500;

        /// <summary>Longest ablation; the paper's took 1 to 6 minutes.</summary>
        public const int PermittedMs = 360000;

        /// <summary>From the end of ablation to cement, from the paper.</summary>
        public const int CementWaitMs = 600000;

        /// <summary>A relay must have pulled in: two edges of HEARTBEAT, 50 ms of pull-in and margin.</summary>
        public const int CloseMs = 250;

        /// <summary>A relay must have dropped out: 10 ms of release, ticks and margin.</summary>
        public const int OpenMs = 100;

        /// <summary>A K1 that has not dropped out at the first look this long after its release is helped by K2_HOLD: 10 ms of release and margin.</summary>
        public const int LingersMs = 40;

        /// <summary>From a lowered threshold that was read back to FAULT low and K2 out: a conversion with an open test, 10 ms of release, ticks and margin.</summary>
        public const int ForcedMs = 300;

        /// <summary>A chip whose turn it is to force K2, and whose lowered threshold was not read back so soon, is helped by the other.</summary>
        public const int TurnMs = 200;

        /// <summary>From the last edge of HEARTBEAT to K1's mirror closed: 100 ms of the watchdog, release and ticks.</summary>
        public const int WatchdogDropMs = 200;

        /// <summary>
        /// A K1 that drops sooner after HEARTBEAT stopped was not dropped by its watchdog, which holds for 77 ms from the last
        /// edge, up to <see cref="DeadlineMs"/> before; the relay and its mirror take 3 more.
        /// </summary>
        public const int WatchdogHoldsMs = 30;

        /// <summary>After LOCKED_OUT was entered the relays have this long to show that one of them opened.</summary>
        public const int LockedOutOpenMs = 500;

        /// <summary>Between two tellings of an alarm that goes on.</summary>
        public const int AlarmAgainMs = 10000;

        /// <summary>From a conversion to its sample: two ticks on time, or the next where ticks are late.</summary>
        public const int SampleAfterMs = 30;

        /// <summary>Between two telemetry samples without a conversion.</summary>
        public const int SampleMs = 200;

        /// <summary>Between two lines of statistics.</summary>
        public const int StatisticsMs = 5000;

        /// <summary>In which all that BOOT and CONF told is told again, a line each in turn.</summary>
        public const int InfoMs = 60000;

        /// <summary>Internal errors within <see cref="InternalErrorsMs"/> that lock the box out.</summary>
        public const int InternalErrors = 3;

        /// <summary>Ten minutes, after which an internal error counts no more.</summary>
        public const int InternalErrorsMs = 600000;
    }
}
