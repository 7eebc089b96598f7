using System.Text.Json;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Firmware;
using Interlock.Log;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>Is what was flashed a release? Told early, and kept in the record.</summary>
[TestClass]
[DoNotParallelize]
public class ReleaseListTests : ConsoleFixture
{
    private const string Header = "fw,build,cfg,settings\n";

    [TestMethod]
    [DataRow("1.1.0,3f21c0a,F8B7,50 Hz type T\n", "build 3f21c0a, cfg F8B7: release 1.1.0, 50 Hz type T")]
    [DataRow("1.1.0,3f21c0a,1234,50 Hz type T\n1.1.0,3f21c0a,F8B7,60 Hz type T\n", "build 3f21c0a, cfg F8B7: release 1.1.0, 60 Hz type T")]
    [DataRow("1.1.0,3f21c0a,1234,50 Hz type T\n1.1.0,3f21c0a,5678,60 Hz type T\n", "build 3f21c0a, cfg F8B7: DIFFERS, release 1.1.0 has 1234 (50 Hz type T) or 5678 (60 Hz type T)")]
    [DataRow("1.1.0,3f21c0b,F8B7,50 Hz type T\n", "build 3f21c0a, cfg F8B7: DIFFERS, no release of the list has this build")]
    [DataRow("", "build 3f21c0a, cfg F8B7: compared with no release, this tool has no list of them (--releases FILE)")]
    public void Build_and_settings_are_compared(string rows, string expected)
    {
        Assert.IsTrue(UartLine.TryParse(Monitor.Lines.Of("BOOT seq=0 t=0 fw=1.1.0 proto=1 build=3f21c0a resets=0 cfg=F8B7"), out UartLine? boot, out string problem), problem);
        Assert.AreEqual(expected, ReleaseList.Read(Listed(rows)).Judge(boot));
    }

    [TestMethod]
    public void The_shipped_list_can_be_read_and_a_box_that_was_not_heard_is_told() => Assert.AreEqual("not heard", ReleaseList.Shipped().Judge(null));

    [TestMethod]
    [DataRow("fw,build,cfg\n", "line 1: expected the header fw,build,cfg,settings")]
    [DataRow("", "line 1: expected the header fw,build,cfg,settings")]
    [DataRow(Header + "1.1.0,3f21c0a,F8B7,50 Hz\n1.1.0,main,F8B7,50 Hz\n", "line 3: expected a version, a build of 7 hex digits")]
    [DataRow(Header + "1.1.0,3f21c0a,F8B7\n", "line 2: expected")]
    public void What_is_no_list_is_refused_in_one_line(string text, string expected)
    {
        string path = Path.Combine(Folder, "releases.csv");
        File.WriteAllText(path, text);

        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["accept", "--virtual", "--releases", path]));
        StringAssert.Contains(Error.ToString(), path + ", " + expected);
        Assert.HasCount(1, Error.ToString().TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void The_image_is_told_after_the_first_step_and_kept_in_the_record()
    {
        string list = Listed($"9.9.9,{BuildInfo.Commit},0000,50 Hz type T\n");

        ConsoleApp.Run(["accept", "--virtual", "--only", "stop", "--only", "arm", "--releases", list, "--out", Folder]);

        string output = Output.ToString();
        string image = $"build {BuildInfo.Commit}, cfg ";
        int told = output.IndexOf("Image: " + image, StringComparison.Ordinal);
        Assert.IsGreaterThan(0, told);
        Assert.IsLessThan(output.LastIndexOf("PASSED  ", StringComparison.Ordinal), told);
        StringAssert.Contains(output, "DIFFERS, release 9.9.9 has 0000 (50 Hz type T)");
        string json = Directory.GetFiles(Folder, "*.json").Single();
        using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(json));
        StringAssert.StartsWith(record.RootElement.GetProperty("image").GetString(), image);
        StringAssert.Contains(File.ReadAllText(Directory.GetFiles(Folder, "*.html").Single()), "DIFFERS");
    }

    private string Listed(string rows)
    {
        string path = Path.Combine(Folder, "releases.csv");
        File.WriteAllText(path, Header + rows);
        return path;
    }
}
