using Interlock.Proofs.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>The simulator's output over time, and when it passed a temperature: time to trip is counted from there.</summary>
[TestClass]
public class SimulatorOutputTests
{
    [TestMethod]
    public void A_ramp_is_a_line_and_the_past_stays_as_it_was()
    {
        SimulatorOutput simulator = new(37.0);

        long thereUs = simulator.Go(1_000_000, 43.0, 1.5);

        Assert.AreEqual(5_000_000, thereUs);
        Assert.AreEqual(37.0, simulator.CelsiusAt(900_000));
        Assert.AreEqual(40.0, simulator.CelsiusAt(3_000_000), 1e-9);
        Assert.AreEqual(43.0, simulator.CelsiusAt(9_000_000));
        Assert.AreEqual(4_333_333, simulator.ReachedUs(42.0, 0)!.Value, 1);
        Assert.IsNull(simulator.ReachedUs(42.0, 2_000_000), "not since then");
        Assert.IsNull(simulator.ReachedUs(44.0, 0), "never");
    }

    [TestMethod]
    public void A_ramp_that_is_cut_short_goes_on_from_where_it_was()
    {
        SimulatorOutput simulator = new(37.0);
        simulator.Go(0, 43.0, 1.0);

        simulator.Go(2_000_000, 37.0, 1.0);

        Assert.AreEqual(38.0, simulator.CelsiusAt(1_000_000), 1e-9);
        Assert.AreEqual(39.0, simulator.CelsiusAt(2_000_000), 1e-9);
        Assert.AreEqual(38.0, simulator.CelsiusAt(3_000_000), 1e-9);
    }

    [TestMethod]
    public void A_step_reaches_all_temperatures_at_once()
    {
        SimulatorOutput simulator = new(37.0);

        simulator.Go(500, 46.0, null);

        Assert.AreEqual(37.0, simulator.CelsiusAt(499));
        Assert.AreEqual(46.0, simulator.CelsiusAt(500));
        Assert.AreEqual(500, simulator.ReachedUs(45.0, 0));
    }

    [TestMethod]
    public void A_lead_that_is_off_gives_nothing_and_then_the_same_again()
    {
        SimulatorOutput simulator = new(37.0);

        simulator.Connect(100, false);
        simulator.Connect(200, true);

        Assert.AreEqual(37.0, simulator.CelsiusAt(99));
        Assert.AreEqual(double.NaN, simulator.CelsiusAt(150));
        Assert.AreEqual(37.0, simulator.CelsiusAt(200));
    }
}
