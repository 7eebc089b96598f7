using Interlock.Firmware.Judgement;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Telemetry
{
    [TestClass]
    public class WordsTests
    {
        [TestMethod]
        [DataRow((int)Cause.StopPressed, "STOP_PRESSED")]
        [DataRow((int)Cause.SensorBus, "SENSOR_BUS")]
        [DataRow((int)Cause.SensorConfig, "SENSOR_CONFIG")]
        [DataRow((int)Cause.SensorOpen, "SENSOR_OPEN")]
        [DataRow((int)Cause.SensorVoltage, "SENSOR_VOLTAGE")]
        [DataRow((int)Cause.SensorRange, "SENSOR_RANGE")]
        [DataRow((int)Cause.SensorStale, "SENSOR_STALE")]
        [DataRow((int)Cause.SensorFrozen, "SENSOR_FROZEN")]
        [DataRow((int)Cause.OverTemperature, "OVER_TEMPERATURE")]
        [DataRow((int)Cause.UnderTemperature, "UNDER_TEMPERATURE")]
        [DataRow((int)Cause.CoastExpected, "COAST_EXPECTED")]
        [DataRow((int)Cause.HardwareLimit, "HARDWARE_LIMIT")]
        [DataRow((int)Cause.ColdJunction, "COLD_JUNCTION")]
        [DataRow((int)Cause.ProbeMoved, "PROBE_MOVED")]
        [DataRow((int)Cause.TimeLimit, "TIME_LIMIT")]
        [DataRow((int)Cause.RelayDidNotClose, "RELAY_DID_NOT_CLOSE")]
        [DataRow((int)Cause.RelayDidNotOpen, "RELAY_DID_NOT_OPEN")]
        [DataRow((int)Cause.DeadlineMissed, "DEADLINE_MISSED")]
        [DataRow((int)Cause.Internal, "INTERNAL")]
        [DataRow(Reason.Internal, "INTERNAL")]
        [DataRow(Reason.TooCold, "TOO_COLD")]
        [DataRow(Reason.TooWarm, "TOO_WARM")]
        [DataRow(Reason.NoReading, "NO_READING")]
        [DataRow(Reason.K2Released, "K2_RELEASED")]
        [DataRow(Reason.PressTooLong, "PRESS_TOO_LONG")]
        [DataRow(Reason.NotCooled, "NOT_COOLED")]
        [DataRow(Reason.SelfTest, "SELF_TEST")]
        [DataRow(Reason.Released, "RELEASED")]
        [DataRow(Reason.High, "HIGH")]
        [DataRow(Reason.Low, "LOW")]
        public void Each_reason_has_its_word(int reason, string expected)
        {
            Assert.AreEqual(expected, Written(Words.Reasons[reason]));
        }

        [TestMethod]
        [DataRow((int)EventKind.Armed, " ev=ARMED")]
        [DataRow((int)EventKind.Released, " ev=RELEASED")]
        [DataRow((int)EventKind.Trip, " ev=TRIP cause=")]
        [DataRow((int)EventKind.Also, " ev=ALSO cause=")]
        [DataRow((int)EventKind.Acknowledged, " ev=ACK cause=")]
        [DataRow((int)EventKind.Refused, " ev=REFUSED why=")]
        [DataRow((int)EventKind.Warn, " ev=WARN why=")]
        [DataRow((int)EventKind.LockOut, " ev=LOCKOUT cause=")]
        [DataRow((int)EventKind.CementWaitDone, " ev=CEMENT_WAIT_DONE")]
        public void Each_event_has_its_word(int kind, string expected)
        {
            Assert.AreEqual(expected, Written(Words.Events[kind]));
        }

        [TestMethod]
        [DataRow((int)State.SelfTest, " st=SELF_TEST")]
        [DataRow((int)State.Inhibited, " st=INHIBITED")]
        [DataRow((int)State.Permitted, " st=PERMITTED")]
        [DataRow((int)State.Tripped, " st=TRIPPED")]
        [DataRow((int)State.LockedOut, " st=LOCKED_OUT")]
        public void Each_state_has_its_word(int state, string expected)
        {
            Assert.AreEqual(expected, Written(Words.States[state]));
        }

        [TestMethod]
        [DataRow((int)TestStep.Mirrors, "MIRRORS")]
        [DataRow((int)TestStep.Chip, "CHIP")]
        [DataRow((int)TestStep.Binding, "BINDING")]
        [DataRow((int)TestStep.Configuration, "CONFIG")]
        [DataRow((int)TestStep.Inputs, "INPUTS")]
        [DataRow((int)TestStep.Lamps, "LAMPS")]
        [DataRow((int)TestStep.K2, "K2")]
        [DataRow((int)TestStep.K1, "K1")]
        [DataRow((int)TestStep.Watchdog, "WATCHDOG")]
        [DataRow((int)TestStep.Restore, "RESTORE")]
        public void Each_step_of_the_self_test_has_its_word(int step, string expected)
        {
            Assert.AreEqual(expected, Written(Words.Steps[step]));
        }

        [TestMethod]
        [DataRow(0, " k1=0 k2=0 io=")]
        [DataRow(1, " k1=1 k2=0 io=")]
        [DataRow(2, " k1=0 k2=1 io=")]
        [DataRow(3, " k1=1 k2=1 io=")]
        public void The_mirrors_have_their_words(int contacts, string expected)
        {
            Assert.AreEqual(expected, Written(Words.Contacts[contacts]));
        }

        [TestMethod]
        public void There_are_as_many_words_as_things_to_name()
        {
            Assert.AreEqual(Reason.Low + 1, Words.Reasons.Length);
            Assert.AreEqual((int)EventKind.CementWaitDone + 1, Words.Events.Length);
            Assert.AreEqual((int)State.LockedOut + 1, Words.States.Length);
            Assert.AreEqual((int)TestStep.Restore + 1, Words.Steps.Length);
            Assert.AreEqual(-1, Reason.None);
        }

        private static string Written(byte[] word)
        {
            return Text.Of(word, 0, word.Length);
        }
    }
}
