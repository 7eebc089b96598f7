using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Interlock.Bench.Tests.Acceptance;
using Interlock.Bench.Tests.Report;
using Interlock.Bench.Tests.Simulation;
using Interlock.Log;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Monitor;
using Interlock.Station.Report;

namespace Interlock.Bench.Tests.Logs;

/// <summary>One course, told by run, monitor, verify, report and acceptance: the same numbers, and the firmware's own.</summary>
[TestClass]
public class OneStoryTests
{
    public static IEnumerable<object[]> Courses =>
    [
        ["a trip and its coast", Played.Run(Simulation.Courses.RampTo(43.0, 30.0)).Log],
        ["a trip that coasts, a release, STOP", ReportFixture.ThreeAblations],
        ["an acceptance test's release and trip", _accepted.Value.Log],
    ];

    private static readonly Lazy<Tested> _accepted = new(() => Tested.Virtually(Defect.None, only: ["arm", "limit"]));

    [TestMethod]
    [DynamicData(nameof(Courses))]
    public void Run_monitor_verify_and_report_tell_the_same(string course, byte[] log)
    {
        string[] verified = [.. LogFile.Verify(log).Reader.Sessions.SelectMany(session => session.Ablations).Select(LogSummary.InWords)];
        Assert.IsNotEmpty(verified);

        LogSummary run = new();
        foreach (string line in Encoding.ASCII.GetString(log).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)) run.Add(line);
        CollectionAssert.AreEqual(verified, run.Nerve.ToArray(), course);

        BoxStatus monitor = new();
        foreach (byte[] piece in log.Chunk(977)) monitor.Add(piece, DateTimeOffset.UnixEpoch);
        CollectionAssert.AreEqual(verified, monitor.Session.Ablations.Select(LogSummary.InWords).ToArray(), course);

        RecordedLog report = ReportFixture.Read(log);
        CollectionAssert.AreEqual(verified, report.Ablations.Select(LogSummary.InWords).ToArray(), course);
        XElement[] rows = [.. ReportFixture.Page(log).Descendants("table").Single(table => table.Attribute("class")?.Value == "summary").Descendants("tbody").Elements("tr")];
        foreach ((Ablation ablation, XElement row) in report.Ablations.Zip(rows))
        {
            foreach (string figure in (string[])[Figures.Degrees(ablation.HighestCelsius), Figures.Dose(ablation.DoseMinutes), Figures.Duration(ablation.Duration), ablation.Cause]) StringAssert.Contains(row.Value, figure);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Courses))]
    public void They_are_the_firmware_s_own(string course, byte[] log)
    {
        foreach (Ablation ablation in LogFile.Verify(log).Reader.Sessions.SelectMany(session => session.Ablations))
        {
            Assert.AreEqual(ablation.Procedure!.PeakCelsius!.Value, ablation.PeakCelsius!.Value, 0.05, course);
            Assert.AreEqual(ablation.Procedure.DoseMinutes!.Value, ablation.First.DoseAtEndMinutes, 0.001 + (0.005 * ablation.First.DoseAtEndMinutes), course);
            Assert.AreEqual(ablation.First.ToldDoseMinutes!.Value, ablation.DoseMinutes, 0.001 + (0.005 * ablation.DoseMinutes), course);
        }

        foreach (Lesion lesion in LogFile.Verify(log).Reader.Sessions.SelectMany(session => session.Lesions).Where(lesion => lesion.Told is not null))
        {
            Assert.AreEqual(lesion.Ablations.Count, lesion.Told!.Ablations, course);
            Assert.AreEqual(lesion.Duration.TotalSeconds, lesion.Told.Duration!.Value.TotalSeconds, 0.1, course);
        }
    }

    [TestMethod]
    public void The_acceptance_test_measures_the_same()
    {
        string[] measured = [.. _accepted.Value.Results.SelectMany(result => result.Phases).SelectMany(phase => phase.Checks).Select(check => check.Measured).Where(text => text.Contains("ended by"))];
        Ablation[] ablations = [.. LogFile.Verify(_accepted.Value.Log).Reader.Sessions.SelectMany(session => session.Ablations)];
        Assert.HasCount(ablations.Length, measured);

        // It is judged as soon as the box's record has come, while the tissue coasts: so it is what the log told then.
        List<string>[] told = [.. ablations.Select(_ => new List<string>())];
        LogReader reader = new(isLive: true);
        reader.Added = (session, _) =>
        {
            if (session.Ablation is { Procedure: not null } ablation) told[ablation.Number - 1].Add(Measure(ablation));
        };
        reader.Add(_accepted.Value.Log);
        foreach ((string text, int i) in measured.Select((text, i) => (text, i))) Assert.Contains(text, told[i]);

        static string Measure(Ablation ablation) => string.Create(
            CultureInfo.InvariantCulture,
            $"{ablation.Duration.TotalSeconds:F2} s, highest {ablation.HighestCelsius:F2} degC, CEM43 {ablation.DoseMinutes:F3} min, ended by {ablation.Cause}");
    }

    [TestMethod]
    [DataRow(0.3)]
    [DataRow(0.5)]
    [DataRow(0.7)]
    public void Who_joins_late_or_stops_early_is_told_what_the_box_knows(double share)
    {
        byte[] log = (byte[])Courses.First()[1];
        Ablation whole = LogFile.Verify(log).Reader.Sessions.Single().Ablations.Single();
        int cut = Array.IndexOf(log, (byte)'\n', (int)(log.Length * share)) + 1;

        Ablation? late = LogFile.Verify(log[cut..]).Reader.Sessions.Single().Ablation;
        if (late is { Procedure: not null })
        {
            Assert.AreEqual(whole.Duration, late.Duration);
            Assert.AreEqual(whole.PeakCelsius!.Value, late.PeakCelsius!.Value, 0.05);
            Assert.AreEqual(whole.DoseMinutes, late.DoseMinutes, 0.001 + (0.005 * whole.DoseMinutes));
        }

        Ablation? early = LogFile.Verify(log[..cut]).Reader.Sessions.Single().Ablation;
        Assert.IsTrue(early is null || early.HasArmed);
        Assert.IsTrue(early is null || early.HighestCelsius <= whole.HighestCelsius);
    }
}
