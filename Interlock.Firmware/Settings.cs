namespace Interlock.Firmware
{
    /// <summary>What a box is built for. Changed here before flashing, never at run time: nothing can be set from outside.</summary>
    public sealed class Settings
    {
        /// <summary>True where mains is 60 Hz; selects the converter's noise filter.</summary>
        public bool Mains60Hz;

        /// <summary>True for a type K probe; false for type T, usual in medical needles.</summary>
        public bool ProbeTypeK;

        /// <summary>
        /// True trips early by the coast that the slope lets expect (<see cref="Judgement.Coast"/>), so that the peak after
        /// cut-off stays at or below the limit. Off unless the clinic asks for it: it ends ablations at up to a degree less.
        /// </summary>
        public bool Anticipates;
    }
}
