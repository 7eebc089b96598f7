using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.Relays
{
    /// <summary>Watches the mirror contacts: whether the relays do what they are told, and nothing else.</summary>
    public sealed class RelayWatch
    {
        private const int Mirrors = Levels.K1Mirror | Levels.K2Mirror;
        private const int Watched = Mirrors | Levels.Enable | Levels.Fault | Levels.Stop;
        private const int NotLooked = -1;

        // What the relays were told, and what stood around them, when the mirrors were looked at last.
        private int _lastLevels = NotLooked;
        private int _settledAs = NotLooked;
        private long _lookMs;
        private long _k1Ms;
        private long _k2LingersMs;
        private bool _k2Lingers;
        private bool _k1HasPulledIn;
        private bool _hasPressSinceK2Out;
        private bool _isUndisturbed;
        private bool _isFailureCounted;
        private int _failuresToClose;

        /// <summary>What K1's mirror did though nothing asked for it, a <see cref="Reason"/>, or none.</summary>
        public int K1Moved = Reason.None;

        /// <summary>What K2's mirror did though nothing asked for it, a <see cref="Reason"/>, or none.</summary>
        public int K2Moved = Reason.None;

        /// <summary>Why the box must be locked out beside a relay that did not open, a <see cref="Reason"/>, or none.</summary>
        public int LockOutFor = Reason.None;

        /// <summary>K2 pulled in, and no look saw the press that must have cleared its latch: K2_HOLD is to put it out again.</summary>
        public bool PutsK2Out;

        /// <summary>True in a tick in which a mirror moved unasked.</summary>
        public bool HasMoved;

        /// <summary>Judges the mirrors of this tick.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="state">Where the box stands.</param>
        /// <param name="isTouched">Either contact of ARM is not at rest.</param>
        /// <param name="isK2Held">K2_HOLD has been low for long enough that K2 must be out.</param>
        /// <param name="beats">HEARTBEAT is to beat since the tick before.</param>
        /// <param name="isReleasing">A release is under way.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>RELAY_DID_NOT_CLOSE, RELAY_DID_NOT_OPEN or none.</returns>
        public int Judge(int levels, State state, bool isTouched, bool isK2Held, bool beats, bool isReleasing, long nowMs)
        {
            // What this look finds driven was driven in the tick of the look before.
            long drivenMs = _lookMs;
            _lookMs = nowMs;
            _hasPressSinceK2Out |= isTouched;
            int watched = levels & Watched;
            if (watched == _settledAs) return 0;

            // A relay may still be dropping out after a dip that restarted the box: how it stands at the first look is no move.
            int changed = _lastLevels == NotLooked ? 0 : levels ^ _lastLevels;
            K1Moved = Reason.None;
            K2Moved = Reason.None;
            LockOutFor = Reason.None;
            if ((changed & Levels.Enable) != 0) BeginK1(drivenMs);
            if ((changed & Levels.K1Mirror) != 0) FollowK1(levels, beats);
            if ((changed & Levels.K2Mirror) != 0) FollowK2(levels, state, isTouched, isK2Held, isReleasing);
            // K2_HOLD has had its time, and holds nothing.
            if (PutsK2Out && isK2Held) LockOutFor = Reason.K2Unasked;
            // No reason is -1, all bits, so that both together are it only where neither moved.
            HasMoved = (K1Moved & K2Moved) != Reason.None;
            _lastLevels = levels;
            int rows = JudgeK1(levels, state == State.Permitted, nowMs) | JudgeK2(levels, nowMs);
            bool isSettled = (changed & Watched) == 0 && rows == 0 && IsAtRest(watched, state);
            _settledAs = isSettled ? watched : NotLooked;
            return rows;
        }

        private bool IsAtRest(int watched, State state)
        {
            // Nearly every tick looks like the one before: both relays out and ENABLE low, or both in while permitted.
            if ((watched & (Mirrors | Levels.Enable)) == 0) return true;
            return watched == (Mirrors | Levels.Enable | Levels.Fault) && state == State.Permitted && _k1HasPulledIn;
        }

        private void BeginK1(long drivenMs)
        {
            _k1Ms = drivenMs;
            _k1HasPulledIn = false;
            _isUndisturbed = true;
            _isFailureCounted = false;
        }

        private void FollowK1(int levels, bool beats)
        {
            bool isEnabled = (levels & Levels.Enable) != 0;
            bool isIn = (levels & Levels.K1Mirror) != 0;
            bool isExpected = isIn ? isEnabled : !isEnabled || !beats;
            if (!isExpected) K1Moved = isIn ? Reason.K1In : Reason.K1Out;
        }

        private void FollowK2(int levels, State state, bool isTouched, bool isK2Held, bool isReleasing)
        {
            bool faultIsLow = (levels & Levels.Fault) == 0;
            if ((levels & Levels.K2Mirror) == 0)
            {
                bool isExpected = faultIsLow || (levels & Levels.Stop) != 0 || isK2Held || PutsK2Out || isReleasing;
                if (!isExpected) K2Moved = Reason.K2DroppedOut;
                _hasPressSinceK2Out = isTouched;
                PutsK2Out = false;
                return;
            }

            if (faultIsLow || !_hasPressSinceK2Out) K2Moved = Reason.K2In;
            if (state == State.Permitted) return;
            // A tap can clear the latch between two looks. While K2_HOLD is low nothing can.
            if (isK2Held) LockOutFor = Reason.K2Unasked;
            else PutsK2Out = !_hasPressSinceK2Out;
        }

        private int JudgeK1(int levels, bool isPermitted, long nowMs)
        {
            bool isIn = (levels & Levels.K1Mirror) != 0;
            long sinceMs = nowMs - _k1Ms;
            if ((levels & Levels.Enable) == 0) return TripRules.OfReleased(isIn, sinceMs, Limits.OpenMs);

            if (isIn)
            {
                _k1HasPulledIn = true;
                _failuresToClose = 0;
            }

            _isUndisturbed &= (levels & (Levels.Stop | Levels.K2Mirror)) == Levels.K2Mirror;
            if (!isPermitted) return 0;
            int rows = TripRules.OfK1Energised(isIn, _k1HasPulledIn, sinceMs);
            if (rows != 0 && !_isFailureCounted) CountFailure();
            return rows;
        }

        private void CountFailure()
        {
            // A relay that never pulls in, twice, with nothing else to blame, is broken; once may be a supply just connected.
            _isFailureCounted = true;
            if (_k1HasPulledIn) return;
            _failuresToClose = _isUndisturbed ? _failuresToClose + 1 : 0;
            if (_failuresToClose == 2) LockOutFor = TripTable.First(TripTable.RelayDidNotClose);
        }

        private int JudgeK2(int levels, long nowMs)
        {
            bool lingers = (levels & (Levels.Fault | Levels.K2Mirror)) == Levels.K2Mirror;
            if (lingers && !_k2Lingers) _k2LingersMs = nowMs;
            _k2Lingers = lingers;
            return TripRules.OfReleased(lingers, nowMs - _k2LingersMs, Limits.OpenMs);
        }
    }
}
