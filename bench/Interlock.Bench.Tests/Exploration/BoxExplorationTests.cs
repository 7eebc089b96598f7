using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The exploration of the whole loop on the abstract board holds, and finds boxes and boards that are broken.</summary>
[TestClass]
public class BoxExplorationTests
{
    private static readonly BoxEffort _little = new(0.02, 12, 4);

    private static readonly BoxEffort _leastOfTwo = BoxEffort.Two(SecondProbe.SameSite) with { Share = 0.001, FaultShare = 0.02, Walks = 4 };

    private static readonly Lazy<PartResult> _sound = new(() => new BoxExploration(() => new LineBox(), _little).Run());

    // What no single fault may do, done by two, or by one that the box is told not to have.
    private static readonly Dictionary<string, (string Id, BoardFault Fault, bool IsToldSound)> _boards = new()
    {
        ["both relays weld"] = ("EX-51", BoardFault.K1Welds | BoardFault.K2Welds, false),
        ["a dip passes a dead detector"] = ("EX-50", BoardFault.RailDetectorDead | BoardFault.WatchdogDead, false),
        ["K2_HOLD and FAULT are both stuck high"] = ("EX-52", BoardFault.HoldStuckHigh | BoardFault.FaultStuckHigh, false),
        ["a relay that is called sound welds"] = ("EX-53", BoardFault.K1Welds, true),
        ["K2_HOLD that is called sound is stuck low"] = ("EX-55", BoardFault.HoldStuckLow, true),
    };

    public static IEnumerable<string[]> Boards => _boards.Keys.Select(name => new[] { name });

    // Requirement: SR-LINE
    // Requirement: SR-ARM
    // Requirement: SR-RELEASE
    [TestMethod]
    public void A_box_holds_in_a_small_part_of_what_explore_plays()
    {
        Assert.AreEqual(string.Empty, Explored.Describe(_sound.Value));
        Assert.IsGreaterThan(10L, _sound.Value.States);
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void A_board_with_more_faults_than_one_is_found(string name)
    {
        (string id, BoardFault fault, bool isToldSound) = _boards[name];

        Explored.AssertFound(id, new BoxExploration(() => new LineBox(), _little).Run(fault, isToldSound));
    }

    [TestMethod]
    public void A_loop_that_forgets_that_an_act_is_over_is_found()
    {
        // The facts of an act that was no press stay where they were, as they once did.
        static void Spoil(ControlLoop loop) => PrivateField.Of(typeof(ControlLoop), "WasActing").SetValue(loop, false);

        Explored.AssertFound("EX-54", new BoxExploration(() => new LineBox(Spoil), _little).Run());
    }

    [TestMethod]
    public void A_tap_of_ARM_that_no_look_sees_locks_nothing_out()
    {
        BoxEffort effort = _little with { Disturbances = [Disturbance.Press, Disturbance.UnseenTap] };

        Assert.IsEmpty(new BoxExploration(() => new LineBox(), effort).Run().Violations);
    }

    [TestMethod]
    public void A_box_goes_on_from_where_it_was_put_back()
    {
        LineBox one = new();
        for (int i = 0; i < 200; i++) one.Step(Disturbance.Press.Change(new BoardInputs(), i % 100));
        ObjectImage.Image image = one.Save();
        LineBox other = new();
        other.Load(image);

        for (int i = 0; i < 500; i++)
        {
            BoardInputs inputs = Disturbance.Press.Change(new BoardInputs(), i % 90);
            Assert.AreEqual(one.Step(inputs), other.Step(inputs));
        }

        Assert.AreEqual(one.State, other.State);
        CollectionAssert.AreEqual(one.Save().Numbers, other.Save().Numbers);
    }

    // Requirement: SR-RELEASE
    [TestMethod]
    [DataRow(SecondProbe.OtherSide)]
    [DataRow(SecondProbe.SameSite)]
    public void A_box_with_two_probes_holds_in_a_small_part_of_what_explore_plays(SecondProbe second)
    {
        PartResult result = new BoxExploration(() => new LineBox(second: second), _leastOfTwo).Run();

        Assert.AreEqual(string.Empty, Explored.Describe(result));
        Assert.IsGreaterThan(_sound.Value.States, result.States, "more places than with one");
    }

    [TestMethod]
    [DataRow(BoardFault.SecondFaultStuckHigh)]
    [DataRow(BoardFault.FaultStuckHigh)]
    public void A_FAULT_of_either_chip_that_is_called_sound_and_is_stuck_is_found(BoardFault fault)
    {
        Explored.AssertFound("EX-53", new BoxExploration(() => new LineBox(second: SecondProbe.SameSite), _leastOfTwo with { FaultShare = 0.2 }).Run(fault, isToldSound: true));
    }

    // Requirement: SR-AGREE
    [TestMethod]
    [DataRow(SecondProbe.OtherSide, State.Permitted)]
    [DataRow(SecondProbe.SameSite, State.Tripped)]
    public void Probes_apart_are_a_contradiction_in_one_needle_alone(SecondProbe second, State leadsTo)
    {
        LineBox box = new(second: second);
        // The first act of a box just switched on comes after its lamps.
        Play(box, null, 150);
        for (int press = 0; press < 3; press++) Play(box, Disturbance.Press, 150);
        Assert.AreEqual(State.Permitted, box.State);

        Play(box, Disturbance.ProbesApart, Disturbance.ProbesApart.Steps);

        Assert.AreEqual(leadsTo, box.State);
        int cause = PrivateField.The<ControlLoop>(box).FirstCause;
        Assert.AreEqual(leadsTo == State.Tripped ? TripTable.First(TripTable.ProbesDisagree) : TripTable.None, cause);
    }

    private static void Play(LineBox box, Disturbance? disturbance, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            bool isDisturbed = disturbance is not null && step < disturbance.Steps;
            Assert.AreEqual(0, box.Step(isDisturbed ? disturbance!.Change(new BoardInputs(), step) : new BoardInputs()));
        }
    }

    [TestMethod]
    public void What_is_found_does_not_depend_on_the_processors()
    {
        PartResult first = _sound.Value;
        PartResult second = new BoxExploration(() => new LineBox(), _little).Run();

        Assert.AreEqual((first.States, first.Transitions, first.Name), (second.States, second.Transitions, second.Name));
    }

    [TestMethod]
    public void Every_kind_of_disturbance_has_a_name_of_its_own()
    {
        CollectionAssert.AllItemsAreUnique(Disturbance.WithSecond.Select(disturbance => disturbance.Name).ToArray());
    }
}
