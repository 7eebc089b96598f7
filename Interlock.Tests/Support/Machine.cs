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
                if (state != State.Inhibited) machine.Click();
                if (state == State.Tripped) machine.Step(Row.OverTemperature);
            }

            Assert.AreEqual((int)state, (int)machine.States.State, "the state to begin from");
            while (machine.Events.Count > 0) machine.Events.RemoveFirst();
            return machine;
        }

        /// <summary>Nothing happens.</summary>
        public void Rest()
        {
            Inputs.Rows = Row.None;
            Inputs.AllQuiet = true;
            Inputs.FirstLoud = TripTable.None;
            Inputs.CauseQuiet = false;
            Inputs.HasCooled = false;
            Inputs.TipCounts = Tip;
            Inputs.K2PulledIn = true;
            Inputs.ArmBegan = false;
            Inputs.ArmPressed = false;
            Inputs.ArmClicked = false;
            Inputs.ArmHeldTooLong = false;
            Inputs.TestPassed = false;
            Inputs.TestFailed = false;
        }

        /// <summary>A step with what the test has set; then everything rests again.</summary>
        public void Step()
        {
            States.Step(Inputs);
            Rest();
        }

        /// <summary>A step with rows.</summary>
        public void Step(int rows)
        {
            Inputs.Rows = rows;
            Step();
        }

        /// <summary>ARM goes down.</summary>
        public void Down()
        {
            Inputs.ArmBegan = true;
            Step();
        }

        /// <summary>ARM has been down long enough, with what else the test has set.</summary>
        public void Press()
        {
            Inputs.ArmPressed = true;
            Step();
        }

        /// <summary>ARM goes down, and is let go with what else the test has set.</summary>
        public void Click()
        {
            States.Step(Began);
            Inputs.ArmClicked = true;
            Step();
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

        private static DecisionInputs Began => new DecisionInputs { ArmBegan = true, AllQuiet = true, TipCounts = Tip, K2PulledIn = true };
    }
}
