using System.Text;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary>A receiver gets whole lines or misses them, whatever it takes at a time.</summary>
[TestClass]
public class LossyLinesTests
{
    private readonly StringBuilder _received = new();
    private readonly Queue<int> _takes = new();

    [TestMethod]
    public void A_receiver_that_takes_all_gets_all()
    {
        Send("one\r\ntwo\r\n", 99, 99);

        Assert.AreEqual("one\r\ntwo\r\n", _received.ToString());
    }

    [TestMethod]
    public void Part_of_a_line_is_followed_by_its_rest_and_the_lines_between_are_dropped()
    {
        // Two bytes of "one", nothing while "two" comes, the rest when "three" comes, with "three" itself.
        Send("one\ntwo\nthree\n", 2, 0, 99, 99);

        Assert.AreEqual("one\nthree\n", _received.ToString());
    }

    [TestMethod]
    public void A_line_that_nothing_is_taken_of_is_dropped_whole()
    {
        Send("one\ntwo\n", 0, 99);

        Assert.AreEqual("two\n", _received.ToString());
    }

    [TestMethod]
    public void The_rest_of_a_line_does_not_go_to_another_receiver()
    {
        Send("one\ntwo\n", 2, -1, 99);

        Assert.AreEqual("ontwo\n", _received.ToString());
    }

    [TestMethod]
    public void A_stream_without_line_feeds_does_not_fill_the_memory()
    {
        Send(new string('x', 10_000), 99_999, 99_999);

        Assert.AreEqual(8192, _received.Length);
    }

    private void Send(string text, params int[] takes)
    {
        foreach (int take in takes) _takes.Enqueue(take);
        LossyLines lines = new(Take);
        foreach (byte value in Encoding.ASCII.GetBytes(text)) lines.Add(value);
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        int take = Math.Min(_takes.Dequeue(), bytes.Length);
        if (take > 0) _received.Append(Encoding.ASCII.GetString(bytes[..take]));
        return take;
    }
}
