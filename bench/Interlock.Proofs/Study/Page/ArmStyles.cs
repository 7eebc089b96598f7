using System;

namespace Interlock.Proofs.Study.Page;

/// <summary>The class of the page's style sheet that gives an arm its colour.</summary>
public static class ArmStyles
{
    public static string Of(Arm arm) => arm switch
    {
        Arm.WithoutBox => "none",
        Arm.ByEye => "eye",
        Arm.WithBox => "box",
        Arm.Anticipating => "ant",
        _ => throw new ArgumentOutOfRangeException(nameof(arm)),
    };
}
