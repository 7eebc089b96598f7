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
        [DataRow(Reason.NotWarm, "NOT_WARM")]
        [DataRow(Reason.TooWarm, "TOO_WARM")]
        [DataRow(Reason.NoReading, "NO_READING")]
        [DataRow(Reason.Moving, "MOVING")]
        [DataRow(Reason.K2Out, "K2_RELEASED")]
        [DataRow(Reason.ArmContact, "ARM_CONTACT")]
        [DataRow(Reason.PressTooLong, "PRESS_TOO_LONG")]
        [DataRow(Reason.BeganEarlier, "BEGAN_EARLIER")]
        [DataRow(Reason.Releasing, "RELEASING")]
        [DataRow(Reason.NotCooled, "NOT_COOLED")]
        [DataRow(Reason.SelfTest, "SELF_TEST")]
        [DataRow(Reason.LockedOut, "LOCKED_OUT")]
        [DataRow(Reason.K2Unasked, "K2_UNASKED")]
        [DataRow(Reason.Released, "RELEASED")]
        [DataRow(Reason.High, "HIGH")]
        [DataRow(Reason.Low, "LOW")]
        [DataRow(Reason.Falling, "FALLING")]
        [DataRow(Reason.TimeTotal, "TIME_TOTAL")]
        [DataRow(Reason.Spike, "SPIKE")]
        [DataRow(Reason.ArmHeld, "ARM_HELD")]
        [DataRow(Reason.K1In, "K1_IN")]
        [DataRow(Reason.K1Out, "K1_OUT")]
        [DataRow(Reason.K2In, "K2_IN")]
        [DataRow(Reason.K2DroppedOut, "K2_OUT")]
        public void Each_reason_has_its_word(int reason, string expected)
        {
            Assert.AreEqual(expected, Written(Reason.WordOf(reason)));
        }

        [TestMethod]
        public void A_reason_that_is_a_row_has_the_rows_word()
        {
            for (int row = 0; row < TripTable.Count; row++) Assert.AreEqual(Rows.Word(row), Written(Reason.WordOf(row)));
        }

        [TestMethod]
        [DataRow((int)EventKind.Armed, "ARMED")]
        [DataRow((int)EventKind.Released, "RELEASED")]
        [DataRow((int)EventKind.Trip, "TRIP")]
        [DataRow((int)EventKind.Also, "ALSO")]
        [DataRow((int)EventKind.Acknowledged, "ACK")]
        [DataRow((int)EventKind.Refused, "REFUSED")]
        [DataRow((int)EventKind.Warn, "WARN")]
        [DataRow((int)EventKind.WarnEnd, "WARN_END")]
        [DataRow((int)EventKind.LockOut, "LOCKOUT")]
        [DataRow((int)EventKind.LineMoved, "LINE_MOVED")]
        [DataRow((int)EventKind.LineClosed, "LINE_CLOSED")]
        [DataRow((int)EventKind.StillHeating, "STILL_HEATING")]
        [DataRow((int)EventKind.Error, "ERROR")]
        [DataRow((int)EventKind.CementWaitDone, "CEMENT_WAIT_DONE")]
        public void Each_event_has_its_word(int kind, string expected)
        {
            Assert.AreEqual(expected, Written(Words.Events[kind]));
        }

        [TestMethod]
        [DataRow((int)State.SelfTest, "SELF_TEST")]
        [DataRow((int)State.Inhibited, "INHIBITED")]
        [DataRow((int)State.Permitted, "PERMITTED")]
        [DataRow((int)State.Tripped, "TRIPPED")]
        [DataRow((int)State.LockedOut, "LOCKED_OUT")]
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
        public void There_are_as_many_words_as_things_to_name()
        {
            Assert.AreEqual(Reason.K2DroppedOut - Reason.FirstOwn + 1, Words.OwnReasons.Length);
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
