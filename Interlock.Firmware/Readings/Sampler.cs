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
        private readonly ChipImage _image = new ChipImage();
        private bool _running;
        private bool _isFirst;
        private bool _wasRead;
        private bool _hasConversion;
        private int _lastLevels = Levels.Fault;
        private int _dataReadyTicks;
        private long _dataReadySinceMs;
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
        public ChipImage Image => _image;

        /// <summary>True once the chip was configured.</summary>
        public bool IsRunning => _running;

        /// <summary>True when this tick read the chip.</summary>
        public bool WasRead => _wasRead;

        /// <summary>True when this tick's read brought a new conversion.</summary>
        public bool HasConversion => _hasConversion;

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

        /// <summary>
        /// Reads the chip if DRDY is low, if FAULT has fallen, or if nothing was read for too long. A FAULT that stays low
        /// asks no more: a read that DRDY did not ask for can swallow a conversion that ends just before it.
        /// </summary>
        public void Sample(int levels, long nowMs)
        {
            _wasRead = false;
            _hasConversion = false;
            if (!_running) return;

            bool isReady = (levels & Levels.DataReady) == 0;
            bool hasFallen = (_lastLevels & ~levels & Levels.Fault) != 0;
            _lastLevels = levels;
            bool isStuck = IsDataReadyStuck(isReady, nowMs);
            if (!isReady && !hasFallen && nowMs - _readMs < Limits.UnpromptedReadMs) return;

            _chip.Read(_image);
            _readMs = nowMs;
            _wasRead = true;
            if (isReady && !isStuck) CountConversion(nowMs);
        }

        /// <summary>After the read was judged: asks for the open-circuit test when it is due.</summary>
        public void RequestOpenTest()
        {
            if (!_hasConversion) return;
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
            if (!isReady)
            {
                _dataReadyTicks = 0;
                _lastTickMs = nowMs;
                return false;
            }

            // New conversions in three ticks running are at least two conversions apart, counted from the tick before them.
            _dataReadyTicks++;
            if (_dataReadyTicks == 1) _dataReadySinceMs = nowMs;
            bool isStuck = _dataReadyTicks >= Limits.StuckDataReadyTicks && nowMs - _thirdLastTickMs < Limits.TwoConversionsMs;
            _thirdLastTickMs = _secondLastTickMs;
            _secondLastTickMs = _lastTickMs;
            _lastTickMs = nowMs;

            // What was counted since DRDY got stuck was none; the first may have been one.
            if (isStuck && _conversionMs > _dataReadySinceMs) _conversionMs = _dataReadySinceMs;
            return isStuck;
        }

        private void CountConversion(long nowMs)
        {
            _hasConversion = true;
            _isFirst = false;
            _conversionMs = nowMs;
        }
    }
}
