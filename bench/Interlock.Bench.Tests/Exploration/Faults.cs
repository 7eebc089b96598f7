using System.Numerics;
using System.Reflection;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Exploration;
using Fault = Interlock.Bench.Tests.Exploration.BrokenMachine.Fault;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>Ways to break the decision logic, each with the property that must find it.</summary>
internal static class Faults
{
    /// <summary>Found by exploring what the box does.</summary>
    public static readonly Dictionary<string, (string Id, Fault Fault)> OfDecisions = new()
    {
        ["ARM takes TRIPPED straight to PERMITTED"] = ("EX-4", new Fault { After = (before, inputs, after, _) => before.State == State.Tripped && inputs.ArmActed ? after with { State = State.Permitted } : after }),
        ["the latch is forgotten once the cause is quiet"] = ("EX-5", new Fault { After = (before, inputs, after, _) => after.State == State.Tripped && before.State == State.Tripped && inputs.CauseQuiet ? after with { State = State.Inhibited, FirstCause = TripTable.None } : after }),
        ["a trip is acknowledged while its cause lasts"] = ("EX-5", new Fault { Before = (before, inputs) => Change(before, () => inputs.CauseQuiet = true) }),
        ["heat is acknowledged before it has cooled"] = ("EX-5", new Fault { Before = (before, inputs) => Change(before, () => inputs.HasCooled = true) }),
        ["a trip is acknowledged while its release is under way"] = ("EX-5", new Fault { Before = (before, inputs) => Change(before, () => inputs.IsReleasing = false) }),
        ["an act that began before the trip acknowledges it"] = ("EX-5", new Fault { Before = (before, _) => before.State == State.Tripped ? before with { ActBeganIn = State.Tripped } : before }),
        ["arms without quiet"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.AllQuiet = true) }),
        ["arms without K2"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.K2PulledIn = true) }),
        ["arms on a reading that moves"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.IsSteady = true) }),
        ["arms with a release under way"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.IsReleasing &= before.State != State.Inhibited) }),
        ["arms without a reading"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.TipCounts = inputs.TipCounts == Reading.None ? Letter.RestTipCounts : inputs.TipCounts) }),
        ["arms one count too warm"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.TipCounts = inputs.TipCounts == Limits.ArmHighestCounts + 1 ? Limits.ArmHighestCounts : inputs.TipCounts) }),
        ["arms one count too cold"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.TipCounts = inputs.TipCounts == Limits.ArmLowestCounts - 1 ? Limits.ArmLowestCounts : inputs.TipCounts) }),
        ["arms on an act that was no press"] = ("EX-2", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmActed |= inputs.ArmFailed) }),
        ["arms on an act that began elsewhere"] = ("EX-2", new Fault { Before = (before, _) => before with { ActBeganIn = State.Inhibited } }),
        ["arms by the act that has just released"] = ("EX-2", new Fault { Before = (before, _) => before with { IsActSpent = false, ActBeganIn = before.State } }),
        ["arms by itself when all is well"] = ("EX-6", new Fault { After = (before, inputs, after, _) => before.State == State.Inhibited && after.State == State.Inhibited && inputs is { AllQuiet: true, Rows: 0, K2PulledIn: true, ArmActed: false } ? after with { State = State.Permitted } : after }),
        ["the line closes again when the row is gone"] = ("EX-6", new Fault { After = (before, inputs, after, _) => before.State == State.Tripped && inputs.Rows == 0 ? after with { State = State.Permitted, FirstCause = TripTable.None } : after }),
        ["LOCKED_OUT is left by ARM"] = ("EX-8", new Fault { After = (before, inputs, after, _) => before.State == State.LockedOut && inputs.ArmActed ? after with { State = State.Inhibited } : after }),
        ["LOCKED_OUT goes on telling"] = ("EX-8", new Fault { After = (before, _, after, events) => Change(after, () => { if (before.State == State.LockedOut) events.Post(EventKind.LockOut, after.FirstCause, 0); }) }),
        ["a relay that does not open is not looked at in SELF_TEST"] = ("EX-9", new Fault { Before = (before, inputs) => Change(before, () => inputs.Rows = before.State == State.SelfTest ? 0 : inputs.Rows) }),
        ["a relay that does not open only trips"] = ("EX-9", new Fault { After = (before, _, after, _) => before.State == State.Permitted && after.State == State.LockedOut ? after with { State = State.Tripped } : after }),
        ["a K2 that pulls in unasked is not minded"] = ("EX-9", new Fault { Before = (before, inputs) => Change(before, () => inputs.LockOutFor = Reason.None) }),
        ["internal errors are not counted"] = ("EX-10", new Fault { AfterError = (before, after) => after.State == State.LockedOut ? before with { State = before.State == State.Permitted ? State.Tripped : before.State } : after }),
        ["an internal error leaves the line closed"] = ("EX-3", new Fault { AfterError = (before, after) => before.State == State.Permitted && after.State == State.Tripped ? before : after }),
        ["a later cause replaces the first"] = ("EX-7", new Fault { After = (before, inputs, after, _) => before.State == State.Tripped && after.State == State.Tripped && inputs.Rows != 0 ? after with { FirstCause = TripTable.First(inputs.Rows) } : after }),
        ["a lock-out replaces the first cause"] = ("EX-7", new Fault { After = (before, _, after, _) => before.State == State.Tripped && after.State == State.LockedOut ? after with { FirstCause = TripTable.First(TripTable.RelayDidNotOpen) } : after }),
        ["an internal error replaces the first cause"] = ("EX-7", new Fault { AfterError = (before, after) => before.State == State.Tripped && after.State == State.Tripped ? after with { FirstCause = TripTable.First(TripTable.Internal) } : after }),
        ["a trip names the last row"] = ("EX-11", new Fault { Before = (before, inputs) => Change(before, () => inputs.Rows = before.State == State.Permitted && inputs.Rows != 0 ? 1 << BitOperations.Log2((uint)inputs.Rows) : inputs.Rows) }),
        ["a trip is not told"] = ("EX-11", new Fault { After = (before, _, after, events) => Change(after, () => { while (before.State == State.Permitted && events.Count > 0) events.RemoveFirst(); }) }),
        ["later rows are not named"] = ("EX-12", new Fault { Before = (before, _) => before.State == State.Tripped ? before with { Reported = CauseNames.AllRows } : before }),
        ["what follows from the first cause is named"] = ("EX-12", new Fault { After = (before, inputs, after, events) => Change(after, () => { if (before.State == State.Permitted && inputs.Rows == (TripTable.SensorBus | TripTable.SensorConfig)) events.Post(EventKind.Also, TripTable.First(TripTable.SensorConfig), inputs.TipCounts); }) }),
        ["a trip needs room in the queue"] = ("EX-13", new Fault { After = (before, _, after, events) => before.State == State.Permitted && events.Dropped > 0 && events.Count == EventQueue.Capacity && after.State == State.Tripped ? before : after }),
        ["what was told last decides"] = ("EX-13", new Fault { After = (before, _, after, _) => before.LeftBecause == Reason.Low && before.State == State.Inhibited ? before : after }),
        ["arming is not told"] = ("EX-14", new Fault { After = (before, _, after, events) => Change(after, () => { if (before.State == State.Inhibited && after.State == State.Permitted) events.RemoveFirst(); }) }),
        ["a refusal is not told"] = ("EX-15", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmActed &= inputs.K2PulledIn) }),
        ["a refusal names a wrong reason"] = ("EX-15", new Fault { Before = (before, inputs) => Change(before, () => inputs.FirstLoud = TripTable.First(TripTable.Internal)) }),
        ["an act in LOCKED_OUT is not answered"] = ("EX-15", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmActed &= before.State != State.LockedOut) }),
        ["an act that was no press is not answered"] = ("EX-15", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmFailed &= before.State != State.Tripped) }),
        ["an act that has released is refused too"] = ("EX-15", new Fault { Before = (before, _) => before with { IsActSpent = false } }),
        ["SELF_TEST ends by a press"] = ("EX-16", new Fault { Before = (before, inputs) => Change(before, () => inputs.TestPassed |= inputs.ArmActed) }),
        ["a self-test that failed passes"] = ("EX-16", new Fault { Before = (before, inputs) => Change(before, () => { inputs.TestPassed |= inputs.TestFailed; inputs.TestFailed = false; }) }),
        ["ARM does not open the line"] = ("EX-17", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmPressed &= before.State != State.Permitted) }),
        ["contacts that contradict each other do not open the line"] = ("EX-17", new Fault { Before = (before, inputs) => Change(before, () => inputs.ArmContactBad &= before.State != State.Permitted) }),
        ["a row trips in INHIBITED"] = ("EX-18", new Fault { After = (before, inputs, after, _) => before.State == State.Inhibited && after.State == State.Inhibited && inputs.Rows == TripTable.StopPressed ? after with { State = State.Tripped, FirstCause = 0 } : after }),
        ["the lock-out that follows is the end of the ablation"] = ("EX-25", new Fault { After = (before, _, after, _) => before.State == State.Permitted && after.State == State.LockedOut ? after with { LeftBecause = Reason.LockedOut } : after }),
    };

    /// <summary>Found by the proof of naming, and not by exploring what the box does.</summary>
    public static readonly Dictionary<string, (string Id, Fault Fault)> OfNaming = new()
    {
        ["a row is named each time that it is true"] = ("EX-12", new Fault { Before = (before, _) => before.State == State.Tripped ? before with { Reported = 1 << before.FirstCause } : before }),
        ["only two later rows are named"] = ("EX-12", new Fault { Before = (before, _) => before.State == State.Tripped && BitOperations.PopCount((uint)before.Reported) >= 3 ? before with { Reported = CauseNames.AllRows } : before }),
        ["what an earlier trip named is not named again"] = ("EX-26", new Fault { After = (before, _, after, _) => before.State == State.Permitted && after.State == State.Tripped ? after with { Reported = after.Reported | before.Reported } : after }),
        ["one row's naming hangs on another's"] = ("EX-12", new Fault { Before = (before, inputs) => Change(before, () => inputs.Rows = (before.Reported & TripTable.TimeLimit) != 0 ? inputs.Rows & ~TripTable.SensorFrozen : inputs.Rows) }),
        ["one row's naming hangs on two others' being true"] = ("EX-12", new Fault { Before = (before, inputs) => Change(before, () => inputs.Rows = before.State == State.Tripped && (inputs.Rows & (TripTable.TimeLimit | TripTable.ColdJunction)) == (TripTable.TimeLimit | TripTable.ColdJunction) ? inputs.Rows & ~TripTable.SensorFrozen : inputs.Rows) }),
        ["a trip with many rows named ends by itself"] = ("EX-27", new Fault { After = (before, _, after, _) => before.State == State.Tripped && BitOperations.PopCount((uint)before.Reported) > 5 ? after with { State = State.Inhibited } : after }),
    };

    private static MachineState Change(MachineState state, System.Action change)
    {
        change();
        return state;
    }
}

/// <summary>The real machine with one thing wrong: before a step, after it, or at an internal error.</summary>
internal sealed class BrokenMachine(EventQueue events, BrokenMachine.Fault fault) : IDecisionMachine
{
    private static readonly MethodInfo _copy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly RealMachine _real = new(events);

    public void Load(in MachineState state) => _real.Load(state);

    public MachineState Save() => _real.Save();

    public void Step(DecisionInputs inputs)
    {
        MachineState before = Save();
        DecisionInputs given = Copy(inputs);
        Load(fault.Before(before, given));
        _real.Step(given);
        Load(fault.After(before, inputs, Save(), events));
    }

    public void StepInternalError(bool isOneTooMany)
    {
        MachineState before = Save();
        _real.StepInternalError(isOneTooMany);
        Load(fault.AfterError(before, Save()));
    }

    private static DecisionInputs Copy(DecisionInputs inputs) => (DecisionInputs)_copy.Invoke(inputs, null)!;

    /// <summary>What is wrong. As it stands: nothing.</summary>
    internal sealed record Fault
    {
        public delegate MachineState BeforeStep(MachineState before, DecisionInputs inputs);

        public delegate MachineState AfterStep(MachineState before, DecisionInputs inputs, MachineState after, EventQueue events);

        public delegate MachineState AfterInternalError(MachineState before, MachineState after);

        /// <summary>May change the inputs and what the machine remembers.</summary>
        public BeforeStep Before { get; init; } = (before, _) => before;

        /// <summary>May change where the step led.</summary>
        public AfterStep After { get; init; } = (_, _, after, _) => after;

        /// <summary>May change where an internal error led.</summary>
        public AfterInternalError AfterError { get; init; } = (_, after) => after;
    }
}

/// <summary>A vote over the last three conversions with a rule of its own.</summary>
/// <param name="carry">What is carried, of the rows of the newest read and of the last three conversions.</param>
/// <param name="countsEveryRead">Every read counts as a conversion.</param>
/// <param name="forgets">A new configuration forgets.</param>
internal sealed class BrokenVotes(Func<int, VoteState, int> carry, bool countsEveryRead = false, bool forgets = true) : IVoteCounter
{
    private VoteState _state;

    public int Carried => _state.Carried;

    public void Cast(int rows, bool isConversion)
    {
        if (isConversion || countsEveryRead) _state = new VoteState(rows, _state.Newest, _state.Middle, 0);
        _state = _state with { Carried = carry(rows, _state) };
    }

    public void Clear()
    {
        if (forgets) _state = default;
    }

    public void Load(VoteState state) => _state = state;

    public VoteState Save() => _state;
}

/// <summary>What an exploration found.</summary>
internal static class Explored
{
    public static void AssertFound(string id, PartResult result)
    {
        Violation? violation = result.Violations.FirstOrDefault(found => found.Id == id);
        Assert.IsNotNull(violation, $"expected a violation of {id}, found {Describe(result)}");
        Assert.IsGreaterThan(0, violation.Path.Count);
    }

    public static string Describe(PartResult result) =>
        string.Join('\n', result.Violations.Select(violation => $"{violation.Id} {violation.Count}: {string.Join(" | ", violation.Path)}"));
}
