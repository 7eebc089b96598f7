namespace Interlock.Firmware.Telemetry
{
    /// <summary>What waits in the event queue; up to <see cref="CementWaitDone"/> the text is in <see cref="Words.Events"/>.</summary>
    public enum EventKind
    {
        /// <summary>The line is permitted.</summary>
        Armed,

        /// <summary>ARM opened the line.</summary>
        Released,

        /// <summary>The first cause of a trip.</summary>
        Trip,

        /// <summary>A later cause of the same trip.</summary>
        Also,

        /// <summary>A trip was acknowledged.</summary>
        Acknowledged,

        /// <summary>An act of ARM did nothing.</summary>
        Refused,

        /// <summary>A warning began.</summary>
        Warn,

        /// <summary>A warning ended.</summary>
        WarnEnd,

        /// <summary>The box locked itself out.</summary>
        LockOut,

        /// <summary>A relay moved though nothing asked it to.</summary>
        LineMoved,

        /// <summary>Locked out, and neither relay is known to have opened.</summary>
        LineClosed,

        /// <summary>After the line opened the tip goes on rising as only power can make it rise.</summary>
        StillHeating,

        /// <summary>An exception that nobody expected.</summary>
        Error,

        /// <summary>Ten minutes have passed since the ablation.</summary>
        CementWaitDone,

        /// <summary>A step of the self-test has ended: a TEST line.</summary>
        Test,

        /// <summary>An ablation has ended: a PROC line.</summary>
        Procedure,

        /// <summary>Totals of a lesion: a LESN line; reason 1 when it has ended.</summary>
        Lesion,
    }
}
