using System.CommandLine;
using Interlock.Log;
using Interlock.Station.Record;
using Interlock.Station.Sources;

namespace Interlock.Bench.Cli;

/// <summary>What monitor and watch keep, and what it belongs to.</summary>
public sealed class RecordOptions
{
    private readonly Option<string?> _log = new("--log") { Description = "A new file that records what arrives, byte for byte. Beside it NAME.jsonl gets the wall clock of each second and event." };
    private readonly Option<string?> _case = new("--case") { Description = "What the log belongs to: JSON with any of case, level, side, planned_watts, planned_minutes, antenna, operator. Asked for on a terminal." };

    public void AddTo(Command command)
    {
        command.Options.Add(_log);
        command.Options.Add(_case);
    }

    /// <returns>Null where nothing is to be kept.</returns>
    /// <exception cref="BadInputException">The case can't be used, or a file is there already.</exception>
    public Recording? Create(ParseResult parsed, IUartSource source)
    {
        string? casePath = parsed.GetValue(_case);
        if (parsed.GetValue(_log) is not { } path)
        {
            return casePath is null ? null : throw new BadInputException("--case: expected --log beside it, the case is kept with the log");
        }

        PathRoles.RequireDifferent(("--log", path), ("--case", casePath), ("the record beside --log", path + ClockRecorder.Suffix));
        return Recording.Create(path, source.Name, casePath is null ? null : CaseData.Read(casePath), TimeProvider.System);
    }

    /// <summary>Closes the files and says what is in them.</summary>
    public static int Finish(Recording? recording)
    {
        recording?.Dispose();
        if (recording?.Problem is { } problem) throw new BadInputException(problem);
        if (recording is not null) Console.Error.WriteLine(recording.InWords);
        return ExitStatus.Done;
    }

    /// <summary>
    /// Asks what the log belongs to, while it is kept already: what the box says meanwhile must neither be lost nor get a later clock.
    /// Only a person can answer, and only while a box is there: a case is not asked for of a file.
    /// </summary>
    public void Ask(ParseResult parsed, Recording? recording, IUartSource source)
    {
        if (recording is null || parsed.GetValue(_case) is not null || !source.IsLive || Console.IsInputRedirected || Console.IsOutputRedirected) return;
        if (CaseData.Ask(Console.In, Console.Out) is { } about) recording.Tell(about);
    }
}
