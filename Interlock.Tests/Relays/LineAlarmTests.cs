using Interlock.Drivers.Board;
using Interlock.Firmware.Relays;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Relays
{
    /// <summary>LINE_CLOSED: locked out, and neither relay is known to have released.</summary>
    // Requirement: SR-LOCKOUT
    [TestClass]
    public class LineAlarmTests
    {
        private const int Both = Inputs.Rest | Levels.K1Mirror | Levels.K2Mirror;
        private const long T = 10000;

        [TestMethod]
        [DataRow(0, false)]
        [DataRow(499, false)]
        [DataRow(500, true)]
        public void Both_mirrors_open_500_ms_after_the_lock_out_are_told(int sinceMs, bool expected)
        {
            LineAlarm alarm = new LineAlarm();
            Assert.IsFalse(alarm.Judge(Both, T), "at once");
            Assert.AreEqual(expected, alarm.Judge(Both, T + sinceMs));
            Assert.AreEqual(expected, alarm.IsOn);
        }

        // One relay that released is an open line.
        [TestMethod]
        [DataRow(Inputs.Rest)]
        [DataRow(Inputs.Rest | Levels.K1Mirror)]
        [DataRow(Inputs.Rest | Levels.K2Mirror)]
        public void One_mirror_open_is_no_alarm(int levels)
        {
            LineAlarm alarm = new LineAlarm();
            for (int ms = 0; ms < 20000; ms += 20) Assert.IsFalse(alarm.Judge(levels, T + ms));
            Assert.IsFalse(alarm.IsOn);
        }

        [TestMethod]
        [DataRow(99, false)]
        [DataRow(100, true)]
        public void Later_both_must_be_open_for_100_ms(int forMs, bool expected)
        {
            LineAlarm alarm = new LineAlarm();
            alarm.Judge(Inputs.Rest, T);
            Assert.IsFalse(alarm.Judge(Both, T + 5000));
            Assert.AreEqual(expected, alarm.Judge(Both, T + 5000 + forMs));
        }

        [TestMethod]
        public void A_mirror_that_closes_in_between_begins_the_100_ms_anew()
        {
            LineAlarm alarm = new LineAlarm();
            alarm.Judge(Inputs.Rest, T);
            alarm.Judge(Both, T + 5000);
            alarm.Judge(Inputs.Rest | Levels.K2Mirror, T + 5080);
            Assert.IsFalse(alarm.Judge(Both, T + 5100));
            Assert.IsFalse(alarm.Judge(Both, T + 5199));
            Assert.IsTrue(alarm.Judge(Both, T + 5200));
        }

        [TestMethod]
        public void It_is_told_again_every_10_s_while_it_lasts()
        {
            LineAlarm alarm = new LineAlarm();
            int told = 0;
            for (int ms = 0; ms <= 30500; ms += 20)
            {
                if (alarm.Judge(Both, T + ms)) told++;
            }

            Assert.AreEqual(4, told);
        }

        [TestMethod]
        public void It_ends_with_the_line_open_and_begins_again_as_a_new_one()
        {
            LineAlarm alarm = new LineAlarm();
            alarm.Judge(Both, T);
            Assert.IsTrue(alarm.Judge(Both, T + 500));
            Assert.IsFalse(alarm.Judge(Inputs.Rest, T + 520));
            Assert.IsFalse(alarm.IsOn);
            alarm.Judge(Both, T + 540);
            Assert.IsTrue(alarm.Judge(Both, T + 640), "told though the last telling was not 10 s ago");
        }
    }
}
