using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Support
{
    /// <summary>The whole control loop over a scripted board, a tick at a time.</summary>
    public sealed class Box
    {
        /// <summary>Longest wait for a state, in ticks.</summary>
        private const int Patience = 200;

        public readonly ScriptedClock Clock = new ScriptedClock();
        public readonly ScriptedChip Chip;
        public readonly LineLog Lines = new LineLog();
        public readonly ScriptedBoard Board;
        public readonly ScriptedReference Reference;
        public readonly ControlLoop Loop;

        /// <summary>A box of default settings, just powered on.</summary>
        public Box() : this(new Settings(), new ScriptedChip())
        {
        }

        /// <summary>A box just started, over a chip that may have been running before.</summary>
        public Box(Settings settings, ScriptedChip chip)
        {
            Chip = chip;
            Board = new ScriptedBoard(Clock, Chip);
            Reference = new ScriptedReference(Chip);
            Loop = new ControlLoop(settings, Clock, Board, Chip, Reference, Lines);
        }

        /// <summary>The time, milliseconds since power-on.</summary>
        public long NowMs => Clock.Us / 1000;

        /// <summary>Ticks that found the line closed though the state did not permit it.</summary>
        public int ClosedAgainstState { get; private set; }

        /// <summary>A box that has passed its self-test: INHIBITED.</summary>
        public static Box Inhibited()
        {
            Box box = new Box();
            box.PassSelfTest();
            return box;
        }

        /// <summary>A box that has armed: PERMITTED, with K1 pulled in.</summary>
        public static Box Permitted()
        {
            Box box = Inhibited();
            box.Arm();
            box.Run(2);
            return box;
        }

        /// <summary>A box that has tripped by 42.5 degC at the tip and has not cooled.</summary>
        public static Box TrippedByHeat()
        {
            Box box = Permitted();
            box.Chip.TipCounts = 42 * 128 + 64;
            box.RunUntil(State.Tripped, 5);
            return box;
        }

        /// <summary>One tick, on time.</summary>
        public void Tick()
        {
            TickAfter(Limits.TickMs);
        }

        /// <summary>One tick, so many milliseconds after the one before.</summary>
        public void TickAfter(int ms)
        {
            Clock.Us += ms * 1000L;
            Chip.Advance();
            Board.Advance();
            if (Board.LineIsClosed && Loop.State != State.Permitted) ClosedAgainstState++;
            Loop.Tick();
        }

        /// <summary>Some ticks.</summary>
        public void Run(int ticks)
        {
            for (int i = 0; i < ticks; i++) Tick();
        }

        /// <summary>Ticks until a state is reached, and fails if that takes too many.</summary>
        /// <returns>How many it took.</returns>
        public int RunUntil(State state, int most)
        {
            for (int ticks = 1; ticks <= most; ticks++)
            {
                Tick();
                if (Loop.State == state) return ticks;
            }

            Assert.AreEqual((int)state, (int)Loop.State, "state after " + most.ToString() + " ticks; last line " + Lines.Last());
            return most;
        }

        /// <summary>Brings the tip to a temperature at 1.4 degC/s, as tissue heats.</summary>
        public void Ramp(int tipCounts)
        {
            while (Chip.TipCounts != tipCounts)
            {
                int left = tipCounts - Chip.TipCounts;
                Chip.TipCounts += left > 9 ? 9 : left < -9 ? -9 : left;
                Tick();
            }
        }

        /// <summary>Holds ARM down for some ticks and lets go in one more.</summary>
        public void Press(int ticks)
        {
            Board.ArmDown = true;
            Run(ticks);
            Board.ArmDown = false;
            Tick();
        }

        /// <summary>From power-on to the proof test's wait for a press.</summary>
        public void ReachProofTest()
        {
            Run(20);
            Assert.AreEqual((int)State.SelfTest, (int)Loop.State, "the self-test waits for a press; last line " + Lines.Last());
        }

        /// <summary>From power-on to INHIBITED, ready to arm.</summary>
        public void PassSelfTest()
        {
            ReachProofTest();
            Press(3);
            RunUntil(State.Inhibited, Patience);
            Run(Limits.QuietMs / Limits.TickMs + 1);
        }

        /// <summary>A press that must permit.</summary>
        public void Arm()
        {
            Press(3);
            AssertState(State.Permitted);
        }

        /// <summary>Fails unless the box stands where it should.</summary>
        public void AssertState(State state)
        {
            Assert.AreEqual((int)state, (int)Loop.State, "state; last line " + Lines.Last());
        }

        /// <summary>Fails unless the box has tripped, by the given cause, with K1 released and the alarm on.</summary>
        public void AssertTripped(Cause cause)
        {
            AssertState(State.Tripped);
            Assert.AreEqual((int)cause, Loop.FirstCause, "first cause; last line " + Lines.Last());
            Assert.IsFalse(Board.Enable, "ENABLE after a trip");
        }

        /// <summary>Fails unless a line kept holds the text.</summary>
        public void AssertSaid(string text)
        {
            Assert.IsTrue(Lines.Holding(text) > 0, "no line with " + text + "; last line " + Lines.Last());
        }
    }
}
