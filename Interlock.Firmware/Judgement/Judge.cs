using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>Readings in, rows out: gathers what the rules, the votes and the run of readings say of one tick.</summary>
    public sealed class Judge
    {
        private readonly Sampler _sampler;
        private readonly ChipConfiguration _configuration;
        private readonly Votes _votes = new Votes();
        private readonly Plausibility _plausibility = new Plausibility();
        private int _chipFloor;
        private bool _isTrusted;

        /// <summary>Judges what a sampler reads.</summary>
        public Judge(Sampler sampler, ChipConfiguration configuration)
        {
            _sampler = sampler;
            _configuration = configuration;
        }

        /// <summary>The newest trusted tip temperature, 1/128 degC; <see cref="Plausibility.Unknown"/> when it cannot be trusted.</summary>
        public int TipCounts { get; private set; } = Plausibility.Unknown;

        /// <summary>Median of the last three trusted conversions, 1/128 degC.</summary>
        public int Median => _plausibility.Median;

        /// <summary>Rows of the newest conversion without their votes: arming wants them quiet too.</summary>
        public int Unvoted => _votes.Newest;

        /// <summary>Judges the tick's read, if there was one, and the time since the last.</summary>
        /// <returns>The rows that are true.</returns>
        public int JudgeReading(int levels, long nowMs)
        {
            if (_sampler.WasRead) JudgeImage();
            _plausibility.Tick();

            bool isStale = _sampler.IsStale(nowMs);
            TipCounts = _isTrusted && !isStale ? _sampler.Image.TipCounts : Plausibility.Unknown;
            int rows = _votes.Carried | _plausibility.Rows | _chipFloor;
            if (isStale) rows |= Row.SensorStale;
            if (IsBackstopFault(levels)) rows |= Row.HardwareLimit;
            return rows;
        }

        /// <summary>Forgets what came before a new configuration.</summary>
        public void Restart()
        {
            _votes.Clear();
            _plausibility.Break();
            _chipFloor = Row.None;
            _isTrusted = false;
        }

        private void JudgeImage()
        {
            ChipImage image = _sampler.Image;
            int rows = ReadingRules.Judge(image, _configuration);
            _votes.Cast(rows, _sampler.HasConversion);
            _chipFloor = ReadingRules.IsBelowChipFloor(rows, image.Status) ? Row.UnderTemperature : Row.None;
            _isTrusted = (rows & TripTable.Distrust) == 0;
            if (!_sampler.HasConversion) return;
            if (_isTrusted) _plausibility.Add(image.TipCounts);
            else _plausibility.Break();
        }

        private bool IsBackstopFault(int levels)
        {
            // While FAULT is low every tick reads the chip, so the status is of this tick.
            if ((levels & Levels.Fault) != 0 || !_sampler.WasRead) return false;
            const int named = Status.Open | Status.Voltage | Status.ThermocoupleLow | Status.ColdJunctionLow | Status.ColdJunctionHigh;
            int status = _sampler.Image.Status;
            return (status & Status.ThermocoupleHigh) != 0 || (status & named) == 0;
        }
    }
}
