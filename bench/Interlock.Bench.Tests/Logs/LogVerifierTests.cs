using System.Text;
using Interlock.Bench.Tests.Simulation;
using Interlock.Log;

namespace Interlock.Bench.Tests.Logs;

/// <summary>Every way in which a log can be less than whole is found, at its line.</summary>
[TestClass]
public class LogVerifierTests
{
    private static readonly byte[] _log = Played.Run(Courses.RampTo(43.0, 3.0)).Log;

    [TestMethod]
    public void A_whole_log_has_no_problems()
    {
        LogVerifier verifier = LogFile.Verify(_log);

        Assert.IsEmpty(verifier.Problems);
        Assert.AreEqual(_log.Count(b => b == '\n'), verifier.Lines);
    }

    [TestMethod]
    public void Any_changed_byte_is_found_in_its_line()
    {
        Parallel.For(0, (_log.Length + 6) / 7, step =>
        {
            int at = step * 7;
            byte[] changed = [.. _log];
            changed[at] ^= 0x04;

            LogVerifier verifier = LogFile.Verify(changed);

            int line = 1 + _log.AsSpan(0, at).Count((byte)'\n');
            Assert.IsTrue(verifier.Problems.Any(problem => Math.Abs(problem.Line - line) <= 1), $"byte {at} of line {line}");
        });
    }

    [TestMethod]
    public void Any_removed_line_but_the_last_is_found_where_it_was()
    {
        List<byte[]> lines = Lines(_log);
        for (int removed = 0; removed < lines.Count - 1; removed += 3)
        {
            byte[] shorter = [.. lines.Where((_, i) => i != removed).SelectMany(line => line)];

            LogVerifier verifier = LogFile.Verify(shorter);

            Assert.AreEqual(removed + 1, verifier.Problems[0].Line, $"line {removed + 1} removed");
            Assert.AreEqual(1L, verifier.Missing);
        }
    }

    [TestMethod]
    public void A_log_cut_within_a_line_is_found_in_its_last_line()
    {
        int lines = _log.Count(b => b == '\n');
        int last = Lines(_log)[^1].Length;
        for (int cut = 1; cut < last; cut++)
        {
            LogVerifier verifier = LogFile.Verify(_log.AsSpan(0, _log.Length - cut));

            Assert.AreEqual(lines, verifier.Problems[0].Line, $"cut by {cut} bytes");
        }
    }

    [TestMethod]
    public void An_empty_log_is_no_log()
    {
        Assert.AreEqual("expected at least one line", LogFile.Verify([]).Problems.Single().Text);
    }

    [TestMethod]
    public void Samples_that_come_too_late_are_found_though_the_sequence_is_whole()
    {
        string[] lines = ["BOOT seq=0 t=0 fw=1 proto=1 build=0 resets=0 cfg=0000", "SAMP seq=1 t=700 tc=-- cj=-- sr=00 st=SELF_TEST k1=0 k2=0 io=00 cem=0.000"];

        LogProblem problem = Verify(lines).Problems.Single();

        Assert.AreEqual("expected a SAMP within 300 ms, found none for 700 ms", problem.Text);
    }

    [TestMethod]
    [DataRow("SAMP seq=1 t=50 tc=-- cj=--", "expected the field sr= in SAMP")]
    [DataRow("TEST seq=1 step=K1 ok=1", "expected seq= and t= with whole numbers")]
    [DataRow("TEST seq=1 t=50 step step=K1", "expected key=value, each key once, found 'step'")]
    [DataRow("TEST seq=2 t=50 step=K1 ok=1", "expected seq=1, found 2: 1 line is missing before this one")]
    public void What_is_wrong_with_a_line_is_said(string second, string text)
    {
        LogVerifier verifier = Verify("BOOT seq=0 t=0 fw=1 proto=1 build=0 resets=0 cfg=0000", second);

        Assert.AreEqual(new LogProblem(2, text), verifier.Problems[0]);
    }

    [TestMethod]
    public void Settings_that_are_not_those_of_BOOT_are_found()
    {
        LogVerifier verifier = Verify(
            "BOOT seq=0 t=0 fw=1 proto=1 build=0 resets=0 cfg=0000",
            "CONF seq=1 t=50 limit=99.00 floor=15.00 backstop=45.00 vote=2/3 tick=50 mains=50 tc=T max=360 wait=600");

        StringAssert.StartsWith(verifier.Problems.Single().Text, "expected settings with the CRC '0000' that BOOT names");
    }

    [TestMethod]
    [DataRow("INFO seq=1 t=50 fw=1 proto=1 build=0 resets=0", "expected the field cfg= in INFO")]
    [DataRow("INFO seq=1 t=50 limit=42.00", "expected the field floor= in INFO")]
    public void A_line_that_tells_BOOT_or_CONF_again_has_their_fields(string line, string text)
    {
        LogVerifier verifier = Verify("BOOT seq=0 t=0 fw=1 proto=1 build=0 resets=0 cfg=0000", line);

        Assert.AreEqual(text, verifier.Problems[0].Text);
    }

    [TestMethod]
    [DataRow("INFO", 1)]
    [DataRow("NOTE", 0)]
    public void A_box_that_has_told_INFO_once_tells_it_every_half_minute(string type, int problems)
    {
        List<string> lines = ["BOOT seq=0 t=0 fw=1 proto=1 build=0 resets=0 cfg=0000", $"{type} seq=1 t=20 fw=1 proto=1 build=0 resets=0 cfg=0000"];
        for (int i = 1; i <= 400; i++)
        {
            lines.Add($"SAMP seq={lines.Count} t={100 * i} tc=-- cj=-- sr=00 st=SELF_TEST k1=0 k2=0 io=000 cem=0.000");
            if (i % 50 == 0) lines.Add($"STAT seq={lines.Count} t={(100 * i) + 20} ticks=0 late=0 worst=0 lost=0");
        }

        string[] missed = [.. Verify([.. lines]).Problems.Select(problem => problem.Text).Where(text => text.Contains("INFO", StringComparison.Ordinal))];

        Assert.HasCount(problems, missed);
        if (problems > 0) Assert.AreEqual("expected an INFO every 30000 ms, found none for 31080 ms", missed[0]);
    }

    [TestMethod]
    public void Problems_without_number_are_counted_and_do_not_fill_the_memory()
    {
        LogVerifier verifier = LogFile.Verify(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("$SAMP seq=1\n", 30_000))));

        Assert.AreEqual(30_000L, verifier.ProblemCount);
        Assert.HasCount(10_000, verifier.Problems);
    }

    private static LogVerifier Verify(params string[] bodies)
    {
        return LogFile.Verify(Encoding.Latin1.GetBytes(string.Concat(bodies.Select(body => $"${body}*{UartLine.Crc(body):X4}\r\n"))));
    }

    private static List<byte[]> Lines(byte[] log)
    {
        List<byte[]> lines = [];
        for (int start = 0; start < log.Length;)
        {
            int end = Array.IndexOf(log, (byte)'\n', start) + 1;
            lines.Add(log[start..end]);
            start = end;
        }

        return lines;
    }
}
