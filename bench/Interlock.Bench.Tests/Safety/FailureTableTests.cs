using System.Text.RegularExpressions;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Bench.Tests.Project;
using Interlock.Log;

namespace Interlock.Bench.Tests.Safety;

/// <summary>
/// The failure modes of docs/safety.md, command by command: what stands under "found by" is told in the runs under "shown by", and a
/// fault of which a release is to find it meets one.
/// </summary>
[TestClass]
[DoNotParallelize]
public partial class FailureTableTests : ConsoleFixture
{
    private const int FoundBy = 3;
    private const int ShownBy = 5;

    /// <summary>Words of the protocol that can't be mistaken for a part or a button of the box.</summary>
    private static readonly string[] _words =
        [.. Meanings.All.SelectMany(table => table.Words).Select(meaning => meaning.Word).Where(word => word.Contains('_') || word.Length > 6)];

    [TestMethod]
    public void What_finds_a_fault_is_told_in_the_runs_that_show_it()
    {
        string[] untold = [.. Rows().SelectMany(row => Untold(row[FoundBy], Commands(row)).Select(word => $"{word}: {row[ShownBy]}"))];

        Assert.IsEmpty(untold, string.Join('\n', untold));
    }

    [TestMethod]
    public void A_fault_that_a_release_finds_is_shown_by_a_run_with_a_release()
    {
        string[][] rows = [.. Rows().Where(row => row[FoundBy].Contains("release", StringComparison.Ordinal))];

        Assert.IsGreaterThan(5, rows.Length);
        foreach (string[] row in rows) StringAssert.Contains(string.Concat(Commands(row).Select(LogOf)), $"ev={EventName.Released}", row[ShownBy]);
    }

    private static string[][] Rows()
    {
        string[][] rows = [.. MarkdownTable.Rows(RepositoryFile.Path("docs", "safety.md"), "Part", "Fails", "Effect", "Found by", "Remains", "Shown by").Where(row => Commands(row).Length > 0)];
        Assert.IsGreaterThan(40, rows.Length);
        return rows;
    }

    /// <summary>The commands of a row that consists of nothing else.</summary>
    private static string[] Commands(string[] row)
    {
        string[] commands = [.. row[ShownBy].Split("`, `")];
        return commands.All(command => Command().IsMatch(command)) ? commands : [];
    }

    private IEnumerable<string> Untold(string foundBy, string[] commands)
    {
        string log = string.Concat(commands.Select(LogOf));
        return _words.Where(word => Regex.IsMatch(foundBy, $@"\b{word}\b") && !Regex.IsMatch(log, $@"(ev|cause|why|st)={word}\b"));
    }

    private string LogOf(string command)
    {
        int status = ConsoleApp.Run([.. command.Split(' '), "--uart", At("u.log")]);

        Assert.AreEqual(ExitStatus.Done, status, $"{command}: {Error}");
        return File.ReadAllText(At("u.log"));
    }

    [GeneratedRegex("^run (--(fault|press|type|second-probe) [^` ]+ ?)+$")]
    private static partial Regex Command();
}
