using System;
using Interlock.Drivers.Max31856;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Acceptance;

/// <summary>A chip that compares with 47 degC and says 45: its read-back can't tell, only heat can.</summary>
internal sealed class WrongBackstopBus : SpiTap
{
    private const int WrongSixteenths = 47 * 16;

    public override void Outgoing(Span<byte> bytes)
    {
        if ((bytes[0] & Register.Write) != 0) Replace(bytes, 1 + Register.ThresholdHigh - (bytes[0] & ~Register.Write), ChipConfiguration.BackstopSixteenths, WrongSixteenths);
    }

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if ((sent[0] & Register.Write) == 0) Replace(received, 1 + Register.ThresholdHigh - sent[0], WrongSixteenths, ChipConfiguration.BackstopSixteenths);
    }

    private static void Replace(Span<byte> bytes, int at, int from, int to)
    {
        if (at < 1 || at + 1 >= bytes.Length || bytes[at] != from >> 8 || bytes[at + 1] != (from & 0xFF)) return;
        bytes[at] = (byte)(to >> 8);
        bytes[at + 1] = (byte)(to & 0xFF);
    }
}
