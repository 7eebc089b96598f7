using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;

namespace Interlock.Firmware.Readings
{
    /// <summary>
    /// Decides when the chip is read, and whether a read counts as a conversion. One burst brings configuration,
    /// temperatures and status of one moment; DRDY and FAULT are polled, since pin events are known to stop firing.
    /// </summary>
    public sealed class Sampler
    {
        private readonly Max31856Chip _chip;
        private bool _running;
        private bool _isFirst;
        private int _dataReadyTicks;
        private long _lastTickMs;
        private long _secondLastTickMs;
        private long _thirdLastTickMs;
        private int _conversionsSinceTest;
        private long _readMs;
        private long _conversionMs;

        /// <summary>Samples a chip that is not converting yet.</summary>
        public Sampler(Max31856Chip chip)
        {
            _chip = chip;
        }

        /// <summary>The newest read.</summary>
        public ChipImage Image { get; } = new ChipImage();

        /// <summary>True once the chip was configured.</summary>
        public bool IsRunning => _running;

        /// <summary>True when this tick read the chip.</summary>
        public bool WasRead { get; private set; }

        /// <summary>True when this tick's read brought a new conversion.</summary>
        public bool HasConversion { get; private set; }

        /// <summary>Writes the whole configuration and starts converting.</summary>
        public void Configure(long nowMs)
        {
            _chip.Configure();
            _running = true;
            _isFirst = true;
            _conversionsSinceTest = 0;
            _readMs = nowMs;
            _conversionMs = nowMs;
            _lastTickMs = nowMs;
            _secondLastTickMs = nowMs;
            _thirdLastTickMs = nowMs;
        }

        /// <summary>Reads the chip if DRDY or FAULT asks for it, or if nothing was read for too long.</summary>
        public void Sample(int levels, long nowMs)
        {
            WasRead = false;
            HasConversion = false;
            if (!_running) return;

            bool isReady = (levels & Levels.DataReady) == 0;
            bool isFault = (levels & Levels.Fault) == 0;
            bool isStuck = IsDataReadyStuck(isReady, nowMs);
            if (!isReady && !isFault && nowMs - _readMs < Limits.UnpromptedReadMs) return;

            _chip.Read(Image);
            _readMs = nowMs;
            WasRead = true;
            if (isReady && !isStuck) CountConversion(nowMs);
        }

        /// <summary>After the read was judged: asks for the open-circuit test when it is due.</summary>
        public void RequestOpenTest()
        {
            if (!HasConversion) return;
            _conversionsSinceTest++;
            if (_conversionsSinceTest < Limits.OpenTestEvery) return;
            _conversionsSinceTest = 0;
            _chip.RequestOpenTest();
        }

        /// <summary>True when the newest conversion is too old, or there is none to come.</summary>
        public bool IsStale(long nowMs)
        {
            return !_running || nowMs - _conversionMs >= (_isFirst ? Limits.StaleFirstMs : Limits.StaleMs);
        }

        private bool IsDataReadyStuck(bool isReady, long nowMs)
        {
            // New conversions in three ticks running are at least two conversions apart, counted from the tick before them.
            _dataReadyTicks = isReady ? _dataReadyTicks + 1 : 0;
            bool isStuck = _dataReadyTicks >= Limits.StuckDataReadyTicks && nowMs - _thirdLastTickMs < Limits.TwoConversionsMs;
            _thirdLastTickMs = _secondLastTickMs;
            _secondLastTickMs = _lastTickMs;
            _lastTickMs = nowMs;
            return isStuck;
        }

        private void CountConversion(long nowMs)
        {
            HasConversion = true;
            _isFirst = false;
            _conversionMs = nowMs;
        }
    }
}
