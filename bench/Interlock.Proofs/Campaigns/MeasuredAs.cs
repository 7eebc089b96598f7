namespace Interlock.Proofs.Campaigns;

/// <summary>What counts as the end of a reaction.</summary>
public enum MeasuredAs
{
    /// <summary>The generator's line is open, whichever relay did it.</summary>
    Line,

    /// <summary>K1's contact is open: the firmware alone, where the hardware channel would be as fast or faster.</summary>
    K1,

    /// <summary>K2's contact is open: the hardware alone.</summary>
    K2,

    /// <summary>The tick in which the box left PERMITTED or locked itself out, where no contact is left to open.</summary>
    Decision,
}
