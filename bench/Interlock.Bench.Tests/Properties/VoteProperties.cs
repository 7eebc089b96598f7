using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.Judgement;

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

/// <summary>When each row was last true, against a list of everything that was noted.</summary>
[TestClass]
public class RowHistoryProperties
{
    [TestMethod]
    public void Any_sequence_is_quiet_where_nothing_was_noted_for_a_second()
    {
        Gen<(int Rows, int SpanMs)> notes = Gen.Frequency((1, Values.Rows), (4, Gen.Constant(0))).Zip(Gen.Elements(0, 50, 50, 50, 150, 949, 950, 999, 1000, 1001));
        Holds.ForSequences(notes, sequence =>
        {
            RowHistory history = new();
            List<(int Rows, long AtMs)> noted = [];
            long nowMs = 0;
            foreach ((int rows, int spanMs) in sequence)
            {
                nowMs += spanMs;
                history.Note(rows, nowMs);
                noted.Add((rows, nowMs));

                int loud = noted.Where(note => nowMs - note.AtMs < 1000).Aggregate(0, (mask, note) => mask | note.Rows);
                Assert.AreEqual(loud == 0, history.AllQuiet(nowMs), $"all at {nowMs} ms");
                Assert.AreEqual(loud == 0 ? TripTable.None : int.TrailingZeroCount(loud), history.FirstLoud(nowMs), $"first at {nowMs} ms");
                for (int row = 0; row < TripTable.Count; row++) Assert.AreEqual((loud >> row & 1) == 0, history.IsQuiet(row, nowMs), $"row {row} at {nowMs} ms");
            }
        });
    }
}
