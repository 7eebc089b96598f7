using System;
using System.IO.Ports;

namespace Interlock.Drivers.Telemetry
{
    /// <summary>
    /// <see cref="ILineSink"/> on COM3. The ESP32's UART has no transmit ring: a line that fits the empty hardware FIFO
    /// never makes the caller wait, and one line a tick leaves it empty again (120 bytes take 10.4 ms at 115200 baud).
    /// </summary>
    public sealed class UartLineSink : ILineSink
    {
        /// <summary>UART2; COM1 is the debugger's.</summary>
        public const string PortName = "COM3";

        /// <summary>Bit/s, 8N1.</summary>
        public const int BaudRate = 115200;

        /// <summary>How long a write may take when the UART stands still; a tick is 20 ms and may come 50 ms after the one before.</summary>
        public const int WriteTimeoutMs = 10;

        /// <summary>How many lines are dropped after a write that failed, before the next is tried.</summary>
        public const int BackOffLines = 20;

        private readonly SerialPort _port;
        private int _toDrop;

        /// <summary>Opens the port. The pins of COM3 must be assigned before, RX too.</summary>
        public UartLineSink()
        {
            _port = new SerialPort(PortName, BaudRate, Parity.None, 8, StopBits.One);
            _port.WriteTimeout = WriteTimeoutMs;
            _port.Open();
        }

        /// <inheritdoc/>
        public bool Send(byte[] buffer, int count)
        {
            if (_toDrop > 0)
            {
                _toDrop--;
                return false;
            }

            try
            {
                _port.Write(buffer, 0, count);
                return true;
            }
            catch (TimeoutException)
            {
                _toDrop = BackOffLines;
                return false;
            }
        }
    }
}
