using System.Text;
using Interlock.Log;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>docs/acceptance.md says what the plan and the program have.</summary>
[TestClass]
public class DocumentTests
{
    private static readonly string _document = File.ReadAllText(RepositoryFile.Path("docs", "acceptance.md")).ReplaceLineEndings("\n");

    [TestMethod]
    public void The_table_of_steps_is_that_of_the_shipped_plan()
    {
        StringBuilder table = new("| Step | Requirements | What it proves |\n|---|---|---|\n");
        foreach (PlanStep step in ShippedPlan.Read().Steps)
        {
            table.Append($"| `{step.Id}` {step.Title} | {string.Join(", ", step.Requirements)} | {step.Proves}{(step.IsSkippable ? " May be skipped." : string.Empty)} |\n");
        }

        Assert.AreEqual(table.ToString(), Between("steps"));
    }

    [TestMethod]
    public void The_equipment_is_that_of_the_shipped_plan() =>
        Assert.AreEqual(string.Concat(ShippedPlan.Read().Equipment.Select(item => $"- {item}\n")), Between("equipment"));

    [TestMethod]
    public void The_table_of_two_probes_is_of_the_steps_that_one_probe_does_not_have()
    {
        StringBuilder table = new("| Step | Box | Requirements | What it proves |\n|---|---|---|---|\n");
        string[] known = [.. ShippedPlan.Read().Steps.Select(step => step.Proves)];
        PlanStep[] other = [.. ShippedPlan.Read(ProbesName.OtherSide).Steps];
        PlanStep[] same = [.. ShippedPlan.Read(ProbesName.SameSite).Steps];
        foreach (PlanStep step in other.UnionBy(same, step => step.Id).Where(step => !known.Contains(step.Proves)))
        {
            string box = !other.Any(one => one.Id == step.Id) ? "same site" : same.Any(one => one.Id == step.Id) ? "both" : "other side";
            table.Append($"| `{step.Id}` {step.Title} | {box} | {string.Join(", ", step.Requirements)} | {step.Proves} |\n");
        }

        Assert.AreEqual(table.ToString(), Between("two probes"));
    }

    [TestMethod]
    public void The_table_of_defects_is_that_of_the_program_and_of_its_test()
    {
        StringBuilder table = new("| Defect | What is wrong | Fails at |\n|---|---|---|\n");
        foreach (Defect defect in Defects.All) table.Append($"| `{defect.Name}` | {defect.What} | `{DefectTests.FirstFailure(defect.Name)}` |\n");

        Assert.AreEqual(table.ToString(), Between("defects"));
    }

    private static string Between(string name)
    {
        string begin = $"<!-- {name}: checked by a test -->\n";
        int start = _document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return _document[start.._document.IndexOf("<!-- end -->", start, StringComparison.Ordinal)];
    }
}
