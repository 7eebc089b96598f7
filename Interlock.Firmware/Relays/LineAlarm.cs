using Interlock.Drivers.Board;

namespace Interlock.Firmware.Relays
{
    /// <summary>
    /// LINE_CLOSED: locked out, and both mirrors open, so that neither relay is known to have released. One relay that has
    /// released is an open line, and no alarm.
    /// </summary>
    public sealed class LineAlarm
    {
        private const int Mirrors = Levels.K1Mirror | Levels.K2Mirror;

        private long _enteredMs;
        private long _bothOpenMs;
        private long _toldMs;
        private bool _isLockedOut;
        private bool _areBothOpen;

        /// <summary>The alarm is on.</summary>
        public bool IsOn;

        /// <summary>Looks at the mirrors of a box that is locked out.</summary>
        /// <returns>True when it is to be told: at its beginning, and again while it lasts.</returns>
        public bool Judge(int levels, long nowMs)
        {
            if (!_isLockedOut)
            {
                _isLockedOut = true;
                _enteredMs = nowMs;
            }

            bool areBothOpen = (levels & Mirrors) == Mirrors;
            if (areBothOpen && !_areBothOpen) _bothOpenMs = nowMs;
            _areBothOpen = areBothOpen;
            bool wasOn = IsOn;
            IsOn = areBothOpen && nowMs - _enteredMs >= Limits.LockedOutOpenMs && nowMs - _bothOpenMs >= Limits.OpenMs;
            if (!IsOn || (wasOn && nowMs - _toldMs < Limits.AlarmAgainMs)) return false;
            _toldMs = nowMs;
            return true;
        }
    }
}
