namespace Interlock.Firmware.States
{
    /// <summary>
    /// All that one step of the state machine knows. Every timer and counter has been reduced to a fact before, so that
    /// the machine can be explored to its last state. Made once and filled in again and again: the rows and the tip in
    /// each tick, the rest when the step can depend on it.
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

        /// <summary>True when the tip is known to be below the temperature at which an over-temperature can be acknowledged.</summary>
        public bool HasCooled;

        /// <summary>The tip, 1/128 degC, or <see cref="Judgement.Plausibility.Unknown"/>.</summary>
        public int TipCounts;

        /// <summary>True while K2's mirror is open.</summary>
        public bool K2PulledIn;

        /// <summary>A press of ARM began in this tick.</summary>
        public bool ArmBegan;

        /// <summary>A press of ARM has lasted long enough in this tick.</summary>
        public bool ArmPressed;

        /// <summary>ARM was let go in this tick after a press that counts.</summary>
        public bool ArmClicked;

        /// <summary>ARM was let go in this tick after too long.</summary>
        public bool ArmHeldTooLong;

        /// <summary>The self-test passed in this tick.</summary>
        public bool TestPassed;

        /// <summary>The self-test failed in this tick.</summary>
        public bool TestFailed;
    }
}
