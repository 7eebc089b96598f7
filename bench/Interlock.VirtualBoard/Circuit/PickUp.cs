using System;

namespace Interlock.VirtualBoard;

/// <summary>
/// What a long cable picks up: a wave of the full supply on a wire, cut off at the supply's rails, so that it moves the wire
/// whichever way its contact is.
/// </summary>
/// <param name="Hertz">How often.</param>
/// <param name="IsSine">A sine; else a square.</param>
/// <param name="Turns">How far into its period it is at time 0, 0 to 1: the shift between the wires.</param>
public readonly record struct PickUp(double Hertz, bool IsSine = false, double Turns = 0)
{
    private const int SineParts = 32;

    private int Parts => IsSine ? SineParts : 2;

    /// <summary>The end of the part of the wave, in which it is taken as constant, that begins at or holds a time.</summary>
    internal double PartEndUs(double us)
    {
        double partUs = 1e6 / (Hertz * Parts);
        double offsetUs = Turns * Parts * partUs;
        double part = Math.Floor((us + offsetUs) / partUs) + 1;
        double endUs = (part * partUs) - offsetUs;
        return endUs - us > partUs * 1e-6 ? endUs : endUs + partUs;
    }

    /// <summary>From -1 to 1.</summary>
    internal double At(double us)
    {
        double turns = (us * Hertz / 1e6) + Turns;
        if (IsSine)
        {
            return Math.Sin(2 * Math.PI * turns);
        }

        return turns - Math.Floor(turns) < 0.5 ? 1 : -1;
    }
}
