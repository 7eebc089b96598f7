using System.Text;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Bench.Tests.Monitor;

namespace Interlock.Bench.Tests.Report;

/// <summary><c>report</c> as its users see it: exit status, files whole or not at all, the samples as CSV.</summary>
[TestClass]
[DoNotParallelize]
public class ReportVerbTests : ConsoleFixture
{
    [TestMethod]
    public void A_whole_log_gives_page_and_samples_and_says_nothing()
    {
        int status = Run(ReportFixture.ThreeAblations, "-o", At("r.html"), "--csv", At("r.csv"));

        Assert.AreEqual(ExitStatus.Done, status);
        Assert.AreEqual(string.Empty, Error.ToString());
        StringAssert.StartsWith(File.ReadAllText(At("r.html")), "<!DOCTYPE html>\n<html lang=\"en\">");
        CollectionAssert.AreEquivalent(new[] { At("u.log"), At("r.html"), At("r.csv") }, Directory.GetFiles(Folder));
    }

    [TestMethod]
    public void The_samples_are_those_of_the_log_field_by_field()
    {
        Run(ReportFixture.ThreeAblations, "-o", At("r.html"), "--csv", At("r.csv"));

        string[] expected = [.. Encoding.ASCII.GetString(ReportFixture.ThreeAblations)
            .Split("\r\n")
            .Where(line => line.StartsWith("$SAMP ", StringComparison.Ordinal))
            .Select(line => string.Join(',', line[..line.IndexOf('*')].Split(' ').Skip(2).Select(field => field.Split('=')[1]).Select(value => value == "--" ? string.Empty : value)))];
        CollectionAssert.AreEqual((string[])["t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min", .. expected], File.ReadAllLines(At("r.csv")));
        Assert.IsFalse(File.ReadAllText(At("r.csv")).Contains('\r'));
    }

    [TestMethod]
    public void A_log_with_problems_still_gives_a_report()
    {
        byte[] log = [.. ReportFixture.ThreeAblations];
        log[5000] ^= 1;

        int status = Run(log, "-o", At("r.html"));

        Assert.AreEqual(ExitStatus.Done, status);
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'));
        StringAssert.EndsWith(Error.ToString().Trim(), "missing; the report says where");
        StringAssert.Contains(File.ReadAllText(At("r.html")), "THE LOG HAS ");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("nothing of this is a log\r\n")]
    [DataRow("$SAMP seq=1 t=1 tc=37.00*0000\r\n")]
    public void Not_one_valid_line_is_bad_input_and_leaves_nothing(string log)
    {
        int status = Run(Encoding.ASCII.GetBytes(log), "-o", At("r.html"), "--csv", At("r.csv"));

        Assert.AreEqual(ExitStatus.BadInput, status);
        StringAssert.StartsWith(Error.ToString().Trim(), $"{At("u.log")}: expected a UART log, found not one valid line");
        StringAssert.EndsWith(Error.ToString().Trim(), "(docs/uart-protocol.md)");
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'));
        CollectionAssert.AreEqual(new[] { At("u.log") }, Directory.GetFiles(Folder));
    }

    [TestMethod]
    public void Random_bytes_with_one_valid_line_among_them_give_a_report()
    {
        byte[] noise = new byte[100_000];
        new Random(3).NextBytes(noise);

        int status = Run([.. noise, 10, .. Lines.Bytes(Lines.Sample(1, 100, "37.00")), .. noise], "-o", At("r.html"), "--csv", At("r.csv"));

        Assert.AreEqual(ExitStatus.Done, status);
        Assert.HasCount(2, File.ReadAllLines(At("r.csv")));
    }

    [TestMethod]
    public void AnOutput_that_can_t_be_written_leaves_the_other_unwritten_too()
    {
        int status = Run(ReportFixture.ThreeAblations, "-o", At("r.html"), "--csv", At("no/such/r.csv"));

        Assert.AreEqual(ExitStatus.BadInput, status);
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'));
        CollectionAssert.AreEqual(new[] { At("u.log") }, Directory.GetFiles(Folder));
    }

    [TestMethod]
    [DataRow("u.log", null)]
    [DataRow("r.html", "u.log")]
    [DataRow("r.html", "r.html")]
    [DataRow("sub/../u.log", null)]
    public void The_log_is_never_overwritten(string page, string? csv)
    {
        int status = Run(ReportFixture.ThreeAblations, csv is null ? ["-o", At(page)] : ["-o", At(page), "--csv", At(csv)]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        StringAssert.Contains(Error.ToString(), "expected one role for a file, found ");
        CollectionAssert.AreEqual(ReportFixture.ThreeAblations, File.ReadAllBytes(At("u.log")));
    }

    [TestMethod]
    public void What_monitor_kept_beside_the_log_is_no_output_and_a_hyphen_no_file()
    {
        File.WriteAllText(At("u.log.jsonl"), "mine");

        Assert.AreEqual(ExitStatus.BadInput, Run(ReportFixture.ThreeAblations, "--csv", At("u.log.jsonl")));
        StringAssert.Contains(Error.ToString(), "expected one role for a file, found the record beside LOG and --csv");
        Assert.AreEqual(ExitStatus.BadInput, Run(ReportFixture.ThreeAblations, "--json", "-"));
        StringAssert.Contains(Error.ToString(), "-: expected the name of a file to write, or /dev/stdout");
        Assert.AreEqual("mine", File.ReadAllText(At("u.log.jsonl")));
    }

    [TestMethod]
    public void A_log_that_is_not_there_or_no_name_for_the_page_is_one_line()
    {
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["report", At("none.log"), "-o", At("r.html")]));
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["report", At("none.log")]));
        Assert.AreEqual(2, Error.ToString().Count(c => c == '\n'));
        Assert.IsEmpty(Directory.GetFiles(Folder));
    }

    private int Run(byte[] log, params string[] options)
    {
        File.WriteAllBytes(At("u.log"), log);
        return ConsoleApp.Run(["report", At("u.log"), .. options]);
    }
}
