using System.Text.RegularExpressions;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;

namespace Interlock.Bench.Tests.Project;

/// <summary>
/// docs/first-day.md, typed from top to bottom: what a block of kind <c>text</c> shows is what the command above it prints, commit and
/// CRC aside, in that order; <c>...</c> stands for lines left out.
/// INTERLOCK_UPDATE_FIRST_DAY=1 takes the digits from what was printed.
/// </summary>
[TestClass]
[DoNotParallelize]
public partial class FirstDayTests : ConsoleFixture
{
    private const string LeftOut = "...";

    private static readonly string _document = RepositoryFile.Path("docs", "first-day.md");

    [TestMethod]
    public void Every_step_prints_what_the_page_shows()
    {
        string text = File.ReadAllText(_document).ReplaceLineEndings("\n");
        bool isToBeUpdated = Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_FIRST_DAY") == "1";
        int held = 0;
        string updated = Step().Replace(text, step =>
        {
            string[] shown = step.Groups["shown"].Value.TrimEnd('\n').Split('\n');
            string[] printed = Play(step.Groups["arguments"].Value);
            held++;
            return isToBeUpdated
                ? step.Value.Replace(step.Groups["shown"].Value, string.Concat(Renewed(shown, printed).Select(line => line + "\n")))
                : Same(step.Value, shown, printed);
        });

        Assert.IsGreaterThan(2, held);
        if (isToBeUpdated) File.WriteAllText(_document, updated);
    }

    /// <summary>What a command prints. Its files lie in the test's folder, those of the repository where they are.</summary>
    private string[] Play(string arguments)
    {
        Output.GetStringBuilder().Clear();
        Error.GetStringBuilder().Clear();
        int status = ConsoleApp.Run([.. arguments.Split(' ').Select(Located)]);

        string printed = Output.ToString() + Error.ToString();
        Assert.AreEqual(ExitStatus.Done, status, printed);
        return [.. printed.Replace(Folder + Path.DirectorySeparatorChar, "").ReplaceLineEndings("\n").Split('\n').Select(Masked)];
    }

    private string Located(string argument)
    {
        if (argument.Contains('/')) return RepositoryFile.Path(argument.Split('/'));
        return FileName().IsMatch(argument) ? At(argument) : argument;
    }

    private static string Same(string step, string[] shown, string[] printed)
    {
        int next = 0;
        foreach (string[] run in Runs(shown).Where(run => run[0] != LeftOut))
        {
            int at = Find(run, printed, next, line => line);
            Assert.IsGreaterThanOrEqualTo(0, at, $"not printed any more; INTERLOCK_UPDATE_FIRST_DAY=1 renews the digits:\n{string.Join('\n', run)}\nPrinted:\n{string.Join('\n', printed)}");
            next = at + run.Length;
        }

        return step;
    }

    /// <summary>The lines that are shown, with the digits of those printed next that differ in nothing else.</summary>
    private static IEnumerable<string> Renewed(string[] shown, string[] printed)
    {
        int next = 0;
        foreach (string[] run in Runs(shown))
        {
            int at = run[0] == LeftOut ? -1 : Find(run, printed, next, line => Digits().Replace(line, "#"));
            if (at >= 0) next = at + run.Length;
            foreach (string line in at >= 0 ? printed[at..next] : run) yield return line;
        }
    }

    /// <summary>Lines that stand together, and the marks between them.</summary>
    private static IEnumerable<string[]> Runs(string[] shown)
    {
        int begin = 0;
        for (int i = 0; i <= shown.Length; i++)
        {
            if (i < shown.Length && shown[i] != LeftOut) continue;
            if (i > begin) yield return shown[begin..i];
            if (i < shown.Length) yield return [LeftOut];
            begin = i + 1;
        }
    }

    private static int Find(string[] run, string[] printed, int from, Func<string, string> seenAs)
    {
        string[] wanted = [.. run.Select(seenAs)];
        for (int at = from; at + wanted.Length <= printed.Length; at++)
        {
            if (printed[at..(at + wanted.Length)].Select(seenAs).SequenceEqual(wanted)) return at;
        }

        return -1;
    }

    private static string Masked(string line) => Crc().Replace(Commit().Replace(line, "build=3f21c0a"), "*....");

    [GeneratedRegex(@"```console\ndotnet run --project bench/Interlock\.Bench -- (?<arguments>[^\n]+)\n```\n(?:(?!```)[^\n]*\n)*?```text\n(?<shown>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Step();

    [GeneratedRegex(@"^[\w-]+\.(log|csv|html)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\*[0-9A-F]{4}$")]
    private static partial Regex Crc();

    [GeneratedRegex("build=[0-9a-f]{7}")]
    private static partial Regex Commit();

    [GeneratedRegex(@" *\d+(\.\d+)?")]
    private static partial Regex Digits();
}
