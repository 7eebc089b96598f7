namespace Interlock.Firmware.States
{
    /// <summary>Turns ARM's level into presses. A sample every 50 ms does away with the bounce of the contact.</summary>
    public sealed class ArmButton
    {
        private bool _isIdle = true;
        private bool _isDown;
        private bool _hasCounted;
        private long _sinceMs;

        /// <summary>A press began in this tick.</summary>
        public bool Began { get; private set; }

        /// <summary>A press has lasted <see cref="Limits.PressShortestMs"/> in this tick.</summary>
        public bool Pressed { get; private set; }

        /// <summary>Let go in this tick, after 50 ms to 5 s.</summary>
        public bool Clicked { get; private set; }

        /// <summary>Let go in this tick, after more than 5 s.</summary>
        public bool HeldTooLong { get; private set; }

        /// <summary>True while ARM stays up: nothing began and nothing ended.</summary>
        public bool IsIdle => _isIdle;

        /// <summary>Takes this tick's level.</summary>
        /// <param name="down">True while ARM is pressed.</param>
        /// <param name="nowMs">The time.</param>
        public void Sample(bool down, long nowMs)
        {
            if (!down && _isIdle) return;

            _isIdle = !down && !_isDown;
            Began = down && !_isDown;
            if (Began)
            {
                _sinceMs = nowMs;
                _hasCounted = false;
            }

            long heldMs = nowMs - _sinceMs;
            Pressed = down && !_hasCounted && heldMs >= Limits.PressShortestMs;
            _hasCounted |= Pressed;

            bool letGo = !down && _isDown && _hasCounted;
            HeldTooLong = letGo && heldMs > Limits.PressLongestMs;
            Clicked = letGo && !HeldTooLong;
            _isDown = down;
        }
    }
}
