using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Boxes
{
    /// <summary>
    /// The longest ablation, tick by tick. Neither the box nor the scripted board allocates in a tick; what is checked
    /// here is that nothing drifts, overflows or gets lost on the way.
    /// </summary>
    [TestClass]
    public class SoakTests
    {
        private const int Ticks = Limits.PermittedMs / Limits.TickMs;

        // Requirement: SR-TIME
        [TestMethod]
        public void Six_minutes_of_permission_end_in_their_last_tick_with_nothing_lost()
        {
            Box box = Box.Inhibited();
            box.Arm();
            int lines = box.Lines.Count;
            int transfers = box.Chip.Transfers;
            int beats = box.Board.Beats;
            int tests = box.Chip.OpenTests;

            for (int tick = 1; tick < Ticks; tick++)
            {
                // Breathes between 36.5 and 37.5 degC, slower than a probe that moves.
                int phase = tick % 512 / 2;
                box.Chip.TipCounts = 37 * 128 - 64 + (phase < 128 ? phase : 256 - phase);
                box.Tick();
            }

            box.AssertState(State.Permitted);
            Assert.IsTrue(box.Board.LineIsClosed, "line");
            Assert.AreEqual(0, box.ClosedAgainstState, "ticks with the line closed against the state");
            Assert.AreEqual(Ticks - 1, box.Board.Beats - beats, "edges of HEARTBEAT");

            // A conversion every fifth tick, each with one burst, every third with two writes for its open test, one write each half second.
            int conversions = Ticks / 5;
            Assert.AreEqual(conversions / 3, box.Chip.OpenTests - tests, "open tests");
            int expected = conversions + 2 * (conversions / 3) + conversions / 5;
            int made = box.Chip.Transfers - transfers;
            Assert.IsTrue(made >= expected - 4 && made <= expected, "transfers " + made.ToString());

            // A sample each conversion, what it lets expect after the first 13 s, ARMED, a line of statistics every 5 s, and one that tells BOOT's or CONF's facts again every 30 s.
            int said = box.Lines.Count - lines;
            Assert.IsTrue(said >= 2 * conversions - 135 + 82 && said <= 2 * conversions + 86, "lines " + said.ToString());
            Assert.IsTrue(box.Lines.Longest <= 120, "longest line");
            box.AssertSaid(" lost=0 gap=20 took=0*");
            box.AssertSaid(" late=0 ");

            box.Tick();
            box.AssertTripped("TIME_LIMIT");
            box.Run(5);
            box.AssertSaid("ev=TRIP cause=TIME_LIMIT");
            box.AssertSaid(" dur=360000 peak=37.49 ");
        }
    }
}
