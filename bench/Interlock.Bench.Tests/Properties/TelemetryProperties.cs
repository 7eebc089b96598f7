using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlock.Drivers.Board;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware;
using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Log;
using Ablation = Interlock.Firmware.Dose.Ablation;
using Lesion = Interlock.Firmware.Dose.Lesion;

namespace Interlock.Bench.Tests.Properties;

/// <summary>Whatever the box has to tell comes back from its line: values, CRC, and never more than 120 bytes.</summary>
[TestClass]
public class TelemetryProperties
{
    private const double HalfHundredth = 0.005 + 1e-9;

    private static readonly string[] _stateNames = ["SELF_TEST", "INHIBITED", "PERMITTED", "TRIPPED", "LOCKED_OUT"];

    private static readonly Gen<Course> _courses =
        from startMs in Values.TimeMs
        from spanMs in Gen.Choose(0, 400000)
        from tip in Values.WithEnds(-270 * 128, 1372 * 128)
        from conversions in Gen.Choose(0, 200)
        select new Course(startMs, spanMs, tip, conversions);

    private static readonly Gen<Sample> _samples =
        from time in Values.TimeMs
        from levels in Gen.Choose(0, 0x7FF)
        from tip in Gen.Frequency((9, Values.TipCounts), (1, Gen.Constant(Reading.None)))
        from cold in Values.ColdJunctionCounts
        from status in Values.Byte
        from state in Gen.Elements(Enum.GetValues<State>())
        select new Sample(time, levels, tip, cold, status, state);

    /// <summary>Every row, and every reason that is none.</summary>
    private static readonly Gen<int> _reasons = Gen.Elements(Enumerable.Range(0, TripTable.Count).Concat(Enumerable.Range(Reason.FirstOwn, Words.OwnReasons.Length)).ToArray());

    [TestMethod]
    public void Any_sample_comes_back()
    {
        Holds.For(_samples.Zip(_courses), given =>
        {
            (Sample sample, Course course) = given;
            Box box = new(course);

            UartLine line = box.Tell(sample);

            AssertHead(line, "SAMP", 2, sample.NowMs);
            AssertSample(sample, box, line);
        });
    }

    [TestMethod]
    public void In_any_sequence_every_sample_comes_back_whatever_was_told_before()
    {
        // Few values, so that much of a line repeats from one to the next.
        Gen<Sample> similar =
            from time in Values.TimeMs
            from levels in Gen.Elements(0x000, 0x12F, 0x623)
            from tip in Gen.Elements(37 * 128, 42 * 128, Reading.None, -1)
            from cold in Gen.Elements(24 * 64, 25 * 64)
            from status in Gen.Elements<byte>(0x00, 0x08)
            from state in Gen.Elements(State.Permitted, State.Tripped)
            select new Sample(time, levels, tip, cold, status, state);
        Holds.ForSequences(Gen.OneOf(similar, _samples), sequence =>
        {
            Box box = new(new Course(0, 60000, 44 * 128, 50));
            for (int i = 0; i < sequence.Length; i++)
            {
                UartLine line = box.Tell(sequence[i]);
                AssertHead(line, "SAMP", 2 + i, sequence[i].NowMs);
                AssertSample(sequence[i], box, line);
                box.Heat(i % 3 == 0 ? 45 * 128 : 20 * 128);
            }
        });
    }

    [TestMethod]
    public void Any_event_comes_back()
    {
        EventKind[] ofCauses = [EventKind.Trip, EventKind.Also, EventKind.Acknowledged, EventKind.LockOut, EventKind.Error];
        Gen<(EventKind Kind, int Reason)> events = Gen.Choose((int)EventKind.Armed, (int)EventKind.CementWaitDone).Select(kind => (EventKind)kind)
            .Zip(Gen.Frequency((4, _reasons), (1, Gen.Constant(Reason.None))));
        Holds.For(events.Zip(_samples), given =>
        {
            ((EventKind kind, int reason), Sample sample) = given;
            Box box = new(new Course(0, 0, 0, 0));
            box.Events.Post(kind, reason, sample.TipCounts);

            UartLine line = box.Tell(sample);

            AssertHead(line, "EVNT", 2, sample.NowMs);
            Assert.AreEqual(Text(Words.Events[(int)kind]), line["ev"]);
            Assert.AreEqual(ofCauses.Contains(kind) ? WordOf(reason) : null, line["cause"]);
            Assert.AreEqual(ofCauses.Contains(kind) ? null : WordOf(reason), line["why"]);
            AssertTip(sample.TipCounts, line["tc"]);
        });
    }

    [TestMethod]
    public void Any_step_of_the_self_test_comes_back()
    {
        Holds.For(Gen.Elements(Enum.GetValues<TestStep>()).Zip(Gen.Elements(true, false)).Zip(_samples), given =>
        {
            ((TestStep step, bool passed), Sample sample) = given;
            Box box = new(new Course(0, 0, 0, 0));
            box.Events.Post(EventKind.Test, (int)step * 2 + (passed ? 1 : 0), sample.TipCounts);

            UartLine line = box.Tell(sample);

            AssertHead(line, "TEST", 2, sample.NowMs);
            Assert.AreEqual(Text(Words.Steps[(int)step]), line["step"]);
            Assert.AreEqual(passed ? "1" : "0", line["ok"]);
        });
    }

    [TestMethod]
    public void Any_ablation_comes_back()
    {
        Holds.For(_courses.Zip(_reasons).Zip(_samples), given =>
        {
            ((Course course, int reason), Sample sample) = given;
            Box box = new(course);
            box.Lesion.Finish(reason, course.StartMs + course.SpanMs);
            box.Events.Post(EventKind.Procedure, Reason.None, sample.TipCounts);

            UartLine line = box.Tell(sample);

            AssertHead(line, "PROC", 2, sample.NowMs);
            Assert.AreEqual((double)course.SpanMs, line.Number("dur"));
            Assert.AreEqual(course.TipCounts / 128.0, line.Number("peak")!.Value, HalfHundredth);
            Assert.AreEqual((double)box.Ablation.PeakMs, line.Number("tpeak"));
            Assert.AreEqual(WordOf(reason), line["end"]);
            AssertDose(box, line);
        });
    }

    [TestMethod]
    public void Any_lesion_comes_back_while_it_goes_on_and_when_it_has_ended()
    {
        Holds.For(_courses.Zip(Gen.Elements(true, false)).Zip(_samples), given =>
        {
            ((Course course, bool hasEnded), Sample sample) = given;
            Box box = new(course);
            long endMs = course.StartMs + course.SpanMs;
            box.Lesion.Finish(Reason.Released, endMs);
            if (hasEnded) box.Lesion.End(endMs);
            box.Events.Post(EventKind.Lesion, hasEnded ? 1 : 0, sample.TipCounts);

            UartLine line = box.Tell(sample);

            AssertHead(line, "LESN", 2, sample.NowMs);
            Assert.AreEqual(((double?)1, (double?)course.SpanMs), (line.Number("n"), line.Number("dur")));
            Assert.AreEqual(course.TipCounts / 128.0, line.Number("peak")!.Value, HalfHundredth);
            Assert.AreEqual(hasEnded ? "1" : null, line["end"]);
            AssertDose(box, line);
        });
    }

    [TestMethod]
    public void Any_statistics_come_back()
    {
        // A gap or a tick of a second can't be told: the watchdog has reset the ESP32 long before.
        Gen<int> spanUs = Gen.Choose(0, 999999);
        Holds.For(Values.TimeMs.Three().Zip(spanUs.Three()), given =>
        {
            ((long ticks, long late, long nowMs), (int worst, int gapUs, int tookUs)) = given;
            Box box = new(new Course(0, 0, 0, 0));
            box.Tell(new Sample(nowMs + 10000, 0, 0, 0, 0, State.Inhibited));
            (box.Statistics.Ticks, box.Statistics.Late, box.Statistics.WorstUs) = (ticks, late, worst);
            (box.Statistics.GapUs, box.Statistics.TookUs) = (gapUs, tookUs);

            UartLine line = box.Tell(new Sample(nowMs + 10001, 0, 0, 0, 0, State.Inhibited), hasConversion: false);

            AssertHead(line, "STAT", 3, nowMs + 10001);
            Assert.AreEqual(((double?)ticks, (double?)late, (double?)worst, (double?)0), (line.Number("ticks"), line.Number("late"), line.Number("worst"), line.Number("lost")));
            Assert.AreEqual(((double?)Math.Ceiling(gapUs / 1000m), (double?)tookUs), (line.Number("gap"), line.Number("took")));
            Assert.AreEqual((0L, 0L), (box.Statistics.GapUs, box.Statistics.TookUs), "begins anew");
        });
    }

    private static void AssertHead(UartLine line, string type, long sequence, long timeMs)
    {
        Assert.AreEqual((type, sequence, timeMs), (line.Type, line.Sequence, line.TimeMs));
        Assert.IsNull(LogVerifier.ProblemOf(line));
    }

    private static void AssertSample(Sample sample, Box box, UartLine line)
    {
        AssertTip(sample.TipCounts, line["tc"]);
        if (sample.TipCounts != Reading.None) Assert.AreEqual(sample.ColdJunctionCounts / 64.0, line.Number("cj")!.Value, HalfHundredth);
        Assert.AreEqual(sample.Status, byte.Parse(line["sr"]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.AreEqual(_stateNames[(int)sample.State], line["st"]);
        Assert.AreEqual((sample.Levels & Levels.K1Mirror) != 0 ? "1" : "0", line["k1"]);
        Assert.AreEqual((sample.Levels & Levels.K2Mirror) != 0 ? "1" : "0", line["k2"]);
        Assert.AreEqual(sample.Levels.ToString("X3", CultureInfo.InvariantCulture), line["io"]);
        AssertDose(box, line);
    }

    private static void AssertTip(int tipCounts, string? text)
    {
        if (tipCounts == Reading.None) Assert.AreEqual("--", text);
        else Assert.AreEqual(tipCounts / 128.0, double.Parse(text!, CultureInfo.InvariantCulture), HalfHundredth);
    }

    private static void AssertDose(Box box, UartLine line) =>
        Assert.AreEqual((box.Ablation.DoseMilliMinutes() / 1000m).ToString("F3", CultureInfo.InvariantCulture), line["cem"]);

    private static string Text(byte[] word) => Encoding.ASCII.GetString(word);

    private static string? WordOf(int reason)
    {
        if (reason == Reason.None) return null;
        return reason < Reason.FirstOwn ? TripTable.Described(reason).Word : Text(Words.OwnReasons[reason - Reason.FirstOwn]);
    }

    /// <summary>An ablation at one temperature.</summary>
    private sealed record Course(long StartMs, int SpanMs, int TipCounts, int Conversions);

    /// <summary>What one tick has to tell.</summary>
    private sealed record Sample(long NowMs, int Levels, int TipCounts, int ColdJunctionCounts, byte Status, State State);

    /// <summary>A reporter past its first two lines, and what it tells of.</summary>
    private sealed class Box : ILineSink
    {
        private readonly Reading _reading = new();
        private readonly Reporter _reporter;
        private readonly List<string> _lines = [];
        private long _heatedMs;

        public Box(Course course)
        {
            _reporter = new Reporter(this, new Settings(), Events, Statistics, [Lesion], _reading, new Interlock.Firmware.Judgement.Coast(CoastRule.Off), null, 0);
            Lesion.Begin(course.TipCounts, course.StartMs);
            for (int i = 1; i <= course.Conversions; i++) Lesion.Add(course.TipCounts, course.StartMs + (long)course.SpanMs * i / course.Conversions);
            _heatedMs = course.StartMs + course.SpanMs;
            Tell(new Sample(0, 0, 0, 0, 0, State.SelfTest), hasConversion: false);
            Tell(new Sample(0, 0, 0, 0, 0, State.SelfTest), hasConversion: false);
            Assert.HasCount(2, _lines, "the build and the start");
        }

        public EventQueue Events { get; } = new();

        public Statistics Statistics { get; } = new();

        public Lesion Lesion { get; } = new();

        public Ablation Ablation => Lesion.Ablation;

        public void Heat(int tipCounts) => Lesion.Add(tipCounts, _heatedMs += 100);

        public UartLine Tell(Sample sample, bool hasConversion = true)
        {
            _reading.ColdJunctionCounts = sample.ColdJunctionCounts;
            _reading.Status = sample.Status;
            int before = _lines.Count;
            if (hasConversion && Events.Count == 0) Convert(sample);
            _reporter.Report(sample.Levels, sample.TipCounts, sample.State, sample.NowMs);
            Assert.HasCount(before + 1, _lines, "a line was due");
            Assert.IsTrue(UartLine.TryParse(_lines[^1], out UartLine? line, out string problem), problem);
            return line!;
        }

        /// <summary>A sample goes out two ticks after its conversion.</summary>
        private void Convert(Sample sample)
        {
            _reading.IsConversion = true;
            _reporter.Report(sample.Levels, sample.TipCounts, sample.State, sample.NowMs - 40);
            _reading.IsConversion = false;
        }

        public bool Send(byte[] buffer, int count)
        {
            Assert.IsTrue(count is > 7 and <= 120, $"{count} bytes");
            string text = Encoding.ASCII.GetString(buffer, 0, count);
            Assert.AreEqual("\r\n", text[^2..]);
            _lines.Add(text[..^2]);
            return true;
        }
    }
}
