namespace Interlock.Drivers.Telemetry
{
    /// <summary>Where finished telemetry lines go.</summary>
    public interface ILineSink
    {
        /// <summary>Sends one line without waiting for it to leave.</summary>
        /// <param name="buffer">Holds the line from its start.</param>
        /// <param name="count">Bytes in the line, 1 to 120: the 128-byte transmit FIFO takes it whole.</param>
        /// <returns>False when the line was dropped.</returns>
        bool Send(byte[] buffer, int count);
    }
}
