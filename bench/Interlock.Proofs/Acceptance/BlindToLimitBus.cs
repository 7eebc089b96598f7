using System;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Acceptance;

/// <summary>Hides every reading from the limit up to 43 degC behind one just below it: what a limit that is set too high does.</summary>
internal sealed class BlindToLimitBus : SpiTap
{
    private const int WrongLimitCounts = 43 * Limits.CountsPerDegree;
    private const int TipAt = Register.Thermocouple + 1;

    private readonly ChipImage _image = new();
    private int _jitterCounts;

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (sent[0] != Register.Configuration0 || received.Length != ChipImage.BurstLength) return;
        received.CopyTo(_image.Bytes);
        _image.Decode();
        if (_image.TipCounts is < Limits.LimitCounts or >= WrongLimitCounts) return;

        // A reading that never changes would trip as frozen.
        _jitterCounts ^= 1;
        int counts = Limits.LimitCounts - 1 - _jitterCounts;
        received[TipAt] = (byte)(counts >> 11);
        received[TipAt + 1] = (byte)(counts >> 3);
        received[TipAt + 2] = (byte)(counts << 5);
    }
}
