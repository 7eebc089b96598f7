using System.Security.Cryptography;
using System.Text;
using Interlock.Firmware;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Hardware;

/// <summary>
/// The virtual board keeps K1 up as long, and lets go as late, as the worst box of the simulation, and little more; so the
/// reaction times that it shows hold for every box.
/// </summary>
[TestClass]
public class SimulatedTimesTests
{
    private static readonly BoardOptions _board = new();

    [TestMethod]
    public void The_watchdog_holds_as_long_as_the_slowest_box_and_no_tenth_longer() =>
        AssertJustAbove(HardwareFolder.Figures["k1_hold_longest"], _board.WatchdogHoldMs, 1.10);

    /// <summary>A box that drops K1 at slower edges still drops it at all that the virtual board drops it at.</summary>
    [TestMethod]
    public void The_watchdogs_shortest_edge_is_just_below_that_of_every_box() =>
        AssertJustAbove(_board.WatchdogMinEdgeMs, HardwareFolder.Figures["k1_shortest_edge_lowest"], 1.15);

    [TestMethod]
    [DataRow("k1_release_with_clamp")]
    [DataRow("k2_release_with_clamp")]
    [DataRow("stop_pole_2_both_released")]
    public void The_relays_release_as_late_as_the_slowest_box_and_no_quarter_later(string figure) =>
        AssertJustAbove(HardwareFolder.Figures[figure], _board.RelayReleaseMs, 1.25);

    [TestMethod]
    public void The_relays_pull_in_like_a_nominal_box() =>
        Assert.AreEqual(HardwareFolder.Figures["relay_pull_in"], _board.RelayPullInMs, 3);

    /// <summary>The rail's detector of the virtual board sees a loss no sooner than the slowest box.</summary>
    [TestMethod]
    public void The_rails_detector_sees_a_loss_as_late_as_the_slowest_box() =>
        AssertJustAbove(HardwareFolder.Figures["rail_loss_seen_after"], _board.RailDetectMs, 1.25);

    /// <summary>ARM's filters of the virtual board are within what the parts' tolerances leave.</summary>
    [TestMethod]
    public void ARMs_filters_are_within_their_tolerances()
    {
        foreach ((string contact, double milliseconds) in new[] { ("no", _board.ArmFilterMs), ("nc", _board.ArmRestFilterMs) })
        {
            Assert.IsGreaterThanOrEqualTo(HardwareFolder.Figures[$"arm_{contact}_low_pass_shortest"], milliseconds);
            Assert.IsLessThanOrEqualTo(HardwareFolder.Figures[$"arm_{contact}_low_pass_longest"], milliseconds);
        }
    }

    /// <summary>ARM's thresholds of the virtual board are the simulated ones, and what it moves them by is no less than what the parts do.</summary>
    [TestMethod]
    public void ARMs_thresholds_and_their_spread_are_the_simulated_ones()
    {
        foreach ((string contact, SchmittThresholds board) in new[] { ("no", _board.ArmThresholds), ("nc", _board.ArmRestThresholds) })
        {
            foreach ((string way, double volts) in new[] { ("rising", board.RisingVolts), ("falling", board.FallingVolts) })
            {
                Assert.AreEqual(HardwareFolder.Figures[$"arm_{contact}_{way}"], volts, 0.005, $"{contact} {way}");
                Assert.IsLessThanOrEqualTo(HardwareFolder.Figures[$"arm_{contact}_{way}_lowest"], volts - SchmittThresholds.ArmSpreadVolts);
                Assert.IsGreaterThanOrEqualTo(HardwareFolder.Figures[$"arm_{contact}_{way}_highest"], volts + SchmittThresholds.ArmSpreadVolts);
            }
        }
    }

    /// <summary>K2 is let be while an ablation begins with the latest ticks that are no fault, and no permission is that late.</summary>
    [TestMethod]
    public void A_lapse_of_K1_is_seen_before_the_firmware_has_asked_whether_K1_is_in() =>
        Assert.IsLessThanOrEqualTo(Limits.CloseMs + (2.0 * Limits.DeadlineMs), HardwareFolder.Figures["lapse_seen_after_enable_by"]);

    /// <summary>The heartbeat's one edge a tick lies in the window of every box, and so does the latest tick that is no fault.</summary>
    [TestMethod]
    public void Every_tick_that_is_no_fault_feeds_every_box()
    {
        Assert.IsGreaterThan(HardwareFolder.Figures["k1_shortest_edge_highest"], (double)Limits.TickMs);
        Assert.IsLessThan(HardwareFolder.Figures["k1_hold_shortest"], (double)Limits.DeadlineMs);
        Assert.IsGreaterThan(HardwareFolder.Figures["k1_shortest_edge_highest"], (double)Limits.EdgeMs);
    }

    /// <summary>
    /// The proof test takes no sound box for one whose K1 was dropped by something else: the watchdog that holds shortest, its last
    /// edge a whole gap before HEARTBEAT stopped, and the fastest relay, 2 ms and one until its mirror closes.
    /// </summary>
    [TestMethod]
    public void The_watchdog_of_every_box_holds_longer_than_the_proof_test_asks() =>
        Assert.IsLessThan(HardwareFolder.Figures["k1_hold_shortest"] - Limits.DeadlineMs + 3, Limits.WatchdogHoldsMs);

    [TestMethod]
    public void The_firmware_waits_as_long_as_the_slowest_box_needs()
    {
        Assert.IsLessThan(Limits.CloseMs, HardwareFolder.Figures["line_closes_after_enable"] + (2 * Limits.TickMs));
        Assert.IsLessThan(Limits.OpenMs - Limits.TickMs, HardwareFolder.Figures["k1_mirror_closed_after"]);
        Assert.IsLessThan(Limits.OpenMs - Limits.TickMs, HardwareFolder.Figures["k2_mirror_closed_after"]);
    }

    [TestMethod]
    [DataRow("figures.csv")]
    [DataRow("faults.csv")]
    public void Every_committed_verdict_of_the_simulation_is_a_pass(string file)
    {
        List<Dictionary<string, string>> rows = HardwareFolder.Table("simulation", file);
        Assert.IsNotEmpty(rows);
        foreach (Dictionary<string, string> row in rows) Assert.AreEqual("PASS", row["verdict"], string.Join(", ", row.Values));
    }

    /// <summary>The table of single faults names every part of the simulated channels, lamps, sounder and supply.</summary>
    [TestMethod]
    public void Every_simulated_part_was_broken()
    {
        string[] parts = [.. new[] { "channels.cir", "signals.cir", "power.cir" }
            .SelectMany(deck => File.ReadLines(Path.Combine(HardwareFolder.Hardware, "simulation", "decks", deck)))
            .Where(line => line.Length > 0 && line[0] != '*')
            .Select(line => line.Split(' ')[0])
            .Select(name => name[0] == 'X' ? name[1..] : name)];
        string[] broken = [.. HardwareFolder.Table("simulation", "faults.csv").Select(row => row["part"]).Distinct()];
        CollectionAssert.IsSubsetOf(parts, broken);
    }

    /// <summary>The committed figures are of the committed decks: hardware/simulation/run --write notes their digests.</summary>
    [TestMethod]
    public void The_figures_are_of_these_decks()
    {
        string decks = Path.Combine(HardwareFolder.Hardware, "simulation", "decks");
        Dictionary<string, string> noted = HardwareFolder.Table("simulation", "decks.csv").ToDictionary(row => row["deck"], row => row["sha256"]);
        CollectionAssert.AreEquivalent(Directory.GetFiles(decks).Select(Path.GetFileName).ToArray(), noted.Keys.ToArray());
        foreach ((string deck, string digest) in noted)
        {
            byte[] text = Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(decks, deck)).Replace("\r\n", "\n"));
            Assert.AreEqual(digest, Convert.ToHexStringLower(SHA256.HashData(text)), deck);
        }
    }

    private static void AssertJustAbove(double lower, double upper, double factor)
    {
        Assert.IsGreaterThanOrEqualTo(lower, upper);
        Assert.IsLessThanOrEqualTo(lower * factor, upper);
    }
}
