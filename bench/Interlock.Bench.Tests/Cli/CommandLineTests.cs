using System;
using System.IO;
using System.Linq;
using Interlock.Bench.Cli;
using Microsoft.VisualStudio.TestTools.UnitTesting;

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
        StringAssert.EndsWith(record[^1], ",0,1,0");
        StringAssert.Contains(File.ReadAllText(At("u.log")), "ev=TRIP cause=OVER_TEMPERATURE");
        StringAssert.Contains(File.ReadAllText(At("u.log")), "mains=60 tc=K");
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["verify", At("u.log")]));
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
    public void Bad_input_leaves_no_half_writtenOutput()
    {
        string trace = Write("bad.csv", "t_s,tc_c\n0,37\n8,hot\n");

        int status = ConsoleApp.Run(["run", "--trace", trace, "--uart", At("u.log"), "--record", Path.Combine(Folder, "no", "such", "r.csv")]);

        Assert.AreEqual(ExitStatus.BadInput, status);
        Assert.AreEqual($"{trace}:3: expected a temperature in degC or 'open', found 'hot'", Error.ToString().Trim());
        CollectionAssert.AreEqual(new[] { trace }, Directory.GetFiles(Folder));
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
