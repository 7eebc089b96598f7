using System.Diagnostics;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Report;
using Interlock.Log;
using Interlock.Station.Monitor;
using Interlock.Station.Record;

namespace Interlock.Bench.Tests.Cli;

/// <summary>An output never destroys: what stood under its name is replaced whole or stays, and only a file is ever replaced.</summary>
[TestClass]
[DoNotParallelize]
public class OutputTests : ConsoleFixture
{
    [TestMethod]
    public void What_is_not_committed_leaves_what_was_there()
    {
        File.WriteAllText(At("u.log"), "before");
        File.WriteAllText(At("u.log.partial"), "somebody's");

        using (OutputFile file = OutputFile.Create(At("u.log"))) file.Text.Write("half");

        Assert.AreEqual("before", File.ReadAllText(At("u.log")));
        Assert.AreEqual("somebody's", File.ReadAllText(At("u.log.partial")));
        Assert.HasCount(2, Directory.GetFiles(Folder));
    }

    [TestMethod]
    public void A_file_is_replaced_and_keeps_its_mode()
    {
        File.WriteAllText(At("u.log"), "before, and longer than after");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(At("u.log"), mode);

        Write(At("u.log"), "after");

        Assert.AreEqual("after", File.ReadAllText(At("u.log")));
        if (!OperatingSystem.IsWindows()) Assert.AreEqual(mode, File.GetUnixFileMode(At("u.log")));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_link_is_followed_and_stays_a_link(bool leadsToFile)
    {
        Directory.CreateDirectory(At("kept"));
        if (leadsToFile) File.WriteAllText(At("kept/u.log"), "before");
        File.CreateSymbolicLink(At("second"), "kept/u.log");
        File.CreateSymbolicLink(At("first"), "second");

        Write(At("first"), "after");

        Assert.AreEqual("after", File.ReadAllText(At("kept/u.log")));
        Assert.AreEqual("second", new FileInfo(At("first")).LinkTarget);
        Assert.AreEqual("kept/u.log", new FileInfo(At("second")).LinkTarget);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Links_in_a_circle_are_one_line()
    {
        File.CreateSymbolicLink(At("a"), "b");
        File.CreateSymbolicLink(At("b"), "a");

        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["run", "--uart", At("a")]));
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'), Error.ToString());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_pipe_is_written_to_and_stays_a_pipe()
    {
        Call("mkfifo", At("pipe"));
        Task<string> reader = Task.Run(() => File.ReadAllText(At("pipe")));

        Write(At("pipe"), "through the pipe");

        Assert.AreEqual("through the pipe", await reader);
        Assert.IsTrue(FileKind.IsSink(At("pipe")));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_device_is_written_to_under_whatever_name()
    {
        File.CreateSymbolicLink(At("null"), "/dev/null");

        Write(At("null"), "nobody reads this");

        Assert.IsTrue(FileKind.IsSink("/dev/null"));
        Assert.AreEqual("/dev/null", new FileInfo(At("null")).LinkTarget);
    }

    [TestMethod]
    [DataRow("run", "--uart")]
    [DataRow("run", "--uart", "none.log", "--record")]
    [DataRow("report", "day.log", "-o")]
    [DataRow("report", "day.log", "--json")]
    [DataRow("report", "day.log", "--csv")]
    [OSCondition(OperatingSystems.Linux)]
    public void A_device_without_room_is_one_line_and_stays(params string[] arguments)
    {
        File.WriteAllBytes(At("day.log"), ReportFixture.ThreeAblations);

        int status = ConsoleApp.Run([.. arguments.Select(argument => argument.EndsWith(".log", StringComparison.Ordinal) ? At(argument) : argument), "/dev/full"]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'), Error.ToString());
        StringAssert.StartsWith(Error.ToString(), "/dev/full: expected room for all that is to be written");
        Assert.IsTrue(FileKind.IsSink("/dev/full"));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Of_files_that_belong_together_none_appears_before_all_are_written()
    {
        File.WriteAllText(At("page.html"), "of yesterday");
        using OutputFile page = OutputFile.Create(At("page.html"));
        using OutputFile samples = OutputFile.Create("/dev/full");
        page.Text.Write("of today");
        samples.Text.Write("held back until the end");

        Assert.ThrowsExactly<BadInputException>(() => OutputFile.Commit(page, samples));

        Assert.AreEqual("of yesterday", File.ReadAllText(At("page.html")));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_record_without_room_says_that_it_has_a_gap()
    {
        using Recording recording = Recording.Create("/dev/full", "source", null, TimeProvider.System);

        recording.Write("a"u8);

        StringAssert.StartsWith(recording.Problem, "/dev/full: expected room for all that arrived");
        StringAssert.EndsWith(recording.Problem, "the log has a gap");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void The_monitor_s_log_follows_a_link_and_writes_to_a_device_but_never_over_a_log()
    {
        File.CreateSymbolicLink(At("link"), "u.log");
        using (LogRecorder log = LogRecorder.Create(At("link"))) log.Write("a"u8);
        using (LogRecorder none = LogRecorder.Create("/dev/null")) none.Write("a"u8);

        Assert.AreEqual("a", File.ReadAllText(At("u.log")));
        Assert.ThrowsExactly<BadInputException>(() => LogRecorder.Create(At("link")));
    }

    [TestMethod]
    [DataRow("t.csv", "r.csv", "--trace and --uart")]
    [DataRow("u.log", "t.csv", "--trace and --record")]
    [DataRow("u.log", "u.log", "--uart and --record")]
    [DataRow("u.log", "link", "--trace and --record")]
    [DataRow("hard", "r.csv", "--trace and --uart")]
    [OSCondition(OperatingSystems.Linux)]
    public void One_file_never_has_two_roles(string uart, string record, string roles)
    {
        const string text = "t_s,tc_c\n0,37\n";
        File.WriteAllText(At("t.csv"), text);
        File.CreateSymbolicLink(At("link"), "t.csv");
        Call("ln", At("t.csv"), At("hard"));

        int status = ConsoleApp.Run(["run", "--trace", At("t.csv"), "--uart", At(uart), "--record", At(record)]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        StringAssert.EndsWith(Error.ToString().TrimEnd(), $"expected one role for a file, found {roles}");
        Assert.AreEqual(text, File.ReadAllText(At("t.csv")));
        Assert.HasCount(3, Directory.GetFiles(Folder));
    }

    private static void Write(string path, string text)
    {
        using OutputFile file = OutputFile.Create(path);
        file.Text.Write(text);
        file.Commit();
    }

    private static void Call(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, program);
    }
}
