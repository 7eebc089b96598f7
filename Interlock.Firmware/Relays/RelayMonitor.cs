using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;

namespace Interlock.Firmware.Relays
{
    /// <summary>Watches the mirror contacts: whether K1 does what it is told, and K2 what FAULT tells it.</summary>
    public sealed class RelayMonitor
    {
        private bool _wasEnergised;
        private bool _wasFault;
        private long _k1Ms;
        private long _faultMs;

        /// <summary>Judges the mirrors of this tick.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="permitted">True while K1 is to hold the line closed; the self-test judges its own exercise of K1.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>RELAY_DID_NOT_CLOSE, RELAY_DID_NOT_OPEN or none.</returns>
        public int Judge(int levels, bool permitted, long nowMs)
        {
            return JudgeK1(levels, permitted, nowMs) | JudgeK2(levels, nowMs);
        }

        private int JudgeK1(int levels, bool permitted, long nowMs)
        {
            bool energised = (levels & Levels.Enable) != 0;
            if (energised != _wasEnergised)
            {
                _wasEnergised = energised;
                _k1Ms = nowMs;
            }

            bool pulledIn = (levels & Levels.K1Mirror) != 0;
            long sinceMs = nowMs - _k1Ms;
            if (energised) return permitted && !pulledIn && sinceMs >= Limits.CloseMs ? Row.RelayDidNotClose : Row.None;
            return pulledIn && sinceMs >= Limits.OpenMs ? Row.RelayDidNotOpen : Row.None;
        }

        private int JudgeK2(int levels, long nowMs)
        {
            bool fault = (levels & Levels.Fault) == 0;
            if (fault && !_wasFault) _faultMs = nowMs;
            _wasFault = fault;
            bool pulledIn = (levels & Levels.K2Mirror) != 0;
            return fault && pulledIn && nowMs - _faultMs >= Limits.OpenMs ? Row.RelayDidNotOpen : Row.None;
        }
    }
}
