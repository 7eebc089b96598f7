using Interlock.Drivers.Max31856;

namespace Interlock.Firmware.Readings
{
    /// <summary>What one tick knows of one chip. Made once; filled in by <see cref="Sampler"/>, and passed on from there.</summary>
    public sealed class Reading
    {
        /// <summary>In place of a temperature: there is none that can be believed.</summary>
        public const int None = int.MinValue;

        /// <summary>True when this tick read the chip.</summary>
        public bool WasRead;

        /// <summary>True when that brought a new conversion.</summary>
        public bool IsConversion;

        /// <summary>False when the reads of this tick contradicted each other and none was confirmed: then it says nothing at all.</summary>
        public bool IsConfirmed = true;

        /// <summary>True when the newest read shows the configuration as it was written.</summary>
        public bool IsWhole;

        /// <summary>Tip of the newest read, 1/128 degC, whatever it is worth.</summary>
        public int TipCounts;

        /// <summary>Cold junction of the newest read, 1/64 degC.</summary>
        public int ColdJunctionCounts;

        /// <summary>Fault status of the newest read; bits in <see cref="Status"/>.</summary>
        public int Status;
    }
}
