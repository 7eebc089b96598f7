namespace Interlock.Log;

/// <summary>How much something asks for attention; the last for what may burn a person now.</summary>
public enum Severity
{
    Plain,
    Good,
    Caution,
    Alarm,
    Emergency,
}

/// <summary>A word of the protocol for a person.</summary>
/// <param name="Word">As the box tells it.</param>
/// <param name="Sentence">What it says; of a reason as the rest of a sentence.</param>
/// <param name="NextStep">What the person does.</param>
/// <param name="Severity">How it is shown.</param>
public sealed record Meaning(string Word, string Sentence, string NextStep, Severity Severity = Severity.Plain);

/// <summary>
/// Every word of the protocol for people, in one table: monitor, report, pages and documents (docs/words.md) take their sentences
/// from here. The causes are the trip table's own, by way of docs/causes.csv, which is made from it.
/// </summary>
public static class Meanings
{
    private const string Service = "the box needs service";
    private const string GeneratorOff = "switch the generator off at its own switch";
    private const string TwoPresses = "press ARM to acknowledge, again to permit";
    private const string FailedStep = "switch the box off and on; if it fails again, " + Service;

    private static readonly Dictionary<string, Meaning> _events = Table(
        new(EventName.Armed, "Line permitted: the ablation begins", "the generator may be switched on; ARM or STOP opens the line", Severity.Good),
        new(EventName.Released, "Line opened by ARM", "press ARM to permit again"),
        new(EventName.Trip, "Line opened by the box", TwoPresses, Severity.Alarm),
        new(EventName.Also, "A further cause of the same trip", "see to it before the next ablation", Severity.Alarm),
        new(EventName.Acknowledged, "Trip acknowledged", "press ARM to permit"),
        new(EventName.Refused, "A press of ARM did nothing", "press ARM again", Severity.Caution),
        new(EventName.Warning, "Warning", "be ready to stop", Severity.Caution),
        new(EventName.WarningEnd, "The warning is over", "go on"),
        new(EventName.LockOut, "Locked out until the power is cycled", "switch it off and on; if it locks out again, " + Service, Severity.Alarm),
        new(EventName.LineMoved, "A relay moved though nothing asked it to", "if it comes again, " + Service, Severity.Caution),
        new(EventName.LineClosed, "THE LINE MAY BE CLOSED: no relay is known to have let go", GeneratorOff, Severity.Emergency),
        new(EventName.StillHeating, "STILL HEATING though the line is open: the generator goes on without the box", GeneratorOff, Severity.Emergency),
        new(EventName.Error, "An error in the firmware; the box goes on", "keep the log and send it to whoever looks after the box", Severity.Caution),
        new(EventName.CementWaitDone, "The wait for the cement is over", "the cement may go in", Severity.Good));

    private static readonly Dictionary<string, Meaning> _causes = ReadCauses();

    private static readonly Dictionary<string, Meaning> _otherReasons = Table(
        new("NOT_WARM", "the tip is below 30 degC", "bring the probe into tissue, then press ARM again"),
        new("TOO_COLD", "the tip is below 30 degC", "bring the probe into tissue, then press ARM again"),
        new("TOO_WARM", "the tip is above 41 degC", "wait until it is below, then press ARM again"),
        new("NO_READING", "there is no reading that can be trusted", "check the probe, then press ARM again"),
        new("MOVING", "the reading moves faster than 1 degC in a second", "wait until it is steady, then press ARM again"),
        new("ARM_CONTACT", "the two contacts of ARM contradict each other", "press ARM firmly for half a second; if it comes again, " + Service),
        new("PRESS_TOO_LONG", "ARM was held for 5 s", "let ARM go, then press it briefly"),
        new("BEGAN_EARLIER", "the press began before the box was ready for it", "press ARM again"),
        new("RELEASING", "the box is still proving that both relays let go", "wait a second, then press ARM again"),
        new("NOT_COOLED", "the tip has not been below 40 degC for a second", "wait until it has, then press ARM again"),
        new(StateName.SelfTest, "the self-test is under way, or has failed", "wait; after a failure switch the box off and on"),
        new(StateName.LockedOut, "the box is locked out", "switch it off and on; if it locks out again, " + Service),
        new("K2_UNASKED", "relay K2 pulled in though no press of ARM could have made it", Service),
        new(ReasonName.Released, "ARM was pressed by the operator", "press ARM to permit again"),
        new(ReasonName.High, "the tip is at or above 40 degC", "be ready to stop"),
        new(ReasonName.Low, "the tip is below 30 degC", "check where the probe lies"),
        new("FALLING", "the tip has fallen by more than 1 degC from its highest", "check whether the needle slips out"),
        new("TIME_TOTAL", "this lesion has had six minutes in all", "end the ablation"),
        new(ReasonName.Spike, "one reading stood alone and was not believed", "check the probe's cable and its shield"),
        new(ReasonName.ArmHeld, "ARM is held at power-on", "let ARM go"),
        new("K1_IN", "relay K1 pulled in", "if it comes again, " + Service),
        new("K1_OUT", "relay K1 let go", "if it comes again, " + Service),
        new("K2_IN", "relay K2 pulled in", "if it comes again, " + Service),
        new("K2_OUT", "relay K2 let go", "check STOP and the coils' supply; if it comes again, " + Service));

    private static readonly Dictionary<string, Meaning> _states = Table(
        new(StateName.SelfTest, "The box tests itself, the line is open", "watch lamp and sounder; press ARM when the box waits for it"),
        new(StateName.Inhibited, "The line is open, the box is ready", "press ARM to permit"),
        new(StateName.Permitted, "The line is closed, the generator is permitted", "ARM or STOP opens the line", Severity.Good),
        new(StateName.Tripped, "The box opened the line", TwoPresses, Severity.Alarm),
        new(StateName.LockedOut, "The box is locked out", "switch it off and on; if it locks out again, " + Service, Severity.Alarm));

    // The next step is for one that failed.
    private static readonly Dictionary<string, Meaning> _steps = Table(
        new("MIRRORS", "neither relay is welded", Service),
        new("CHIP", "the converter answers and holds what is written", "check the converter board and its cable; " + FailedStep),
        new("BINDING", "two independent decoders agree within 0.5 degC", FailedStep),
        new("CONFIG", "the configuration reads back", FailedStep),
        new("INPUTS", "STOP is closed, ARM is not stuck", "pull STOP out and let ARM go; " + FailedStep),
        new("LAMPS", "lamps and sounder, for the operator to see and hear", FailedStep),
        new("K2", "K2 pulled in, and dropped out on the chip's FAULT", FailedStep),
        new("K1", "K1 pulled in, and dropped out with ENABLE", FailedStep),
        new("WATCHDOG", "K1 dropped out when the heartbeat stood still", FailedStep),
        new("RESTORE", "the chip's threshold is back", FailedStep));

    private static readonly Dictionary<string, Meaning> _probes = Table(
        new(ProbesName.One, "one probe", string.Empty),
        new(ProbesName.OtherSide, "two probes, one in each foramen", string.Empty),
        new(ProbesName.SameSite, "two probes at one site, two junctions in one needle", string.Empty));

    /// <summary>Names of events.</summary>
    public static IReadOnlyCollection<string> Events => _events.Keys;

    /// <summary>Rows of the trip table.</summary>
    public static IReadOnlyCollection<string> Causes => _causes.Keys;

    /// <summary>Causes and other reasons.</summary>
    public static IReadOnlyList<string> Reasons { get; } = [.. _causes.Keys, .. _otherReasons.Keys];

    /// <summary>Steps of the self-test, in their order.</summary>
    public static IReadOnlyCollection<string> Steps => _steps.Keys;

    /// <summary>All of it, as the documents show it.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyCollection<Meaning> Words)> All { get; } =
        [("States", _states.Values), ("Events", _events.Values), ("Causes", _causes.Values), ("Other reasons", _otherReasons.Values), ("Steps of the self-test", _steps.Values)];

    /// <summary>An event; one that this program doesn't know stays as it is.</summary>
    public static Meaning OfEvent(string name) => _events.GetValueOrDefault(name) ?? NotKnown(name);

    /// <summary>A cause or another reason; one that this program doesn't know stays as it is.</summary>
    public static Meaning OfReason(string reason) => _causes.GetValueOrDefault(reason) ?? _otherReasons.GetValueOrDefault(reason) ?? NotKnown(reason);

    /// <summary>Where the box stands; a state that this program doesn't know stays as it is.</summary>
    public static Meaning OfState(string state) => _states.GetValueOrDefault(state) ?? NotKnown(state);

    /// <summary>What a second probe is for; a word that this program doesn't know stays as it is.</summary>
    public static Meaning OfProbes(string mode) => _probes.GetValueOrDefault(mode) ?? NotKnown(mode);

    /// <summary>What a step of the self-test proves; one that this program doesn't know stays as it is.</summary>
    public static Meaning OfStep(string step) => _steps.GetValueOrDefault(step) ?? NotKnown(step);

    /// <summary>What the person does about an event that has a reason: the two together decide it.</summary>
    /// <param name="name">Of the event.</param>
    /// <param name="reason">Its cause, or why; empty where there is none.</param>
    public static string NextStep(string name, string reason)
    {
        Meaning of = OfEvent(name);
        string step = OfReason(reason).NextStep;
        if (step.Length == 0) return of.NextStep;

        // A cause's own step ends a trip. Elsewhere ARM does something else, and what is left of the step is what helps.
        string help = string.Join("; ", step.Split("; ").Where(part => part != TwoPresses));
        return name switch
        {
            EventName.Trip or EventName.Released => step,
            EventName.Also or EventName.Warning => help.Length > 0 ? help : of.NextStep,
            EventName.Refused when help == step => step,
            EventName.Refused when help.StartsWith("if ", StringComparison.Ordinal) => $"{of.NextStep}; {help}",
            EventName.Refused => help.Length > 0 ? $"{help}, then {of.NextStep}" : of.NextStep,
            EventName.LineMoved => step,

            // A box that could not open its line leaves the generator's own switch.
            EventName.LockOut when step.Contains(GeneratorOff, StringComparison.Ordinal) => step,
            _ => of.NextStep,
        };
    }

    /// <summary>A sentence and what to do, as they are read: <c>Above 42 degC. Wait until ...</c></summary>
    public static string Told(string sentence, string nextStep) => nextStep.Length > 0 ? $"{Capital(sentence)}. {Capital(nextStep)}." : $"{Capital(sentence)}.";

    private static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    private static Meaning NotKnown(string word) => new(word, word, string.Empty);

    private static Dictionary<string, Meaning> ReadCauses()
    {
        // Every field stands in quotation marks, and none has one in it.
        using StreamReader reader = new(typeof(Meanings).Assembly.GetManifestResourceStream("causes.csv")!);
        string[] rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Table([.. rows.Skip(1).Select(row => row.Trim('"', '\r').Split("\",\"")).Select(row => new Meaning(row[0], row[2], row[3], Severity.Alarm))]);
    }

    private static Dictionary<string, Meaning> Table(params Meaning[] meanings) => meanings.ToDictionary(meaning => meaning.Word);
}
