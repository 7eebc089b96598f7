using System.Linq;
using Interlock.Proofs.Simulation;
using Interlock.Proofs.Study;
using Interlock.VirtualBoard;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Study;

[TestClass]
public class LineRecordTests
{
    [TestMethod]
    public void A_closing_that_bounces_is_one()
    {
        Scenario scenario = new() { Board = new BoardOptions(), EndUs = 20_000_000, Presses = [new Press(IsStop: true, 10_000_000)] };
        using VirtualRun run = new(scenario, System.IO.Stream.Null);
        LineRecord line = new(run.Board);
        run.Run();

        LineInterval[] intervals = [.. line.Until(20_000_000)];

        Assert.HasCount(1, intervals);
        Assert.IsTrue(intervals[0].ClosedUs is > 1_000_000 and < 6_000_000);
        Assert.IsTrue(intervals[0].OpenedUs is > 10_000_000 and < 10_080_000);
    }
}
