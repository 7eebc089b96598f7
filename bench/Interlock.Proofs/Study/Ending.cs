namespace Interlock.Proofs.Study;

/// <summary>What ended an ablation.</summary>
public enum Ending
{
    /// <summary>The time that the operator meant.</summary>
    Planned,

    /// <summary>The temperature: by the operator's eye or by a trip of the box.</summary>
    Stopped,

    /// <summary>TIME_LIMIT: six minutes from ARMED, a few seconds of which go by before power is on.</summary>
    TimeLimit,

    /// <summary>A trip by another row.</summary>
    OtherTrip,
}
