using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Tests.Support;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>
/// A sound box in rough hands: presses of every length, worn contacts, STOP tapped, the coils' supply dipping, the probe
/// pulled and plugged, a chip that is reset, a bit that flips, a late tick, at every phase of everything else. Over the device tests' own scripted board, on the PC alone: the device's test assembly is full.
/// </summary>
[TestClass]
public class SoundBoxTests
{
    // Requirement: SR-LINE
    // Requirement: SR-LOCKOUT
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Whatever_people_do_locks_nothing_out_and_closes_the_line_by_presses_only(int seed)
    {
        Box box = new Box();
        Hands hands = new Hands(box, seed);
        for (int tick = 0; tick < 6000; tick++)
        {
            hands.Do();
            box.TickAfter(hands.GapMs);
            Assert.IsTrue(box.Loop.State != State.LockedOut, "locked out in tick " + tick.ToString() + "; last line " + box.Lines.Last());
        }

        Assert.AreEqual(0, box.ClosedAgainstState, "ticks with the line closed against the state");
        Assert.IsTrue(hands.Permissions > 0, "permitted now and then");
        hands.Rest();
        box.Run(150);
        for (int presses = 0; presses < 3 && box.Loop.State != State.Permitted; presses++)
        {
            box.Press();
            box.Run(100);
        }

        box.AssertState(State.Permitted);
    }

    /// <summary>Hands that do something now and then, from a generator that is the same everywhere.</summary>
    private sealed class Hands
    {
        private readonly Box _box;
        private int _state;
        private int _armTicks;
        private bool _wasPermitted;

        public Hands(Box box, int seed)
        {
            _box = box;
            _state = seed * 7919;
        }

        /// <summary>Times that the box was permitted.</summary>
        public int Permissions { get; private set; }

        /// <summary>From the last tick to the next.</summary>
        public int GapMs { get; private set; } = Limits.TickMs;

        public void Do()
        {
            bool isPermitted = _box.Loop.State == State.Permitted;
            if (isPermitted && !_wasPermitted) Permissions++;
            _wasPermitted = isPermitted;
            _box.Board.RailDips = OneIn(400);
            GapMs = OneIn(20) ? 10 + Draw(40) : Limits.TickMs;
            MoveArm();
            if (OneIn(_box.Board.StopPressed ? 20 : 500)) _box.Board.StopPressed = !_box.Board.StopPressed;
            if (OneIn(_box.Chip.IsOpen ? 40 : 1500)) _box.Chip.IsOpen = !_box.Chip.IsOpen;
            if (OneIn(1500)) _box.Chip.PowerOn();
            if (OneIn(100)) _box.Chip.GarbledBursts = 1;
            if (OneIn(300)) _box.Chip.TipCounts = (OneIn(4) ? 44 : 37) * 128 + Draw(200);
        }

        public void Rest()
        {
            _box.Board.RailDips = false;
            _box.Board.StopPressed = false;
            _box.Board.HoldArm(false);
            _box.Chip.IsOpen = false;
            _box.Chip.TipCounts = 37 * 128;
            _box.Run(30);
        }

        private void MoveArm()
        {
            _armTicks--;
            if (_armTicks > 0 && OneIn(60))
            {
                // A worn contact.
                _box.Board.ArmNoClosed = OneIn(2);
                _box.Board.ArmNcClosed = OneIn(2);
                return;
            }

            if (_armTicks > 0) return;
            bool isDown = _box.Board.ArmNoClosed;
            _box.Board.HoldArm(!isDown);
            _armTicks = isDown ? 1 + Draw(90) : 1 + Draw(OneIn(4) ? 6 : 30);
        }

        private bool OneIn(int many)
        {
            return Draw(many) == 0;
        }

        private int Draw(int below)
        {
            _state = _state * 1664525 + 1013904223;
            return (_state >> 12 & 0x7FFFF) % below;
        }
    }
}
