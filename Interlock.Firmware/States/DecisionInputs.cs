namespace Interlock.Firmware.States
{
    /// <summary>
    /// All that one step of the state machine knows. Every timer and counter has been reduced to a fact before, so that
    /// the machine can be explored to its last state. Made once and filled in again and again: the rows, the tip and what can
    /// lock out in each tick, the rest when the step can depend on it.
    /// </summary>
    public sealed class DecisionInputs
    {
        /// <summary>Rows that are true now, votes counted.</summary>
        public int Rows;

        /// <summary>True when every row has been quiet for a second.</summary>
        public bool AllQuiet;

        /// <summary>The row to name when <see cref="AllQuiet"/> is false.</summary>
        public int FirstLoud;

        /// <summary>True when the cause of the trip has been quiet for a second.</summary>
        public bool CauseQuiet;

        /// <summary>True after a second of trusted readings below the temperature at which an over-temperature can be acknowledged.</summary>
        public bool HasCooled;

        /// <summary>The tip, 1/128 degC, or <see cref="Readings.Reading.None"/>.</summary>
        public int TipCounts;

        /// <summary>True when the reading is known to move slowly enough to arm.</summary>
        public bool IsSteady;

        /// <summary>True while K2's mirror is open.</summary>
        public bool K2PulledIn;

        /// <summary>True until the last release has proven both channels and put the threshold back.</summary>
        public bool IsReleasing;

        /// <summary>What locks the box out beside the rows that do, a <see cref="Telemetry.Reason"/>; <see cref="Telemetry.Reason.None"/> when nothing does.</summary>
        public int LockOutFor = Telemetry.Reason.None;

        /// <summary>An act of ARM began in this tick.</summary>
        public bool ArmBegan;

        /// <summary>Both contacts of ARM have said pressed for long enough, in this tick.</summary>
        public bool ArmPressed;

        /// <summary>An act of ARM ended in this tick, and counts.</summary>
        public bool ArmActed;

        /// <summary>An act of ARM ended in this tick, and was no press.</summary>
        public bool ArmFailed;

        /// <summary>An act of ARM has become too long in this tick.</summary>
        public bool ArmTooLong;

        /// <summary>ARM's contacts contradict each other.</summary>
        public bool ArmContactBad;

        /// <summary>The self-test passed in this tick.</summary>
        public bool TestPassed;

        /// <summary>The self-test failed in this tick.</summary>
        public bool TestFailed;

        /// <summary>The self-test waits for this act, and answers for it.</summary>
        public bool TestTakesAct;
    }
}
