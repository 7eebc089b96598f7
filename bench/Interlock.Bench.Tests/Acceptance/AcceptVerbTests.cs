using System.Security.Cryptography;
using System.Text.Json;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary><c>accept</c> as its users see it: exit status, the record, one line for what can't be used.</summary>
[TestClass]
[DoNotParallelize]
public class AcceptVerbTests : ConsoleFixture
{
    [TestMethod]
    public void A_good_virtual_box_is_accepted_with_a_record_and_its_log()
    {
        int status = ConsoleApp.Run(["accept", "--virtual", "--operator", "A. <b>Tester</b>", "--serial", "IL-0007", "--simulator", "Calibrator 5 & co", "--out", Folder]);

        Assert.AreEqual(ExitStatus.Done, status, Output.ToString());
        byte[] log = File.ReadAllBytes(Only("*.log"));
        using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(Only("*.json")));
        JsonElement root = record.RootElement;
        Assert.AreEqual("PASSED", root.GetProperty("conclusion").GetString());
        Assert.IsTrue(root.GetProperty("is_passed").GetBoolean());
        Assert.IsTrue(root.GetProperty("is_virtual").GetBoolean());
        Assert.AreEqual("A. <b>Tester</b>", root.GetProperty("operator").GetString());
        Assert.AreEqual("IL-0007", root.GetProperty("serial").GetString());
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(log)), root.GetProperty("log").GetProperty("sha256").GetString());
        Assert.IsTrue(root.GetProperty("steps").EnumerateArray().All(step => step.GetProperty("verdict").GetString() == "Passed"));

        string page = File.ReadAllText(Only("*.html"));
        StringAssert.Contains(page, "A. &lt;b&gt;Tester&lt;/b&gt;");
        StringAssert.Contains(page, "Calibrator 5 &amp; co");
        StringAssert.Contains(page, Convert.ToHexStringLower(SHA256.HashData(log)));
        StringAssert.Contains(page, "no device was tested");
        Assert.IsFalse(page.Contains("http", StringComparison.Ordinal) || page.Contains("src=", StringComparison.Ordinal), "a page that needs nothing from elsewhere");
    }

    [TestMethod]
    [DataRow("other-side", "OTHER_SIDE")]
    [DataRow("same-site", "SAME_SITE")]
    public void A_good_box_with_two_probes_is_accepted_and_the_record_says_which_it_is(string option, string probes)
    {
        int status = ConsoleApp.Run(["accept", "--virtual", "--second-probe", option, "--out", Folder]);

        Assert.AreEqual(ExitStatus.Done, status, Output.ToString());
        using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(Only("*.json")));
        Assert.AreEqual("PASSED", record.RootElement.GetProperty("conclusion").GetString());
        StringAssert.Contains(record.RootElement.GetProperty("configuration").GetString(), $"probes={probes}");
        StringAssert.Contains(File.ReadAllText(Only("*.html")), $"probes={probes}");
        StringAssert.Contains(Output.ToString(), "TRIP OVER_TEMPERATURE of probe 2 within 10 s");
    }

    [TestMethod]
    public void A_defective_box_is_not_and_the_record_says_where()
    {
        int status = ConsoleApp.Run(["accept", "--virtual", "--defect", "stop-shorted", "--only", "stop", "--out", Folder]);

        Assert.AreEqual(ExitStatus.SafetyViolated, status);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(Only("*.json")));
        Assert.AreEqual("FAILED", record.RootElement.GetProperty("conclusion").GetString());
        JsonElement[] steps = [.. record.RootElement.GetProperty("steps").EnumerateArray()];
        JsonElement stop = steps.Single(step => step.GetProperty("id").GetString() == "stop");
        Assert.AreEqual("Failed", stop.GetProperty("verdict").GetString());
        Assert.AreEqual("NotRun", steps[0].GetProperty("verdict").GetString());
        JsonElement check = stop.GetProperty("actions")[0].GetProperty("checks")[0];
        Assert.AreEqual("TRIP STOP_PRESSED within 2 s", check.GetProperty("expected").GetString());
        StringAssert.StartsWith(check.GetProperty("measured").GetString(), "TRIP K2_RELEASED");
        StringAssert.Contains(Output.ToString(), "FAIL TRIP STOP_PRESSED within 2 s: TRIP K2_RELEASED");
    }

    [TestMethod]
    public void One_step_that_passes_is_no_acceptance_but_no_failure()
    {
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["accept", "--virtual", "--only", "arm", "--only", "stop"]));

        StringAssert.Contains(Output.ToString(), "PASSED IN PART: not every step was run: 2 passed, 0 failed, 0 skipped, 29 not run");
        Assert.IsEmpty(Directory.GetFiles(Folder));
    }

    [TestMethod]
    public void A_skipped_step_keeps_its_reason()
    {
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["accept", "--virtual", "--skip", "time-limit=tested with box IL-0001", "--out", Folder]));

        StringAssert.Contains(File.ReadAllText(Only("*.html")), "tested with box IL-0001");
        StringAssert.Contains(File.ReadAllText(Only("*.json")), "\"conclusion\": \"PASSED, 1 skipped\"");
    }

    [TestMethod]
    [DataRow("accept")]
    [DataRow("accept", "--virtual", "/dev/ttyUSB0", DisplayName = "both")]
    [DataRow("accept", "/dev/no-such-tty", "--operator", "A", "--serial", "1", "--simulator", "S", "--out", "x")]
    [DataRow("accept", "/dev/null", "--operator", "A", "--serial", "1", "--simulator", "S", "--out", "x", DisplayName = "a file")]
    [DataRow("accept", "-", "--operator", "A", "--serial", "1", "--simulator", "S", "--out", "x", DisplayName = "the technician's keyboard")]
    [DataRow("accept", "tcp:127.0.0.1:1", "--operator", "A", "--serial", "1", "--simulator", "S", "--out", "x", DisplayName = "a port that nobody listens at")]
    [DataRow("accept", "/dev/null", "--defect", "k1-weld")]
    [DataRow("accept", "--virtual", "--defect", "gremlin")]
    [DataRow("accept", "--virtual", "--only", "gremlin")]
    [DataRow("accept", "--virtual", "--skip", "arm=never mind", DisplayName = "a step that may not be skipped")]
    [DataRow("accept", "--virtual", "--skip", "time-limit", DisplayName = "no reason")]
    [DataRow("accept", "--virtual", "--skip", "time-limit= ", DisplayName = "an empty reason")]
    [DataRow("accept", "--virtual", "--plan", "missing.json")]
    [DataRow("accept", "--virtual", "--serial", "../7", "--out", "x", DisplayName = "a serial number that is a path")]
    [DataRow("accept", "--virtual", "--seed", "many")]
    [DataRow("accept", "--virtual", "--second-probe", "both")]
    [DataRow("accept", "--virtual", "--defect", "limit-43:2", DisplayName = "a defect of a probe that is not there")]
    [DataRow("accept", "--virtual", "--second-probe", "other-side", "--defect", "k1-weld:2", DisplayName = "a defect that no probe has")]
    [DataRow("accept", "--virtual", "--only", "limit-2", DisplayName = "a step of another box")]
    public void What_can_t_be_used_is_one_line_on_standardError_and_status_1(params string[] arguments)
    {
        int status = ConsoleApp.Run(arguments);

        Assert.AreEqual(ExitStatus.BadInput, status);
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'), Error.ToString());
        Assert.IsFalse(Directory.Exists("x"));
    }

    [TestMethod]
    public void Bytes_without_a_line_end_it_before_the_first_step()
    {
        using TcpUart uart = TcpUart.Open(0);
        using CancellationTokenSource stop = new();
        Task noise = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                uart.Write([0x00, 0xE6, 0x80, 0x1E, 0x98, 0xFE, (byte)'\n']);
                Thread.Sleep(10);
            }
        });

        int status = ConsoleApp.Run(["accept", $"tcp:127.0.0.1:{uart.Port}", "--operator", "A", "--serial", "1", "--simulator", "S", "--out", Folder]);
        stop.Cancel();
        noise.Wait();

        Assert.AreEqual(ExitStatus.BadInput, status);
        StringAssert.StartsWith(Error.ToString(), $"tcp:127.0.0.1:{uart.Port}: not one line of a box; no text: the speed is likely wrong");
    }

    [TestMethod]
    public void A_bad_plan_is_one_line_with_file_and_line()
    {
        string plan = At("p.json");
        File.WriteAllText(plan, "{\n  \"format\": 1,\n  \"tittle\": \"T\"\n}\n");

        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["accept", "--virtual", "--plan", plan]));
        Assert.AreEqual($"{plan}:1: expected the key \"title\" in a plan", Error.ToString().Trim());
    }

    [TestMethod]
    public void The_shipped_plan_may_be_given_by_its_file()
    {
        string plan = RepositoryFile.Path("bench", "Interlock.Station", "Acceptance", "plan.json");

        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["accept", "--virtual", "--plan", plan, "--only", "self-test"]));
    }

    private string Only(string pattern) => Directory.GetFiles(Folder, pattern).Single();
}
