using System.Text;
using Interlock.Station.Monitor;

namespace Interlock.Bench.Tests.Monitor;

/// <summary>From bytes to the picture: joining in the middle, silence, connections lost and made.</summary>
[TestClass]
public class MonitorSessionTests
{
    private readonly ManualTime _time = new();

    [TestMethod]
    public void Who_joins_in_the_middle_of_a_line_has_seen_no_bad_line()
    {
        MonitorSession session = Live();
        session.Received(Encoding.ASCII.GetBytes("=37.00 cem=0.0*1234\r\n" + Lines.Sample(7, 900, "37.00") + "\r\n"));

        Assert.AreEqual(0, session.Box.Log.BadLines);
        Assert.AreEqual(1, session.Box.Log.Lines);
    }

    [TestMethod]
    public void A_line_that_the_loss_of_the_connection_cut_is_not_glued_to_the_next()
    {
        MonitorSession session = Live();
        session.Received(Lines.Bytes(Lines.Sample(7, 900, "37.00"))[..^20]);
        session.Lost();
        session.Connected();
        session.Received(Lines.Bytes(Lines.Sample(9, 1100, "37.00")));

        Assert.AreEqual(0, session.Box.Log.BadLines);
        Assert.AreEqual(1, session.Box.Log.Lines);
    }

    [TestMethod]
    public void In_a_file_every_line_counts()
    {
        MonitorSession session = new(new LiveStub(isLive: false), null, _time);
        session.Connected();
        session.Received(Lines.Bytes(Lines.Sample(6, 800, "37.00")[20..], Lines.Sample(7, 900, "37.00")));

        Assert.AreEqual(1, session.Box.Log.BadLines);
    }

    [TestMethod]
    public void Silence_is_said_and_so_is_a_stream_without_samples()
    {
        MonitorSession session = Live();
        session.Received(Lines.Bytes(Lines.Sample(7, 900, "37.00")));
        Assert.IsNull(Stale(session));

        _time.Pass(1.9);
        Assert.IsNull(Stale(session));

        _time.Pass(1.1);
        Assert.AreEqual("no data for 3 s", Stale(session));

        session.Received("garbage\r\n"u8);
        StringAssert.StartsWith(Stale(session), "no line in what comes: text of something else");

        session.Received(Lines.Bytes(Lines.Sample(8, 1000, "37.00")));
        Assert.IsNull(Stale(session));

        session.Lost();
        _time.Pass(5.0);
        Assert.AreEqual("connection lost 5 s ago, trying again", Stale(session));

        session.Ended();
        Assert.AreEqual("end of data", Stale(session));
    }

    [TestMethod]
    public void Any_bytes_cut_anywhere_give_the_same_picture()
    {
        byte[] bytes = Lines.Bytes([.. Enumerable.Range(0, 50).Select(i => Lines.Sample(i, i * 100, "37.00"))]);
        MonitorSession session = Live();
        Random random = new(1);
        for (int from = 0; from < bytes.Length;)
        {
            int count = Math.Min(random.Next(1, 40), bytes.Length - from);
            session.Received(bytes.AsSpan(from, count));
            from += count;
        }

        Assert.AreEqual(50, session.Box.Log.Lines);
        Assert.AreEqual(0, session.Box.Log.BadLines + session.Box.Log.MissingLines);
    }

    private MonitorSession Live()
    {
        MonitorSession session = new(new LiveStub(), null, _time);
        session.Connected();
        return session;
    }

    private static string? Stale(MonitorSession session) => session.Look((_, link) => link.Stale);
}
