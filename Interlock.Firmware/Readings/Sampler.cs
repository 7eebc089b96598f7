using Interlock.Drivers.Max31856;

namespace Interlock.Firmware.Readings
{
    /// <summary>
    /// Decides when the chip is read, whether a read counts as a conversion, and what is believed of reads that disagree. One
    /// burst brings configuration, temperatures and status of one moment; DRDY and FAULT are polled, since pin events are known
    /// to stop firing.
    /// </summary>
    public sealed class Sampler
    {
        private const long LongAgo = long.MinValue / 2;

        private readonly Max31856Chip _chip;
        private readonly int _dataReadyBit;
        private readonly int _faultBit;
        private ChipImage _second = new ChipImage();
        private ChipImage _third = new ChipImage();
        private bool _isFirst;
        private int _lastLevels;
        private int _dataReadyTicks;
        private long _dataReadySinceMs;
        private long _lastTickMs;
        private long _secondLastTickMs;
        private long _thirdLastTickMs;
        private int _conversionsSinceTest;
        private long _readMs;
        private long _conversionMs;
        private long _alternatedMs;
        private int _busErrors;

        /// <summary>Samples a chip that is not converting yet.</summary>
        /// <param name="chip">The chip.</param>
        /// <param name="dataReadyBit">Its DRDY in <see cref="Drivers.Board.Levels"/>.</param>
        /// <param name="faultBit">Its FAULT there.</param>
        public Sampler(Max31856Chip chip, int dataReadyBit, int faultBit)
        {
            _chip = chip;
            _dataReadyBit = dataReadyBit;
            _faultBit = faultBit;
            _lastLevels = faultBit;
        }

        /// <summary>What this tick knows of the chip.</summary>
        public readonly Reading Reading = new Reading();

        /// <summary>The registers of the newest read that was believed.</summary>
        public ChipImage Image = new ChipImage();

        /// <summary>True once the chip was configured.</summary>
        public bool IsRunning;

        /// <summary>True when <see cref="Limits.BusErrors"/> of the last <see cref="Limits.BusErrorSpan"/> conversions had reads that contradict each other.</summary>
        public bool IsBusNoisy => _busErrors != 0 && CountOf(_busErrors) >= Limits.BusErrors;

        /// <summary>Writes the whole configuration and starts converting.</summary>
        public void Configure(long nowMs)
        {
            _chip.Configure();
            IsRunning = true;
            _isFirst = true;
            _conversionsSinceTest = 0;
            _alternatedMs = nowMs;
            _readMs = nowMs;
            _conversionMs = nowMs;
            _lastTickMs = nowMs;
            _secondLastTickMs = nowMs;
            _thirdLastTickMs = nowMs;
            Reading.IsWhole = false;
        }

        /// <summary>
        /// Reads the chip if DRDY is low, if FAULT has fallen, or if nothing was read for too long. A FAULT that stays low
        /// asks no more: a read that DRDY did not ask for can swallow a conversion that ends just before it.
        /// </summary>
        public void Sample(int levels, long nowMs)
        {
            Pass();
            if (!IsRunning) return;

            bool isReady = (levels & _dataReadyBit) == 0;
            bool hasFallen = (_lastLevels & ~levels & _faultBit) != 0;
            _lastLevels = levels;
            bool isStuck = IsDataReadyStuck(isReady, nowMs);
            if (!isReady && !hasFallen && nowMs - _readMs < Limits.UnpromptedReadMs) return;

            _readMs = nowMs;
            bool isConversion = isReady && !isStuck;
            Read(isConversion);
            if (isConversion) CountConversion(nowMs);
        }

        /// <summary>
        /// This tick reads another chip, and nothing of this one is looked at: a read that only time asks for would swallow the
        /// conversion that waits.
        /// </summary>
        public void Pass()
        {
            Reading.WasRead = false;
            Reading.IsConversion = false;
        }

        /// <summary>True while the next conversion is in time though it waits for one tick more, however late that comes.</summary>
        public bool CanWait(long nowMs)
        {
            return nowMs - _conversionMs < Limits.StaleMs - Limits.DeadlineMs;
        }

        /// <summary>
        /// The next tick reads, whatever DRDY says. Such a read can swallow a conversion, so the next one has the time of a first.
        /// </summary>
        public void AskRead()
        {
            _readMs = LongAgo;
            _isFirst = true;
        }

        /// <summary>After the read was judged: asks for the open-circuit test when it is due.</summary>
        /// <param name="isOpen">True while the probe is not known to be closed: then every conversion is tested.</param>
        public void RequestOpenTest(bool isOpen)
        {
            if (!Reading.IsConversion) return;
            _conversionsSinceTest++;
            if (_conversionsSinceTest < Limits.OpenTestEvery && !isOpen) return;
            _conversionsSinceTest = 0;
            _chip.RequestOpenTest();
        }

        /// <summary>After the read was judged: writes the register that alternates when it is due, for the next read to show.</summary>
        public void Alternate(long nowMs)
        {
            if (!Reading.IsConversion || nowMs - _alternatedMs < Limits.AlternateMs) return;
            _alternatedMs = nowMs;
            _chip.Alternate();
        }

        /// <summary>True when the newest conversion is too old, or there is none to come.</summary>
        public bool IsStale(long nowMs)
        {
            return !IsRunning || nowMs - _conversionMs >= (_isFirst ? Limits.StaleFirstMs : Limits.StaleMs);
        }

        private void Read(bool isConversion)
        {
            _chip.Read(Image);
            bool isContradicted = false;
            bool isConfirmed = true;
            bool isWhole = _chip.Configuration.Matches(Image);
            if (!isWhole || (Image.Status & Status.Deciding) != 0)
            {
                // An image by which alone the box could trip is read again: one wrong bit on the bus is not a broken chip.
                isContradicted = !IsReadAlike();
                isConfirmed = !isContradicted || IsConfirmedByThird();
                isWhole = isConfirmed && _chip.Configuration.Matches(Image);
            }

            if (isConversion) _busErrors = (_busErrors << 1 | (isContradicted ? 1 : 0)) & ((1 << Limits.BusErrorSpan) - 1);
            Note(isConfirmed, isWhole);
        }

        private bool IsReadAlike()
        {
            // The newer of the two is kept: a conversion may have ended between them, and DRDY tells of it no more.
            ChipImage first = Image;
            _chip.Read(_second);
            Image = _second;
            _second = first;
            return _chip.Configuration.Agree(Image, first);
        }

        private bool IsConfirmedByThird()
        {
            ChipImage newer = Image;
            _chip.Read(_third);
            bool isConfirmed = _chip.Configuration.Agree(_third, newer) || _chip.Configuration.Agree(_third, _second);
            Image = _third;
            _third = newer;
            return isConfirmed;
        }

        private void Note(bool isConfirmed, bool isWhole)
        {
            Reading reading = Reading;
            reading.WasRead = true;
            reading.IsConfirmed = isConfirmed;
            reading.IsWhole = isWhole;
            reading.TipCounts = Image.TipCounts;
            reading.ColdJunctionCounts = Image.ColdJunctionCounts;
            reading.Status = Image.Status;
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

        private static int CountOf(int bits)
        {
            int count = 0;
            for (; bits != 0; bits &= bits - 1) count++;
            return count;
        }

        private void CountConversion(long nowMs)
        {
            Reading.IsConversion = true;
            _isFirst = false;
            _conversionMs = nowMs;
        }
    }
}
