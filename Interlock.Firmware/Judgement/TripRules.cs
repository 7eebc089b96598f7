using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// The conditions of the trip table, each on what one tick knows. Whoever remembers something (the time of the last
    /// conversion, how long a mirror has been open) brings it as an argument.
    /// </summary>
    public static class TripRules
    {
        /// <summary>What one image of the chip's registers decides, before any vote.</summary>
        /// <param name="isWhole">Whether it shows the configuration as it was written.</param>
        /// <param name="image">The image.</param>
        /// <param name="configuration">What was written.</param>
        /// <returns>
        /// The rows that are true. An image that came over a dead bus, or with another configuration, says nothing else: its
        /// temperatures and status are not looked at; of one with a status that makes temperatures worthless only that is.
        /// </returns>
        public static int OfImage(bool isWhole, ChipImage image, ChipConfiguration configuration)
        {
            if (!isWhole) return OfForeignImage(image, configuration);

            int rows = image.Status == 0 ? 0 : OfStatus(image.Status);
            return rows != 0 ? rows : OfTemperatures(image.TipCounts, image.ColdJunctionCounts);
        }

        /// <summary>UNDER_TEMPERATURE by the chip's own comparison, which needs one vote.</summary>
        /// <param name="rows">What <see cref="OfImage"/> said of it.</param>
        /// <param name="status">The fault status.</param>
        public static int OfChipFloor(int rows, int status)
        {
            bool isBelow = (status & Status.ThermocoupleLow) != 0 && (rows & TripTable.Distrust) == 0;
            return isBelow ? TripTable.UnderTemperature : 0;
        }

        /// <summary>Rows of a run of conversions.</summary>
        /// <param name="repeats">How many readings before the newest were the same.</param>
        /// <param name="movedFor">For how many conversions the median has been too far from where it was a second before.</param>
        public static int OfRun(int repeats, int movedFor)
        {
            return (repeats >= Limits.FrozenReadings - 1 ? TripTable.SensorFrozen : 0)
                | (movedFor >= Limits.MovedConversions ? TripTable.ProbeMoved : 0);
        }

        /// <summary>HARDWARE_LIMIT, of a FAULT that is low: nothing else explains it.</summary>
        /// <param name="isLowered">True while the chip's threshold is lowered so that FAULT falls: then it means nothing.</param>
        /// <param name="status">The fault status.</param>
        public static int OfFault(bool isLowered, int status)
        {
            if (isLowered) return 0;
            const int named = Status.Open | Status.Voltage | Status.ThermocoupleLow | Status.ColdJunctionLow | Status.ColdJunctionHigh;
            return (status & Status.ThermocoupleHigh) != 0 || (status & named) == 0 ? TripTable.HardwareLimit : 0;
        }

        /// <summary>Rows of two probes that contradict each other.</summary>
        /// <param name="tipsApartMs">For how long the medians of two junctions in one needle have been too far apart.</param>
        /// <param name="coldJunctionsApartMs">For how long the cold junctions of the two chips have.</param>
        public static int OfPair(long tipsApartMs, long coldJunctionsApartMs)
        {
            return (tipsApartMs >= Limits.ApartMs ? TripTable.ProbesDisagree : 0)
                | (coldJunctionsApartMs >= Limits.ApartMs ? TripTable.ColdJunction : 0);
        }

        /// <summary>STOP, in every state.</summary>
        public static int OfInputs(int levels)
        {
            return (levels & Levels.Stop) != 0 ? TripTable.StopPressed : 0;
        }

        /// <summary>What must hold while the line is permitted.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="permittedForMs">Since ARMED.</param>
        public static int OfPermitted(int levels, long permittedForMs)
        {
            bool isK2Out = (levels & (Levels.K2Mirror | Levels.Fault)) == Levels.Fault;
            return (isK2Out ? TripTable.K2Released : 0)
                | (permittedForMs >= Limits.PermittedMs ? TripTable.TimeLimit : 0);
        }

        /// <summary>K1 energised while the line is permitted.</summary>
        /// <param name="mirrorIsOpen">It has pulled in.</param>
        /// <param name="hasBeenOpen">It had pulled in before, since it was energised.</param>
        /// <param name="energisedForMs">For how long.</param>
        public static int OfK1Energised(bool mirrorIsOpen, bool hasBeenOpen, long energisedForMs)
        {
            return !mirrorIsOpen && (hasBeenOpen || energisedForMs >= Limits.CloseMs) ? TripTable.RelayDidNotClose : 0;
        }

        /// <summary>A relay that has been told to drop out.</summary>
        /// <param name="mirrorIsOpen">It has not, at every look.</param>
        /// <param name="forMs">For how long.</param>
        /// <param name="withinMs">What it has.</param>
        public static int OfReleased(bool mirrorIsOpen, long forMs, int withinMs)
        {
            return mirrorIsOpen && forMs >= withinMs ? TripTable.RelayDidNotOpen : 0;
        }

        /// <summary>DEADLINE_MISSED.</summary>
        /// <param name="sinceUs">From the start of the tick before to the start of this one.</param>
        public static int OfSchedule(long sinceUs)
        {
            return sinceUs > Limits.DeadlineMs * 1000 ? TripTable.DeadlineMissed : 0;
        }

        private static int OfForeignImage(ChipImage image, ChipConfiguration configuration)
        {
            bool isDead = image.IsAll(0x00) || image.IsAll(0xFF) || configuration.MissesAlternation(image);
            return isDead ? TripTable.SensorBus : TripTable.SensorConfig;
        }

        private static int OfStatus(int status)
        {
            int rows = 0;
            if ((status & Status.Open) != 0) rows |= TripTable.SensorOpen;
            if ((status & Status.Voltage) != 0) rows |= TripTable.SensorVoltage;
            if ((status & (Status.ThermocoupleRange | Status.ColdJunctionRange)) != 0) rows |= TripTable.SensorRange;
            return rows;
        }

        private static int OfTemperatures(int tip, int coldJunction)
        {
            int rows = 0;
            if (tip >= Limits.LimitCounts) rows |= TripTable.OverTemperature;
            if (tip < Limits.FloorCounts) rows |= TripTable.UnderTemperature;
            if (coldJunction < Limits.ColdJunctionLowestCounts || coldJunction > Limits.ColdJunctionHighestCounts)
            {
                rows |= TripTable.ColdJunction;
            }

            return rows;
        }
    }
}
