using System.Globalization;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Sources;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Cli;

/// <summary>The command line as its users see it: exit status, one line for what can't be used, no half-written output.</summary>
[TestClass]
[DoNotParallelize]
public class CommandLineTests : ConsoleFixture
{
    [TestMethod]
    public void Run_writes_a_log_that_verifies_and_a_record_of_the_contacts()
    {
        string trace = Write("hot.csv", "t_s,tc_c\n0,37\n8,37\n14,42.5\n20,42.5\n");

        int status = ConsoleApp.Run(["run", "--trace", trace, "--uart", At("u.log"), "--record", At("r.csv"), "--mains", "60", "--type", "K", "--seed", "3"]);

        string[] record = File.ReadAllLines(At("r.csv"));
        Assert.AreEqual(ExitStatus.Done, status);
        Assert.AreEqual("t_ms,tip_c,k1,k2,line", record[0]);
        Assert.AreEqual("0,37.0000,0,0,0", record[1]);
        Assert.IsTrue(record.Any(row => row.EndsWith(",1,1,1", StringComparison.Ordinal)));
        StringAssert.EndsWith(record[^1], ",0,0,0");
        StringAssert.Contains(File.ReadAllText(At("u.log")), "ev=TRIP cause=OVER_TEMPERATURE");
        StringAssert.Contains(File.ReadAllText(At("u.log")), "mains=60 tc=K");
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["verify", At("u.log")]));
    }

    [TestMethod]
    [DataRow("other-side", "probes=OTHER_SIDE", "ev=TRIP cause=OVER_TEMPERATURE tc=42.", "probe=2")]
    [DataRow("same-site", "probes=SAME_SITE", "ev=TRIP cause=OVER_TEMPERATURE tc=42.", "probe=2")]
    public void A_second_probe_opens_the_line_by_itself_and_both_tips_are_told(string mode, string told, string trip, string probe)
    {
        string trace = Write("two.csv", "t_s,tc_c,tc2_c\n0,37,37\n12,37,37.5\n24,40.5,42.3\n30,40.5,42.5\n");

        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["run", "--trace", trace, "--second-probe", mode, "--uart", At("u.log"), "--record", At("r.csv")]), Error.ToString());

        string log = File.ReadAllText(At("u.log"));
        StringAssert.Contains(log, told);
        string line = log.Split('\n').Single(text => text.Contains(trip, StringComparison.Ordinal));
        StringAssert.Contains(line, probe);
        StringAssert.Contains(log, " tc2=42.");
        string[] record = File.ReadAllLines(At("r.csv"));
        Assert.AreEqual("t_ms,tip_c,k1,k2,line,tip2_c", record[0]);
        StringAssert.EndsWith(record[1], ",37.0000,0,0,0,37.0000");
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["verify", At("u.log")]), Error.ToString());
    }

    [TestMethod]
    [DataRow("other-side", " tc2=37.")]
    [DataRow("same-site", " tc2=38.")]
    public void A_trace_with_one_tip_says_what_a_second_one_reads(string mode, string told)
    {
        string trace = Write("one.csv", "t_s,tc_c\n0,37\n12,38.2\n20,38.4\n");

        ConsoleApp.Run(["run", "--trace", trace, "--second-probe", mode, "--uart", At("u.log")]);

        StringAssert.Contains(File.ReadAllLines(At("u.log")).Last(line => line.StartsWith("$SAMP", StringComparison.Ordinal)), told);
    }

    [TestMethod]
    [DataRow("--fault tc-open:2@20", "--fault: expected --second-probe beside tc-open:2")]
    [DataRow("--second-probe other-side --fault k1-weld:2@20", "--fault: expected no :2 behind k1-weld: it is of no probe")]
    [DataRow("--second-probe both", "--second-probe: expected other-side or same-site, found 'both'")]
    public void What_a_second_probe_can_t_be_is_one_line(string arguments, string expected)
    {
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["run", .. arguments.Split(' ')]));

        StringAssert.StartsWith(Error.ToString(), expected);
        Assert.HasCount(1, Error.ToString().TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void A_trace_of_two_tips_wants_a_second_probe()
    {
        string trace = Write("two.csv", "t_s,tc_c,tc2_c\n0,37,37\n12,37,37.5\n");

        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["run", "--trace", trace]));

        StringAssert.StartsWith(Error.ToString(), "--second-probe: expected other-side or same-site for a trace with tc2_c");
    }

    [TestMethod]
    [DataRow("20.094")]
    [DataRow("20.097")]
    [DataRow("20.100")]
    [DataRow("20.103")]
    [DataRow("20.106")]
    public void A_log_ends_with_a_whole_line_wherever_the_run_ends(string endSeconds)
    {
        string trace = Write("end.csv", $"t_s,tc_c\n0,37\n{endSeconds},37\n");

        ConsoleApp.Run(["run", "--trace", trace, "--press", "arm@2", "--uart", At("end.log")]);

        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["verify", At("end.log")]), Error.ToString());
    }

    [TestMethod]
    public void Each_verb_that_is_named_can_be_called()
    {
        ConsoleApp.Run(["nonsense"]);
        string[] verbs = Error.ToString().Trim().Split("expected a verb: ")[1].Split(';')[0].Split(", ");

        Assert.IsGreaterThan(10, verbs.Length);
        foreach (string verb in verbs) Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run([verb, "--help"]), verb);
    }

    [TestMethod]
    public void A_changed_byte_in_a_log_is_reported_with_file_and_line()
    {
        ConsoleApp.Run(["run", "--uart", At("u.log"), "--seed", "5"]);
        byte[] log = File.ReadAllBytes(At("u.log"));
        log[200] ^= 1;
        File.WriteAllBytes(At("u.log"), log);
        Error.GetStringBuilder().Clear();

        int status = ConsoleApp.Run(["verify", At("u.log")]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        StringAssert.StartsWith(Error.ToString(), At("u.log") + ":");
        StringAssert.Contains(Error.ToString(), "expected CRC");
    }

    [TestMethod]
    [DataRow("run", "--trace", "missing.csv")]
    [DataRow("verify", "missing.log")]
    [DataRow("run", "--mains", "55")]
    [DataRow("run", "--type", "Q")]
    [DataRow("run", "--press", "arm@soon")]
    [DataRow("run", "--press", "leg@3")]
    [DataRow("run", "--fault", "gremlin@3")]
    [DataRow("run", "--fault", "tc-open@9-3")]
    [DataRow("run", "--fault", "bus-noise=2@5", DisplayName = "a share above 1")]
    [DataRow("run", "--fault", "bus-noise=@5", DisplayName = "no number behind =")]
    [DataRow("run", "--fault", "k1-weld=3@5", DisplayName = "a number for a fault that takes none")]
    [DataRow("run", "--fault", "tc-open:3@5", DisplayName = "a third chip")]
    [DataRow("run", "--contacts", "missing.csv")]
    [DataRow("run", "--pause", "10")]
    [DataRow("run", "--pause", "10@0")]
    [DataRow("run", "--pause", "long@1")]
    [DataRow("run", "--pause", "2000@2")]
    [DataRow("run", "--late", "10001")]
    [DataRow("run", "--late", "nan")]
    [DataRow("run", "--seed", "many")]
    [DataRow("run", "--colour", "red")]
    [DataRow("walk")]
    public void What_can_t_be_used_is_one_line_on_standardError_and_status_1(params string[] arguments)
    {
        int status = ConsoleApp.Run(arguments);

        Assert.AreEqual(ExitStatus.BadInput, status);
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'), Error.ToString());
    }

    [TestMethod]
    [DataRow("verfy", "; did you mean verify?")]
    [DataRow("mon", "; did you mean monitor?")]
    [DataRow("zebra", "report")]
    public void A_word_that_is_no_verb_is_told_with_the_verbs_and_what_was_meant(string word, string end)
    {
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run([word]));

        StringAssert.StartsWith(Error.ToString(), $"{word}: expected a verb: run, import, faults");
        StringAssert.EndsWith(Error.ToString().TrimEnd(), end);
    }

    [TestMethod]
    [DataRow("run --trase t.csv", "--trase: expected an option of run; did you mean --trace?")]
    [DataRow("run more", "more: expected no more of run")]
    [DataRow("--seed 3", "--seed: expected a verb before it")]
    [DataRow("run --seed many", "--seed: expected a whole number that isn't too large, found 'many'")]
    [DataRow("run --late 1,5", "--late: expected a number with a decimal point, found '1,5'")]
    [DataRow("run --late nan", "--late: expected milliseconds from 0 to 10000, found NaN")]
    [DataRow("swarm --life 3.5", "--life: expected a whole number that isn't too large, found '3.5'")]
    [DataRow("swarm --seed 99999999999999999999", "--seed: expected a whole number that isn't too large, found '99999999999999999999'")]
    [DataRow("swarm --hours x", "--hours: expected a number, found 'x'")]
    [DataRow("swarm --violations 0", "--violations: expected 1 or more, found 0")]
    [DataRow("swarm --acts 1,2", "--acts: expected --life beside it, whose acts they are")]
    [DataRow("swarm --life -1", "--life: expected 0 or more, found -1")]
    [DataRow("swarm --life 1 --hours 2", "--hours: expected none beside --life, which is one life alone")]
    [DataRow("swarm --life 1 --violations 2", "--violations: expected none beside --life, which is one life alone")]
    [DataRow("swarm --life 1 --shard 1/2", "--shard: expected none beside --life, which is one life alone")]
    [DataRow("swarm --second-probe both", "--second-probe: expected none, other-side or same-site, found 'both'")]
    [DataRow("study --tissue liver", "--tissue: expected sphere, layered, blended or both, found 'liver'")]
    [DataRow("study --lesions x", "--lesions: expected a whole number that isn't too large, found 'x'")]
    [DataRow("faults --seed x", "--seed: expected a whole number that isn't too large, found 'x'")]
    [DataRow("faults --only gremlin", "--only: expected text of a table, a fault or a state, found 'gremlin'")]
    [DataRow("reaction --only gremlin", "--only: expected text of a row or a stimulus, found 'gremlin'")]
    [DataRow("run --press arm@nan", "--press: expected seconds such as 12.5, found 'nan'")]
    [DataRow("run --tissue watts=nan,mm=15,seconds=10", "--tissue: expected watts from 0 to 200, found 'nan'")]
    [DataRow("study --rules --lesions 1", "--lesions: expected 2 or more beside --rules, which fits on one half and judges on the other, found 1")]
    [DataRow("accept --seed x", "--seed: expected a whole number that isn't too large, found 'x'")]
    [DataRow("merge none.json", "none.json: expected an existing file")]
    public void What_is_wrong_is_said_in_the_words_of_the_command_line(string line, string message)
    {
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(line.Split(' ')));
        Assert.AreEqual(message, Error.ToString().Trim());
    }

    [TestMethod]
    [DataRow("ver", "verify")]
    [DataRow("run --fau", "--fault")]
    public void A_shell_that_asks_is_told_how_a_word_goes_on(string begun, string whole)
    {
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run([$"[suggest:{begun.Length}]", begun]));

        Assert.Contains(whole, Output.ToString().Split('\n', StringSplitOptions.TrimEntries));
    }

    [TestMethod]
    public void Help_for_run_says_what_plays_without_a_trace_and_lists_each_fault_on_a_line()
    {
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["run", "--help"]));

        StringAssert.Contains(Output.ToString(), "Without --trace, --tissue or --contacts: a minute at 37.00 degC.");
        string[] lines = [.. Output.ToString().Split('\n').Select(line => line.Trim())];
        foreach (string fault in FaultNames.Explanations) Assert.Contains(fault, lines);
    }

    [TestMethod]
    public void A_person_is_shown_events_and_one_sample_a_second_also_after_a_restart()
    {
        BriefLines brief = new(Output);
        foreach (string line in (string[])
        [
            Lines.Of("BOOT seq=0 t=0"), Lines.Sample(1, 1000, "37.00"), Lines.Sample(2, 1900, "37.00"), Lines.Event(3, 1950, "ev=ARMED tc=37.00"),
            Lines.Sample(4, 2000, "37.00"), Lines.Of("STAT seq=5 t=2100 ticks=100"), Lines.Of("EXPT seq=6 t=2150 tc=37.00"),
            Lines.Of("BOOT seq=0 t=0"), Lines.Sample(1, 1000, "37.00"), "$SAMP cut",
        ])
        {
            brief.Show(line);
        }

        Assert.AreEqual("0 1 3 4 0 1 -", string.Join(' ', Output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Contains("seq=", StringComparison.Ordinal) ? line.Split("seq=")[1].Split(' ')[0] : "-")));
    }

    [TestMethod]
    public void What_takes_its_time_says_how_far_it_is_and_wipes_it_off_and_what_does_not_says_nothing()
    {
        using StringWriter shown = new();
        using (new Waiting(shown, "verify", () => 0.25, TimeSpan.Zero))
        {
            Assert.IsTrue(Reader.Until(() => shown.ToString().Length > 0));
        }

        StringAssert.StartsWith(shown.ToString(), "\r\e[Kverify: 25 %");
        StringAssert.EndsWith(shown.ToString(), "\r\e[K");

        using StringWriter quick = new();
        new Waiting(quick, "verify", () => 0.25, TimeSpan.FromMinutes(1)).Dispose();
        Assert.AreEqual(string.Empty, quick.ToString());
    }

    [TestMethod]
    public void Bad_input_leaves_no_half_writtenOutput()
    {
        string trace = Write("bad.csv", "t_s,tc_c\n0,37\n8,hot\n");

        int status = ConsoleApp.Run(["run", "--trace", trace, "--uart", At("u.log"), "--record", Path.Combine(Folder, "no", "such", "r.csv")]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        Assert.AreEqual($"{trace}:3: expected a temperature in degC or 'open', found 'hot'", Error.ToString().Trim());
        CollectionAssert.AreEqual(new[] { trace }, Directory.GetFiles(Folder));
    }

    [TestMethod]
    [DataRow("t_s,arm_no\n0,0\n1,2\n", 3, "found '2'")]
    [DataRow("t_s,arm_no\n0,0\n2,1\n1,0\n", 4, "found '1'")]
    [DataRow("t_s,lever\n0,0\n", 1, "found 't_s,lever'")]
    [DataRow("t_s,stop,stop\n0,1,1\n", 1, "stop")]
    [DataRow("t_s,stop\n0,1,1\n", 2, "expected")]
    [DataRow("t_s,stop\n", 2, "expected")]
    [DataRow("", 1, "expected")]
    public void Bad_contacts_are_one_line_with_file_and_line_and_destroy_nothing(string text, int line, string found)
    {
        string contacts = Write("contacts.csv", text);
        File.WriteAllText(At("u.log"), "an older log");

        int status = ConsoleApp.Run(["run", "--contacts", contacts, "--uart", At("u.log"), "--record", At("r.csv")]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        StringAssert.StartsWith(Error.ToString(), $"{contacts}:{line}: expected ");
        StringAssert.Contains(Error.ToString(), found);
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'), Error.ToString());
        Assert.AreEqual("an older log", File.ReadAllText(At("u.log")));
        Assert.IsFalse(File.Exists(At("r.csv")));
    }

    [TestMethod]
    public void Nobody_presses_beside_a_file_of_contacts()
    {
        string contacts = Write("contacts.csv", "t_s,arm_no,arm_nc\n0,0,1\n");

        int status = ConsoleApp.Run(["run", "--contacts", contacts, "--press", "arm@3", "--uart", At("u.log")]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        StringAssert.StartsWith(Error.ToString(), "--contacts: expected no --press");
        Assert.IsFalse(File.Exists(At("u.log")));
    }

    [TestMethod]
    public void Two_presses_in_a_file_of_contacts_close_the_line_once()
    {
        string contacts = Write("contacts.csv", "t_s,arm_no,arm_nc\n0,0,1\n3,1,0\n3.3,0,1\n7,1,0\n7.3,0,1\n12,0,1\n");

        int status = ConsoleApp.Run(["run", "--contacts", contacts, "--uart", At("u.log")]);

        Assert.AreEqual(ExitStatus.Done, status, Error.ToString());
        Assert.AreEqual(1, File.ReadAllText(At("u.log")).Split("ev=ARMED").Length - 1);
    }

    [TestMethod]
    public void Ticks_that_come_too_late_trip_DEADLINE_MISSED_and_ticks_a_little_late_do_not()
    {
        ConsoleApp.Run(["run", "--late", "9", "--uart", At("little.log")]);
        ConsoleApp.Run(["run", "--late", "45", "--uart", At("much.log")]);
        ConsoleApp.Run(["run", "--pause", "10@1", "--uart", At("paused.log")]);

        Assert.IsFalse(File.ReadAllText(At("little.log")).Contains("ev=TRIP", StringComparison.Ordinal));
        Assert.IsFalse(File.ReadAllText(At("paused.log")).Contains("ev=TRIP", StringComparison.Ordinal));
        StringAssert.Contains(File.ReadAllText(At("much.log")), "ev=TRIP cause=DEADLINE_MISSED");
    }

    [TestMethod]
    [DataRow("mcu-hang@20", "PERMITTED", "the line open, K1 open and its mirror closed, K2 open and its mirror closed", "it hangs")]
    [DataRow("mcu-runaway@20", "PERMITTED", "the line open, K1 open and its mirror closed, K2 open and its mirror closed", "it runs wild")]
    [DataRow("brownout=60000@20", "PERMITTED", "the line open, K1 open and its mirror closed, K2 open and its mirror closed", "its supply is gone")]
    [DataRow("mirror-stuck@20", "TRIPPED", "the line open, K1 open and its mirror closed, K2 open and its mirror closed", null)]
    [DataRow("k2-weld@20-20.1", "PERMITTED", "the line closed, K1 closed and its mirror open, K2 closed and its mirror open", null)]
    public void A_run_ends_with_what_the_board_is_beside_what_the_box_told_last(string fault, string told, string board, string? stopped)
    {
        ConsoleApp.Run(["run", "--fault", fault, "--uart", At("u.log")]);

        string[] end = [.. Error.ToString().ReplaceLineEndings("\n").Split('\n').SkipWhile(line => !line.StartsWith("At the end: ", StringComparison.Ordinal))];
        StringAssert.StartsWith(end[0], $"At the end: {told}");
        Assert.AreEqual($"On the board: {board}", end[1]);
        Assert.AreEqual(stopped is null ? "" : $"The processor no longer runs the firmware: {stopped}; what the box told is from before", end[2]);
    }

    [TestMethod]
    public void A_run_in_which_both_relays_are_welded_ends_with_a_line_that_is_closed()
    {
        ConsoleApp.Run(["run", "--fault", "k1-weld@10", "--fault", "k2-weld@10", "--press", "arm@2", "--press", "arm@5", "--press", "arm@15", "--uart", At("u.log")]);

        StringAssert.Contains(Error.ToString(), "At the end: LOCKED_OUT");
        StringAssert.Contains(Error.ToString(), "On the board: the line closed, K1 closed and its mirror open, K2 closed and its mirror open");
    }

    [TestMethod]
    public void A_program_that_ended_is_told_until_the_processor_is_reset()
    {
        string[] endsAtItsSecondStart = ["run", "--fault", "no-heap@1-6", "--fault", "brownout@5", "--uart", At("u.log")];
        ConsoleApp.Run(endsAtItsSecondStart);
        string ended = Error.ToString();
        Error.GetStringBuilder().Clear();
        ConsoleApp.Run([.. endsAtItsSecondStart, "--fault", "brownout@10"]);

        StringAssert.Contains(ended, "The processor no longer runs the firmware: its program ended with an error that nothing caught; what the box told is from before");
        Assert.IsFalse(Error.ToString().Contains("no longer runs", StringComparison.Ordinal), Error.ToString());
    }

    [TestMethod]
    public void What_comes_in_every_tick_is_told_with_how_often_it_came()
    {
        ConsoleApp.Run(["run", "--fault", "no-heap@20", "--uart", At("u.log")]);

        string[] errors = [.. Error.ToString().Split('\n').Where(line => line.Contains("ERROR INTERNAL", StringComparison.Ordinal))];
        int told = File.ReadAllText(At("u.log")).Split("ev=ERROR ").Length - 1;
        Assert.IsGreaterThan(2000, told);
        Assert.IsLessThan(10, errors.Length, Error.ToString());
        Assert.AreEqual(told, errors.Sum(line => line.Contains("times running", StringComparison.Ordinal) ? int.Parse(line.Split(", ")[1].Split(' ')[0], CultureInfo.InvariantCulture) - 1 : 1));
    }

    [TestMethod]
    public void A_record_that_can_t_be_written_leaves_no_log_either()
    {
        int status = ConsoleApp.Run(["run", "--uart", At("u.log"), "--record", Path.Combine(Folder, "no", "such", "r.csv")]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        Assert.IsEmpty(Directory.GetFiles(Folder));
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
