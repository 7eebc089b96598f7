using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.Judgement;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Properties;

/// <summary>Votes equal a naive count, row by row and conversion by conversion.</summary>
[TestClass]
public class VoteProperties
{
    [TestMethod]
    public void Three_conversions_carry_what_a_count_of_each_row_says()
    {
        Holds.For(Values.Rows.Three(), masks =>
        {
            Votes votes = new();
            votes.Cast(masks.Item1, true);
            votes.Cast(masks.Item2, true);
            votes.Cast(masks.Item3, true);

            for (int row = 0; row < TripTable.Count; row++)
            {
                int count = Bit(masks.Item1, row) + Bit(masks.Item2, row) + Bit(masks.Item3, row);
                bool needsTwo = Bit(TripTable.TwoOfThree, row) == 1;
                bool expected = needsTwo ? count >= 2 : Bit(masks.Item3, row) == 1;
                Assert.AreEqual(expected, Bit(votes.Carried, row) == 1, $"row {row}");
            }
        });
    }

    [TestMethod]
    public void In_any_sequence_a_row_trips_on_two_of_the_last_three_conversions_and_never_on_fewer()
    {
        Gen<(int Rows, bool IsConversion)> reads = Values.Rows.Zip(Gen.Elements(true, true, false));
        Holds.ForSequences(reads, sequence =>
        {
            Votes votes = new();
            List<int> conversions = [];
            foreach ((int rows, bool isConversion) in sequence)
            {
                votes.Cast(rows, isConversion);
                if (isConversion) conversions.Add(rows);

                for (int row = 0; row < TripTable.Count; row++)
                {
                    if (Bit(TripTable.TwoOfThree, row) == 0) continue;
                    int count = conversions.TakeLast(3).Sum(mask => Bit(mask, row));
                    Assert.AreEqual(count >= 2, Bit(votes.Carried, row) == 1, $"row {row} after {conversions.Count} conversions");
                }
            }
        });
    }

    private static int Bit(int mask, int row) => mask >> row & 1;
}
