namespace Interlock.Firmware
{
    /// <summary>
    /// The box's numbers, all of them. Temperatures are in the chip's own unit, 1/128 degC; times in milliseconds.
    /// docs/safety.md says where each comes from; "paper" is Fan et al. 2023 (docs/design-notes.md).
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

        /// <summary>2.0 degC in a second: tissue heats by 0.7 at most (facts of the thermal model), so the probe has moved.</summary>
        public const int MovedCounts = 2 * CountsPerDegree;

        /// <summary>The span over which a move is judged.</summary>
        public const int MovedSpanMs = 1000;

        /// <summary>Conversions for which a move must last.</summary>
        public const int MovedConversions = 6;

        /// <summary>Identical readings that tell a frozen converter: 1.3 uV rms of noise repeats one reading in 15 at most.</summary>
        public const int FrozenReadings = 32;

        /// <summary>39 degC: thermal dose goes on being counted above it after the line has opened.</summary>
        public const int DoseLowestCounts = 39 * CountsPerDegree;

        /// <summary>The control tick.</summary>
        public const int TickMs = 50;

        /// <summary>A tick that starts this long after the one before is counted late.</summary>
        public const int LateMs = 75;

        /// <summary>More than this between two ticks is a missed deadline.</summary>
        public const int DeadlineMs = 150;

        /// <summary>Without DRDY or FAULT the chip is read all the same after this long.</summary>
        public const int UnpromptedReadMs = 150;

        /// <summary>Without a conversion for this long the reading is stale: a slow 50 Hz conversion, an open test and a tick are 175.</summary>
        public const int StaleMs = 200;

        /// <summary>The same for the first conversion after configuration: 185 ms and a tick (data sheet, "Conversion Time").</summary>
        public const int StaleFirstMs = 300;

        /// <summary>DRDY low in this many ticks running is stuck, unless they took <see cref="TwoConversionsMs"/>.</summary>
        public const int StuckDataReadyTicks = 3;

        /// <summary>Two conversions take 164 ms at least (data sheet, "Conversion Time", 60 Hz, 82 each); three ticks on time span 150.</summary>
        public const int TwoConversionsMs = 160;

        /// <summary>An open-circuit test is asked for in every third conversion.</summary>
        public const int OpenTestEvery = 3;

        /// <summary>How long every row must have been quiet before the box arms, and a cause before it is acknowledged.</summary>
        public const int QuietMs = 1000;

        /// <summary>Shortest press of ARM that counts: two ticks.</summary>
        public const int PressShortestMs = 50;

        /// <summary>Longest press of ARM that counts: longer is a stuck button.</summary>
        public const int PressLongestMs = 5000;

        /// <summary>Longest ablation; the paper's took 1 to 6 minutes.</summary>
        public const int PermittedMs = 360000;

        /// <summary>From the end of ablation to cement, from the paper.</summary>
        public const int CementWaitMs = 600000;

        /// <summary>K1 must have pulled in: two edges, 50 ms of pull-in and margin.</summary>
        public const int CloseMs = 250;

        /// <summary>K1 must have dropped out after its release, K2 after FAULT: 10 ms of release, a tick and margin.</summary>
        public const int OpenMs = 100;

        /// <summary>Between two telemetry samples without a conversion.</summary>
        public const int SampleMs = 200;

        /// <summary>Between two lines of statistics.</summary>
        public const int StatisticsMs = 5000;

        /// <summary>Internal errors that lock the box out.</summary>
        public const int InternalErrors = 3;
    }
}
