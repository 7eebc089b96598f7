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
        private readonly Coast _coast;
        private int _rows;
        private int _unvoted;
        private int _tipRead = Plausibility.Unknown;
        private int _tipCounts = Plausibility.Unknown;

        /// <summary>Judges what a sampler reads.</summary>
        /// <param name="sampler">What reads the chip.</param>
        /// <param name="configuration">What the chip must hold.</param>
        /// <param name="anticipates">Whether COAST_EXPECTED is judged.</param>
        public Judge(Sampler sampler, ChipConfiguration configuration, bool anticipates = false)
        {
            _sampler = sampler;
            _configuration = configuration;
            _coast = anticipates ? new Coast() : null;
        }

        /// <summary>The newest trusted tip temperature, 1/128 degC; <see cref="Plausibility.Unknown"/> when it cannot be trusted.</summary>
        public int TipCounts => _tipCounts;

        /// <summary>Median of the last three trusted conversions, 1/128 degC.</summary>
        public int Median => _plausibility.Median;

        /// <summary>Rows of the newest conversion without their votes: arming wants them quiet too.</summary>
        public int Unvoted => _unvoted;

        /// <summary>Judges the tick's read, if there was one, and the time since the last.</summary>
        /// <returns>The rows that are true.</returns>
        public int JudgeReading(int levels, long nowMs)
        {
            if (_sampler.WasRead) JudgeImage(nowMs);
            _plausibility.Tick();

            // Between two reads nothing but time goes on, so what the last read came to is kept.
            _tipCounts = _tipRead;
            int rows = _rows;
            if (_sampler.IsStale(nowMs))
            {
                _tipCounts = Plausibility.Unknown;
                rows |= Row.SensorStale;
            }

            // A fall of FAULT and every conversion read the chip, so the status is the one that holds FAULT low.
            if ((levels & Levels.Fault) == 0 && _sampler.IsRunning && IsBackstop(_sampler.Image.Status)) rows |= Row.HardwareLimit;
            return rows;
        }

        /// <summary>Forgets what came before a new configuration.</summary>
        public void Restart()
        {
            _votes.Clear();
            _plausibility.Break();
            if (_coast != null) _coast.Break();
            _rows = Row.None;
            _unvoted = Row.None;
            _tipRead = Plausibility.Unknown;
        }

        private void JudgeImage(long nowMs)
        {
            ChipImage image = _sampler.Image;
            bool isConversion = _sampler.HasConversion;
            int rows = ReadingRules.Judge(image, _configuration);
            bool isTrusted = (rows & TripTable.Distrust) == 0;
            _tipRead = isTrusted ? image.TipCounts : Plausibility.Unknown;
            _votes.Cast(rows, isConversion);
            _unvoted = _votes.Newest;
            if (isConversion)
            {
                if (isTrusted) _plausibility.Add(_tipRead);
                else _plausibility.Break();
            }

            _rows = _votes.Carried | _plausibility.Rows;
            if (_coast != null) _rows |= JudgeCoast(isTrusted, isConversion, nowMs);
            if (image.Status != 0 && ReadingRules.IsBelowChipFloor(rows, image.Status)) _rows |= Row.UnderTemperature;
        }

        private int JudgeCoast(bool isTrusted, bool isConversion, long nowMs)
        {
            if (!isTrusted) _coast.Break();
            else if (isConversion) _coast.Add(_tipRead, nowMs);
            return _coast.Rows;
        }

        private static bool IsBackstop(int status)
        {
            const int named = Status.Open | Status.Voltage | Status.ThermocoupleLow | Status.ColdJunctionLow | Status.ColdJunctionHigh;
            return (status & Status.ThermocoupleHigh) != 0 || (status & named) == 0;
        }
    }
}
