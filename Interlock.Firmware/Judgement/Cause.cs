namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// The rows of the trip table, in the order in which a cause is named when several are true in one tick.
    /// The value is the row's bit in a mask of rows.
    /// </summary>
    public enum Cause
    {
        /// <summary>STOP is open.</summary>
        StopPressed,

        /// <summary>All registers read FF or all read 00.</summary>
        SensorBus,

        /// <summary>A configuration byte differs from what was written.</summary>
        SensorConfig,

        /// <summary>The chip found the thermocouple open.</summary>
        SensorOpen,

        /// <summary>The chip found its input over- or under-voltage.</summary>
        SensorVoltage,

        /// <summary>The chip clamps: thermocouple or cold junction out of range.</summary>
        SensorRange,

        /// <summary>No conversion for too long.</summary>
        SensorStale,

        /// <summary>The same reading again and again.</summary>
        SensorFrozen,

        /// <summary>At or above the limit.</summary>
        OverTemperature,

        /// <summary>Below the floor.</summary>
        UnderTemperature,

        /// <summary>With the coast that its slope lets expect, the tip reaches the limit.</summary>
        CoastExpected,

        /// <summary>The hardware channel opened the line or is about to.</summary>
        HardwareLimit,

        /// <summary>The cold junction is outside its range.</summary>
        ColdJunction,

        /// <summary>The reading runs away faster than tissue can.</summary>
        ProbeMoved,

        /// <summary>Permitted for the longest time.</summary>
        TimeLimit,

        /// <summary>K1 did not pull in.</summary>
        RelayDidNotClose,

        /// <summary>K1 or K2 did not drop out.</summary>
        RelayDidNotOpen,

        /// <summary>A tick came too late.</summary>
        DeadlineMissed,

        /// <summary>An exception that nobody expected.</summary>
        Internal,
    }
}
