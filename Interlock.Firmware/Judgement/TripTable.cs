namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// The trip table. A row's rule is evaluated in one of four places; how many votes it needs and what follows stands here.
    /// Reaction times are measured in docs/safety.md.
    /// <code>
    /// requirement  cause                 rule                                          where            votes   action
    /// SR-STOP      STOP_PRESSED          STOP open                                     TickRules        1 tick  trip
    /// SR-BUS       SENSOR_BUS            all bytes FF or all bytes 00                  ReadingRules     1       trip
    /// SR-CONFIG    SENSOR_CONFIG         a configuration byte differs                  ReadingRules     1       trip
    /// SR-OPEN      SENSOR_OPEN           status Open                                   ReadingRules     1       trip
    /// SR-VOLTAGE   SENSOR_VOLTAGE        status OVUV                                   ReadingRules     1       trip
    /// SR-RANGE     SENSOR_RANGE          status TCRange or CJRange                     ReadingRules     1       trip
    /// SR-STALE     SENSOR_STALE          200 ms without a conversion (first: 300)      Sampler          -       trip
    /// SR-FROZEN    SENSOR_FROZEN         32 identical readings                         Plausibility     -       trip
    /// SR-OVER      OVER_TEMPERATURE      at or above 42.00 degC                        ReadingRules     2 of 3  trip
    /// SR-UNDER     UNDER_TEMPERATURE     below 15.00 degC; status TCLow                ReadingRules     2 of 3; 1  trip
    /// SR-COAST     COAST_EXPECTED        tip and expected coast at or above 42.00 degC  Coast            -       trip; only with ANTICIPATE
    /// SR-BACKSTOP  HARDWARE_LIMIT        FAULT low with TCHigh or none; K2 released while PERMITTED  TickRules  1  trip
    /// SR-COLD      COLD_JUNCTION         outside 0 to 60 degC                          ReadingRules     2 of 3  trip
    /// SR-MOVED     PROBE_MOVED           2.0 degC from 1 s before, for 6 conversions   Plausibility     -       trip
    /// SR-TIME      TIME_LIMIT            PERMITTED for 6 min                           TickRules        -       trip
    /// SR-CLOSE     RELAY_DID_NOT_CLOSE   K1 mirror closed 250 ms after energising      RelayMonitor     -       trip
    /// SR-RELEASE   RELAY_DID_NOT_OPEN    K1 mirror open 100 ms after release, K2's after FAULT  RelayMonitor  -  force K2, lock out
    /// SR-DEADLINE  DEADLINE_MISSED       more than 150 ms between ticks                TickRules        1       trip
    /// SR-INTERNAL  INTERNAL              exception in the tick                         ControlLoop      1       trip; third: lock out
    /// </code>
    /// </summary>
    public static class TripTable
    {
        /// <summary>Rows.</summary>
        public const int Count = (int)Cause.Internal + 1;

        /// <summary>No row.</summary>
        public const int None = -1;

        /// <summary>Rows that need two of the last three conversions.</summary>
        public const int TwoOfThree = Row.OverTemperature | Row.UnderTemperature | Row.ColdJunction;

        /// <summary>Rows after which no temperature of the image can be believed.</summary>
        public const int Distrust = Row.SensorBus | Row.SensorConfig | Row.SensorOpen | Row.SensorVoltage | Row.SensorRange;

        /// <summary>Rows that lock the box out.</summary>
        public const int LockOut = Row.RelayDidNotOpen;

        /// <summary>Rows whose acknowledgement also needs the tip below <see cref="Limits.ResetCounts"/>.</summary>
        public const int NeedsCooling = Row.OverTemperature | Row.CoastExpected | Row.HardwareLimit;

        /// <summary>The row named first: the lowest bit.</summary>
        /// <param name="rows">A mask of rows.</param>
        /// <returns>The number of the row; <see cref="None"/> for an empty mask.</returns>
        public static int First(int rows)
        {
            if (rows == 0) return None;
            int row = 0;
            while ((rows & 1) == 0)
            {
                rows >>= 1;
                row++;
            }

            return row;
        }
    }
}
