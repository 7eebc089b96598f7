using Interlock.VirtualBoard;

namespace Interlock.Firmware
{
    /// <summary>Stands for the device's System.Threading.Thread.</summary>
    internal static class Thread
    {
        /// <summary>Sleeps by the virtual board's clock.</summary>
        public static void Sleep(int millisecondsTimeout) => Board.Current.Sleep(millisecondsTimeout);
    }
}
