using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;

namespace Interlock.Firmware.Relays
{
    /// <summary>Watches the mirror contacts: whether K1 does what it is told, and K2 what FAULT tells it.</summary>
    public sealed class RelayMonitor
    {
        // What the relays were told in the tick before: ENABLE, and FAULT, which releases K2 when it falls.
        private int _told = Levels.Fault;
        private long _k1Ms;
        private long _faultMs;

        /// <summary>Judges the mirrors of this tick.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="permitted">True while K1 is to hold the line closed; the self-test judges its own exercise of K1.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>RELAY_DID_NOT_CLOSE, RELAY_DID_NOT_OPEN or none.</returns>
        public int Judge(int levels, bool permitted, long nowMs)
        {
            int told = levels & (Levels.Enable | Levels.Fault);
            if (told != _told) NoteChange(told, nowMs);

            int rows = Row.None;
            bool energised = (levels & Levels.Enable) != 0;
            if (energised != ((levels & Levels.K1Mirror) != 0)) rows = JudgeK1(energised, permitted, nowMs);
            if ((levels & (Levels.Fault | Levels.K2Mirror)) == Levels.K2Mirror && nowMs - _faultMs >= Limits.OpenMs) rows |= Row.RelayDidNotOpen;
            return rows;
        }

        private void NoteChange(int told, long nowMs)
        {
            int changed = told ^ _told;
            if ((changed & Levels.Enable) != 0) _k1Ms = nowMs;
            if ((changed & Levels.Fault) != 0) _faultMs = nowMs;
            _told = told;
        }

        private int JudgeK1(bool energised, bool permitted, long nowMs)
        {
            // Its mirror contradicts ENABLE.
            long sinceMs = nowMs - _k1Ms;
            if (energised) return permitted && sinceMs >= Limits.CloseMs ? Row.RelayDidNotClose : Row.None;
            return sinceMs >= Limits.OpenMs ? Row.RelayDidNotOpen : Row.None;
        }
    }
}
