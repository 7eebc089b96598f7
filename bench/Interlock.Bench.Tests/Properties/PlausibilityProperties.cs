using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.Judgement;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Properties;

/// <summary>What only a run of readings shows, against lists that keep everything.</summary>
[TestClass]
public class PlausibilityProperties
{
    private const int WindowTicks = 20;

    [TestMethod]
    public void The_median_of_any_three_is_the_middle_after_sorting()
    {
        Holds.For(Values.TipCounts.Three(), readings =>
        {
            Plausibility plausibility = new();
            plausibility.Add(readings.Item1);
            plausibility.Add(readings.Item2);
            plausibility.Add(readings.Item3);

            Assert.AreEqual(Middle([readings.Item1, readings.Item2, readings.Item3]), plausibility.Median);
        });
    }

    [TestMethod]
    public void In_any_run_the_median_is_of_the_last_three_trusted_conversions()
    {
        Holds.ForSequences(Ticks(36 * 128, 38 * 128), run => Play(run, (naive, plausibility) => Assert.AreEqual(naive.Median, plausibility.Median)));
    }

    [TestMethod]
    public void In_any_run_the_converter_is_frozen_from_the_thirty_second_identical_reading_on()
    {
        // Two readings only, and one of them rarely, so that long repeats happen.
        Gen<(int Kind, int TipCounts)> ticks = Gen.Frequency((200, Gen.Constant(1)), (1, Gen.Constant(2))).Zip(Gen.Frequency((80, Gen.Constant(4700)), (1, Gen.Constant(4701))));
        Holds.ForSequences(ticks, run => Play(run, (naive, plausibility) =>
            Assert.AreEqual(naive.IsFrozen, (plausibility.Rows & Row.SensorFrozen) != 0)));
    }

    [TestMethod]
    public void In_any_run_the_probe_has_moved_when_the_median_differs_by_more_than_two_degrees_for_six_conversions()
    {
        // Steps of a degree, so that the limit of exactly two is often met.
        Gen<(int Kind, int TipCounts)> ticks = Gen.Frequency((10, Gen.Constant(0)), (40, Gen.Constant(1)), (1, Gen.Constant(2)))
            .Zip(Gen.Elements(37, 39, 39, 39, 40, 40, 40).Select(celsius => celsius * 128));
        Holds.ForSequences(ticks, run => Play(run, (naive, plausibility) =>
            Assert.AreEqual(naive.HasMoved, (plausibility.Rows & Row.ProbeMoved) != 0)));
    }

    /// <summary>Ticks: without a conversion, with one, with one that can't be trusted.</summary>
    private static Gen<(int Kind, int TipCounts)> Ticks(int lowest, int highest) =>
        Gen.Frequency((2, Gen.Constant(0)), (5, Gen.Constant(1)), (1, Gen.Constant(2))).Zip(Gen.Choose(lowest, highest));

    private static void Play((int Kind, int TipCounts)[] run, System.Action<Naive, Plausibility> check)
    {
        Plausibility plausibility = new();
        Naive naive = new();
        foreach ((int kind, int tipCounts) in run)
        {
            if (kind == 1) plausibility.Add(tipCounts);
            if (kind == 2) plausibility.Break();
            plausibility.Tick();
            naive.Take(kind, tipCounts);
            check(naive, plausibility);
        }
    }

    private static int Middle(int[] three) => three.Order().ElementAt(1);

    /// <summary>Keeps every reading and every tick's median.</summary>
    private sealed class Naive
    {
        private readonly List<int> _readings = [];
        private readonly List<int> _medians = [];
        private int _movedConversions;

        public int Median => _readings.Count < 3 ? Plausibility.Unknown : Middle([.. _readings.TakeLast(3)]);

        public bool IsFrozen => _readings.Count >= 32 && _readings.TakeLast(32).Distinct().Count() == 1;

        public bool HasMoved => _movedConversions >= 6;

        public void Take(int kind, int tipCounts)
        {
            if (kind == 2)
            {
                _readings.Clear();
                _movedConversions = 0;
            }
            else if (kind == 1)
            {
                _readings.Add(tipCounts);
                int before = _medians.Count < WindowTicks ? Plausibility.Unknown : _medians[^WindowTicks];
                bool isKnown = before != Plausibility.Unknown && Median != Plausibility.Unknown;
                _movedConversions = isKnown && System.Math.Abs(Median / 128.0 - before / 128.0) > 2.0 ? _movedConversions + 1 : 0;
            }

            _medians.Add(Median);
        }
    }
}
