using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.SelfTests;
using Interlock.Proofs.Exploration;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The explorations of the proof test, of ARM and of the line hold, and are about something.</summary>
[TestClass]
public class PartExplorationTests
{
    [TestMethod]
    public void The_proof_test_holds_and_some_course_passes()
    {
        ProofExploration exploration = new();

        PartResult result = exploration.Run();

        Assert.IsEmpty(result.Violations);
        Assert.IsTrue(exploration.CanPass);
        Assert.IsGreaterThanOrEqualTo(8, exploration.Places.Count, "each phase is a place");
    }

    [TestMethod]
    public void The_arm_button_holds()
    {
        PartResult result = ArmButtonExploration.Run();

        Assert.IsEmpty(result.Violations);
        Assert.IsGreaterThan(4L, result.States);
    }

    [TestMethod]
    public void The_line_is_commanded_closed_in_permitted_only()
    {
        ProofExploration proof = new();
        proof.Run();
        LineExploration exploration = new(proof.Places);

        PartResult result = exploration.Run();

        Assert.IsEmpty(result.Violations);
        Assert.IsGreaterThan(0, exploration.ClosedTicks);
    }

    [TestMethod]
    public void Every_field_of_the_proof_test_is_part_of_its_state()
    {
        FieldImage image = new(typeof(ProofTest));
        ProofTest first = new(null!, null!, null!);
        string before = image.Save(first);
        first.Run(0, Row.None, true, 0, 1000);
        string after = image.Save(first);

        ProofTest second = new(null!, null!, null!);
        image.Load(second, after);

        Assert.AreNotEqual(before, after);
        Assert.AreEqual(after, image.Save(second));
    }

    [TestMethod]
    public void Every_property_has_an_id_of_its_own()
    {
        List<string> ids = [.. MachineProperties.All.Select(property => property.Id)];

        CollectionAssert.AllItemsAreUnique(ids);
    }
}
