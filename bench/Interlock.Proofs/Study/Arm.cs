using System;

namespace Interlock.Proofs.Study;

/// <summary>The ways in which each ablation of the cohort is run.</summary>
public enum Arm
{
    /// <summary>The line is closed throughout and nobody looks.</summary>
    WithoutBox,

    /// <summary>No box, but an operator who watches the thermometer, as in the paper.</summary>
    ByEye,

    /// <summary>The firmware on the virtual box.</summary>
    WithBox,

    /// <summary>The same with ANTICIPATE.</summary>
    Anticipating,
}

/// <summary>The arms as the table, the page and the progress bar call them.</summary>
public static class ArmNames
{
    public static string Of(Arm arm) => arm switch
    {
        Arm.WithoutBox => "no box",
        Arm.ByEye => "by eye",
        Arm.WithBox => "box",
        Arm.Anticipating => "box, ANTICIPATE",
        _ => throw new ArgumentOutOfRangeException(nameof(arm)),
    };
}
