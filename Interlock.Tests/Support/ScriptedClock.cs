using Interlock.Drivers;

namespace Interlock.Tests.Support
{
    /// <summary>A clock that a test moves.</summary>
    public sealed class ScriptedClock : IClock
    {
        /// <summary>Microseconds since power-on.</summary>
        public long Us;

        /// <summary>How far each look at the clock moves it: the length of a tick.</summary>
        public long LookUs;

        /// <inheritdoc/>
        public long NowUs()
        {
            long now = Us;
            Us += LookUs;
            return now;
        }
    }
}
