using Interlock.Firmware.States;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>A box that a willing operator has armed.</summary>
internal static class PermittedBox
{
    private const long LatestUs = 10_000_000;

    public static VirtualBox On(Board board)
    {
        VirtualBox box = new(board, new Interlock.Firmware.Settings());
        WillingOperator willing = new(board);
        while (box.Firmware.State != State.Permitted)
        {
            Assert.IsTrue(willing.NextUs < LatestUs, "permitted in time");
            box.RunTo(willing.NextUs);
            if (box.Firmware.State != State.Permitted) willing.Act();
        }

        return box;
    }
}
