using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// What two probes of one box must agree in: the cold junctions of the two chips, and in one needle the tips. A reading that
    /// can't be trusted has a row of its own, and contradicts nobody.
    /// </summary>
    public sealed class Agreement
    {
        private readonly Probe _first;
        private readonly Probe _second;
        private readonly bool _isOneNeedle;
        private bool _tipsAreApart;
        private long _tipsAgreedMs;
        private long _coldJunctionsAgreedMs;

        /// <summary>Two probes that have not contradicted each other.</summary>
        /// <param name="first">One.</param>
        /// <param name="second">The other.</param>
        /// <param name="isOneNeedle">Whether their junctions lie in one needle.</param>
        public Agreement(Probe first, Probe second, bool isOneNeedle)
        {
            _first = first;
            _second = second;
            _isOneNeedle = isOneNeedle;
        }

        /// <summary>PROBES_DISAGREE while the tips are too far apart to arm.</summary>
        public int Unvoted;

        /// <summary>Judges a tick.</summary>
        /// <returns>PROBES_DISAGREE, COLD_JUNCTION or none.</returns>
        public int Judge(long nowMs)
        {
            int first = _first.Median;
            int second = _second.Median;
            bool isKnown = first != Reading.None && second != Reading.None;
            int tips = isKnown && _isOneNeedle ? Apart(first, second) : 0;
            Unvoted = tips > Limits.AgreeCounts ? TripTable.ProbesDisagree : 0;
            // Noise must not begin the second again and again while they part slowly.
            _tipsAreApart = tips > (_tipsAreApart ? Limits.DisagreeCounts - Limits.DisagreeHysteresisCounts : Limits.DisagreeCounts);
            if (!_tipsAreApart) _tipsAgreedMs = nowMs;
            int coldJunctions = isKnown ? Apart(_first.Reading.ColdJunctionCounts, _second.Reading.ColdJunctionCounts) : 0;
            if (coldJunctions <= Limits.ColdJunctionsApartCounts) _coldJunctionsAgreedMs = nowMs;
            return TripRules.OfPair(nowMs - _tipsAgreedMs, nowMs - _coldJunctionsAgreedMs);
        }

        private static int Apart(int one, int other)
        {
            return one > other ? one - other : other - one;
        }
    }
}
