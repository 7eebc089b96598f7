namespace Interlock.Station.Acceptance.Plans;

/// <summary>Where the runner brings the box before a step's own actions, so that each step can be run alone.</summary>
public enum StartState
{
    /// <summary>As it is.</summary>
    Any,

    /// <summary>Not PERMITTED.</summary>
    Open,

    /// <summary>In SELF_TEST, waiting for ARM, simulator at 37 degC.</summary>
    SelfTest,

    /// <summary>INHIBITED, simulator at 37 degC.</summary>
    Inhibited,

    /// <summary>Freshly PERMITTED, simulator at 37 degC.</summary>
    Permitted,
}
