using Interlock.Drivers.Max31856;

namespace Interlock.Firmware.Judgement
{
    /// <summary>The rows that one image of the chip's registers decides, before any vote.</summary>
    public static class ReadingRules
    {
        /// <summary>Judges an image.</summary>
        /// <returns>
        /// The mask of rows whose rule is true. An image that came over a dead bus, or with another configuration, says
        /// nothing else: its temperatures and status are not looked at.
        /// </returns>
        public static int Judge(ChipImage image, ChipConfiguration configuration)
        {
            if (!configuration.Matches(image)) return Unconfigured(image);

            int rows = image.Status == 0 ? Row.None : JudgeStatus(image.Status);
            return (rows & TripTable.Distrust) != 0 ? rows : rows | JudgeTemperatures(image.TipCounts, image.ColdJunctionCounts);
        }

        /// <summary>UNDER_TEMPERATURE by the chip's own comparison needs one vote.</summary>
        public static bool IsBelowChipFloor(int rows, int status)
        {
            return (rows & TripTable.Distrust) == 0 && (status & Status.ThermocoupleLow) != 0;
        }

        private static int Unconfigured(ChipImage image)
        {
            bool dead = image.IsAll(0x00) || image.IsAll(0xFF);
            return dead ? Row.SensorBus : Row.SensorConfig;
        }

        private static int JudgeStatus(int status)
        {
            int rows = 0;
            if ((status & Status.Open) != 0) rows |= Row.SensorOpen;
            if ((status & Status.Voltage) != 0) rows |= Row.SensorVoltage;
            if ((status & (Status.ThermocoupleRange | Status.ColdJunctionRange)) != 0) rows |= Row.SensorRange;
            return rows;
        }

        private static int JudgeTemperatures(int tip, int coldJunction)
        {
            int rows = 0;
            if (tip >= Limits.LimitCounts) rows |= Row.OverTemperature;
            if (tip < Limits.FloorCounts) rows |= Row.UnderTemperature;
            if (coldJunction < Limits.ColdJunctionLowestCounts || coldJunction > Limits.ColdJunctionHighestCounts)
            {
                rows |= Row.ColdJunction;
            }

            return rows;
        }
    }
}
