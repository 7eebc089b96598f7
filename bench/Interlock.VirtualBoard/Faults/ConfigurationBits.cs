namespace Interlock.VirtualBoard;

/// <summary>The bits of the chip's configuration that the firmware compares on every read.</summary>
public static class ConfigurationBits
{
    // CR0's 1SHOT and FAULTCLR clear themselves, CR1 bit 7 and MASK bits 7 and 6 are reserved: nobody can say what they read.
    private static readonly byte[] s_compared = { 0xBD, 0x7F, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };

    private static readonly string[] s_names = { "CR0", "CR1", "MASK", "CJHF", "CJLF", "LTHFTH", "LTHFTL", "LTLFTH", "LTLFTL", "CJTO" };

    /// <summary>CR0 to CJTO.</summary>
    public static int Registers => s_compared.Length;

    /// <summary>Register by register, the lowest bit first.</summary>
    public static IReadOnlyList<(int Register, int Bit)> All { get; } =
        [.. Enumerable.Range(0, Registers).SelectMany(register => Of(register).Select(bit => (register, bit)))];

    /// <summary>Every compared bit of a register.</summary>
    public static IReadOnlyList<int> Of(int register) => [.. Enumerable.Range(0, 8).Where(bit => (s_compared[register] & (1 << bit)) != 0)];

    public static string NameOf(int register) => s_names[register];
}
