namespace Interlock.Firmware
{
    /// <summary>What the BOOT line says of the firmware.</summary>
    public static class BuildInfo
    {
        /// <summary>Version of the firmware.</summary>
        public const string Version = "1.1.0";

        /// <summary>Version of the UART protocol (docs/uart-protocol.md).</summary>
        public const string Protocol = "1";

        /// <summary>The commit, 7 characters; the release workflow stamps it before it builds.</summary>
        public const string Commit = "0000000";
    }
}
