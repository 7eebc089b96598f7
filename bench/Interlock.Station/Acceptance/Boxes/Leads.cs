namespace Interlock.Station.Acceptance.Boxes;

/// <summary>How the simulator's leads are connected to the box.</summary>
public enum Leads
{
    /// <summary>As they belong.</summary>
    Connected,

    /// <summary>One is off.</summary>
    Open,

    /// <summary>They touch at the box's connector.</summary>
    Shorted,

    /// <summary>They are swapped.</summary>
    Reversed,
}
