using Interlock.VirtualBoard;

namespace Interlock.Firmware
{
    /// <summary>Stands for the device's System.Environment: a name of the own namespace goes before one of a using.</summary>
    internal static class Environment
    {
        /// <summary>Milliseconds since the microcontroller's reset, in the steps of the system clock.</summary>
        public static long TickCount64 => Board.Current.TickCount64;
    }
}
