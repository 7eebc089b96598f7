using System.CommandLine;
using System.CommandLine.Invocation;
using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>The command line: one verb each, one line on standard error for what can't be used.</summary>
public static class ConsoleApp
{
    private const int MostCharacters = 40;

    private static readonly (string Name, Func<Command> Create)[] _verbs =
    [
        ("run", RunVerb.Create),
        ("import", ImportVerb.Create),
        ("faults", FaultsVerb.Create),
        ("reaction", ReactionVerb.Create),
        ("merge", MergeVerb.Create),
        ("explore", ExploreVerb.Create),
        ("swarm", SwarmVerb.Create),
        ("study", StudyVerb.Create),
        ("monitor", MonitorVerb.Create),
        ("watch", WatchVerb.Create),
        ("verify", VerifyVerb.Create),
        ("accept", AcceptVerb.Create),
        ("report", ReportVerb.Create),
    ];

    public static int Run(string[] arguments)
    {
        RootCommand root = new("Runs the temperature interlock's firmware on a virtual box, and judges what a box tells.");
        foreach ((string _, Func<Command> create) in Called(arguments)) root.Subcommands.Add(create());
        root.SetAction(_ => MeanProcedureVerb.Run());

        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) return Complain(Misunderstood(parsed));
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException e)
        {
            return Complain(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Standard output that is gone (a closed pipe), a disk that is full, a file that nobody may read.
            return Complain(e.Message);
        }
    }

    /// <summary>Whoever begins with a verb needs that one alone: to make all of them takes longer than to verify a log.</summary>
    private static (string Name, Func<Command> Create)[] Called(string[] arguments)
    {
        int called = arguments.Length > 0 ? Array.FindIndex(_verbs, verb => verb.Name == arguments[0]) : -1;
        return called < 0 ? _verbs : _verbs[called..(called + 1)];
    }

    /// <summary>What was wrong, and for a word that is none what may have been meant.</summary>
    private static string Misunderstood(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count == 0) return parsed.Errors[0].Message;
        string word = parsed.UnmatchedTokens[0];
        Command command = parsed.CommandResult.Command;
        bool isOption = word.StartsWith('-');
        bool isVerb = command is RootCommand && !isOption;
        string expected = isVerb ? $"expected a verb: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}"
            : command is RootCommand ? "expected a verb before it"
            : isOption ? $"expected an option of {command.Name}"
            : $"expected no more of {command.Name}";
        string[] near = isVerb || (isOption && command is not RootCommand) ? [.. Near(parsed, command, word)] : [];
        return $"{Excerpt.Cut(word, MostCharacters)}: {expected}{(near.Length == 0 ? string.Empty : $"; did you mean {string.Join(" or ", near)}?")}";
    }

    /// <summary>The names that begin like a word, else what the library finds near, where the first letter is right.</summary>
    private static IEnumerable<string> Near(ParseResult parsed, Command command, string word)
    {
        string[] begun = [.. command.Subcommands.Select(verb => verb.Name).Concat(command.Options.Select(option => option.Name)).Where(name => name.StartsWith(word, StringComparison.Ordinal))];
        if (begun.Length > 0 || parsed.Action is not ParseErrorAction guess) return begun;
        guess.ShowHelp = false;
        guess.ShowTypoCorrections = true;
        using StringWriter said = new();
        parsed.Invoke(new InvocationConfiguration { Output = said, Error = TextWriter.Null });
        string first = word[..Math.Min(word.Length, word.StartsWith("--", StringComparison.Ordinal) ? 3 : 1)];
        return [.. said.ToString().Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith(first, StringComparison.Ordinal) && !line.Contains(' '))];
    }

    private static int Complain(string message)
    {
        Console.Error.WriteLine(message.Split('\n').First().Trim());
        return ExitStatus.BadInput;
    }
}
