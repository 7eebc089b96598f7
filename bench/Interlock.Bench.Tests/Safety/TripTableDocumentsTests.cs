using System.Text.RegularExpressions;
using Interlock.Firmware.Judgement;
using Interlock.Log;

namespace Interlock.Bench.Tests.Safety;

/// <summary>What documents and programs know of the rows is made from the trip table. INTERLOCK_UPDATE_TABLES=1 makes it anew.</summary>
[TestClass]
public partial class TripTableDocumentsTests
{
    private static bool IsToBeUpdated => Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_TABLES") == "1";

    private static IEnumerable<RowDescription> Rows => Enumerable.Range(0, TripTable.Count).Select(TripTable.Described);

    [TestMethod]
    public void The_causes_for_others_are_the_table_s()
    {
        string made = Row("cause", "requirement", "sentence", "next step", "rule")
            + string.Concat(Rows.Select(row => Row(row.Word, row.Requirement, row.Sentence, row.NextStep, row.Rule)));
        Hold(RepositoryFile.Path("docs", "causes.csv"), _ => made);
    }

    [TestMethod]
    public void The_protocol_s_causes_are_the_table_s_in_its_order()
    {
        string list = "| Cause | Says |\n|---|---|\n" + string.Concat(Rows.Select(row => $"| `{row.Word}` | {row.Sentence} |\n"));
        Hold(RepositoryFile.Path("docs", "uart-protocol.md"), text => Causes().Replace(text, match => match.Groups[1].Value + list + match.Groups[3].Value));
    }

    [TestMethod]
    public void The_words_for_people_are_those_that_the_programs_say()
    {
        string tables = string.Concat(Meanings.All.Select(table =>
            $"## {table.Title}\n\n| Word | Says | Next step |\n|---|---|---|\n" + string.Concat(table.Words.Select(word => $"| `{word.Word}` | {word.Sentence} | {word.NextStep} |\n")) + "\n"));
        Hold(RepositoryFile.Path("docs", "words.md"), text => WordTables().Replace(text, match => match.Groups[1].Value + tables + match.Groups[3].Value));
    }

    private static void Hold(string path, Func<string, string> make)
    {
        string found = File.ReadAllText(path);
        string made = make(found);
        if (IsToBeUpdated) File.WriteAllText(path, made);
        else Assert.AreEqual(made, found, "INTERLOCK_UPDATE_TABLES=1 makes it anew");
    }

    private static string Row(params string[] fields) => string.Join(',', fields.Select(field => $"\"{field}\"")) + "\n";

    [GeneratedRegex(@"(<!-- causes: made from the trip table -->\n)(.*?)(<!-- /causes -->)", RegexOptions.Singleline)]
    private static partial Regex Causes();

    [GeneratedRegex(@"(<!-- words: made from Meanings -->\n\n)(.*?)(<!-- /words -->)", RegexOptions.Singleline)]
    private static partial Regex WordTables();
}
