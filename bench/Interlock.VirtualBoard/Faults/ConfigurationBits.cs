using System.Numerics;

namespace Interlock.VirtualBoard;

/// <summary>The bits of the chip that the firmware compares on every read (design.md section 3), counted through.</summary>
internal static class ConfigurationBits
{
    /// <summary>From CR0 to CJTO. CR0's 1SHOT and FAULTCLR clear themselves, CR1 bit 7 and MASK bits 7 and 6 are reserved.</summary>
    private static readonly byte[] s_compared = { 0xBD, 0x7F, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };

    internal static int Count
    {
        get
        {
            int count = 0;
            foreach (byte mask in s_compared)
            {
                count += BitOperations.PopCount(mask);
            }

            return count;
        }
    }

    internal static (int Register, int Bit) At(int index)
    {
        int register = 0;
        while (index >= BitOperations.PopCount(s_compared[register]))
        {
            index -= BitOperations.PopCount(s_compared[register]);
            register++;
        }

        int bits = s_compared[register];
        for (; index > 0; index--)
        {
            bits &= bits - 1;
        }

        return (register, BitOperations.TrailingZeroCount(bits));
    }
}
