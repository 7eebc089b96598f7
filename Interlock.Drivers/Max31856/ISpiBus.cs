namespace Interlock.Drivers.Max31856
{
    /// <summary>The SPI bus as the chip's driver sees it, so that a test can stand in for it where there is no SPI.</summary>
    public interface ISpiBus
    {
        /// <summary>One full-duplex transfer under one chip select.</summary>
        /// <param name="write">Bytes sent, the register address first.</param>
        /// <param name="read">Bytes received meanwhile; as long as <paramref name="write"/>.</param>
        void Transfer(byte[] write, byte[] read);
    }
}
