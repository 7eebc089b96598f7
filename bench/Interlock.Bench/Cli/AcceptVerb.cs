using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using Interlock.Firmware;
using Interlock.Log;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;
using Interlock.Station.Monitor;
using Interlock.Station.Sources;

namespace Interlock.Bench.Cli;

/// <summary><c>accept SOURCE|--virtual</c>: the guided acceptance test.</summary>
public static class AcceptVerb
{
    private const string VirtualText = "virtual";

    private static readonly Argument<string?> _source = new("SOURCE") { Description = "The box's UART: a serial device, a pseudo-terminal or tcp:HOST:PORT.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> _virtual = new("--virtual") { Description = "Tests the virtual box, with no hand and in virtual time." };
    private static readonly Option<string?> _secondProbe = new("--second-probe") { Description = "The box has a second probe: other-side (in the other foramen) or same-site (a second junction in the same needle). Another plan then, with a simulator on each." };
    private static readonly Option<string?> _plan = new("--plan") { Description = "The plan; the shipped one unless given." };
    private static readonly Option<string[]> _only = new("--only") { Description = "Runs this step only. May be repeated.", DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> _skip = new("--skip") { Description = "ID=REASON: leaves a step out that the plan allows to; the record keeps the reason. May be repeated.", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> _continue = new("--continue") { Description = "Does not end at the first step that fails." };
    private static readonly Option<string?> _operator = new("--operator") { Description = "Who tests." };
    private static readonly Option<string?> _serial = new("--serial") { Description = "Serial number of the box." };
    private static readonly Option<string?> _simulator = new("--simulator") { Description = "The thermocouple simulator: make, model, number, calibration." };
    private static readonly Option<string?> _out = new("--out") { Description = "Folder for the record (HTML, JSON) and the UART log." };
    private static readonly Option<string?> _releases = new("--releases") { Description = "List of the released images (CSV: fw,build,cfg,settings) to compare the box's with; the one in this tool unless given." };
    private static readonly Option<string?> _defect = new("--defect") { Description = "With --virtual: a box with this defect; NAME:2 is the second probe's." };
    private static readonly Option<int> _seed = new("--seed") { CustomParser = Number.Parse<int>, Description = "With --virtual: of noise and bounce.", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        Command command = new("accept", "Guides through the acceptance test of a box with a thermocouple simulator. Exit status 2 when a step failed.")
        {
            _source, _virtual, _secondProbe, _plan, _only, _skip, _continue, _operator, _serial, _simulator, _out, _releases, _defect, _seed,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string? source = parsed.GetValue(_source);
        bool isVirtual = parsed.GetValue(_virtual);
        if (isVirtual == source is not null) throw new BadInputException($"accept: expected either SOURCE or --virtual; {SerialPorts.Known()}");
        if (!isVirtual && parsed.GetValue(_defect) is not null) throw new BadInputException("--defect: expected --virtual with it");

        string? planPath = parsed.GetValue(_plan);
        SecondProbe second = SecondProbeOption.Parse(parsed.GetValue(_secondProbe));
        AcceptancePlan plan = planPath is null ? ShippedPlan.Read(Word(second)) : PlanReader.Read(planPath, Word(second));
        StepChoice choice = StepChoice.Of(plan, parsed.GetRequiredValue(_only), parsed.GetRequiredValue(_skip), parsed.GetValue(_continue));
        Defect defect = parsed.GetValue(_defect) is { } name ? Defects.Find(name) : Defect.None;
        if (defect.Probe == 2 && second == SecondProbe.None) throw new BadInputException($"--defect: expected --second-probe beside {defect.Name}");
        ReleaseList releases = parsed.GetValue(_releases) is { } list ? ReleaseList.Read(list) : ReleaseList.Shipped();
        return isVirtual ? RunVirtual(parsed, plan, choice, releases, defect, second) : RunByHand(parsed, plan, choice, releases, source!, second);
    }

    /// <summary>As the box tells it.</summary>
    private static string Word(SecondProbe second) => second switch
    {
        SecondProbe.None => ProbesName.One,
        SecondProbe.OtherSide => ProbesName.OtherSide,
        _ => ProbesName.SameSite,
    };

    private static int RunVirtual(ParseResult parsed, AcceptancePlan plan, StepChoice choice, ReleaseList releases, Defect defect, SecondProbe second)
    {
        string fitted = second == SecondProbe.None ? string.Empty : $" with probes={Word(second)}";
        Console.WriteLine($"{plan.Title}: {plan.Steps.Count} steps on the virtual box{fitted}");
        Console.Out.Flush();
        RecordHeader header = Header(
            parsed.GetValue(_operator) ?? VirtualText,
            parsed.GetValue(_serial) ?? VirtualText,
            parsed.GetValue(_simulator) ?? VirtualText,
            $"virtual box{fitted}, defect {defect.Name}: {defect.What}",
            isVirtual: true);
        using RecordFiles? files = parsed.GetValue(_out) is { } folder ? RecordFiles.Create(folder, header.Serial, header.StartedAt) : null;
        UartCapture capture = new(files?.Log ?? Stream.Null);
        using VirtualAcceptanceBox box = new(defect, parsed.GetValue(_seed), capture, second);
        return Judge(plan, choice, releases, box, capture, header, files);
    }

    private static int RunByHand(ParseResult parsed, AcceptancePlan plan, StepChoice choice, ReleaseList releases, string source, SecondProbe second)
    {
        string folder = Asked(parsed, _out, "Folder for the record");
        RecordHeader header = Header(
            Asked(parsed, _operator, "Operator"),
            Asked(parsed, _serial, "Serial number of the box"),
            Asked(parsed, _simulator, "Thermocouple simulator (make, model, number, calibration)"),
            source,
            isVirtual: false);
        IUartSource uart = UartSource.Parse(source);
        if (!uart.IsLive || uart is StandardInputSource) throw new BadInputException($"{source}: expected a serial device, a pseudo-terminal or tcp:HOST:PORT");

        // The source first: one that can't be opened leaves no empty log behind.
        IUartConnection connection = uart.Open(CancellationToken.None);
        using RecordFiles files = RecordFiles.Create(folder, header.Serial, header.StartedAt);
        UartCapture capture = new(files.Log);
        Stopwatch watch = Stopwatch.StartNew();
        Technician technician = new(Console.In, Console.Out, LiveScreen.IsPossible ? Console.WindowWidth : null);
        using HandDrivenBox box = new(uart, connection, capture, technician, () => watch.ElapsedTicks * 1_000_000 / Stopwatch.Frequency, second == SecondProbe.None ? 1 : 2);
        PrintEquipment(plan);
        if (box.WithoutLine() is { } likely) throw new BadInputException($"{source}: not one line of a box; {likely}");
        return Judge(plan, choice, releases, box, capture, header, files);
    }

    private static int Judge(AcceptancePlan plan, StepChoice choice, ReleaseList releases, IAcceptanceBox box, UartCapture capture, RecordHeader header, RecordFiles? files)
    {
        AcceptanceRunner runner = new(plan, box, capture, releases, Console.Out);
        IReadOnlyList<StepResult> results = runner.Run(choice);
        byte[] log = capture.Close();
        AcceptanceRecord record = new(
            header with { EndedAt = DateTimeOffset.Now },
            plan,
            results,
            runner.Boot?.Body,
            runner.Image,
            Settings(runner.Transcript),
            files?.LogName ?? "not kept",
            Convert.ToHexStringLower(SHA256.HashData(log)),
            log.Length);

        Console.WriteLine($"{record.Conclusion}: {record.Count(Verdict.Passed)} passed, {record.Count(Verdict.Failed)} failed, {record.Count(Verdict.Skipped)} skipped, {record.Count(Verdict.NotRun)} not run");
        if (files is not null) Console.WriteLine($"Record: {files.Write(record)}");
        return record.HasFailure ? ExitStatus.SafetyViolated : ExitStatus.Done;
    }

    /// <summary>CONF and, of a box with two probes, OPTN.</summary>
    private static string? Settings(Transcript transcript)
    {
        IEnumerable<string> told = ((string[])[LineType.Configuration, LineType.Options]).Select(type => transcript.Last(heard => heard.Line.Type == type)?.Line.Body).OfType<string>();
        return told.Any() ? string.Join("; ", told) : null;
    }

    private static void PrintEquipment(AcceptancePlan plan)
    {
        Console.WriteLine(plan.Title);
        Console.WriteLine("You need:");
        foreach (string item in plan.Equipment) Console.WriteLine("  - " + item);
    }

    private static RecordHeader Header(string who, string serial, string simulator, string source, bool isVirtual)
    {
        DateTimeOffset now = DateTimeOffset.Now;
        return new RecordHeader(who, serial, simulator, source, isVirtual, now, now);
    }

    /// <summary>What the record needs and was not given: asked for on a terminal, else required.</summary>
    private static string Asked(ParseResult parsed, Option<string?> option, string question)
    {
        if (parsed.GetValue(option) is { Length: > 0 } given) return given;
        if (Console.IsInputRedirected) throw new BadInputException($"{option.Name}: expected a value, the record needs it");
        while (true)
        {
            Console.Write(question + ": ");
            string answer = Console.ReadLine()?.Trim() ?? throw new BadInputException($"{option.Name}: expected a value, the record needs it");
            if (answer.Length > 0) return answer;
        }
    }
}
