using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// One thermocouple with its converter chip: it is read, its readings become rows, and its threshold can force K2. The
    /// box has one or two.
    /// </summary>
    public sealed class Probe
    {
        /// <summary>In place of a time.</summary>
        public const long Never = long.MaxValue;

        private readonly ChipConfiguration _configuration;
        private readonly Sampler _sampler;
        private readonly Votes _votes = new Votes();
        private readonly Plausibility _plausibility = new Plausibility();
        private readonly int _distrust = TripTable.Distrust;
        private int _rowsRead;
        private int _tipRead = Reading.None;
        private int _toProveClosed = Limits.ClosedConversions;
        private bool _hasConverted;
        private bool _isRestoring;
        private bool _isCleared;

        /// <summary>A probe whose chip is not converting yet.</summary>
        /// <param name="bus">The chip's bus.</param>
        /// <param name="settings">Mains, thermocouple type, what is done about the coast.</param>
        /// <param name="dataReadyBit">Its DRDY in <see cref="Levels"/>.</param>
        /// <param name="faultBit">Its FAULT there.</param>
        /// <param name="number">1 or 2; 0 for the only one.</param>
        public Probe(ISpiBus bus, Settings settings, int dataReadyBit, int faultBit, int number = 0)
        {
            _configuration = new ChipConfiguration(settings.Mains60Hz, settings.ProbeTypeK);
            Chip = new Max31856Chip(bus, _configuration);
            _sampler = new Sampler(Chip, dataReadyBit, faultBit);
            Reading = _sampler.Reading;
            Coast = new Coast(settings.Coast);
            DataReadyBit = dataReadyBit;
            FaultBit = faultBit;
            Number = number;
        }

        /// <summary>1 or 2; 0 for the only one.</summary>
        public readonly int Number;

        /// <summary>Its DRDY in <see cref="Levels"/>.</summary>
        public readonly int DataReadyBit;

        /// <summary>Its FAULT there.</summary>
        public readonly int FaultBit;

        /// <summary>The chip, for the steps of the self-test that come before sampling.</summary>
        public readonly Max31856Chip Chip;

        /// <summary>What would still come if the line opened now.</summary>
        public readonly Coast Coast;

        /// <summary>What this tick knows of the chip.</summary>
        public readonly Reading Reading;

        /// <summary>True once the chip was configured.</summary>
        public bool IsRunning => _sampler.IsRunning;

        /// <summary>The newest trusted tip temperature, 1/128 degC; <see cref="Reading.None"/> when there is none.</summary>
        public int TipCounts = Reading.None;

        /// <summary>Median of the last three trusted conversions, 1/128 degC, or <see cref="Reading.None"/>.</summary>
        public int Median => _plausibility.Median;

        /// <summary>How far the median has gone in the last second, 1/128 degC, or <see cref="Reading.None"/>.</summary>
        public int ChangeCounts => _plausibility.ChangeCounts;

        /// <summary>Rows of the newest conversion without their votes: arming wants them quiet too.</summary>
        public int Unvoted;

        /// <summary>True from the lowering of the threshold to the first read after FAULT was cleared: what FAULT says meanwhile is our own doing.</summary>
        public bool IsLowered;

        /// <summary>True from the lowering of the threshold until FAULT was cleared.</summary>
        public bool IsForcing;

        /// <summary>Since when a read has shown the configuration as last written, or <see cref="Never"/>.</summary>
        public long WholeMs = Never;

        /// <summary>The rows that were true at the last look.</summary>
        public int Rows;

        /// <summary>Counts the ESP32's resets in the chip, before anything is configured.</summary>
        public int TakeResetCount()
        {
            return Chip.TakeResetCount(_sampler.Image);
        }

        /// <summary>Reads the chip when that is due, and judges what it brought and the time since.</summary>
        /// <returns>The rows that are true.</returns>
        public int Look(int levels, long nowMs)
        {
            _sampler.Sample(levels, nowMs);
            if (Reading.WasRead) JudgeRead(nowMs);
            return Judge(levels, nowMs);
        }

        /// <summary>In a tick that reads the other chip: judges the time since, and leaves what this one has to tell for the next tick.</summary>
        /// <returns>The rows that are true.</returns>
        public int Wait(int levels, long nowMs)
        {
            _sampler.Pass();
            // A FAULT that the last look named lasts; one that has just fallen is judged with its read.
            return Judge((Rows & TripTable.HardwareLimit) != 0 ? levels : levels | FaultBit, nowMs);
        }

        /// <summary>Nothing is lost by waiting for one tick more.</summary>
        public bool CanWait(long nowMs)
        {
            return _sampler.CanWait(nowMs);
        }

        private int Judge(int levels, long nowMs)
        {
            // Between two reads nothing but time goes on, so what the last read came to is kept.
            TipCounts = _tipRead;
            int rows = _rowsRead;
            if (_sampler.IsStale(nowMs))
            {
                TipCounts = Reading.None;
                rows |= TripTable.SensorStale;
                ForgetCourse();
            }

            // A fall of FAULT and every conversion read the chip, so the status is the one that holds FAULT low.
            if ((levels & FaultBit) == 0 && IsRunning) rows |= TripRules.OfFault(IsLowered, Reading.Status);
            Rows = rows;
            return rows;
        }

        /// <summary>Writes the whole configuration, the threshold as it is to be, and forgets the readings before.</summary>
        public void Configure(long nowMs)
        {
            _sampler.Configure(nowMs);
            WholeMs = Never;
            _votes.Clear();
            ForgetCourse();
            _rowsRead = 0;
            Unvoted = 0;
            _tipRead = Reading.None;
            _hasConverted = false;
            // The open-circuit test that was asked for is lost with the conversion that ran.
            if (_toProveClosed > 0) _toProveClosed = Limits.ClosedConversions;
        }

        /// <summary>What is due after a read was judged: the next open-circuit test, the register that alternates.</summary>
        public void Serve(long nowMs)
        {
            _sampler.RequestOpenTest(_toProveClosed > 0);
            _sampler.Alternate(nowMs);
        }

        /// <summary>Clears latched status bits and lets FAULT rise, unless their cause is still there.</summary>
        public void ClearFaults()
        {
            Chip.ClearFaults();
        }

        /// <summary>Lowers the threshold below every reading, so that FAULT falls at the end of the next conversion.</summary>
        public void Lower()
        {
            IsLowered = true;
            IsForcing = true;
            _isRestoring = false;
            _isCleared = false;
            WholeMs = Never;
            Chip.SetHighThreshold(ChipConfiguration.LoweredSixteenths);
            _sampler.AskRead();
        }

        /// <summary>Puts the threshold back. FAULT is cleared, and HARDWARE_LIMIT judged again, once it was read back.</summary>
        public void Restore()
        {
            if (_isRestoring) return;
            _isRestoring = true;
            WholeMs = Never;
            Chip.SetHighThreshold(ChipConfiguration.BackstopSixteenths);
            _sampler.AskRead();
        }

        /// <summary>Goes on with a restoring once a read has shown the threshold to be back.</summary>
        /// <returns>True in the tick in which FAULT was cleared.</returns>
        public bool FinishRestoring()
        {
            if (!_isRestoring || !Reading.WasRead || !Reading.IsWhole) return false;
            _isRestoring = false;
            _isCleared = true;
            IsForcing = false;
            Chip.ClearFaults();
            return true;
        }

        /// <summary>For how long the configuration, as last written, has been known to be in the chip, by a read of this tick.</summary>
        /// <returns>Milliseconds; -1 when this tick's read does not show it.</returns>
        public long WholeForMs(long nowMs)
        {
            return Reading.WasRead && Reading.IsWhole ? nowMs - WholeMs : -1;
        }

        /// <summary>Asks for a read when the configuration, as last written, has been in the chip for so long.</summary>
        public void AskReadAfter(int ms, long nowMs)
        {
            if (WholeMs != Never && nowMs - WholeMs >= ms) _sampler.AskRead();
        }

        private void JudgeRead(long nowMs)
        {
            if (_isCleared) IsLowered = false;
            _isCleared = false;
            if (Reading.IsWhole && WholeMs == Never) WholeMs = nowMs;
            if (!Reading.IsConfirmed)
            {
                // Nothing is known of this moment: no vote, no temperature, and what was judged before stands.
                _tipRead = Reading.None;
                _rowsRead = _sampler.IsBusNoisy ? _rowsRead | TripTable.SensorBus : _rowsRead;
                return;
            }

            bool isConversion = Reading.IsConversion;
            if (isConversion) _hasConverted = true;
            int rows = TripRules.OfImage(Reading.IsWhole, _sampler.Image, _configuration) | JudgeOpen();
            if (_sampler.IsBusNoisy) rows |= TripTable.SensorBus;
            bool isTrusted = (rows & _distrust) == 0;
            // Until then the chip's registers hold what was converted with other settings: the stock binding's.
            _tipRead = isTrusted && _hasConverted ? Reading.TipCounts : Reading.None;
            _votes.Cast(rows, isConversion);
            Unvoted = _votes.Newest;
            if (!isTrusted)
            {
                ForgetCourse();
            }
            else if (isConversion)
            {
                _plausibility.Add(_tipRead, nowMs);
                Coast.Add(_tipRead, nowMs);
            }

            _rowsRead = _votes.Carried | _plausibility.Rows | Coast.Rows;
            if (Reading.Status != 0) _rowsRead |= TripRules.OfChipFloor(rows, Reading.Status);
        }

        // What can't be trusted, or is old, is compared with nothing, the other probe's included.
        private void ForgetCourse()
        {
            _plausibility.Break();
            Coast.Break();
        }

        private int JudgeOpen()
        {
            // Between two open-circuit tests the input of an open probe decays to the connector's temperature: a probe that
            // was open, or not known at power-on, has none until enough conversions, each with a test, have found it closed. A
            // chip that stays lowered, in LOCKED_OUT, is tested no more.
            if ((Reading.Status & Status.Open) != 0 && Reading.IsWhole) _toProveClosed = Limits.ClosedConversions;
            else if (_toProveClosed > 0 && Reading.IsConversion && !IsForcing) _toProveClosed--;
            return _toProveClosed > 0 ? TripTable.SensorOpen : 0;
        }
    }
}
