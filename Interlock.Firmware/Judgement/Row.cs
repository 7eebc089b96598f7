namespace Interlock.Firmware.Judgement
{
    /// <summary>Each <see cref="Cause"/> as its bit in a mask of rows.</summary>
    public static class Row
    {
        /// <summary>No row.</summary>
        public const int None = 0;

        /// <summary>Bit of <see cref="Cause.StopPressed"/>.</summary>
        public const int StopPressed = 1 << (int)Cause.StopPressed;

        /// <summary>Bit of <see cref="Cause.SensorBus"/>.</summary>
        public const int SensorBus = 1 << (int)Cause.SensorBus;

        /// <summary>Bit of <see cref="Cause.SensorConfig"/>.</summary>
        public const int SensorConfig = 1 << (int)Cause.SensorConfig;

        /// <summary>Bit of <see cref="Cause.SensorOpen"/>.</summary>
        public const int SensorOpen = 1 << (int)Cause.SensorOpen;

        /// <summary>Bit of <see cref="Cause.SensorVoltage"/>.</summary>
        public const int SensorVoltage = 1 << (int)Cause.SensorVoltage;

        /// <summary>Bit of <see cref="Cause.SensorRange"/>.</summary>
        public const int SensorRange = 1 << (int)Cause.SensorRange;

        /// <summary>Bit of <see cref="Cause.SensorStale"/>.</summary>
        public const int SensorStale = 1 << (int)Cause.SensorStale;

        /// <summary>Bit of <see cref="Cause.SensorFrozen"/>.</summary>
        public const int SensorFrozen = 1 << (int)Cause.SensorFrozen;

        /// <summary>Bit of <see cref="Cause.OverTemperature"/>.</summary>
        public const int OverTemperature = 1 << (int)Cause.OverTemperature;

        /// <summary>Bit of <see cref="Cause.UnderTemperature"/>.</summary>
        public const int UnderTemperature = 1 << (int)Cause.UnderTemperature;

        /// <summary>Bit of <see cref="Cause.CoastExpected"/>.</summary>
        public const int CoastExpected = 1 << (int)Cause.CoastExpected;

        /// <summary>Bit of <see cref="Cause.HardwareLimit"/>.</summary>
        public const int HardwareLimit = 1 << (int)Cause.HardwareLimit;

        /// <summary>Bit of <see cref="Cause.ColdJunction"/>.</summary>
        public const int ColdJunction = 1 << (int)Cause.ColdJunction;

        /// <summary>Bit of <see cref="Cause.ProbeMoved"/>.</summary>
        public const int ProbeMoved = 1 << (int)Cause.ProbeMoved;

        /// <summary>Bit of <see cref="Cause.TimeLimit"/>.</summary>
        public const int TimeLimit = 1 << (int)Cause.TimeLimit;

        /// <summary>Bit of <see cref="Cause.RelayDidNotClose"/>.</summary>
        public const int RelayDidNotClose = 1 << (int)Cause.RelayDidNotClose;

        /// <summary>Bit of <see cref="Cause.RelayDidNotOpen"/>.</summary>
        public const int RelayDidNotOpen = 1 << (int)Cause.RelayDidNotOpen;

        /// <summary>Bit of <see cref="Cause.DeadlineMissed"/>.</summary>
        public const int DeadlineMissed = 1 << (int)Cause.DeadlineMissed;

        /// <summary>Bit of <see cref="Cause.Internal"/>.</summary>
        public const int Internal = 1 << (int)Cause.Internal;
    }
}
