using System.Text.RegularExpressions;

namespace Interlock.Bench.Tests.Project;

/// <summary>What can be held of the workflows where none can be run.</summary>
[TestClass]
public partial class WorkflowTests
{
    private static readonly string[] _workflows = Directory.GetFiles(RepositoryFile.Path(".github", "workflows"), "*.yml");

    [TestMethod]
    public void Every_action_is_pinned_by_its_commit_with_the_tag_beside_it()
    {
        string[] uses = [.. Lines().Where(line => line.Contains("uses: ") && !line.Contains("uses: ./"))];
        Dictionary<string, string> pins = [];

        Assert.IsNotEmpty(uses);
        foreach (string line in uses)
        {
            Match pin = Pin().Match(line);
            Assert.IsTrue(pin.Success, line);
            pins.TryAdd(pin.Groups["action"].Value, pin.Groups["at"].Value);
            Assert.AreEqual(pins[pin.Groups["action"].Value], pin.Groups["at"].Value, "one action, two commits");
        }
    }

    /// <summary>A step is a script of the repository, which a test runs too, or CONTRIBUTING.md says that nobody could run it here.</summary>
    [TestMethod]
    public void Every_step_is_a_script_of_the_repository_or_told_as_not_run_here()
    {
        string[] notRun = [.. MarkdownTable.Rows(RepositoryFile.Path("CONTRIBUTING.md"), "Step", "Needs").Select(cells => cells[0])];
        List<string> untold = [];
        HashSet<string> told = [];
        foreach (string step in _workflows.SelectMany(Steps))
        {
            string name = Name().Match(step).Groups[1].Value.Trim();
            if (notRun.Contains(name)) told.Add(name);
            else if (Run().IsMatch(step) && !Commands(step).All(command => Script().IsMatch(command))) untold.Add(name.Length > 0 ? name : step);
        }

        Assert.AreEqual(string.Empty, string.Join('\n', untold), "neither a script nor told");
        Assert.AreEqual(string.Empty, string.Join('\n', notRun.Except(told)), "told, and no step of that name");
    }

    [TestMethod]
    public void The_versions_in_the_README_are_those_of_the_workflow_and_the_packages()
    {
        string readme = File.ReadAllText(RepositoryFile.Path("README.md"));
        string nanoClr = Lines().Select(line => NanoClr().Match(line)).Single(match => match.Success).Groups[1].Value;
        string adapter = Regex.Match(File.ReadAllText(RepositoryFile.Path("Interlock.Tests", "packages.config")), @"nanoFramework\.TestFramework"" version=""([\d.]+)""").Groups[1].Value;

        StringAssert.Contains(readme, $"`nanoclr` {nanoClr}");
        StringAssert.Contains(readme, $"`nanoFramework.TestFramework` {adapter}");
    }

    private static IEnumerable<string> Lines() => _workflows.SelectMany(File.ReadLines);

    private static IEnumerable<string> Steps(string path) =>
        StepBegins().Split(File.ReadAllText(path).ReplaceLineEndings("\n")).Skip(1);

    private static IEnumerable<string> Commands(string step) =>
        step[Run().Match(step).Index..].Split('\n')
            .Select(line => line.Replace("run:", "").Trim(' ', '|'))
            .Where(line => line.Length > 0);

    [GeneratedRegex(@"uses: (?<action>[\w./-]+)@(?<at>[0-9a-f]{40} # v\d[\d.]*)$")]
    private static partial Regex Pin();

    [GeneratedRegex(@"^      - ", RegexOptions.Multiline)]
    private static partial Regex StepBegins();

    [GeneratedRegex(@"^name: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"^ *run:", RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex(@"^(bash )?(\.ci/(run|release \S+)|bench/publish)\b|^test ""v\$\(\.ci/release |^dotnet test bench/Interlock\.Tests\.Host ")]
    private static partial Regex Script();

    [GeneratedRegex(@"NANOCLR_VERSION: ([\d.]+)$")]
    private static partial Regex NanoClr();
}
