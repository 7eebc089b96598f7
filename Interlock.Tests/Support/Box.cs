using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.States;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Support
{
    /// <summary>The whole control loop over a scripted board, a tick at a time.</summary>
    public sealed class Box
    {
        /// <summary>An honest press: ARM down for 0.3 s.</summary>
        public const int PressTicks = 300 / Limits.TickMs;

        /// <summary>From letting go to the end of the act: the first look at rest, and half a second of it.</summary>
        public const int RestTicks = Limits.ArmRestMs / Limits.TickMs + 1;

        /// <summary>A release from leaving PERMITTED to FAULT high again, 320 ms at the slowest; some more, so that it is told.</summary>
        public const int ReleaseTicks = 20;

        // From power-on to the proof test's wait.
        private const int MostBeforeProof = 70;

        // From the press to the wait for the next one, two chips' conversions and some.
        private const int ProofTicks = 40;

        // Longest wait for a state, in ticks.
        private const int Patience = 200;

        public readonly ScriptedClock Clock = new ScriptedClock();
        public readonly ScriptedChip Chip;
        public readonly ScriptedChip Second;
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
            Loop = new ControlLoop(settings, Clock, Board, new ISpiBus[] { Chip }, new IReferenceThermometer[] { Reference }, Lines);
        }

        /// <summary>A box with two probes, just powered on.</summary>
        public Box(SecondProbe second)
        {
            Chip = new ScriptedChip();
            Second = new ScriptedChip();
            Board = new ScriptedBoard(Clock, Chip, Second);
            Reference = new ScriptedReference(Chip);
            Loop = new ControlLoop(new Settings { SecondProbe = second }, Clock, Board, new ISpiBus[] { Chip, Second }, new IReferenceThermometer[] { Reference, new ScriptedReference(Second) }, Lines);
        }

        /// <summary>The time, milliseconds since power-on.</summary>
        public long NowMs => Clock.Us / 1000;

        /// <summary>The chip's high threshold, 1/16 degC.</summary>
        public int Threshold => ThresholdOf(Chip);

        /// <summary>A chip's high threshold, 1/16 degC.</summary>
        public static int ThresholdOf(ScriptedChip chip)
        {
            return chip.Holds(Register.ThresholdHigh) << 8 | chip.Holds(Register.ThresholdHigh + 1);
        }

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
            box.Run(5);
            return box;
        }

        /// <summary>A box that has tripped by 42.5 degC at the tip, has proven the release and has not cooled.</summary>
        public static Box TrippedByHeat()
        {
            Box box = Permitted();
            box.Chip.TipCounts = 42 * 128 + 64;
            box.RunUntil(State.Tripped, 12);
            box.Run(ReleaseTicks);
            return box;
        }

        /// <summary>A box with K1 welded that has found it at a release, and is locked out.</summary>
        public static Box LockedOut()
        {
            Box box = Permitted();
            box.Board.K1Welded = true;
            box.Board.HoldArm(true);
            box.RunUntil(State.LockedOut, 15);
            box.Board.HoldArm(false);
            box.Run(30);
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
            if (Second != null) Second.Advance();
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

        /// <summary>Brings the tip to a temperature at 1.6 degC/s, a little faster than tissue heats.</summary>
        public void Ramp(int tipCounts)
        {
            while (Chip.TipCounts != tipCounts)
            {
                int left = tipCounts - Chip.TipCounts;
                Chip.TipCounts += left > 4 ? 4 : left < -4 ? -4 : left;
                Tick();
            }
        }

        /// <summary>ARM held down for some ticks, let go, and rested to the end of the act.</summary>
        public void Press(int ticks)
        {
            Board.HoldArm(true);
            Run(ticks);
            Board.HoldArm(false);
            Run(RestTicks);
        }

        /// <summary>An honest press, to the tick in which its act counts.</summary>
        public void Press()
        {
            Press(PressTicks);
        }

        /// <summary>From power-on to the proof test's wait for a press.</summary>
        public void ReachProofTest()
        {
            for (int ticks = 0; ticks < MostBeforeProof && Board.HoldsK2; ticks++) Tick();
            Assert.IsFalse(Board.HoldsK2, "the self-test waits for a press 1.4 s after power-on; last line " + Lines.Last());
            AssertState(State.SelfTest);
        }

        /// <summary>From power-on to INHIBITED, ready to arm.</summary>
        public void PassSelfTest()
        {
            ReachProofTest();
            if (Second != null) PressForFirst();
            Press();
            RunUntil(State.Inhibited, Patience);
            Run(Limits.QuietMs / Limits.TickMs + 1);
        }

        /// <summary>The press with which the first of two chips shows that it forces K2, to the wait for the next.</summary>
        public void PressForFirst()
        {
            Press();
            Run(ProofTicks);
        }

        /// <summary>A press that must permit.</summary>
        public void Arm()
        {
            Press();
            AssertState(State.Permitted);
        }

        /// <summary>A press that releases, and the release to its end.</summary>
        public void Release()
        {
            Press();
            AssertState(State.Inhibited);
        }

        /// <summary>A press that must acknowledge.</summary>
        public void Acknowledge()
        {
            Press();
            AssertState(State.Inhibited);
            AssertSaid("ev=ACK");
        }

        /// <summary>A press that does nothing, for a reason.</summary>
        public void AssertRefused(string why)
        {
            int before = Lines.Holding("ev=REFUSED why=" + why + " ");
            State state = Loop.State;
            Press();
            Tick();
            Tick();
            AssertState(state);
            Assert.AreEqual(before + 1, Lines.Holding("ev=REFUSED why=" + why + " "), "refusals why=" + why + "; last line " + Lines.Last());
        }

        /// <summary>Fails unless the box stands where it should.</summary>
        public void AssertState(State state)
        {
            Assert.AreEqual((int)state, (int)Loop.State, "state; last line " + Lines.Last());
        }

        /// <summary>Fails unless the box has tripped, by the given cause, with K1 released and the alarm on.</summary>
        public void AssertTripped(string cause)
        {
            AssertState(State.Tripped);
            AssertFirstCause(cause);
            Assert.IsFalse(Board.Enable, "ENABLE after a trip");
        }

        /// <summary>Fails unless the first cause is the given row.</summary>
        public void AssertFirstCause(string cause)
        {
            Assert.AreEqual(Rows.Number(cause), Loop.FirstCause, "first cause; last line " + Lines.Last());
        }

        /// <summary>Fails unless a line kept holds the text.</summary>
        public void AssertSaid(string text)
        {
            Assert.IsTrue(Lines.Holding(text) > 0, "no line with " + text + "; last line " + Lines.Last());
        }
    }
}
