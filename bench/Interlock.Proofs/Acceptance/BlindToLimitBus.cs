using Interlock.Drivers.Max31856;
using Interlock.Firmware;

namespace Interlock.Proofs.Acceptance;

/// <summary>Hides every reading from the limit up to 43 degC behind one just below it: what a limit that is set too high does.</summary>
internal sealed class BlindToLimitBus(ISpiBus inner) : ISpiBus
{
    private const int WrongLimitCounts = 43 * Limits.CountsPerDegree;
    private const int TipAt = Register.Thermocouple + 1;

    private readonly ChipImage _image = new();
    private int _jitterCounts;

    public void Transfer(byte[] write, byte[] read)
    {
        inner.Transfer(write, read);
        if (write[0] != Register.Configuration0 || read.Length != ChipImage.BurstLength) return;
        read.CopyTo(_image.Bytes, 0);
        _image.Decode();
        if (_image.TipCounts is < Limits.LimitCounts or >= WrongLimitCounts) return;

        // A reading that never changes would trip as frozen.
        _jitterCounts ^= 1;
        int counts = Limits.LimitCounts - 1 - _jitterCounts;
        read[TipAt] = (byte)(counts >> 11);
        read[TipAt + 1] = (byte)(counts >> 3);
        read[TipAt + 2] = (byte)(counts << 5);
    }
}
