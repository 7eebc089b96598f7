using Interlock.Tissue;

namespace Interlock.Proofs.Study;

/// <summary>An ablation without the box: nobody looks, or an operator watches the thermometer.</summary>
public static class UnboxedRun
{
    /// <summary>From 42 degC on the thermometer to power off by hand: to see it, to decide, to press.</summary>
    public const double EyeSeconds = 2.0;

    private const long StepUs = 100_000;

    public static Outcome Play(Lesion lesion, bool isWatched)
    {
        AblationCourse course = new(lesion.Plan);
        course.SetLine(0, true);
        if (isWatched) Watch(course);
        return OutcomeReader.Read(lesion, isWatched ? Arm.ByEye : Arm.WithoutBox, course);
    }

    private static void Watch(AblationCourse course)
    {
        for (long us = 0; us < course.PowerOffUs; us += StepUs)
        {
            if (course.Tip(us) < PaperFigures.StopCelsius) continue;
            long stopUs = us + (long)(EyeSeconds * 1e6);
            course.Tip(stopUs);
            course.SetLine(stopUs, false);
            return;
        }
    }
}
