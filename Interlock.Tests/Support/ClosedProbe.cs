using Interlock.Drivers.Board;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;

namespace Interlock.Tests.Support
{
    /// <summary>What comes before a probe's first temperature: after power-on nobody knows whether it is plugged in.</summary>
    public static class ClosedProbe
    {
        private const int ConversionMs = 100;
        private const int BetweenMs = 80;

        /// <summary>Conversions with open-circuit tests find the probe closed; then its chip is configured anew, and nothing else is known.</summary>
        /// <returns>The time after, milliseconds.</returns>
        public static long Prove(Probe probe, ScriptedChip chip, long nowMs)
        {
            probe.Configure(nowMs);
            for (int i = 0; i < Limits.ClosedConversions; i++)
            {
                probe.Look(Inputs.Rest, nowMs + BetweenMs);
                chip.Convert();
                nowMs += ConversionMs;
                probe.Look(Inputs.Ready, nowMs);
                probe.Serve(nowMs);
            }

            probe.Configure(nowMs);
            return nowMs;
        }
    }
}
