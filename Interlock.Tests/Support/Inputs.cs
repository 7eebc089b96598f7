using Interlock.Drivers.Board;

namespace Interlock.Tests.Support
{
    /// <summary>Levels of a board at rest, to begin from.</summary>
    public static class Inputs
    {
        /// <summary>DRDY and FAULT high, both relays released, STOP closed, ARM open.</summary>
        public const int Rest = Levels.DataReady | Levels.Fault | Levels.Arm;

        /// <summary>The same with a new conversion.</summary>
        public const int Ready = Levels.Fault | Levels.Arm;
    }
}
