using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.Judgement;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Properties;

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
