using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Bench.Tests.Report;
using Interlock.Log;
using Interlock.Station.Record;

namespace Interlock.Bench.Tests.Record;

/// <summary>What a log belongs to: read strictly, or asked for, and never a patient's name.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CaseDataTests : ConsoleFixture
{
    [TestMethod]
    public void A_case_is_read()
    {
        CaseData data = Read("""{ "case": "2026-114", "level": "L3", "side": "left", "planned_watts": 30.3, "planned_minutes": 3, "antenna": "16 G", "operator": "MF" }""");

        Assert.AreEqual(new CaseData { Case = "2026-114", Level = "L3", Side = "left", PlannedWatts = 30.3, PlannedMinutes = 3.0, Antenna = "16 G", Operator = "MF" }, data);
        Assert.AreEqual(new CaseData(), Read("{}"));
    }

    [TestMethod]
    [DataRow("""{ "patient": "John Smith" }""", "expected in a case one of case, level, side, planned_watts, planned_minutes, antenna, operator, found 'patient'")]
    [DataRow("""{ "case": "John Smith" }""", "expected \"case\" letters, digits and")]
    [DataRow("""{ "case": "Smith" }""", "expected \"case\" letters, digits and")]
    [DataRow("""{ "side": "up" }""", "expected \"side\" left, right or both, found 'up'")]
    [DataRow("""{ "planned_watts": "30" }""", "expected \"planned_watts\" a number from 1 to 200")]
    [DataRow("""{ "planned_watts": 3000 }""", "expected \"planned_watts\" a number from 1 to 200, found 3000")]
    [DataRow("""{ "level": "here and there and everywhere 1" }""", "expected \"level\" a level as L3")]
    [DataRow("""{ "case": "2026-114\n" }""", "expected \"case\" letters, digits and")]
    [DataRow("[]", "expected a case in braces")]
    [DataRow("{", "expected JSON")]
    public void What_is_no_case_is_one_line_that_says_why(string json, string expected)
    {
        string message = Assert.ThrowsExactly<BadInputException>(() => Read(json)).Message;

        StringAssert.StartsWith(message, $"{At("case.json")}:1: {expected}");
        Assert.IsFalse(message.Contains('\n'));
    }

    [TestMethod]
    public void A_case_is_asked_for_line_by_line_and_what_cant_be_used_again()
    {
        using StringWriter asked = new();

        CaseData? data = CaseData.Ask(new StringReader("John Smith\n2026-114\nL3\n\n30\n\n\nMF\n"), asked);

        Assert.AreEqual(new CaseData { Case = "2026-114", Level = "L3", PlannedWatts = 30.0, Operator = "MF" }, data);
        StringAssert.Contains(asked.ToString(), "expected letters, digits and");
        StringAssert.Contains(asked.ToString(), "Never a patient's name");
        Assert.IsNull(CaseData.Ask(new StringReader(string.Empty), asked), "nothing answered, nothing kept");
    }

    [TestMethod]
    public void A_case_needs_a_log_that_it_is_kept_with_and_its_file_is_no_output()
    {
        File.WriteAllText(At("case.json"), "{}");
        File.WriteAllBytes(At("u.log"), ReportFixture.ThreeAblations);

        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["monitor", At("u.log"), "--case", At("case.json")]));
        StringAssert.StartsWith(Error.ToString(), "--case: expected --log beside it");
        Error.GetStringBuilder().Clear();
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["report", At("u.log"), "--case", At("case.json"), "-o", At("case.json")]));
        StringAssert.Contains(Error.ToString(), "expected one role for a file, found -o and --case");
        Assert.AreEqual("{}", File.ReadAllText(At("case.json")));
    }

    private CaseData Read(string json)
    {
        File.WriteAllText(At("case.json"), json);
        return CaseData.Read(At("case.json"));
    }
}
