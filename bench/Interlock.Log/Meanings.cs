using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

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
/// <param name="Sentence">What it says.</param>
/// <param name="NextStep">What the person does; empty where there is nothing to do.</param>
/// <param name="Severity">How it is shown.</param>
public sealed record Meaning(string Word, string Sentence, string NextStep, Severity Severity = Severity.Plain);

/// <summary>
/// Every word of the protocol for people, in one table: monitor, report, pages and documents take their sentences from here. The
/// causes are the trip table's own, by way of docs/causes.csv, which is made from it.
/// </summary>
public static class Meanings
{
    private const string Service = "the box needs service";
    private const string GeneratorOff = "switch the generator off at its own switch";

    private static readonly Dictionary<string, Meaning> _events = Table(
        new(EventName.Armed, "Line permitted: the ablation begins", string.Empty, Severity.Good),
        new(EventName.Released, "Line opened by the operator", string.Empty),
        new(EventName.Trip, "Line opened by the box", string.Empty, Severity.Alarm),
        new(EventName.Also, "A further cause of the same trip", string.Empty, Severity.Alarm),
        new(EventName.Acknowledged, "Trip acknowledged", "press ARM to permit"),
        new(EventName.Refused, "A press of ARM did nothing", string.Empty, Severity.Caution),
        new(EventName.Warning, "Warning", string.Empty, Severity.Caution),
        new(EventName.WarningEnd, "The warning is over", string.Empty),
        new(EventName.LockOut, "Locked out until the power is cycled", Service, Severity.Alarm),
        new(EventName.LineMoved, "A relay moved that nobody moved", "if it comes again, " + Service, Severity.Caution),
        new(EventName.LineClosed, "THE LINE MAY BE CLOSED: no relay has let go", GeneratorOff, Severity.Emergency),
        new(EventName.StillHeating, "STILL HEATING though the line is open: the generator goes on without the box", GeneratorOff, Severity.Emergency),
        new(EventName.Error, "An error in the firmware; the box goes on", "keep the log", Severity.Caution),
        new(EventName.CementWaitDone, "Wait for the cement is over", string.Empty, Severity.Good));

    private static readonly Dictionary<string, Meaning> _causes = ReadCauses();

    private static readonly Dictionary<string, Meaning> _otherReasons = Table(
        new("NOT_WARM", "the tip is below 30 degC", "bring the probe into tissue, then press ARM"),
        new("TOO_COLD", "the tip is below 30 degC", "bring the probe into tissue, then press ARM"),
        new("TOO_WARM", "the tip is above 41 degC", "wait until it is below, then press ARM"),
        new("NO_READING", "there is no reading that can be trusted", "check the probe, then press ARM"),
        new("MOVING", "the reading moves faster than 1 degC in a second", "wait until it is steady, then press ARM"),
        new("ARM_CONTACT", "the contacts of ARM contradict each other", "press ARM firmly for half a second; if it comes again, " + Service),
        new("PRESS_TOO_LONG", "ARM was held for 5 s", "let ARM go, then press it briefly"),
        new("BEGAN_EARLIER", "the press began before the box was ready for it", "press ARM again"),
        new("RELEASING", "the box is still proving that both relays let go", "wait a second, then press ARM"),
        new("NOT_COOLED", "the tip is not yet below 40 degC", "wait until it is, then press ARM"),
        new("SELF_TEST", "the self-test is under way, or has failed", "wait; after a failure switch the box off and on"),
        new("LOCKED_OUT", "the box is locked out", "switch it off and on; if it comes again, " + Service),
        new("K2_UNASKED", "relay K2 pulled in without a press of ARM", Service),
        new(ReasonName.Released, "ARM was pressed by the operator", string.Empty),
        new(ReasonName.High, "the tip is at or above 40 degC", "be ready to stop"),
        new(ReasonName.Low, "the tip is below 30 degC", "check where the probe lies"),
        new("FALLING", "the tip has fallen by more than 1 degC from its highest", "check whether the needle slips out"),
        new("TIME_TOTAL", "this lesion has had six minutes in all", "end the ablation"),
        new(ReasonName.Spike, "one reading stood alone and was not believed", "check the probe's cable and shield"),
        new(ReasonName.ArmHeld, "ARM is held at power-on", "let ARM go"),
        new("K1_IN", "relay K1 pulled in", string.Empty),
        new("K1_OUT", "relay K1 let go", string.Empty),
        new("K2_IN", "relay K2 pulled in", string.Empty),
        new("K2_OUT", "relay K2 let go", string.Empty));

    private static readonly Dictionary<string, Meaning> _steps = Table(
        new("MIRRORS", "neither relay is welded", string.Empty),
        new("CHIP", "the converter answers and holds what is written", string.Empty),
        new("BINDING", "two independent decoders agree within 0.5 degC", string.Empty),
        new("CONFIG", "the configuration reads back", string.Empty),
        new("INPUTS", "STOP is closed, ARM is not stuck", string.Empty),
        new("LAMPS", "lamps and sounder, for the operator to see and hear", string.Empty),
        new("K2", "K2 pulled in, and dropped out on the chip's FAULT", string.Empty),
        new("K1", "K1 pulled in, and dropped out with ENABLE", string.Empty),
        new("WATCHDOG", "K1 dropped out when the heartbeat stood still", string.Empty),
        new("RESTORE", "the chip's threshold is back", string.Empty));

    /// <summary>Names of events.</summary>
    public static IReadOnlyCollection<string> Events => _events.Keys;

    /// <summary>Rows of the trip table.</summary>
    public static IReadOnlyCollection<string> Causes => _causes.Keys;

    /// <summary>Causes and other reasons.</summary>
    public static IReadOnlyList<string> Reasons { get; } = [.. _causes.Keys, .. _otherReasons.Keys];

    /// <summary>Steps of the self-test, in their order.</summary>
    public static IReadOnlyCollection<string> Steps => _steps.Keys;

    /// <summary>An event; one that this program doesn't know stays as it is.</summary>
    public static Meaning OfEvent(string name) => _events.GetValueOrDefault(name) ?? new Meaning(name, name, string.Empty);

    /// <summary>A cause or another reason; one that this program doesn't know stays as it is.</summary>
    public static Meaning OfReason(string reason) =>
        _causes.GetValueOrDefault(reason) ?? _otherReasons.GetValueOrDefault(reason) ?? new Meaning(reason, reason, string.Empty);

    /// <summary>What a step of the self-test proves; one that this program doesn't know stays as it is.</summary>
    public static string OfStep(string step) => _steps.GetValueOrDefault(step)?.Sentence ?? step;

    private static Dictionary<string, Meaning> ReadCauses()
    {
        // Every field stands in quotation marks, and none has one in it.
        using StreamReader reader = new(typeof(Meanings).Assembly.GetManifestResourceStream("causes.csv")!);
        string[] rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Table([.. rows.Skip(1).Select(row => row.Trim('"', '\r').Split("\",\"")).Select(row => new Meaning(row[0], row[2], row[3]))]);
    }

    private static Dictionary<string, Meaning> Table(params Meaning[] meanings) => meanings.ToDictionary(meaning => meaning.Word);
}
