using Interlock.Drivers.Board;

namespace Interlock.Tests.Support
{
    /// <summary>Levels of a board, to begin from.</summary>
    public static class Inputs
    {
        /// <summary>DRDY and FAULT high, both relays released, STOP closed, ARM at rest.</summary>
        public const int Rest = Levels.DataReady | Levels.Fault | Levels.Arm;

        /// <summary>The same with a new conversion.</summary>
        public const int Ready = Levels.Fault | Levels.Arm;

        /// <summary>The same with FAULT low.</summary>
        public const int FaultLow = Levels.DataReady | Levels.Arm;

        /// <summary>FAULT low and a new conversion.</summary>
        public const int FaultReady = Levels.Arm;
    }
}
