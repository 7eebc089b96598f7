using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The exploration of the state machine: the real one holds, and every broken one is found by the property meant for it.</summary>
[TestClass]
public class ExplorerTests
{
    private static readonly Lazy<(Explorer Explorer, PartResult Result)> _real = new(() =>
    {
        Explorer explorer = new(Real, Alphabet.Quick, MachineProperties.All);
        return (explorer, explorer.Run("decisions"));
    });

    public static IEnumerable<string[]> DecisionFaults => Faults.OfDecisions.Keys.Select(name => new[] { name });

    public static IEnumerable<string[]> NamingFaults => Faults.OfNaming.Keys.Select(name => new[] { name });

    public static IEnumerable<object[]> Rows => Enumerable.Range(0, TripTable.Count).Select(row => new object[] { row });

    [TestMethod]
    public void The_exploration_knows_every_field_and_input()
    {
        Assert.IsEmpty(RealMachine.Unknown());
        Assert.IsEmpty(RealVotes.Unknown());
    }

    // Requirement: SR-LINE
    // Requirement: SR-ARM
    // Requirement: SR-LATCH
    // Requirement: SR-LOCKOUT
    [TestMethod]
    public void The_real_machine_holds_over_all_its_states()
    {
        Assert.AreEqual(string.Empty, Explored.Describe(_real.Value.Result));
    }

    [TestMethod]
    public void Every_state_is_reached_and_tripped_by_every_cause_that_does_not_lock_out()
    {
        Explorer explorer = _real.Value.Explorer;

        CollectionAssert.AreEquivalent(Enum.GetValues<State>(), explorer.States.Select(state => state.Machine.State).Distinct().ToArray());
        int[] causes = [.. explorer.States.Where(state => state.Machine.State == State.Tripped).Select(state => state.Machine.FirstCause).Distinct()];
        CollectionAssert.AreEquivalent(Enumerable.Range(0, TripTable.Count).Where(cause => cause != TripTable.First(TripTable.RelayDidNotOpen)).ToArray(), causes);
    }

    [TestMethod]
    public void The_real_machine_tells_every_trip_rightly()
    {
        PartResult result = new NamingProof(Real).Run(together: 2);

        Assert.AreEqual(string.Empty, Explored.Describe(result));
    }

    [TestMethod]
    [DynamicData(nameof(DecisionFaults))]
    public void A_machine_broken_in_its_decisions_is_found(string name)
    {
        (string id, BrokenMachine.Fault fault) = Faults.OfDecisions[name];

        Explored.AssertFound(id, FirmwareExploration.Decisions(events => new BrokenMachine(events, fault), Alphabet.Quick, stopAt: id));
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void A_machine_that_ignores_a_row_is_found(int row)
    {
        BrokenMachine.Fault fault = new()
        {
            Before = (before, inputs) =>
            {
                inputs.Rows &= ~(1 << row);
                return before;
            },
        };

        Explored.AssertFound("EX-3", FirmwareExploration.Decisions(events => new BrokenMachine(events, fault), Alphabet.Quick, stopAt: "EX-3"));
    }

    [TestMethod]
    [DynamicData(nameof(NamingFaults))]
    public void A_machine_broken_in_what_it_names_is_found_by_the_proof_of_naming(string name)
    {
        (string id, BrokenMachine.Fault fault) = Faults.OfNaming[name];

        NamingProof proof = new(events => new BrokenMachine(events, fault));
        PartResult result = proof.Run(together: 2);
        bool isFound = result.Violations.Any(violation => violation.Id == id);
        Explored.AssertFound(id, isFound ? result : proof.Run(together: 3));
    }

    [TestMethod]
    public void The_path_to_a_violation_is_the_shortest_and_leads_there_from_power_on()
    {
        (_, BrokenMachine.Fault fault) = Faults.OfDecisions["ARM takes TRIPPED straight to PERMITTED"];

        PartResult result = FirmwareExploration.Decisions(events => new BrokenMachine(events, fault), Alphabet.Quick);

        IReadOnlyList<string> path = result.Violations.Single(violation => violation.Id == "EX-4").Path;
        string[] shortest =
        [
            "test passed -> INHIBITED",
            "act begins -> INHIBITED",
            "act ends -> PERMITTED; tells ARMED",
            "internal error -> TRIPPED; tells ERROR INTERNAL, TRIP INTERNAL",
            "act ends -> PERMITTED; tells REFUSED BEGAN_EARLIER",
        ];
        CollectionAssert.AreEqual(shortest, path.ToArray());
    }

    [TestMethod]
    public void What_is_found_does_not_depend_on_the_processors()
    {
        (_, BrokenMachine.Fault fault) = Faults.OfDecisions["arms without quiet"];
        PartResult first = FirmwareExploration.Decisions(events => new BrokenMachine(events, fault), Alphabet.Quick);

        PartResult second = FirmwareExploration.Decisions(events => new BrokenMachine(events, fault), Alphabet.Quick);

        Assert.AreEqual((first.States, first.Transitions), (second.States, second.Transitions));
        Assert.AreEqual(Explored.Describe(first), Explored.Describe(second));
    }

    private static RealMachine Real(EventQueue events) => new(events);
}
