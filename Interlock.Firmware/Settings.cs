using Interlock.Firmware.Judgement;

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
        /// Whether the coast that is to be expected opens the line before the limit is reached (<see cref="Judgement.Coast"/>).
        /// Off unless the clinic asks for it: what it brings and costs is known of models only (docs/design-notes.md,
        /// "Anticipation"), and it keeps no peak below the limit for certain.
        /// </summary>
        public CoastRule Coast;

        /// <summary>What a second probe is for, where one is fitted.</summary>
        public SecondProbe SecondProbe;
    }

    /// <summary>The second probe of a box. Either probe opens the line.</summary>
    public enum SecondProbe
    {
        /// <summary>There is none.</summary>
        None,

        /// <summary>In the other foramen.</summary>
        OtherSide,

        /// <summary>A second junction in the same needle, at most 0.5 mm from the first: the two must agree.</summary>
        SameSite,
    }
}
