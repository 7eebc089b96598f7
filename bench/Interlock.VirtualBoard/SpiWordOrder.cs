namespace Interlock.VirtualBoard;

/// <summary>How the ushort[] overloads of SpiDevice put a word on the wire.</summary>
public enum SpiWordOrder
{
    /// <summary>Most significant bit first over all sixteen bits.</summary>
    HighByteFirst,

    /// <summary>
    /// The words' memory, byte by byte: what the sources of nf-interpreter (ESP32 cpu_spi.cpp) do on that little-endian
    /// machine. A driver for the real board must find out which of the two it meets.
    /// </summary>
    LowByteFirst,
}
