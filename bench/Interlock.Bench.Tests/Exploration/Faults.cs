using System.Collections.Generic;
using System.Numerics;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Exploration;
using Fault = Interlock.Bench.Tests.Exploration.BrokenMachine.Fault;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>Ways to break the decision logic, each with the property that must find it.</summary>
internal static class Faults
{
    private const int AllRows = (1 << TripTable.Count) - 1;

    /// <summary>Found by exploring what the box does.</summary>
    public static readonly Dictionary<string, (string Id, Fault Fault)> OfDecisions = new()
    {
        ["ARM takes TRIPPED straight to PERMITTED"] = ("EX-4", new Fault { After = (before, inputs, after, _) => before.State == State.Tripped && inputs.ArmPressed ? after with { State = State.Permitted } : after }),
        ["the latch is forgotten once the cause is quiet"] = ("EX-5", new Fault { After = (before, inputs, after, _) => after.State == State.Tripped && before.State == State.Tripped && inputs.CauseQuiet ? after with { State = State.Inhibited, FirstCause = TripTable.None } : after }),
        ["a trip is acknowledged while its cause lasts"] = ("EX-5", new Fault { Before = (before, inputs) => Change(before, () => inputs.CauseQuiet = true) }),
        ["heat is acknowledged before it has cooled"] = ("EX-5", new Fault { Before = (before, inputs) => Change(before, () => inputs.HasCooled = true) }),
        ["arms without quiet"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.AllQuiet = true) }),
        ["arms without K2"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.K2PulledIn = true) }),
        ["arms without a reading"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.TipCounts = inputs.TipCounts == Plausibility.Unknown ? Letter.RestTipCounts : inputs.TipCounts) }),
        ["arms one count too warm"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.TipCounts = inputs.TipCounts == Limits.ArmHighestCounts + 1 ? Limits.ArmHighestCounts : inputs.TipCounts) }),
        ["arms one count too cold"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.TipCounts = inputs.TipCounts == Limits.ArmLowestCounts - 1 ? Limits.ArmLowestCounts : inputs.TipCounts) }),
        ["arms on a press that was held too long"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmClicked |= inputs.ArmHeldTooLong) }),
        ["arms on a press that began elsewhere"] = ("EX-2", new Fault { Before = (before, _) => before with { PressBeganInhibited = true } }),
        ["one press arms twice"] = ("EX-6", new Fault { After = (before, inputs, after, _) => inputs.ArmClicked ? after with { PressBeganInhibited = before.PressBeganInhibited } : after }),
        ["arms by itself when all is well"] = ("EX-6", new Fault { After = (before, inputs, after, _) => before.State == State.Inhibited && after.State == State.Inhibited && inputs is { AllQuiet: true, Rows: 0, K2PulledIn: true, ArmPressed: false } ? after with { State = State.Permitted } : after }),
        ["the line closes again when the row is gone"] = ("EX-6", new Fault { After = (before, inputs, after, _) => before.State == State.Tripped && inputs.Rows == 0 ? after with { State = State.Permitted, FirstCause = TripTable.None } : after }),
        ["LOCKED_OUT is left by ARM"] = ("EX-8", new Fault { After = (before, inputs, after, _) => before.State == State.LockedOut && inputs.ArmPressed ? after with { State = State.Inhibited } : after }),
        ["LOCKED_OUT goes on telling"] = ("EX-8", new Fault { After = (before, _, after, events) => Change(after, () => { if (before.State == State.LockedOut) events.Post(EventKind.LockOut, after.FirstCause, 0); }) }),
        ["a relay that does not open is not looked at in SELF_TEST"] = ("EX-9", new Fault { Before = (before, inputs) => Change(before, () => inputs.Rows = before.State == State.SelfTest ? 0 : inputs.Rows) }),
        ["a relay that does not open only trips"] = ("EX-9", new Fault { After = (before, _, after, _) => before.State == State.Permitted && after.State == State.LockedOut ? after with { State = State.Tripped } : after }),
        ["internal errors are not counted"] = ("EX-10", new Fault { AfterError = (before, after) => after with { InternalErrors = before.InternalErrors } }),
        ["an internal error leaves the line closed"] = ("EX-3", new Fault { AfterError = (before, after) => before.State == State.Permitted && after.State == State.Tripped ? before : after }),
        ["a later cause replaces the first"] = ("EX-7", new Fault { After = (before, inputs, after, _) => before.State == State.Tripped && after.State == State.Tripped && inputs.Rows != 0 ? after with { FirstCause = TripTable.First(inputs.Rows) } : after }),
        ["a lock-out replaces the first cause"] = ("EX-7", new Fault { After = (before, _, after, _) => before.State == State.Tripped && after.State == State.LockedOut ? after with { FirstCause = (int)Cause.RelayDidNotOpen } : after }),
        ["an internal error replaces the first cause"] = ("EX-7", new Fault { AfterError = (before, after) => before.State == State.Tripped && after.State == State.Tripped ? after with { FirstCause = (int)Cause.Internal } : after }),
        ["a trip names the last row"] = ("EX-11", new Fault { Before = (before, inputs) => Change(before, () => inputs.Rows = before.State == State.Permitted && inputs.Rows != 0 ? 1 << BitOperations.Log2((uint)inputs.Rows) : inputs.Rows) }),
        ["a trip is not told"] = ("EX-11", new Fault { After = (before, _, after, events) => Change(after, () => { while (before.State == State.Permitted && events.Count > 0) events.RemoveFirst(); }) }),
        ["later rows are not named"] = ("EX-12", new Fault { Before = (before, _) => before.State == State.Tripped ? before with { Reported = AllRows } : before }),
        ["a trip needs room in the queue"] = ("EX-13", new Fault { After = (before, _, after, events) => before.State == State.Permitted && events.Dropped > 0 && events.Count == EventQueue.Capacity && after.State == State.Tripped ? before : after }),
        ["arming is not told"] = ("EX-14", new Fault { After = (before, _, after, events) => Change(after, () => { if (before.State == State.Inhibited && after.State == State.Permitted) events.RemoveFirst(); }) }),
        ["a refusal is not told"] = ("EX-15", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmClicked &= inputs.K2PulledIn) }),
        ["a refusal names a wrong reason"] = ("EX-15", new Fault { Before = (before, inputs) => Change(before, () => inputs.FirstLoud = (int)Cause.Internal) }),
        ["SELF_TEST ends by a press"] = ("EX-16", new Fault { Before = (before, inputs) => Change(before, () => inputs.TestPassed |= inputs.ArmPressed) }),
        ["a self-test that failed passes"] = ("EX-16", new Fault { Before = (before, inputs) => Change(before, () => { inputs.TestPassed |= inputs.TestFailed; inputs.TestFailed = false; }) }),
        ["ARM does not open the line"] = ("EX-17", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmPressed &= before.State != State.Permitted) }),
        ["a row trips in INHIBITED"] = ("EX-18", new Fault { After = (before, inputs, after, _) => before.State == State.Inhibited && after.State == State.Inhibited && inputs.Rows == Row.StopPressed ? after with { State = State.Tripped, FirstCause = 0 } : after }),
    };

    /// <summary>Found by exploring what the box tells, and not by exploring what it does.</summary>
    public static readonly Dictionary<string, (string Id, Fault Fault)> OfNaming = new()
    {
        ["a row is named each time that it is true"] = ("EX-12", new Fault { Before = (before, _) => before.State == State.Tripped ? before with { Reported = 1 << before.FirstCause } : before }),
        ["only two later rows are named"] = ("EX-12", new Fault { Before = (before, _) => before.State == State.Tripped && BitOperations.PopCount((uint)before.Reported) >= 3 ? before with { Reported = AllRows } : before }),
        ["what an earlier trip named is not named again"] = ("EX-12", new Fault { After = (before, _, after, _) => before.State == State.Permitted && after.State == State.Tripped ? after with { Reported = after.Reported | before.Reported } : after }),
    };

    private static MachineState Change(MachineState state, System.Action change)
    {
        change();
        return state;
    }
}
