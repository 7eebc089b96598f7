namespace Interlock.Drivers.Board
{
    /// <summary>
    /// The board's logic levels as bits of one integer, in the order of the telemetry field <c>io</c>.
    /// A set bit is a high pin; what high means is said at each pin in <see cref="Pins"/>.
    /// </summary>
    public static class Levels
    {
        /// <summary>High: no new conversion.</summary>
        public const int DataReady = 0x01;

        /// <summary>High: the chip flags no fault.</summary>
        public const int Fault = 0x02;

        /// <summary>High: K1 is pulled in (its mirror contact is open).</summary>
        public const int K1Mirror = 0x04;

        /// <summary>High: K2 is pulled in (its mirror contact is open).</summary>
        public const int K2Mirror = 0x08;

        /// <summary>High: STOP is pressed or its wire is broken.</summary>
        public const int Stop = 0x10;

        /// <summary>High: ARM's normally open contact is not pressed.</summary>
        public const int Arm = 0x20;

        /// <summary>What ENABLE is driven to.</summary>
        public const int Enable = 0x40;

        /// <summary>What HEARTBEAT is driven to.</summary>
        public const int Heartbeat = 0x80;

        /// <summary>High: ARM's normally closed contact is pressed. A button at rest, or a sound one pressed, has both contacts agree.</summary>
        public const int ArmRest = 0x100;

        /// <summary>High: no new conversion of the second chip; low where there is none.</summary>
        public const int DataReady2 = 0x200;

        /// <summary>High: the second chip flags no fault; low where there is none.</summary>
        public const int Fault2 = 0x400;
    }
}
