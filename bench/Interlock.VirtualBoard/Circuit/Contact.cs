namespace Interlock.VirtualBoard;

/// <summary>What can be closed or opened directly on the board's terminals.</summary>
public enum Contact
{
    /// <summary>ARM's normally open contact.</summary>
    ArmNo,

    /// <summary>ARM's normally closed contact.</summary>
    ArmNc,

    /// <summary>STOP's first pole, to the ESP32.</summary>
    Stop,

    /// <summary>STOP's second pole, in series with both coils.</summary>
    Stop2,

    /// <summary>The supply of the coils; closed is present.</summary>
    CoilSupply,
}
