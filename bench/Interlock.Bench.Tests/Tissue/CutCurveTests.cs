using Interlock.Tissue;

namespace Interlock.Bench.Tests.Tissue;

/// <summary>The peak of every cut, without playing every cut.</summary>
[TestClass]
public class CutCurveTests
{
    private static readonly AblationPlan _sphere = new() { Watts = 30.0, Seconds = 300.0, ForamenMillimetres = 15.0, DelaySeconds = 0.0 };
    private static readonly AblationPlan _layered = _sphere with { Watts = 40.0, ForamenMillimetres = 14.0, ProbeSeconds = 1.0, Foramen = new LayeredForamen() };

    [TestMethod]
    [DataRow(100.0)]
    [DataRow(113.0)]
    [DataRow(121.0)]
    public void A_peak_is_that_of_a_course_that_is_cut_then(double seconds)
    {
        AblationCourse course = new(_sphere);
        course.SetLine(0, true);
        course.Tip((long)(seconds * 1e6));
        course.SetLine((long)(seconds * 1e6), false);
        course.Tip((long)((seconds + 200.0) * 1e6));

        Assert.AreEqual(course.TissueCelsius.Max(), Curve(_sphere).PeakAt(seconds), 0.02);
    }

    [TestMethod]
    public void The_ideal_cut_leaves_a_peak_of_42_degC_and_one_that_is_not_needed_is_none()
    {
        CutCurve curve = Curve(_layered with { IsCoarse = true });

        double ideal = curve.LastFor(42.0)!.Value;
        Assert.AreEqual(42.0, curve.PeakAt(ideal), 0.02);
        Assert.IsTrue(curve.TipAt(ideal) < 41.5, "heat still arrives");
        Assert.IsNull(Curve(_sphere with { Watts = 10.0 }).LastFor(42.0));
    }

    [TestMethod]
    public void Coarse_cells_and_steps_change_the_peaks_little()
    {
        CutCurve usual = Curve(_layered with { Seconds = 60.0 });
        CutCurve coarse = Curve(_layered with { Seconds = 60.0, IsCoarse = true });

        foreach (double seconds in (double[])[30.0, 45.0, 60.0]) Assert.AreEqual(usual.PeakAt(seconds), coarse.PeakAt(seconds), 0.1, $"cut after {seconds} s");
    }

    [TestMethod]
    public void What_is_done_to_a_copy_does_nothing_to_the_tissue()
    {
        foreach (AblationPlan plan in (AblationPlan[])[_sphere, _layered with { IsCoarse = true }])
        {
            ITissue tissue = plan.NewTissue();
            ITissue other = plan.NewTissue();
            for (int i = 0; i < 300; i++) Both(step => step.Step(12.0));
            for (ITissue copy = tissue.Copy(); copy.At(0.014) < 50.0;) copy.Step(100.0);
            for (int i = 0; i < 300; i++) Both(step => step.Step(12.0));

            Assert.AreEqual(other.At(0.014), tissue.At(0.014));

            void Both(Action<ITissue> step)
            {
                step(tissue);
                step(other);
            }
        }
    }

    private static CutCurve Curve(AblationPlan plan) => CutCurve.Of(plan, plan.NewTissue(), BioheatGrid.BodyCelsius);
}
