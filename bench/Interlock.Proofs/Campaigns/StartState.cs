namespace Interlock.Proofs.Campaigns;

/// <summary>Where a box stands when a fault comes: the states of the design, and the self-test in three parts.</summary>
public enum StartState
{
    /// <summary>SELF_TEST: the fault is there when the box is switched on.</summary>
    PowerOn,

    /// <summary>SELF_TEST: the box waits for the press that starts the proof test.</summary>
    Waiting,

    /// <summary>SELF_TEST: the proof test runs.</summary>
    ProofTest,

    Inhibited,
    Permitted,
    Tripped,
    LockedOut,
}
