using System.Text;
using Interlock.Bench.Tests.Safety;
using Interlock.Log;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>A plan that can't be used is one line: which file, which line, what was expected.</summary>
[TestClass]
public class PlanReaderTests
{
    private const string Good = """
        // A comment.
        {
          "format": 1,
          "title": "T",
          "equipment": ["a simulator"],
          "steps": [
            {
              "id": "one-step",
              "title": "One",
              "proves": "Something.",
              "requirements": ["SR-OVER"],
              "instruction": "Do it.",
              "start": "INHIBITED",
              "actions": [
                { "do": "set", "celsius": 37.0 },
                {
                  "do": "press-arm",
                  "seconds": 0.3,
                  "expect": [
                    { "that": "event", "event": ["ARMED"], "within_s": 2 }
                  ]
                }
              ]
            }
          ]
        }
        """;

    [TestMethod]
    public void A_plan_with_comments_is_read()
    {
        AcceptancePlan plan = Read(Good);

        PlanStep step = plan.Steps.Single();
        Assert.AreEqual("one-step", step.Id);
        Assert.AreEqual(StartState.Inhibited, step.Start);
        Assert.IsFalse(step.IsSkippable);
        Assert.AreEqual("simulator to 37 degC in one step", step.Phases[0].Action.Text);
        Assert.AreEqual("ARMED within 2 s", step.Phases[1].Expectations.Single().Text);
    }

    [TestMethod]
    [DataRow("\"T\"", "7", 4, "expected \"title\" a text", DisplayName = "a number for a text")]
    [DataRow("\"T\"", "\"\"", 4, "expected \"title\" a text", DisplayName = "an empty text")]
    [DataRow("\"format\": 1", "\"format\": 2", 3, "expected \"format\" a number from 1 to 1, found 2", DisplayName = "another format")]
    [DataRow("\"format\": 1", "\"format\": true", 3, "expected \"format\" a number from 1 to 1", DisplayName = "a flag for a number")]
    [DataRow("  \"title\": \"T\",\n", "", 2, "expected the key \"title\" in a plan", DisplayName = "a missing key")]
    [DataRow("\"title\": \"T\"", "\"title\": \"T\", \"colour\": 1", 4, "expected in a plan one of format, title, equipment, steps, found 'colour'", DisplayName = "an unknown key")]
    [DataRow("\"title\": \"T\"", "\"title\": \"T\", \"title\": \"U\"", 4, "expected each key once, found 'title' again", DisplayName = "a key twice")]
    [DataRow("[\"a simulator\"]", "[]", 5, "expected \"equipment\" with at least one value", DisplayName = "an empty list")]
    [DataRow("[\"a simulator\"]", "\"a simulator\"", 5, "expected \"equipment\" a list in brackets", DisplayName = "a text for a list")]
    [DataRow("[\"a simulator\"]", "[null]", 5, "expected \"equipment\" a text", DisplayName = "null for a text")]
    [DataRow("one-step", "One Step", 8, "expected \"id\" of small letters, digits and hyphens, found 'One Step'", DisplayName = "an id with a space")]
    [DataRow("SR-OVER", "over", 11, "expected \"requirements\" such as SR-OVER, found 'over'", DisplayName = "not a requirement")]
    [DataRow("INHIBITED", "ARMED", 13, "expected \"start\" one of ANY, OPEN, SELF_TEST, INHIBITED, PERMITTED, found 'ARMED'", DisplayName = "an unknown start")]
    [DataRow("\"start\"", "\"skippable\": 1, \"start\"", 13, "expected \"skippable\" true or false", DisplayName = "a number for a flag")]
    [DataRow("\"do\": \"set\"", "\"do\": \"heat\"", 15, "expected \"do\" one of set, bring, connect, open, short, reverse, cold-junction, press-arm, hold-arm, let-arm-go, cut-arm-wire, mend-arm-wire, press-stop, hold-stop, pull-stop, power-cycle, nothing, found 'heat'", DisplayName = "an unknown action")]
    [DataRow("37.0", "3700", 15, "expected \"celsius\" a number from -100 to 300, found 3700", DisplayName = "too hot")]
    [DataRow("37.0", "\"37\"", 15, "expected \"celsius\" a number from -100 to 300", DisplayName = "a text for a number")]
    [DataRow("37.0", "1e999", 15, "expected a number of a size that can be used", DisplayName = "an infinite number")]
    [DataRow("37.0", "37,0", 15, "expected JSON: ", DisplayName = "a decimal comma")]
    [DataRow("37.0 }", "37.0, }", 15, "expected JSON: ", DisplayName = "a comma too many")]
    [DataRow("37.0 }", "37.0, \"expect\": {} }", 15, "expected \"expect\" a list in brackets", DisplayName = "an object for a list")]
    [DataRow("{ \"do\": \"set\", \"celsius\": 37.0 }", "7", 15, "expected an action in braces", DisplayName = "a number for an action")]
    [DataRow("\"ARMED\"", "\"ALARMED\"", 20, "expected in \"event\" one of ARMED, RELEASED, TRIP, ALSO, ACK, REFUSED, WARN, WARN_END, LOCKOUT, LINE_MOVED, LINE_CLOSED, STILL_HEATING, ERROR, CEMENT_WAIT_DONE, found 'ALARMED'", DisplayName = "an unknown event")]
    [DataRow("\"within_s\": 2", "\"within_s\": -2", 20, "expected \"within_s\" a number from 0.1 to 3600, found -2", DisplayName = "a negative time")]
    [DataRow("\"within_s\": 2", "\"soon_s\": 2", 20, "expected the key \"within_s\" in an expectation", DisplayName = "a misspelt key")]
    [DataRow("\"within_s\": 2", "\"within_s\": 2, \"k3\": 1", 20, "expected in an expectation one of that, event, reason, within_s, since, found 'k3'", DisplayName = "a key of another expectation")]
    [DataRow("{ \"that\": \"event\", \"event\": [\"ARMED\"]", "{ \"that\": \"sample\"", 20, "expected at least one of state, k1, k2", DisplayName = "a sample of nothing")]
    public void A_plan_that_is_wrong_names_file_line_and_what_was_expected(string text, string other, int line, string expected)
    {
        string json = Good.ReplaceLineEndings("\n");
        StringAssert.Contains(json, text);

        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => Read(json.Replace(text, other, StringComparison.Ordinal)));

        StringAssert.StartsWith(e.Message, $"p.json:{line}: {expected}");
        Assert.DoesNotContain('\n', e.Message);
    }

    [TestMethod]
    public void An_id_twice_is_found_at_the_second()
    {
        string json = Good.ReplaceLineEndings("\n");
        int start = json.IndexOf("    {\n      \"id\"", StringComparison.Ordinal);
        string step = json[start..(json.LastIndexOf("\n  ]", StringComparison.Ordinal))];

        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => Read(json.Replace(step, step + ",\n" + step, StringComparison.Ordinal)));

        Assert.AreEqual("p.json:25: expected each id once, found 'one-step' again", e.Message);
    }

    [TestMethod]
    [DataRow("", "p.json:1: expected JSON: ")]
    [DataRow("[]", "p.json:1: expected a plan in braces")]
    [DataRow("null", "p.json:1: expected a plan in braces")]
    [DataRow("{}\n{}", "p.json:2: expected JSON: ")]
    [DataRow("{ \"format\": ", "p.json:1: expected JSON: ")]
    public void What_is_no_plan_is_said_so(string json, string expected) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<BadInputException>(() => Read(json)).Message, expected);

    [TestMethod]
    public void Bytes_that_are_no_text_are_said_so()
    {
        byte[] json = [.. "{ \"title\": \""u8, 0xFF, 0xFE, .. "\" }"u8];

        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => PlanReader.Read(json, "p.json"));

        StringAssert.StartsWith(e.Message, "p.json:1: expected ");
    }

    [TestMethod]
    public void A_thousand_spoilt_plans_are_refused_or_read_but_never_crash()
    {
        byte[] plan = ShippedBytes();
        Random random = new(5);
        for (int i = 0; i < 1000; i++)
        {
            byte[] spoilt = (byte[])plan.Clone();
            for (int n = random.Next(1, 4); n > 0; n--) spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) spoilt = spoilt[..random.Next(spoilt.Length)];
            try
            {
                PlanReader.Read(spoilt, "p.json");
            }
            catch (BadInputException e)
            {
                StringAssert.StartsWith(e.Message, "p.json:");
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [TestMethod]
    public void The_shipped_plans_name_requirements_that_exist_only()
    {
        IReadOnlyDictionary<string, string> requirements = SafetyDocument.Requirements();

        foreach (string requirement in ProbesName.All.SelectMany(static probes => ShippedPlan.Read(probes).Steps).SelectMany(step => step.Requirements)) Assert.IsTrue(requirements.ContainsKey(requirement), requirement);
    }

    [TestMethod]
    public void The_shipped_plan_is_the_file_beside_its_sources()
    {
        byte[] file = ShippedBytes();

        Assert.AreEqual(PlanReader.Read(file, "plan.json").Sha256, ShippedPlan.Read().Sha256);
    }

    private static byte[] ShippedBytes() => File.ReadAllBytes(RepositoryFile.Path("bench", "Interlock.Station", "Acceptance", "plan.json"));

    private static AcceptancePlan Read(string json) => PlanReader.Read(Encoding.UTF8.GetBytes(json), "p.json");
}
