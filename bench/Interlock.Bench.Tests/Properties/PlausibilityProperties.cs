using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;

namespace Interlock.Bench.Tests.Properties;

/// <summary>What only a run of readings shows, against lists that keep everything.</summary>
[TestClass]
public class PlausibilityProperties
{
    [TestMethod]
    public void The_median_of_any_three_is_the_middle_after_sorting()
    {
        Holds.For(Values.TipCounts.Three(), readings =>
        {
            Plausibility plausibility = new();
            plausibility.Add(readings.Item1, 100);
            plausibility.Add(readings.Item2, 200);
            plausibility.Add(readings.Item3, 300);

            Assert.AreEqual(Middle([readings.Item1, readings.Item2, readings.Item3]), plausibility.Median);
        });
    }

    [TestMethod]
    public void In_any_run_the_median_is_of_the_last_three_trusted_conversions()
    {
        Gen<int> readings = Gen.Choose(36 * 128, 38 * 128);
        Holds.ForSequences(Conversions(5, readings, Gen.Choose(82, 200)), run => Play(run, (naive, plausibility) => Assert.AreEqual(naive.Median, plausibility.Median)));
    }

    [TestMethod]
    public void In_any_run_the_converter_is_frozen_from_the_thirty_second_identical_reading_on()
    {
        // Two readings only, and one of them rarely, so that long repeats happen.
        Gen<int> readings = Gen.Frequency((80, Gen.Constant(4700)), (1, Gen.Constant(4701)));
        Holds.ForSequences(Conversions(200, readings, Gen.Choose(82, 200)), run => Play(run, (naive, plausibility) =>
            Assert.AreEqual(naive.IsFrozen, (plausibility.Rows & TripTable.SensorFrozen) != 0)));
    }

    [TestMethod]
    public void In_any_run_the_probe_has_moved_when_the_median_differs_by_more_than_two_degrees_for_six_conversions()
    {
        // Steps of a degree and spans of which ten are a second, so that both limits are often met exactly.
        Gen<int> readings = Gen.Elements(37, 39, 39, 39, 40, 40, 40).Select(celsius => celsius * 128);
        Gen<int> spansMs = Gen.Frequency((8, Gen.Constant(100)), (1, Gen.Constant(82)), (1, Gen.Choose(83, 199)), (1, Gen.Choose(200, 1500)));
        Holds.ForSequences(Conversions(50, readings, spansMs), run => Play(run, (naive, plausibility) =>
        {
            Assert.AreEqual(naive.Change, plausibility.ChangeCounts);
            Assert.AreEqual(naive.HasMoved, (plausibility.Rows & TripTable.ProbeMoved) != 0);
        }));
    }

    /// <summary>Conversions, one in so many of which can't be trusted, so many ms after the one before.</summary>
    private static Gen<(bool IsTrusted, int TipCounts, int SpanMs)> Conversions(int trusted, Gen<int> tipCounts, Gen<int> spansMs) =>
        from isTrusted in Gen.Frequency((trusted, Gen.Constant(true)), (1, Gen.Constant(false)))
        from tip in tipCounts
        from spanMs in spansMs
        select (isTrusted, tip, spanMs);

    private static void Play((bool IsTrusted, int TipCounts, int SpanMs)[] run, System.Action<Naive, Plausibility> check)
    {
        Plausibility plausibility = new();
        Naive naive = new();
        long nowMs = 0;
        foreach ((bool isTrusted, int tipCounts, int spanMs) in run)
        {
            nowMs += spanMs;
            if (isTrusted)
            {
                plausibility.Add(tipCounts, nowMs);
                naive.Add(tipCounts, nowMs);
            }
            else
            {
                plausibility.Break();
                naive.Break();
            }

            check(naive, plausibility);
        }
    }

    private static int Middle(int[] three) => three.Order().ElementAt(1);

    /// <summary>Keeps every reading and every median since the last conversion that could not be trusted.</summary>
    private sealed class Naive
    {
        private readonly List<int> _readings = [];
        private readonly List<(int Counts, long AtMs)> _medians = [];
        private int _movedConversions;

        public int Median => _readings.Count < 3 ? Reading.None : Middle([.. _readings.TakeLast(3)]);

        /// <summary>From the newest median that is at least a second old.</summary>
        public int Change
        {
            get
            {
                int then = _medians.FindLastIndex(median => _medians[^1].AtMs - median.AtMs >= 1000);
                return then < 0 ? Reading.None : _medians[^1].Counts - _medians[then].Counts;
            }
        }

        public bool IsFrozen => _readings.Count >= 32 && _readings.TakeLast(32).Distinct().Count() == 1;

        public bool HasMoved => _movedConversions >= 6;

        public void Add(int tipCounts, long nowMs)
        {
            _readings.Add(tipCounts);
            if (Median != Reading.None) _medians.Add((Median, nowMs));
            _movedConversions = Change != Reading.None && System.Math.Abs(Change / 128.0) > 2.0 ? _movedConversions + 1 : 0;
        }

        public void Break()
        {
            _readings.Clear();
            _medians.Clear();
            _movedConversions = 0;
        }
    }
}
