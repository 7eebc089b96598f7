using System.Globalization;
using System.Text;
using Interlock.Bench.Cli;
using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.Station.Acceptance;
using Interlock.Station.Report;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Fuzzing;

/// <summary>Everything that parses what a stranger may have written.</summary>
[TestClass]
public class FuzzTests
{
    private const double MostSeconds = 1e7;

    [TestMethod]
    public void Traces()
    {
        Fuzz.Run(Corpus.Traces, input =>
        {
            using StreamReader reader = new(new MemoryStream(input));
            Trace trace = TraceReader.Read(reader, "trace.csv");

            // What is accepted must be usable over its whole course.
            Assert.IsTrue(trace.EndSeconds is >= 0.0 and <= MostSeconds, $"end at {trace.EndSeconds} s");
            for (int i = -1; i <= 8; i++)
            {
                long us = (long)(trace.EndSeconds * 1e6 / 7.0 * i);
                double tip = trace.Tip(us);
                Assert.IsTrue(double.IsNaN(tip) || tip is >= -270.0 and <= 1372.0, $"tip {tip}");
                Assert.IsTrue(trace.ColdJunction(us) is >= -100.0 and <= 200.0, $"cold junction {trace.ColdJunction(us)}");
            }
        });
    }

    [TestMethod]
    public void Logs()
    {
        Fuzz.Run(Corpus.Logs, input => Verify(input));
    }

    [TestMethod]
    public void Logs_with_right_crcs()
    {
        Fuzz.Run(Corpus.Logs, input => Verify(Crcs.Mend(input)));
    }

    [TestMethod]
    public void Lines()
    {
        Fuzz.Run([.. Corpus.Logs.SelectMany(SplitLines)], input =>
        {
            string text = Encoding.Latin1.GetString(input);
            bool isLine = UartLine.TryParse(text, out UartLine? line, out string problem);
            if (isLine) AssertSound(text, line!);
            else Fuzz.AssertLine(problem);

            string mended = Encoding.Latin1.GetString(Crcs.Mend(input));
            if (UartLine.TryParse(mended, out line, out problem)) AssertSound(mended, line!);
            else Fuzz.AssertLine(problem);
        });
    }

    [TestMethod]
    public void Summaries()
    {
        Fuzz.Run(Corpus.Logs, input =>
        {
            LogSummary summary = new();
            int lines = 0;
            LineSplitter splitter = new(line =>
            {
                lines++;
                Assert.IsLessThanOrEqualTo(4096, line.Length);
                summary.Add(line);
            });
            byte[] mended = Crcs.Mend(input);
            foreach (byte value in mended) splitter.Add(value);

            // One that is longer comes in pieces, each from a dollar sign on.
            int ended = LinesOf(mended, withRest: false);
            bool hasPieces = Encoding.Latin1.GetString(mended).Split('\r', '\n').Any(line => line.Length > 4096);
            if (hasPieces) Assert.IsInRange(ended, ended + mended.Count(value => value == '$'), lines);
            else Assert.AreEqual(ended, lines);
            Assert.AreEqual(lines, summary.Lines);
            Assert.IsFalse(summary.Story.Any(said => said.Any(char.IsControl)), "the story is made of lines");
            Assert.IsFalse(summary.End.Any(char.IsControl), "the end is one line");
        });
    }

    [TestMethod]
    public void Reports()
    {
        string folder = Directory.CreateTempSubdirectory("interlock-fuzz").FullName;
        try
        {
            Fuzz.Run(
                Corpus.Logs,
                input =>
                {
                    string path = Path.Combine(folder, Path.GetRandomFileName());
                    File.WriteAllBytes(path, Crcs.Mend(input));
                    try
                    {
                        RecordedLog log = RecordedLog.Read(path);
                        string page = ReportPage.Of(log, DateTimeOffset.UnixEpoch);
                        using StringWriter csv = new(CultureInfo.InvariantCulture);
                        _ = RecordedLog.Read(path, samples: csv);
                        using MemoryStream json = new();
                        ReportData.Of(log, DateTimeOffset.UnixEpoch).Write(json);

                        StringAssert.EndsWith(page, "</html>\n");
                        Assert.AreEqual(log.Bytes, System.Text.Json.JsonDocument.Parse(json.ToArray()).RootElement.GetProperty("log").GetProperty("bytes").GetInt64());
                        Assert.IsFalse(page.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r')), "the page is printable");
                    }
                    finally
                    {
                        File.Delete(path);
                    }
                },
                share: 10);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Plans()
    {
        Fuzz.Run(Corpus.Plans, input => Assert.IsNotNull(PlanReader.Read(input, "plan.json").Title), share: 4);
    }

    [TestMethod]
    public void Presses()
    {
        Fuzz.Run(Corpus.Options, input =>
        {
            Press press = ScenarioOptions.ParsePress(Encoding.UTF8.GetString(input));

            Assert.IsTrue(press.AtUs is >= 0 and <= (long)(MostSeconds * 1e6), $"at {press.AtUs} us");
        });
    }

    [TestMethod]
    public void Faults()
    {
        Fuzz.Run(Corpus.Options, input =>
        {
            FaultSpan span = ScenarioOptions.ParseFault(Encoding.UTF8.GetString(input));

            Assert.IsTrue(span.FromUs is >= 0 and <= (long)(MostSeconds * 1e6), $"from {span.FromUs} us");
            Assert.IsGreaterThan(span.FromUs, span.UntilUs);
        });
    }

    [TestMethod]
    public void Tcp_sources()
    {
        Fuzz.Run(Corpus.Sources, input =>
        {
            string text = Encoding.UTF8.GetString(input);
            // Anything else may name a real device or file of this machine.
            if (!text.StartsWith("tcp:", StringComparison.Ordinal)) return;

            Assert.IsNotNull(UartSource.Parse(text));
        });
    }

    [TestMethod]
    public void The_corpus_itself_is_sound()
    {
        foreach (byte[] trace in Corpus.Traces)
        {
            using StreamReader reader = new(new MemoryStream(trace));
            Assert.IsNotNull(TraceReader.Read(reader, "trace.csv"));
        }

        Assert.IsEmpty(LogFile.Verify(Corpus.Log).Problems);
        Assert.IsGreaterThan(3, Corpus.Logs.Count);
        foreach (string type in new[] { "BOOT", "CONF", "TEST", "SAMP", "EVNT", "PROC", "STAT" })
        {
            Assert.IsTrue(Corpus.Logs.Any(log => Encoding.Latin1.GetString(log).Contains($"${type} ", StringComparison.Ordinal)), type);
        }

        Assert.AreEqual(ShippedPlan.Read().Title, PlanReader.Read(Corpus.Plans[0], "plan.json").Title);
    }

    private static void Verify(byte[] log)
    {
        LogVerifier verifier = LogFile.Verify(log);

        int lines = LinesOf(log, withRest: true);
        if (verifier.Reader.Skipped.IsUtf16) lines = verifier.Lines;
        Assert.AreEqual(lines, verifier.Lines);
        Assert.IsGreaterThanOrEqualTo(0L, verifier.Missing);
        foreach (LogProblem problem in verifier.Problems)
        {
            Assert.IsTrue(problem.Line >= 1 && problem.Line <= Math.Max(1, lines), $"line {problem.Line} of {lines}");
            Fuzz.AssertLine(problem.Text);
        }
    }

    /// <summary>Lines that CR LF, LF or CR ends, and perhaps what is left.</summary>
    private static int LinesOf(byte[] log, bool withRest)
    {
        int mark = log.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        string[] lines = Encoding.Latin1.GetString(log[mark..]).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

        // A return at the very end waits for its feed.
        int waits = !withRest && log.Length > 0 && log[^1] == '\r' ? 1 : 0;
        return lines.Length - 1 - waits + (withRest && lines[^1].Length > 0 ? 1 : 0);
    }

    private static void AssertSound(string text, UartLine line)
    {
        Assert.AreEqual(text, $"${line.Body}*{UartLine.Crc(line.Body).ToString("X4", CultureInfo.InvariantCulture)}");
        Assert.IsGreaterThanOrEqualTo(0L, line.Sequence);
        Assert.IsGreaterThanOrEqualTo(0L, line.TimeMs);
        if (LogVerifier.ProblemOf(line) is { } problem) Fuzz.AssertLine(problem);
    }

    private static IEnumerable<byte[]> SplitLines(byte[] log) =>
        Encoding.Latin1.GetString(log).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Encoding.Latin1.GetBytes);
}
