namespace Interlock.Tests.Support
{
    /// <summary>The converter's noise, 0.03 degC rms (data sheet: 1.3 uV rms), from a generator that is the same everywhere.</summary>
    public sealed class ChipNoise
    {
        // Four even draws of so many sixteenths of a count have a deviation of 3.9 counts together.
        private const int Span = 107;
        private const int Draws = 4;

        private int _state;

        public ChipNoise(int seed)
        {
            _state = seed;
        }

        /// <summary>The noise of one conversion, 1/128 degC.</summary>
        public int Next()
        {
            int sum = 0;
            for (int i = 0; i < Draws; i++)
            {
                _state = _state * 1664525 + 1013904223;
                sum += (_state >> 16 & 0x7FFF) % Span - Span / 2;
            }

            return sum / 16;
        }
    }
}
