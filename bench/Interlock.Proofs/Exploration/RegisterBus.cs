using System;
using Interlock.Drivers.Max31856;

namespace Interlock.Proofs.Exploration;

/// <summary>A chip that is nothing but its registers: what was written reads back.</summary>
internal sealed class RegisterBus : ISpiBus
{
    private readonly byte[] _registers = new byte[Register.Count];

    /// <summary>Every transfer fails.</summary>
    public bool Throws { get; set; }

    /// <summary>The high threshold that was written last, 1/16 degC.</summary>
    public int ThresholdSixteenths => _registers[Register.ThresholdHigh] << 8 | _registers[Register.ThresholdHigh + 1];

    public void Transfer(byte[] write, byte[] read)
    {
        if (Throws) throw new InvalidOperationException("The bus fails, as the exploration wants it.");
        int register = write[0] & ~Register.Write & 0xFF;
        for (int i = 1; i < write.Length && register < Register.Count; i++, register++)
        {
            if ((write[0] & Register.Write) != 0) _registers[register] = write[i];
            else read[i] = _registers[register];
        }
    }
}
