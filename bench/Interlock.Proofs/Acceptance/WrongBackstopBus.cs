using Interlock.Drivers.Max31856;

namespace Interlock.Proofs.Acceptance;

/// <summary>A chip that compares with 47 degC and says 45: its read-back can't tell, only heat can.</summary>
internal sealed class WrongBackstopBus(ISpiBus inner) : ISpiBus
{
    private const int WrongSixteenths = 47 * 16;

    public void Transfer(byte[] write, byte[] read)
    {
        byte[] sent = (byte[])write.Clone();
        if ((write[0] & Register.Write) != 0) Replace(sent, 1 + Register.ThresholdHigh - (write[0] & ~Register.Write), ChipConfiguration.BackstopSixteenths, WrongSixteenths);
        inner.Transfer(sent, read);
        if ((write[0] & Register.Write) == 0) Replace(read, 1 + Register.ThresholdHigh - write[0], WrongSixteenths, ChipConfiguration.BackstopSixteenths);
    }

    private static void Replace(byte[] bytes, int at, int from, int to)
    {
        if (at < 1 || at + 1 >= bytes.Length || bytes[at] != from >> 8 || bytes[at + 1] != (from & 0xFF)) return;
        bytes[at] = (byte)(to >> 8);
        bytes[at + 1] = (byte)(to & 0xFF);
    }
}
