namespace Interlock.Drivers.Board
{
    /// <summary>
    /// The pin map: ESP32 GPIO numbers of a WROOM-32 module without PSRAM (hardware/wiring.md).
    /// GPIO 34 to 39 are inputs only and have no pulls of their own; the board fits external ones.
    /// </summary>
    public static class Pins
    {
        /// <summary>SPI2 clock to the MAX31856, 1 MHz, mode 1.</summary>
        public const int SpiClock = 18;

        /// <summary>SPI2 data from the MAX31856.</summary>
        public const int SpiMiso = 19;

        /// <summary>SPI2 data to the MAX31856.</summary>
        public const int SpiMosi = 23;

        /// <summary>MAX31856 chip select, active low. A strapping pin that idles high, as a chip select does.</summary>
        public const int SpiChipSelect = 5;

        /// <summary>The second MAX31856's, likewise a strapping pin that idles high.</summary>
        public const int SpiChipSelect2 = 15;

        /// <summary>MAX31856 data ready, active low, external pull-up.</summary>
        public const int DataReady = 34;

        /// <summary>MAX31856 fault, active low, external pull-up. The same net sets the latch of K2.</summary>
        public const int Fault = 35;

        /// <summary>The second MAX31856's data ready.</summary>
        public const int DataReady2 = 4;

        /// <summary>The second MAX31856's fault, through 1 kOhm, since this pin puts out a signal at boot. Its net sets the latch of K2 too.</summary>
        public const int Fault2 = 14;

        /// <summary>Mirror contact of K1: low (closed) when K1 is released.</summary>
        public const int K1Mirror = 36;

        /// <summary>Mirror contact of K2: low (closed) when K2 is released.</summary>
        public const int K2Mirror = 39;

        /// <summary>HEARTBEAT to K1's window watchdog: one edge per good tick. External pull-down.</summary>
        public const int Heartbeat = 25;

        /// <summary>ENABLE of K1: low releases it at once. External pull-down.</summary>
        public const int Enable = 26;

        /// <summary>
        /// K2_HOLD: low keeps the latch of K2 set, so that no press pulls K2 in; it can only open. External pull-down, which is
        /// also the level that this strapping pin needs for a download.
        /// </summary>
        public const int K2Hold = 2;

        /// <summary>STOP, normally closed to ground: low is well; high means stop, and so does a broken wire.</summary>
        public const int Stop = 33;

        /// <summary>ARM's normally open contact to ground, behind a low-pass and a Schmitt trigger: low is pressed.</summary>
        public const int Arm = 32;

        /// <summary>ARM's normally closed contact, likewise: high is pressed. Its level stands still while the pin is JTAG's, at reset.</summary>
        public const int ArmRest = 13;

        /// <summary>Red lamp: lit unless driven low, so that a processor that does nothing lights it.</summary>
        public const int LampRed = 22;

        /// <summary>Sounder, high sounds. The board sounds it by itself when K1's watchdog has dropped while ENABLE is high.</summary>
        public const int Sounder = 27;

        /// <summary>Telemetry out (COM3).</summary>
        public const int UartTransmit = 17;

        /// <summary>COM3 RX. The port refuses to open without it; tied high on the board and never read.</summary>
        public const int UartReceive = 16;
    }
}
