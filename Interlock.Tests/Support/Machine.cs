using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Support
{
    /// <summary>A state machine with its inputs at rest: all quiet, 37 degC, K2 pulled in.</summary>
    public sealed class Machine
    {
        public const int Tip = 37 * 128;

        public readonly EventQueue Events = new EventQueue();
        public readonly DecisionInputs Inputs = new DecisionInputs();
        public readonly StateMachine States;

        /// <summary>A machine in SELF_TEST.</summary>
        public Machine()
        {
            States = new StateMachine(Events);
            Rest();
        }

        /// <summary>A machine brought to a state, with no event waiting.</summary>
        public static Machine In(State state)
        {
            Machine machine = new Machine();
            if (state == State.LockedOut)
            {
                machine.Inputs.TestFailed = true;
                machine.Step();
            }
            else if (state != State.SelfTest)
            {
                machine.Inputs.TestPassed = true;
                machine.Step();
                if (state != State.Inhibited) machine.Act();
                if (state == State.Tripped) machine.Step("OVER_TEMPERATURE");
            }

            Assert.AreEqual((int)state, (int)machine.States.State, "the state to begin from");
            while (machine.Events.Count > 0) machine.Events.RemoveFirst();
            return machine;
        }

        /// <summary>Nothing happens.</summary>
        public void Rest()
        {
            Rest(Inputs);
        }

        /// <summary>A step with what the test has set; then everything rests again.</summary>
        public void Step()
        {
            States.Step(Inputs);
            Rest();
        }

        /// <summary>A step with rows, by their words.</summary>
        public void Step(string rows)
        {
            Inputs.Rows = Rows.Of(rows);
            Step();
        }

        /// <summary>An act of ARM begins.</summary>
        public void Begin()
        {
            DecisionInputs began = new DecisionInputs();
            Rest(began);
            began.ArmBegan = true;
            States.Step(began);
        }

        /// <summary>Both contacts have said pressed for long enough, with what else the test has set.</summary>
        public void Press()
        {
            Inputs.ArmPressed = true;
            Step();
        }

        /// <summary>The act under way ends and counts, with what else the test has set.</summary>
        public void End()
        {
            Inputs.ArmActed = true;
            Step();
        }

        /// <summary>A whole act, which ends with what the test has set.</summary>
        public void Act()
        {
            Begin();
            End();
        }

        /// <summary>Fails unless the machine stands where it should.</summary>
        public void AssertState(State state)
        {
            Assert.AreEqual((int)state, (int)States.State, "state");
        }

        /// <summary>Takes the oldest event, and fails unless it is the given one.</summary>
        public void AssertEvent(EventKind kind, int reason, int tipCounts)
        {
            Assert.IsTrue(Events.Count > 0, "an event waits");
            Assert.AreEqual((int)kind, (int)Events.Kind, "kind");
            Assert.AreEqual(reason, Events.Reason, "reason");
            Assert.AreEqual(tipCounts, Events.TipCounts, "tip");
            Events.RemoveFirst();
        }

        /// <summary>Fails if an event waits.</summary>
        public void AssertNoEvent()
        {
            Assert.AreEqual(0, Events.Count, "events");
        }

        private static void Rest(DecisionInputs inputs)
        {
            inputs.Rows = 0;
            inputs.AllQuiet = true;
            inputs.FirstLoud = TripTable.None;
            inputs.CauseQuiet = false;
            inputs.HasCooled = false;
            inputs.TipCounts = Tip;
            inputs.IsSteady = true;
            inputs.K2PulledIn = true;
            inputs.IsReleasing = false;
            inputs.LockOutFor = Reason.None;
            inputs.ArmBegan = false;
            inputs.ArmPressed = false;
            inputs.ArmActed = false;
            inputs.ArmFailed = false;
            inputs.ArmTooLong = false;
            inputs.ArmContactBad = false;
            inputs.TestPassed = false;
            inputs.TestFailed = false;
            inputs.TestTakesAct = false;
        }
    }
}
