using Interlock.Firmware.States;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>What a sample tells of one tick. Made once and filled in each tick.</summary>
    public sealed class Snapshot
    {
        /// <summary>Milliseconds since power-on.</summary>
        public long NowMs;

        /// <summary>The board's levels.</summary>
        public int Levels;

        /// <summary>The tip, 1/128 degC, or <see cref="Judgement.Plausibility.Unknown"/>.</summary>
        public int TipCounts;

        /// <summary>The state after this tick's step.</summary>
        public State State;

        /// <summary>True when this tick brought a conversion.</summary>
        public bool HasConversion;
    }
}
