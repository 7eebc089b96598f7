using System.Text;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>What a power cycle does to a log is forgiven, what a box does is not.</summary>
[TestClass]
public class LogIntegrityTests
{
    private static readonly byte[] _session = Tested.Virtually(Defect.None, only: ["log-integrity"]).Log;

    [TestMethod]
    public void A_whole_session_has_no_problem()
    {
        LogIntegrity log = LogIntegrity.Of(_session, []);

        Assert.IsEmpty(log.Problems);
        Assert.IsGreaterThan(20, log.Lines);
    }

    [TestMethod]
    public void Who_comes_in_the_middle_of_a_line_misses_nothing_after_it() =>
        Assert.IsEmpty(LogIntegrity.Of(_session.AsSpan(500), []).Problems);

    [TestMethod]
    public void A_last_line_that_is_on_its_way_is_not_judged() =>
        Assert.IsEmpty(LogIntegrity.Of(_session.AsSpan(0, _session.Length - 7), []).Problems);

    [TestMethod]
    [DataRow("", DisplayName = "cut within a line")]
    [DataRow("\0\u00FF\u0080", DisplayName = "noise of a collapsing supply")]
    [DataRow("\0\n\u00FFx\n", DisplayName = "noise with line feeds")]
    public void A_power_cycle_may_cut_a_line(string noise)
    {
        byte[] before = _session[..^9];
        byte[] log = [.. before, .. Encoding.Latin1.GetBytes(noise), .. _session];

        Assert.IsEmpty(LogIntegrity.Of(log, [before.Length - 3]).Problems);
    }

    [TestMethod]
    public void A_restart_that_nobody_made_is_a_problem()
    {
        LogIntegrity log = LogIntegrity.Of([.. _session, .. _session], []);

        Assert.AreEqual("expected no restart, found BOOT", log.Problems.Single().Text);
        Assert.AreEqual(1 + _session.Count(value => value == '\n'), log.Problems.Single().Line);
    }

    [TestMethod]
    public void A_power_cycle_without_a_start_is_a_problem() =>
        Assert.AreEqual("expected a BOOT after each power cycle", LogIntegrity.Of(_session, [_session.Length]).Problems.Single().Text);

    [TestMethod]
    public void A_changed_byte_is_found_in_its_line()
    {
        byte[] log = [.. _session, .. _session];
        int at = Array.IndexOf(log, (byte)'\n', _session.Length + 1000) + 10;
        log[at] ^= 1;

        LogIntegrity judged = LogIntegrity.Of(log, [_session.Length]);

        Assert.AreEqual(1 + log[..at].Count(value => value == '\n'), judged.Problems[0].Line);
        StringAssert.Contains(judged.Problems[0].Text, "expected CRC");
    }

    [TestMethod]
    public void Nothing_is_a_problem() => Assert.AreEqual("expected at least one line", LogIntegrity.Of([], []).Problems.Single().Text);
}
