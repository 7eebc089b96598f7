using System.CommandLine;
using System.Globalization;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Cli;

/// <summary><c>run</c>: the firmware on the virtual board, over a trace, with presses and faults.</summary>
public static class RunVerb
{
    /// <summary>After the last row of a trace its value holds this long.</summary>
    private const double HoldSeconds = 5.0;

    /// <summary>For the self-test and a willing operator, who needs less than 5 s.</summary>
    private const double ArmingSeconds = 10.0;

    /// <summary>After power off, so that the peak of the coast is seen.</summary>
    private const double CoastSeconds = 120.0;

    private static readonly Option<string?> _trace = new("--trace") { Description = "Tip temperatures over time: CSV with the header t_s,tc_c[,cj_c], and [,tc2_c][,cj2_c] behind it for a second probe." };
    private static readonly Option<string?> _tissue = new("--tissue") { Description = "An ablation in closed loop instead of a trace: watts=30,mm=15,seconds=182[,eta=0.4]. Opening the line cuts the power." };
    private static readonly Option<string?> _contacts = new("--contacts") { Description = "Buttons and the coils' supply, contact by contact: CSV with t_s and any of arm_no,arm_nc,stop,stop2,coil_supply (1 is closed or present). Nobody else presses then." };
    private static readonly Option<string?> _pause = new("--pause") { Description = "Collections that stop the firmware: MS@EVERY_S; 10@4.3 unless told otherwise." };
    private static readonly Option<double> _late = new("--late") { CustomParser = Number.Parse<double>, Description = "From the first ARMED on every tick is so many milliseconds late." };
    private static readonly Option<string[]> _faults = new("--fault") { Description = "A fault from a time on: NAME[=VALUE]@S, or for a while: NAME[=VALUE]@S-S; NAME:2 is the second probe's. May be repeated. The names:\n" + string.Join('\n', FaultNames.Explanations.Select(static fault => "  " + fault)), DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> _presses = new("--press") { Description = "A press of 0.3 s: arm@S or stop@S. May be repeated. Without one of arm a willing operator arms the box.", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> _uart = new("--uart") { Description = "Where the UART goes: FILE, - for standard output, pty for a pseudo-terminal, or tcp:PORT on this machine alone; the last two imply --realtime. Without it standard output, which on a terminal shows events and one sample a second." };
    private static readonly Option<string?> _record = new("--record") { Description = "The truth from the board: CSV t_ms,tip_c,k1,k2,line, and tip2_c with a second probe." };
    private static readonly Option<string> _mains = new("--mains") { Description = "Noise filter: 50 or 60 Hz.", DefaultValueFactory = _ => "50" };
    private static readonly Option<string> _type = new("--type") { Description = "Thermocouple type of probe and firmware: T or K.", DefaultValueFactory = _ => "T" };
    private static readonly Option<bool> _anticipate = new("--anticipate") { Description = "The same as --coast cautious." };
    private static readonly Option<string> _coast = new("--coast") { Description = "What the firmware is built to do about heat that still arrives after the line has opened: off (told only), measured (opens when the expected peak reaches the limit) or cautious (when the upper end of the expectation does).", DefaultValueFactory = _ => "off" };
    private static readonly Option<string?> _secondProbe = new("--second-probe") { Description = "A second probe, and what for: other-side (in the other foramen) or same-site (a second junction in the same needle; the two must agree). Where the trace has no tc2_c, or an ablation is played, the second tip of other-side stays at 37 degC and that of same-site goes the same course as the first. Without the option there is none." };
    private static readonly Option<int> _seed = new("--seed") { CustomParser = Number.Parse<int>, Description = "Of noise, bounce and how fast the relays let go.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> _realTime = new("--realtime") { Description = "Runs Program.Main itself, in real time." };

    public static Command Create()
    {
        Command command = new("run", "Runs the firmware on the virtual board. Without --trace, --tissue or --contacts: a minute at 37.00 degC. A willing operator presses ARM until the box permits the line, unless --press arm or --contacts says who does.") { _trace, _tissue, _contacts, _pause, _late, _faults, _presses, _uart, _record, _mains, _type, _anticipate, _coast, _secondProbe, _seed, _realTime };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string uartTarget = parsed.GetValue(_uart) ?? UartOutput.StandardOutputName;
        string? recordPath = parsed.GetValue(_record);
        PathRoles.RequireDifferent(("--trace", parsed.GetValue(_trace)), ("--contacts", parsed.GetValue(_contacts)), ("--uart", UartOutput.FileOf(uartTarget)), ("--record", recordPath));
        Scenario scenario = ReadScenario(parsed);
        bool isRealTime = parsed.GetValue(_realTime) || UartOutput.IsLive(uartTarget);
        if (isRealTime) RealTimeRun.RequirePlayable(scenario);

        bool isBrief = parsed.GetValue(_uart) is null && !isRealTime && BriefLines.AreWanted;
        bool isSeen = uartTarget == UartOutput.StandardOutputName && BriefLines.AreWanted;
        using UartOutput uart = isBrief ? UartOutput.Nowhere() : UartOutput.Open(uartTarget);
        using OutputFile? record = recordPath is null ? null : OutputFile.Create(recordPath);

        RunSummary summary = isRealTime
            ? RealTimeRun.Play(scenario, uart.Stream, record?.Text)
            : PlayVirtual(scenario, uart.Stream, record?.Text, isBrief, isSeen);

        uart.Commit(record);
        if (isBrief) Console.Out.WriteLine(BriefLines.Remark.TrimEnd());
        summary.Print(Console.Error);
        return ExitStatus.Done;
    }

    private static RunSummary PlayVirtual(Scenario scenario, Stream uart, TextWriter? record, bool isBrief, bool isSeen)
    {
        using VirtualRun run = new(scenario, uart);
        RunSummary summary = new(run.Board);
        run.LineReceived = summary.Log.Add;
        long reachedUs = 0;
        run.LineReceived += _ => Volatile.Write(ref reachedUs, run.Board.NowUs);
        if (isBrief) run.LineReceived += new BriefLines(Console.Out).Show;
        using Waiting? waiting = isSeen ? null : Waiting.For("run", () => (double)Volatile.Read(ref reachedUs) / scenario.EndUs);
        if (record is not null) run.Recorder = new Recorder(run.Board, record);
        run.Run();
        summary.Conclude(run);
        return summary;
    }

    private static Scenario ReadScenario(ParseResult parsed)
    {
        string mains = OneOf(parsed.GetRequiredValue(_mains), "--mains", "50", "60");
        bool isTypeK = OneOf(parsed.GetRequiredValue(_type), "--type", "T", "K") == "K";
        (double pauseMs, double pauseEverySeconds) = ScenarioOptions.ParsePause(parsed.GetValue(_pause));
        double lateMs = parsed.GetValue(_late);
        if (lateMs is not (>= 0 and <= 10_000)) throw new BadInputException($"--late: expected milliseconds from 0 to 10000, found {lateMs.ToString(CultureInfo.InvariantCulture)}");
        Press[] presses = [.. parsed.GetRequiredValue(_presses).Select(ScenarioOptions.ParsePress)];
        FaultSpan[] faults = [.. parsed.GetRequiredValue(_faults).Select(ScenarioOptions.ParseFault)];
        string? tracePath = parsed.GetValue(_trace);
        string? tissue = parsed.GetValue(_tissue);
        if (tracePath is not null && tissue is not null) throw new BadInputException("--tissue: expected no --trace beside it");
        AblationPlan? plan = tissue is null ? null : TissueOption.Parse(tissue);
        AblationCourse? course = plan is null ? null : new AblationCourse(plan);
        Trace trace = tracePath is null ? new Trace([0.0, 60.0], [37.0, 37.0], [25.0, 25.0]) : ReadTrace(tracePath);
        SecondProbe second = SecondProbeOption.Parse(parsed.GetValue(_secondProbe));
        SecondProbeOption.RequireFitted(second, faults);
        if (trace.HasSecondTip && second == SecondProbe.None) throw new BadInputException($"--second-probe: expected other-side or same-site for a trace with tc2_c, {tracePath}");
        string? contactsPath = parsed.GetValue(_contacts);
        if (contactsPath is not null && presses.Length > 0) throw new BadInputException("--contacts: expected no --press beside it, nobody presses but the file");
        IReadOnlyList<ContactChange> contacts = contactsPath is null ? [] : ContactsReader.Read(contactsPath);
        double lastContactSeconds = contacts.Count == 0 ? 0.0 : contacts[^1].AtUs / 1e6;
        double endSeconds = plan is null ? Math.Max(trace.EndSeconds, tracePath is null ? lastContactSeconds : 0.0) + HoldSeconds : ArmingSeconds + plan.DelaySeconds + plan.Seconds + CoastSeconds;

        Func<long, double> tip = course is null ? trace.Tip : course.Tip;
        return new Scenario
        {
            Board = new BoardOptions
            {
                Seed = parsed.GetValue(_seed),
                DrawRelayTimes = true,
                Probe = isTypeK ? ProbeType.K : ProbeType.T,
                Tip = tip,
                ColdJunction = trace.ColdJunction,
                SecondTip = trace.HasSecondTip ? trace.SecondTip : SecondProbeOption.TipWhereNoneIsSaid(second, tip),
                SecondColdJunction = trace.SecondColdJunction,
                PauseMs = pauseMs,
                PauseEveryMs = pauseEverySeconds * 1000.0,
            },
            EndUs = (long)(endSeconds * 1e6),
            Presses = presses,
            Faults = faults,
            Contacts = contacts,
            LateUs = (long)(lateMs * 1000.0),
            HasWillingOperator = contactsPath is null && ScenarioOptions.NeedsOperator(presses),
            IsTypeK = isTypeK,
            IsMains60Hz = mains == "60",
            Coast = parsed.GetValue(_anticipate) ? CoastRule.Cautious : CoastOption.Parse(parsed.GetValue(_coast)!),
            SecondProbe = second,
            BoardMade = course is null ? null : course.Follow,
        };
    }

    /// <summary>A file of another logger is told from a trace by its header.</summary>
    private static Trace ReadTrace(string path)
    {
        try
        {
            return TraceReader.Read(path);
        }
        catch (BadInputException e) when (e.Message.Contains(": expected the header ", StringComparison.Ordinal))
        {
            throw new BadInputException($"{e.Message}; {ImportVerb.Proposal(path)}");
        }
    }

    private static string OneOf(string value, string option, string first, string second)
    {
        if (value == first || value == second) return value;
        throw new BadInputException($"{option}: expected {first} or {second}, found {Excerpt.Of(value)}");
    }
}
