using System.Text;

namespace Interlock.Log;

/// <summary>Bytes of which no line can be made: what is likely wrong between the box and here.</summary>
public sealed class LinkDoctor
{
    private const int Kept = 4096;
    private const double MostlyText = 0.9;

    private readonly byte[] _bytes = new byte[Kept];
    private int _count;

    /// <summary>Takes what arrives; only the first bytes are looked at.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, Kept - _count);
        bytes[..taken].CopyTo(_bytes.AsSpan(_count));
        _count += taken;
    }

    /// <summary>A line came: what was before it is forgotten.</summary>
    public void Reset() => _count = 0;

    /// <summary>What is likely, and what to do; null where there is nothing to judge.</summary>
    public string? Diagnosis()
    {
        if (_count == 0) return null;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _count);
        if (!bytes.ContainsAnyExcept((byte)0)) return "only zeros: the line is held low; is the box switched on, is TX on the right pin?";
        if (HasLine(bytes)) return "the box's words are in it, and no line is whole: the log was cut or changed";
        byte[] without = new byte[_count];
        for (int i = 0; i < _count; i++) without[i] = (byte)(bytes[i] & 0x7F);
        if (HasLine(without)) return "the highest bit of the bytes is a parity bit: set the port to 8 data bits, no parity, 1 stop bit";
        int text = 0;
        foreach (byte value in bytes) text += value is >= (byte)' ' and <= (byte)'~' or (byte)'\r' or (byte)'\n' or (byte)'\t' ? 1 : 0;
        return text >= MostlyText * _count
            ? $"text of something else ({Excerpt.Of(Encoding.Latin1.GetString(bytes))}): is this the right port or file?"
            : "no text: the speed is likely wrong, set the port to 115200 baud (else the port is another one, or TX and RX are swapped)";
    }

    private static bool HasLine(ReadOnlySpan<byte> bytes)
    {
        foreach (string type in (string[])[LineType.Sample, LineType.Event, LineType.Boot, LineType.Configuration])
        {
            if (bytes.IndexOf(Encoding.ASCII.GetBytes($"${type} seq=")) >= 0) return true;
        }

        return false;
    }
}
