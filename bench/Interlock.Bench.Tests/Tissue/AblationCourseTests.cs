using Interlock.Bench.Tests.Simulation;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Tissue;

[TestClass]
public class AblationCourseTests
{
    private const long Second = 1_000_000;

    /// <summary>The table "Cut at 42 degC" of the facts: cut half a second after the probe reads 42 degC.</summary>
    [TestMethod]
    [DataRow(30.0, 0.4, 10.0, 34.0, 0.16, 42.96, 62.0, 1.9)]
    [DataRow(30.0, 0.4, 15.0, 124.0, 0.045, 42.46, 93.0, 1.3)]
    [DataRow(60.0, 0.5, 10.0, 14.0, 0.36, 43.2, 72.0, 2.7)]
    [DataRow(100.0, 0.5, 10.0, 9.0, 0.60, 43.4, 77.0, 3.3)]
    [DataRow(30.0, 0.5, 6.0, 7.5, 0.69, 43.5, 24.0, 1.1)]
    public void Cut_at_42_degC_the_course_is_that_of_the_facts(double watts, double share, double millimetres, double tripSeconds, double rate, double peak, double peakAfter, double cem43)
    {
        AblationCourse course = new(new AblationPlan { Watts = watts, AbsorbedShare = share, ForamenMillimetres = millimetres, Seconds = 300.0, DelaySeconds = 0.0 });
        course.SetLine(0, true);
        long trip = 0;
        while (course.Tip(trip) < 42.0) trip += 20_000;
        double atTrip = (course.Tip(trip) - course.Tip(trip - Second)) / 1.0;
        course.Tip(trip + (Second / 2));
        course.SetLine(trip + (Second / 2), false);
        course.Tip(300 * Second);

        double highest = course.TissueCelsius.Max();
        double highestAfter = (course.TissueCelsius.ToList().IndexOf(highest) * course.StepSeconds) - (trip / 1e6);
        double dose = course.TissueCelsius.Sum(celsius => Courses.Cem43(celsius, course.StepSeconds));
        Assert.AreEqual(tripSeconds, trip / 1e6, 0.5 + (0.05 * tripSeconds), "trip");
        Assert.AreEqual(rate, atTrip, 0.07 * rate, "rate");
        Assert.AreEqual(peak, highest, 0.08, "peak");
        Assert.AreEqual(peakAfter, highestAfter, 6.0, "peak after");
        Assert.AreEqual(cem43, dose, 0.25, "dose");
    }

    [TestMethod]
    public void Power_goes_on_a_while_after_the_line_has_closed_and_off_when_its_time_is_up()
    {
        AblationCourse course = NewCourse(seconds: 60.0);
        course.Tip(10 * Second);
        Assert.IsNull(course.PowerOnUs);

        course.SetLine(10 * Second, true);
        course.Tip(100 * Second);

        Assert.AreEqual(15 * Second, course.PowerOnUs);
        Assert.AreEqual(75 * Second, course.PowerOffUs);
        Assert.AreEqual(37.0, course.Tip(15 * Second), 1e-9);
        Assert.IsTrue(course.Tip(75 * Second) > 38.5);
    }

    [TestMethod]
    public void Opening_the_line_cuts_the_power_for_good()
    {
        AblationCourse course = NewCourse(seconds: 60.0);
        course.SetLine(0, true);
        course.Tip(30 * Second);
        course.SetLine(30 * Second, false);
        course.SetLine(31 * Second, true);
        course.Tip(60 * Second);

        Assert.AreEqual(30 * Second, course.PowerOffUs);
    }

    [TestMethod]
    public void A_contact_that_bounces_begins_the_wait_anew()
    {
        AblationCourse course = NewCourse(seconds: 60.0);
        course.SetLine(1_000, true);
        course.SetLine(2_000, false);
        Assert.IsNull(course.PowerOnUs);
        course.SetLine(3_000, true);

        Assert.AreEqual((5 * Second) + 3_000, course.PowerOnUs);
    }

    [TestMethod]
    public void A_lesion_has_as_many_ablations_as_are_meant_each_begun_by_a_line_that_closes_again()
    {
        AblationCourse course = new(new AblationPlan { Watts = 30.0, Seconds = 60.0, ForamenMillimetres = 15.0, Ablations = 2 });
        course.SetLine(0, true);
        course.Tip(30 * Second);
        course.SetLine(30 * Second, false);
        course.Tip(100 * Second);
        double cooled = course.Tip(100 * Second);
        course.SetLine(100 * Second, true);
        Assert.AreEqual(105 * Second, course.PowerOnUs);
        Assert.AreEqual(165 * Second, course.PowerOffUs);
        Assert.IsTrue(course.Tip(160 * Second) > cooled + 1.0);

        course.SetLine(160 * Second, false);
        course.Tip(200 * Second);
        course.SetLine(200 * Second, true);
        course.Tip(300 * Second);

        Assert.AreEqual(160 * Second, course.PowerOffUs, "a third one is not meant");
        CollectionAssert.AreEqual(new[] { 5 * Second, 105 * Second }, course.Powered.Select(stretch => stretch.OnUs).ToArray());
        Assert.AreEqual(course.Tip(105 * Second), course.Powered[1].TipCelsius, 0.01);
    }

    [TestMethod]
    public void The_tip_follows_the_tissue_by_the_time_constant_of_the_probe()
    {
        AblationCourse course = new(new AblationPlan { Watts = 30.0, Seconds = 300.0, ForamenMillimetres = 12.0, ProbeSeconds = 0.5 });
        course.SetLine(0, true);
        course.Tip(120 * Second);

        int at = (int)(100.0 / course.StepSeconds);
        double perSecond = (course.TissueCelsius[at] - course.TissueCelsius[at - 50]) / 1.0;
        Assert.AreEqual(0.5, (course.TissueCelsius[at] - course.TipCelsius[at]) / perSecond, 0.02);
    }

    [TestMethod]
    public void The_past_can_be_asked_again()
    {
        AblationCourse course = NewCourse(seconds: 60.0);
        course.SetLine(0, true);
        double then = course.Tip((30 * Second) + 7_000);
        course.Tip(60 * Second);

        Assert.AreEqual(then, course.Tip((30 * Second) + 7_000));
    }

    [TestMethod]
    public void Behind_fat_too_the_power_goes_off_when_the_line_opens_and_the_nerve_is_hotter_than_the_tip()
    {
        AblationCourse course = new(new AblationPlan { Watts = 40.0, Seconds = 300.0, ForamenMillimetres = 14.0, NerveNearerMillimetres = 1.5, ProbeSeconds = 1.0, Foramen = new LayeredForamen() });
        course.SetLine(0, true);
        course.Tip(100 * Second);
        course.SetLine(100 * Second, false);
        course.Tip(300 * Second);

        Assert.AreEqual(100 * Second, course.PowerOffUs);
        int cut = (int)(100.0 / course.StepSeconds);
        Assert.IsTrue(course.TissueCelsius.Max() > course.TissueCelsius[cut] + 0.5);
        Assert.IsTrue(course.TissueCelsius[^1] < course.TissueCelsius.Max() - 0.05);
        Assert.IsTrue(course.NerveCelsius.Max() > course.TissueCelsius.Max() + 0.5);
    }

    private static AblationCourse NewCourse(double seconds) => new(new AblationPlan { Watts = 30.0, Seconds = seconds, ForamenMillimetres = 15.0 });
}
