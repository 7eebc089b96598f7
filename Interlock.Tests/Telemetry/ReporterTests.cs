using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Telemetry
{
    [TestClass]
    public class ReporterTests
    {
        private const int AllLevels = 0x1FF;

        [TestMethod]
        [DataRow(false, false, " limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=50 tc=T max=360 wait=600", "$CONF seq=1 t=20 limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=50 tc=T max=360 wait=600*8363\r\n")]
        [DataRow(true, false, " limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=60 tc=T max=360 wait=600", "$CONF seq=1 t=20 limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=60 tc=T max=360 wait=600*DA66\r\n")]
        [DataRow(false, true, " limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=50 tc=K max=360 wait=600", "$CONF seq=1 t=20 limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=50 tc=K max=360 wait=600*7026\r\n")]
        public void BOOT_comes_first_and_CONF_second(bool mains60Hz, bool typeK, string settings, string expected)
        {
            Report report = new Report(new Settings { Mains60Hz = mains60Hz, ProbeTypeK = typeK }, 4);
            report.Events.Post(EventKind.Warn, Reason.High, 0);
            byte[] bytes = Ascii.Bytes(settings);
            string crc = Crc16.Update(Crc16.Initial, bytes, 0, bytes.Length).ToString("X4");
            report.At(0);
            string boot = "$BOOT seq=0 t=0 fw=" + BuildInfo.Version + " proto=1 build=" + BuildInfo.Commit + " resets=4 cfg=" + crc;
            byte[] body = Ascii.Bytes(boot);
            Assert.AreEqual(boot + "*" + Crc16.Update(Crc16.Initial, body, 1, body.Length).ToString("X4") + "\r\n", report.Lines.Last());
            report.AssertLine(20, expected);
        }

        [TestMethod]
        public void SAMP_of_a_conversion()
        {
            Report report = Report.Introduced();
            report.TipCounts = 5280;
            report.Reading.ColdJunctionCounts = 1556;
            report.State = State.Permitted;
            report.Levels = 0x5F;
            report.Convert(104160);
            report.AssertLine(104200, "$SAMP seq=2 t=104200 tc=41.25 cj=24.31 sr=00 st=PERMITTED k1=1 k2=1 io=05F cem=0.000*099E\r\n");
        }

        [TestMethod]
        public void SAMP_with_a_reading_that_cannot_be_trusted()
        {
            Report report = Report.Introduced();
            report.TipCounts = Reading.None;
            report.Reading.Status = 0xC3;
            report.State = State.Tripped;
            report.Levels = 0x23;
            report.Convert(960);
            report.AssertLine(1000, "$SAMP seq=2 t=1000 tc=-- cj=-- sr=C3 st=TRIPPED k1=0 k2=0 io=023 cem=0.000*5D34\r\n");
        }

        [TestMethod]
        public void SAMP_of_negative_temperatures()
        {
            Report report = Report.Introduced();
            report.TipCounts = -129;
            report.Reading.ColdJunctionCounts = -16;
            report.AssertLine(1000, "$SAMP seq=2 t=1000 tc=-1.01 cj=-0.25 sr=00 st=INHIBITED k1=0 k2=0 io=023 cem=0.000*7E70\r\n");
        }

        [TestMethod]
        [DataRow(0x04, "$SAMP seq=2 t=1000 tc=37.00 cj=24.00 sr=00 st=LOCKED_OUT k1=1 k2=0 io=004 cem=0.000*019F\r\n")]
        [DataRow(0x08, "$SAMP seq=2 t=1000 tc=37.00 cj=24.00 sr=00 st=LOCKED_OUT k1=0 k2=1 io=008 cem=0.000*676C\r\n")]
        public void SAMP_tells_the_mirrors_apart(int levels, string expected)
        {
            Report report = Report.Introduced();
            report.State = State.LockedOut;
            report.Levels = levels;
            report.AssertLine(1000, expected);
        }

        [TestMethod]
        public void SAMP_with_a_dose()
        {
            Report report = Report.Introduced();
            report.Ablation.Begin(45 * 128, 0);
            for (int i = 1; i <= 3; i++) report.Ablation.Add(45 * 128, 155 * i);
            report.State = State.SelfTest;
            report.AssertLine(1000, "$SAMP seq=2 t=1000 tc=37.00 cj=24.00 sr=00 st=SELF_TEST k1=0 k2=0 io=023 cem=0.031*074E\r\n");
        }

        // Counts are rounded to the nearest hundredth, halves up: 5377 counts are 42.0078.
        [TestMethod]
        [DataRow(5377, "tc=42.01 ")]
        [DataRow(5376, "tc=42.00 ")]
        [DataRow(5375, "tc=41.99 ")]
        [DataRow(5391, "tc=42.12 ")]
        [DataRow(5392, "tc=42.13 ")]
        [DataRow(1, "tc=0.01 ")]
        [DataRow(0, "tc=0.00 ")]
        [DataRow(-1, "tc=-0.01 ")]
        [DataRow(-128, "tc=-1.00 ")]
        public void Tip_is_rounded_to_a_hundredth(int counts, string expected)
        {
            Report report = Report.Introduced();
            report.TipCounts = counts;
            report.At(1000);
            Assert.IsTrue(report.Lines.Last().IndexOf(expected) > 0, report.Lines.Last());
        }

        [TestMethod]
        [DataRow(1, "cj=0.02 ")]
        [DataRow(32, "cj=0.50 ")]
        [DataRow(1551, "cj=24.23 ")]
        [DataRow(-1, "cj=-0.02 ")]
        public void Cold_junction_is_rounded_to_a_hundredth(int counts, string expected)
        {
            Report report = Report.Introduced();
            report.Reading.ColdJunctionCounts = counts;
            report.At(1000);
            Assert.IsTrue(report.Lines.Last().IndexOf(expected) > 0, report.Lines.Last());
        }

        [TestMethod]
        public void EVNT_of_a_trip_names_cause_and_tip()
        {
            Report report = Report.Introduced();
            report.Events.Post(EventKind.Trip, Rows.Number("OVER_TEMPERATURE"), 5377);
            report.AssertLine(104250, "$EVNT seq=2 t=104250 ev=TRIP cause=OVER_TEMPERATURE tc=42.01*706C\r\n");
            Assert.AreEqual(0, report.Events.Count);
        }

        [TestMethod]
        public void EVNT_of_a_tip_that_is_unknown()
        {
            Report report = Report.Introduced();
            report.Events.Post(EventKind.Refused, Reason.NoReading, Reading.None);
            report.AssertLine(7000, "$EVNT seq=2 t=7000 ev=REFUSED why=NO_READING tc=--*7CC1\r\n");
        }

        // A cause is a row that opened or keeps open the line; whatever else is named is a why.
        [TestMethod]
        [DataRow((int)EventKind.Trip, " ev=TRIP cause=")]
        [DataRow((int)EventKind.Also, " ev=ALSO cause=")]
        [DataRow((int)EventKind.Acknowledged, " ev=ACK cause=")]
        [DataRow((int)EventKind.LockOut, " ev=LOCKOUT cause=")]
        [DataRow((int)EventKind.Error, " ev=ERROR cause=")]
        [DataRow((int)EventKind.Refused, " ev=REFUSED why=")]
        [DataRow((int)EventKind.Released, " ev=RELEASED why=")]
        [DataRow((int)EventKind.Warn, " ev=WARN why=")]
        [DataRow((int)EventKind.WarnEnd, " ev=WARN_END why=")]
        [DataRow((int)EventKind.LineMoved, " ev=LINE_MOVED why=")]
        public void EVNT_names_a_cause_or_a_why(int kind, string expected)
        {
            Report report = Report.Introduced();
            report.Events.Post((EventKind)kind, Rows.Number("STOP_PRESSED"), 37 * 128);
            report.At(7000);
            Assert.IsTrue(report.Lines.Last().IndexOf(expected + "STOP_PRESSED tc=37.00*") > 0, report.Lines.Last());
        }

        [TestMethod]
        public void STAT_tells_gap_and_took_since_the_last_STAT()
        {
            Report report = Report.Introduced();
            report.Statistics.Begin(20000);
            report.Statistics.End(3000);
            report.Statistics.Begin(48000);
            report.Statistics.End(1000);
            report.At(4900);
            report.At(5000);
            Assert.IsTrue(report.Lines.Last().IndexOf(" ticks=2 late=1 worst=3000 lost=0 gap=48 took=3000*") > 0, report.Lines.Last());
            report.Statistics.Begin(20000);
            report.Statistics.End(500);
            report.At(9900);
            report.At(10000);
            Assert.IsTrue(report.Lines.Last().IndexOf(" ticks=3 late=1 worst=3000 lost=0 gap=20 took=500*") > 0, report.Lines.Last());
        }

        [TestMethod]
        public void EVNT_without_a_reason()
        {
            Report report = Report.Introduced();
            report.Events.Post(EventKind.Armed, Reason.None, 37 * 128);
            report.AssertLine(7000, "$EVNT seq=2 t=7000 ev=ARMED tc=37.00*023F\r\n");
        }

        [TestMethod]
        [DataRow(1, "$TEST seq=2 t=100 step=MIRRORS ok=1*B17C\r\n")]
        [DataRow(0, "$TEST seq=2 t=100 step=MIRRORS ok=0*A15D\r\n")]
        [DataRow(19, "$TEST seq=2 t=100 step=RESTORE ok=1*C4AE\r\n")]
        public void TEST_names_the_step_and_whether_it_passed(int reason, string expected)
        {
            Report report = Report.Introduced();
            report.Events.Post(EventKind.Test, reason, 0);
            report.AssertLine(100, expected);
        }

        [TestMethod]
        public void PROC_tells_of_the_ablation()
        {
            Report report = Report.Introduced();
            report.Ablation.Begin(37 * 128, 12050);
            report.Ablation.Add(45 * 128, 12830);
            report.Ablation.Add(5377, 104200);
            report.Ablation.Finish(Rows.Number("OVER_TEMPERATURE"), 104200);
            report.Events.Post(EventKind.Procedure, Reason.None, 0);
            report.AssertLine(104300, "$PROC seq=2 t=104300 dur=92150 peak=45.00 tpeak=12830 cem=0.027 end=OVER_TEMPERATURE*69F3\r\n");
        }

        [TestMethod]
        public void STAT_tells_of_ticks_and_losses()
        {
            Report report = Report.Introduced();
            report.Statistics.Ticks = 2200;
            report.Statistics.Late = 3;
            report.Statistics.WorstUs = 3120;
            report.Statistics.GapUs = 20001;
            report.Statistics.TookUs = 2100;
            report.At(4900);
            report.AssertLine(5000, "$STAT seq=3 t=5000 ticks=2200 late=3 worst=3120 lost=0 gap=21 took=2100*2AD0\r\n");
        }

        [TestMethod]
        [DataRow(4999, 0)]
        [DataRow(5000, 1)]
        public void STAT_comes_every_5_s(int nowMs, int lines)
        {
            Report report = Report.Introduced();
            report.At(4900);
            Assert.AreEqual(lines, report.At(nowMs));
        }

        [TestMethod]
        public void STAT_comes_5_s_after_the_last()
        {
            Report report = Report.Introduced();
            report.At(7000);
            report.At(7050);
            Assert.IsTrue(report.Lines.Last().StartsWith("$STAT"), report.Lines.Last());
            report.At(12000);
            Assert.AreEqual(0, report.At(12049));
            Assert.AreEqual(1, report.At(12050));
            Assert.IsTrue(report.Lines.Last().StartsWith("$STAT"), report.Lines.Last());
        }

        [TestMethod]
        [DataRow(199, 0)]
        [DataRow(200, 1)]
        public void Without_a_conversion_a_sample_comes_every_200_ms(int sinceMs, int lines)
        {
            Report report = Report.Introduced();
            report.At(1000);
            Assert.AreEqual(lines, report.At(1000 + sinceMs));
        }

        [TestMethod]
        public void Each_conversion_is_a_sample()
        {
            Report report = Report.Introduced();
            report.At(1000);
            report.Convert(1050);
            Assert.AreEqual(0, report.At(1070));
            Assert.AreEqual(1, report.At(1090));
            Assert.AreEqual(0, report.At(1110));
        }

        // On time it is told two ticks later; where ticks are late, in the next one, so that no conversion goes untold.
        [TestMethod]
        [DataRow(20, 0)]
        [DataRow(29, 0)]
        [DataRow(30, 1)]
        [DataRow(50, 1)]
        public void A_sample_goes_out_30_ms_after_its_conversion(int afterMs, int lines)
        {
            Report report = Report.Introduced();
            report.At(1000);
            report.Convert(1050);
            Assert.AreEqual(lines, report.At(1050 + afterMs));
        }

        [TestMethod]
        public void A_sample_that_an_event_put_off_comes_after_it()
        {
            Report report = Report.Introduced();
            report.At(1000);
            report.Events.Post(EventKind.Warn, Reason.High, 5120);
            report.Reading.IsConversion = true;
            report.At(1050);
            Assert.IsTrue(report.Lines.Last().StartsWith("$EVNT"), report.Lines.Last());
            report.Reading.IsConversion = false;
            Assert.AreEqual(1, report.At(1100));
            Assert.IsTrue(report.Lines.Last().StartsWith("$SAMP"), report.Lines.Last());
            Assert.AreEqual(0, report.At(1150));
        }

        [TestMethod]
        public void Samples_go_ahead_of_the_statistics()
        {
            Report report = Report.Introduced();
            report.At(6000);
            Assert.IsTrue(report.Lines.Last().StartsWith("$SAMP"), report.Lines.Last());
            report.At(6050);
            Assert.IsTrue(report.Lines.Last().StartsWith("$STAT"), report.Lines.Last());
        }

        // Requirement: SR-LOG
        [TestMethod]
        public void A_line_that_was_dropped_is_counted_and_leaves_a_gap()
        {
            Report report = Report.Introduced();
            report.Lines.IsStalled = true;
            report.At(1000);
            report.At(1200);
            report.Lines.IsStalled = false;
            report.AssertLine(1400, "$SAMP seq=4 t=1400 tc=37.00 cj=24.00 sr=00 st=INHIBITED k1=0 k2=0 io=023 cem=0.000*ED93\r\n");
            for (int i = 0; i < 17; i++) report.Events.Post(EventKind.Warn, Reason.High, 0);
            while (report.Events.Count > 0) report.Events.RemoveFirst();
            report.At(4900);
            report.AssertLine(5000, "$STAT seq=6 t=5000 ticks=0 late=0 worst=0 lost=3 gap=0 took=0*AF18\r\n");
        }

        // Who joins late knows firmware, build and settings within a minute; nothing that is new waits for it.
        [TestMethod]
        public void INFO_tells_again_what_BOOT_and_CONF_told_in_turn()
        {
            Report report = new Report(new Settings { Mains60Hz = true }, 4);
            report.At(0);
            string boot = report.Lines.Last();
            report.At(20);
            string configuration = report.Lines.Last();
            AssertTellsAgain(boot, Told(report, 29999, 30000));
            AssertTellsAgain(configuration.Substring(0, configuration.IndexOf(" backstop=")) + configuration.Substring(configuration.IndexOf(" vote=")), Told(report, 59999, 60000));
            AssertTellsAgain(boot, Told(report, 89999, 90000));
        }

        // Ten years on, and of a box that acts on the coast.
        [TestMethod]
        public void INFO_is_whole_however_long_the_box_has_run()
        {
            Report report = new Report(new Settings { Coast = CoastRule.Cautious }, 64);
            report.At(0);
            report.At(20);
            AssertWholeInfo(report, 315360000000L, " resets=64 cfg=");
            AssertWholeInfo(report, 315360030000L, " wait=600 ant=2*");
        }

        [TestMethod]
        public void Samples_and_statistics_go_ahead_of_INFO()
        {
            Report report = Report.Introduced();
            report.Events.Post(EventKind.Warn, Reason.High, 0);
            report.AssertType(40000, "$EVNT");
            report.AssertType(40020, "$SAMP");
            report.AssertType(40040, "$STAT");
            report.AssertType(40060, "$INFO");
            Assert.AreEqual(0, report.At(40080));
        }

        [TestMethod]
        public void One_call_sends_one_line_at_most()
        {
            Report report = Report.Introduced();
            report.Events.Post(EventKind.Warn, Reason.High, 0);
            report.Events.Post(EventKind.Warn, Reason.Low, 0);
            report.Reading.IsConversion = true;
            Assert.AreEqual(1, report.At(6000));
            Assert.AreEqual(1, report.Events.Count);
        }

        [TestMethod]
        public void The_longest_lines_fit_whole()
        {
            Report report = Report.Introduced();
            report.Ablation.Begin(-2048 * 128, 0);
            for (int i = 0; i < 40000; i++) report.Ablation.Add(1372 * 128, 60000L + 200 * i);
            report.Ablation.Finish(Rows.Number("RELAY_DID_NOT_CLOSE"), 2147483647L);
            report.TipCounts = -2048 * 128;
            report.Reading.ColdJunctionCounts = -8192;
            report.Reading.Status = 0xFF;
            report.State = State.LockedOut;
            report.Levels = AllLevels;
            report.Convert(2147483607L);
            report.AssertLine(2147483647L, "$SAMP seq=2 t=2147483647 tc=-2048.00 cj=-128.00 sr=FF st=LOCKED_OUT k1=1 k2=1 io=1FF cem=2147483.647*3505\r\n");
            report.Events.Post(EventKind.Procedure, Reason.None, 0);
            report.AssertLine(2147483647L, "$PROC seq=3 t=2147483647 dur=2147483647 peak=1372.00 tpeak=60000 cem=2147483.647 end=RELAY_DID_NOT_CLOSE*FE5D\r\n");
            Assert.IsTrue(report.Lines.Longest + "seq=1000000".Length - "seq=3".Length <= LineWriter.MostBytes, "room for a long sequence number");
        }

        private static string Told(Report report, long notYetMs, long nowMs)
        {
            report.At(notYetMs - 2);
            report.At(notYetMs - 1);
            Assert.AreEqual(0, report.At(notYetMs), "lines sent just before");
            Assert.AreEqual(1, report.At(nowMs), "lines sent");
            return report.Lines.Last();
        }

        private static void AssertWholeInfo(Report report, long nowMs, string expected)
        {
            report.At(nowMs);
            report.At(nowMs + 1);
            report.AssertType(nowMs + 2, "$INFO");
            string told = report.Lines.Last();
            Assert.IsTrue(told.IndexOf(expected) > 0, told);
            Assert.IsTrue(told.Length - "seq=4".Length + "seq=9999999999".Length <= LineWriter.MostBytes, told);
        }

        private static void AssertTellsAgain(string first, string again)
        {
            Assert.IsTrue(again.StartsWith("$INFO seq="), again);
            Assert.AreEqual(Fields(first), Fields(again));
        }

        private static string Fields(string line)
        {
            int time = line.IndexOf(" t=");
            int fields = line.IndexOf(' ', time + 1);
            return line.Substring(fields, line.IndexOf('*') - fields);
        }

        // Ten years of late ticks, and a clock that has jumped by as much: the last numbers do not fit, and none of them reads wrong.
        // Requirement: SR-LOG
        [TestMethod]
        public void Statistics_that_do_not_fit_are_left_out_whole()
        {
            Report report = Report.Introduced();
            report.Statistics.Ticks = 15768000000L;
            report.Statistics.Late = 15768000000L;
            report.Statistics.WorstUs = 315360000000000L;
            report.Statistics.GapUs = 315360000000000L;
            report.Statistics.TookUs = 315360000000000L;
            report.At(315359999900L);
            report.AssertLine(315360000000L, "$STAT seq=3 t=315360000000 ticks=15768000000 late=15768000000 worst=315360000000000 lost=0 gap=315360000000*15C1\r\n");
        }
    }
}
