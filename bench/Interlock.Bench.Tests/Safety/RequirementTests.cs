using System.Text.RegularExpressions;
using Interlock.Firmware.Judgement;

namespace Interlock.Bench.Tests.Safety;

/// <summary>The chain hazard, requirement, design, test, figure has no open end: docs/safety.md is held against the code and its tests.</summary>
[TestClass]
public class RequirementTests
{
    [TestMethod]
    public void Every_requirement_is_cited_by_a_test()
    {
        ILookup<string, string> citations = SafetyDocument.Citations();

        string[] uncited = [.. SafetyDocument.Requirements().Keys.Where(id => !citations.Contains(id))];

        Assert.AreEqual(string.Empty, string.Join(' ', uncited), "requirements of docs/safety.md without a line 'Requirement: ID' above a test");
    }

    [TestMethod]
    public void Every_cited_requirement_exists()
    {
        IReadOnlyDictionary<string, string> requirements = SafetyDocument.Requirements();

        string[] unknown = [.. SafetyDocument.Citations().Select(citation => citation.Key).Where(id => !requirements.ContainsKey(id))];

        Assert.AreEqual(string.Empty, string.Join(' ', unknown));
    }

    [TestMethod]
    public void Every_row_of_the_trip_table_has_a_requirement_of_its_own()
    {
        IReadOnlyDictionary<string, string> requirements = SafetyDocument.Requirements();
        string[] ids = [.. Enumerable.Range(0, TripTable.Count).Select(row => TripTable.Described(row).Requirement)];

        Assert.HasCount(ids.Length, ids.Distinct());
        foreach (string id in ids) Assert.IsTrue(requirements.ContainsKey(id), $"{id} is missing in docs/safety.md");
    }

    [TestMethod]
    public void Every_row_of_the_trip_table_has_a_measured_reaction_within_its_budget()
    {
        ILookup<string, string> reactions = SafetyDocument.Reactions();
        for (int row = 0; row < TripTable.Count; row++)
        {
            string id = TripTable.Described(row).Requirement;
            MatchCollection figures = Regex.Matches(string.Concat(reactions[id]), @"(\d+)(?:\.\d+)? of (\d+) ms");

            Assert.AreNotEqual(0, figures.Count, $"{id}: no 'measured of budget ms'");
            foreach (Match figure in figures)
            {
                Assert.IsTrue(int.Parse(figure.Groups[1].Value) <= int.Parse(figure.Groups[2].Value), $"{id}: {figure.Value}");
            }
        }
    }

    [TestMethod]
    public void Files_that_the_document_names_exist()
    {
        string text = File.ReadAllText(SafetyDocument.Path);
        string[] missing = [.. Regex.Matches(text, @"`((?:Interlock|bench|hardware|docs)[\w./-]+\.(?:cs|md|csv|sln))`")
            .Select(match => match.Groups[1].Value)
            .Where(path => !File.Exists(RepositoryFile.Path(path)))
            .Distinct()];

        Assert.AreEqual(string.Empty, string.Join(' ', missing));
    }
}
