using Interlock.Drivers.Board;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Relays;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The explorations of ARM, of the proof test, of the release, of the pins and of the count of errors hold, are about something, and find what is broken.</summary>
[TestClass]
public class PartExplorationTests
{
    private static readonly Dictionary<string, (string Id, Action<ArmButton, int, long> Look)> _buttons = new()
    {
        ["an act begins without rest before it"] = ("EX-40", (button, levels, nowMs) => Set(button, nameof(ArmButton.Began), levels == Levels.ArmRest && Looked(button, levels, nowMs))),
        ["one contact is enough"] = ("EX-41", (button, levels, nowMs) => button.Look(levels == 0 ? Levels.ArmRest : levels, nowMs)),
        ["an act counts at its press"] = ("EX-41", (button, levels, nowMs) => Set(button, nameof(ArmButton.HasActed), Looked(button, levels, nowMs) && (button.HasPressed || button.HasActed))),
        ["an act that was no press is not told"] = ("EX-42", (button, levels, nowMs) => Set(button, nameof(ArmButton.HasFailed), Looked(button, levels, nowMs) && false)),
        ["an act too long is told twice"] = ("EX-42", (button, levels, nowMs) => Set(button, nameof(ArmButton.IsTooLong), Looked(button, levels, nowMs) && (button.IsTooLong || (!button.IsActing && !button.IsAtRest && levels == Levels.ArmRest)))),
        ["contacts that disagree are forgotten when they agree"] = ("EX-43", (button, levels, nowMs) => Set(button, nameof(ArmButton.IsContactBad), Looked(button, levels, nowMs) && button.IsContactBad && levels is 0 or (Levels.Arm | Levels.ArmRest))),
        ["pressed is told at every look"] = ("EX-46", (button, levels, nowMs) => Set(button, nameof(ArmButton.HasPressed), Looked(button, levels, nowMs) && levels == Levels.ArmRest && button.IsActing)),
        ["pressed is told never"] = ("EX-46", (button, levels, nowMs) => Set(button, nameof(ArmButton.HasPressed), Looked(button, levels, nowMs) && false)),
        ["an act ends and begins at one look"] = ("EX-44", (button, levels, nowMs) => Set(button, nameof(ArmButton.Began), Looked(button, levels, nowMs) && (button.Began || button.HasActed))),
        ["an act that was a touch counts"] = ("EX-45", (button, levels, nowMs) => Set(button, nameof(ArmButton.HasActed), Looked(button, levels, nowMs) && (button.HasActed || button.HasFailed))),
    };

    private static readonly Dictionary<string, (string Id, Action<ProofTest> Spoil)> _proofTests = new()
    {
        ["K1 is energised without K2_HOLD"] = ("EX-30", proof => Set(proof, nameof(ProofTest.HoldsK2), false)),
        ["K1 stays energised after a failure"] = ("EX-31", proof => Set(proof, nameof(ProofTest.EnergisesK1), proof.HoldsK2)),
        ["a step is told as another"] = ("EX-32", proof => Set(proof, nameof(ProofTest.Step), TestStep.Watchdog)),
        ["K1 stays energised with a row"] = ("EX-34", proof => Set(proof, nameof(ProofTest.BeatsHeart), true)),
        ["K2_HOLD is let go with K1"] = ("EX-35", proof => Set(proof, nameof(ProofTest.HoldsK2), proof.EnergisesK1)),
    };

    // With two chips.
    private static readonly Dictionary<string, (string Id, Action<ProofTest> Spoil)> _twoChipProofTests = new()
    {
        ["the first chip shows K2 for both"] = ("EX-36", proof => Set(proof, "Turn", 0)),
        ["the other chip's FAULT is not looked at"] = ("EX-36", proof => Set(proof, "FaultBits", 0)),
        ["the second chip is left out"] = ("EX-32", proof => Set(proof, "Turn", 1)),
    };

    private static readonly Dictionary<string, (string Id, Action<Release> Spoil)> _releases = new()
    {
        ["the turn passes on whatever was shown"] = ("EX-60", release => Set(release, "PassesOn", true)),
        ["the turn never passes on"] = ("EX-60", release => Set(release, "PassesOn", false)),
        ["the other chip's FAULT is not looked at"] = ("EX-60", release => Set(release, "FaultBits", 0)),
        ["the other chip does not help"] = ("EX-61", release => Set(release, "Helps", true)),
        ["a release ends at once"] = ("EX-62", release => release.IsUnderWay = false),
        ["K2_HOLD does not help"] = ("EX-64", release => release.HoldsK2 = false),
    };

    private static readonly Dictionary<string, (string Id, Func<PinExploration.Ask, bool, bool> Spoil)> _pins = new()
    {
        ["ENABLE does not fall"] = ("EX-1", (ask, level) => level || ask == PinExploration.Ask.Enable),
        ["HEARTBEAT is not the last act"] = ("EX-19", (ask, level) => level && ask != PinExploration.Ask.Heartbeat),
        ["K2_HOLD does not fall"] = ("EX-28", (ask, level) => level && ask != PinExploration.Ask.Hold),
    };

    private static readonly Lazy<(ProofExploration Exploration, PartResult Result)>[] _proofs = [Proof(1), Proof(2)];

    public static IEnumerable<string[]> Buttons => _buttons.Keys.Select(name => new[] { name });

    public static IEnumerable<string[]> ProofTests => _proofTests.Keys.Select(name => new[] { name });

    public static IEnumerable<string[]> TwoChipProofTests => _twoChipProofTests.Keys.Select(name => new[] { name });

    public static IEnumerable<string[]> Releases => _releases.Keys.Select(name => new[] { name });

    public static IEnumerable<string[]> Pins => _pins.Keys.Select(name => new[] { name });

    // Requirement: SR-ARM
    [TestMethod]
    public void The_arm_button_does_what_the_text_of_an_act_says()
    {
        PartResult result = new ArmButtonExploration((button, levels, nowMs) => button.Look(levels, nowMs)).Run();

        Assert.AreEqual(string.Empty, Explored.Describe(result));
        Assert.IsGreaterThan(100_000L, result.States);
    }

    [TestMethod]
    [DynamicData(nameof(Buttons))]
    public void A_broken_button_is_found(string name)
    {
        (string id, Action<ArmButton, int, long> look) = _buttons[name];

        Explored.AssertFound(id, new ArmButtonExploration(look).Run(until: id));
    }

    [TestMethod]
    public void A_time_that_decides_and_is_reduced_away_is_found()
    {
        // A button that remembers how long its act lasted beyond what any limit asks.
        static void Look(ArmButton button, int levels, long nowMs)
        {
            long actMs = (long)PrivateField.Of(typeof(ArmButton), "RestMs").GetValue(button)!;
            button.Look(levels, nowMs);
            if (levels == Levels.ArmRest && nowMs - actMs > 3000) Set(button, nameof(ArmButton.IsContactBad), true);
        }

        Explored.AssertFound("EX-47", new ArmButtonExploration(Look).Run(until: "EX-47"));
    }

    // Requirement: SR-PROOF
    [TestMethod]
    [DataRow(1, 9)]
    [DataRow(2, 13, DisplayName = "each phase is a place, and those of the first chip's K2 are places of their own")]
    public void The_proof_test_holds_and_some_course_passes(int chips, int phases)
    {
        (ProofExploration exploration, PartResult result) = _proofs[chips - 1].Value;

        Assert.AreEqual(string.Empty, Explored.Describe(result));
        Assert.IsTrue(exploration.CanPass);
        Assert.IsGreaterThanOrEqualTo(phases, exploration.Places.Count);
    }

    [TestMethod]
    [DynamicData(nameof(TwoChipProofTests))]
    public void A_broken_proof_test_of_two_chips_is_found(string name)
    {
        (string id, Action<ProofTest> spoil) = _twoChipProofTests[name];

        Explored.AssertFound(id, new ProofExploration(2, spoil).Run(until: id));
    }

    // Requirement: SR-PROOF
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void A_proof_test_that_fails_a_sound_box_is_found(int chips)
    {
        static StepResult Hurry(StepResult result) => result == StepResult.Running ? StepResult.Failed : result;

        Explored.AssertFound("EX-37", new ProofExploration(chips, misjudge: Hurry).Run(until: "EX-37"));
    }

    // Requirement: SR-RELEASE
    [TestMethod]
    public void A_release_of_two_chips_holds_and_passes_the_turn_on_and_back()
    {
        ReleaseExploration exploration = new();

        PartResult result = exploration.Run();

        Assert.AreEqual(string.Empty, Explored.Describe(result));
        Assert.IsTrue(exploration.PassesBack);
    }

    [TestMethod]
    [DynamicData(nameof(Releases))]
    public void A_broken_release_of_two_chips_is_found(string name)
    {
        (string id, Action<Release> spoil) = _releases[name];

        Explored.AssertFound(id, new ReleaseExploration(spoil).Run(until: id));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(TripTable.RelayDidNotOpen)]
    public void A_release_that_judges_the_relays_wrongly_is_found(int always)
    {
        Explored.AssertFound("EX-63", new ReleaseExploration(misjudge: _ => always).Run(until: "EX-63"));
    }

    [TestMethod]
    [DynamicData(nameof(ProofTests))]
    public void A_broken_proof_test_is_found(string name)
    {
        (string id, Action<ProofTest> spoil) = _proofTests[name];

        Explored.AssertFound(id, new ProofExploration(spoil: spoil).Run(until: id));
    }

    [TestMethod]
    public void A_restoring_that_is_not_waited_for_is_found()
    {
        // As if the probe had said at once that FAULT means something again.
        Explored.AssertFound("EX-33", new ProofExploration(awaitsRead: false).Run(until: "EX-33"));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void The_relays_are_commanded_as_the_state_says(int chips)
    {
        PinExploration exploration = new(_proofs[chips - 1].Value.Exploration.Places, chips);

        PartResult result = exploration.Run();

        Assert.AreEqual(string.Empty, Explored.Describe(result));
        Assert.IsGreaterThan(0, exploration.ClosedTicks);
        Assert.IsGreaterThan(0, exploration.LockedOutTicks);
    }

    // Requirement: SR-LOCKOUT
    [TestMethod]
    [DataRow(1, Levels.Fault)]
    [DataRow(2, Levels.Fault)]
    [DataRow(2, Levels.Fault2)]
    public void A_lock_out_that_leaves_a_chip_out_is_found(int chips, int leftOut)
    {
        // Taken for lowered already.
        Explored.AssertFound("EX-29", new PinExploration([], chips, spoilLoop: loop => Set(loop, "Forced", leftOut)).Run());
    }

    [TestMethod]
    [DynamicData(nameof(Pins))]
    public void A_pin_that_is_driven_wrongly_is_found(string name)
    {
        (string id, Func<PinExploration.Ask, bool, bool> spoil) = _pins[name];

        Explored.AssertFound(id, new PinExploration([], spoil: spoil).Run());
    }

    [TestMethod]
    public void The_count_of_internal_errors_holds()
    {
        PartResult result = ErrorCountExploration.Run((count, nowMs) => count.Add(nowMs));

        Assert.AreEqual(string.Empty, Explored.Describe(result));
    }

    [TestMethod]
    public void A_count_of_internal_errors_that_does_not_age_is_found()
    {
        Explored.AssertFound("EX-24", ErrorCountExploration.Run((count, nowMs) => count.Add(nowMs / 2)));
    }

    [TestMethod]
    public void Every_property_has_an_id_of_its_own()
    {
        List<string> ids = [.. MachineProperties.All.Select(property => property.Id)];

        CollectionAssert.AllItemsAreUnique(ids);
    }

    private static Lazy<(ProofExploration Exploration, PartResult Result)> Proof(int chips) => new(() =>
    {
        ProofExploration exploration = new(chips);
        return (exploration, exploration.Run());
    });

    private static bool Looked(ArmButton button, int levels, long nowMs)
    {
        button.Look(levels, nowMs);
        return true;
    }

    private static void Set(object holder, string name, object value) => PrivateField.Of(holder.GetType(), name).SetValue(holder, value);
}
