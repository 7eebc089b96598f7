using Interlock.Drivers.Board;

namespace Interlock.Firmware.States
{
    /// <summary>
    /// Turns the looks at ARM's two contacts into acts. An act lasts from the first look that is not rest, after
    /// <see cref="Limits.ArmRestMs"/> of rest at every look, to as much rest again. It counts, once, at its end, when the
    /// longest run of looks at which both contacts said pressed lasted <see cref="Limits.ArmPressedMs"/>, began soon after the
    /// act and was soon followed by the closing rest. What is judged by a run of looks does not alias with the tick: pick-up on
    /// the wires of a person's button never holds both contacts that long.
    /// </summary>
    public sealed class ArmButton
    {
        // The two looks at which the contacts agree: pressed pulls the normally open one low and lets the other go high.
        private const int Pressed = Levels.ArmRest;
        private const int Rest = Levels.Arm;
        private const int Both = Levels.Arm | Levels.ArmRest;

        private int _lastContacts = Both;
        private long _lookMs;
        private long _restMs;
        private long _agreedMs;
        private long _actMs;
        private long _runMs;
        private long _longestMs;
        private long _longestBeganMs;
        private long _longestEndedMs;

        /// <summary>A button that is looked at from now on.</summary>
        public ArmButton(long nowMs = 0)
        {
            _restMs = nowMs;
            _agreedMs = nowMs;
        }

        /// <summary>An act began at this look.</summary>
        public bool Began;

        /// <summary>Both contacts have said pressed for <see cref="Limits.ArmPressedMs"/>, told once a run.</summary>
        public bool HasPressed;

        /// <summary>An act ended at this look, and counts.</summary>
        public bool HasActed;

        /// <summary>An act longer than a touch ended at this look, and was no press.</summary>
        public bool HasFailed;

        /// <summary>The act has reached <see cref="Limits.ArmLongestMs"/> at this look.</summary>
        public bool IsTooLong;

        /// <summary>The contacts have disagreed for more than <see cref="Limits.ArmDisagreesMs"/>, until they have rested.</summary>
        public bool IsContactBad;

        /// <summary>At rest, and nothing began or ended at this look.</summary>
        public bool IsIdle;

        /// <summary>At rest for long enough that an act may begin.</summary>
        public bool IsAtRest;

        /// <summary>An act is under way that has not become too long.</summary>
        public bool IsActing;

        /// <summary>At this look either contact was not at rest.</summary>
        public bool IsTouched => _lastContacts != Rest;

        /// <summary>Takes this tick's look.</summary>
        public void Look(int levels, long nowMs)
        {
            int contacts = levels & Both;
            bool stays = IsAtRest && contacts == Rest;
            if (!IsIdle) Forget();
            IsIdle = stays;
            if (stays) return;

            if (IsAtRest) Begin(nowMs);
            FollowContacts(contacts, nowMs);
            if (IsActing && nowMs - _actMs >= Limits.ArmLongestMs) EndTooLong();
            if (contacts == Rest && nowMs - _restMs >= Limits.ArmRestMs) ComeToRest();
            _lastContacts = contacts;
            _lookMs = nowMs;
        }

        private void Forget()
        {
            Began = false;
            HasPressed = false;
            HasActed = false;
            HasFailed = false;
            IsTooLong = false;
        }

        private void Begin(long nowMs)
        {
            IsAtRest = false;
            IsActing = true;
            Began = true;
            _actMs = nowMs;
            _agreedMs = nowMs;
            _longestMs = -1;
            _lastContacts = Rest;
        }

        private void FollowContacts(int contacts, long nowMs)
        {
            if (contacts == Rest)
            {
                if (_lastContacts != Rest) _restMs = nowMs;
                _agreedMs = nowMs;
            }
            else if (contacts == Pressed)
            {
                FollowRun(nowMs);
                _agreedMs = nowMs;
            }
            else if (nowMs - _agreedMs > Limits.ArmDisagreesMs)
            {
                IsContactBad = true;
            }
        }

        private void FollowRun(long nowMs)
        {
            if (_lastContacts != Pressed) _runMs = nowMs;
            long forMs = nowMs - _runMs;
            HasPressed = forMs >= Limits.ArmPressedMs && _lookMs - _runMs < Limits.ArmPressedMs;
            if (forMs <= _longestMs) return;
            _longestMs = forMs;
            _longestBeganMs = _runMs;
            _longestEndedMs = nowMs;
        }

        private void EndTooLong()
        {
            IsTooLong = true;
            IsActing = false;
        }

        private void ComeToRest()
        {
            IsAtRest = true;
            IsContactBad = false;
            if (!IsActing) return;
            IsActing = false;
            HasActed = _longestMs >= Limits.ArmPressedMs
                && _longestBeganMs - _actMs <= Limits.ArmEdgeMs
                && _restMs - _longestEndedMs <= Limits.ArmEdgeMs;
            HasFailed = !HasActed && _restMs - _actMs > Limits.ArmTouchMs;
        }
    }
}
