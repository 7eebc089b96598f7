using System;

namespace Interlock.Proofs.Study;

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
