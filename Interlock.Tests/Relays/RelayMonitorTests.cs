using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Relays;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Relays
{
    [TestClass]
    public class RelayMonitorTests
    {
        private const int On = Inputs.Rest | Levels.Enable;
        private const int Off = Inputs.Rest;
        private const int FaultLow = Levels.DataReady | Levels.Arm;
        private const long T = 10000;

        // Requirement: SR-CLOSE
        [TestMethod]
        [DataRow(0, Row.None)]
        [DataRow(249, Row.None)]
        [DataRow(250, Row.RelayDidNotClose)]
        [DataRow(5000, Row.RelayDidNotClose)]
        public void K1_has_250_ms_to_pull_in(int sinceMs, int expected)
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(Off, true, T - 50);
            Assert.AreEqual(Row.None, monitor.Judge(On, true, T));
            Assert.AreEqual(expected, monitor.Judge(On, true, T + sinceMs));
        }

        [TestMethod]
        public void K1_that_has_pulled_in_is_well_and_one_that_drops_out_is_not()
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(On, true, T);
            Assert.AreEqual(Row.None, monitor.Judge(On | Levels.K1Mirror, true, T + 1000));
            Assert.AreEqual(Row.RelayDidNotClose, monitor.Judge(On, true, T + 1050));
        }

        [TestMethod]
        public void Pulling_in_is_the_self_tests_business_unless_permitted()
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(On, false, T);
            Assert.AreEqual(Row.None, monitor.Judge(On, false, T + 1000));
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow(0, Row.None)]
        [DataRow(99, Row.None)]
        [DataRow(100, Row.RelayDidNotOpen)]
        [DataRow(5000, Row.RelayDidNotOpen)]
        public void K1_has_100_ms_to_drop_out(int sinceMs, int expected)
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(On | Levels.K1Mirror, true, T - 1000);
            Assert.AreEqual(Row.None, monitor.Judge(Off | Levels.K1Mirror, true, T));
            Assert.AreEqual(expected, monitor.Judge(Off | Levels.K1Mirror, true, T + sinceMs));
        }

        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void K1_must_be_open_in_every_state_but_permitted(bool permitted)
        {
            RelayMonitor monitor = new RelayMonitor();
            Assert.AreEqual(Row.RelayDidNotOpen, monitor.Judge(Off | Levels.K1Mirror, permitted, T));
        }

        [TestMethod]
        public void K1_that_has_dropped_out_is_well()
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(On | Levels.K1Mirror, true, T);
            monitor.Judge(Off, false, T + 50);
            Assert.AreEqual(Row.None, monitor.Judge(Off, false, T + 1000));
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow(0, Row.None)]
        [DataRow(99, Row.None)]
        [DataRow(100, Row.RelayDidNotOpen)]
        public void K2_has_100_ms_to_drop_out_from_the_fall_of_FAULT(int sinceMs, int expected)
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(Off | Levels.K2Mirror, false, T - 50);
            Assert.AreEqual(Row.None, monitor.Judge(FaultLow | Levels.K2Mirror, false, T));
            Assert.AreEqual(expected, monitor.Judge(FaultLow | Levels.K2Mirror, false, T + sinceMs));
        }

        [TestMethod]
        public void K2_may_stay_while_FAULT_is_high()
        {
            RelayMonitor monitor = new RelayMonitor();
            Assert.AreEqual(Row.None, monitor.Judge(Off | Levels.K2Mirror, false, T));
            Assert.AreEqual(Row.None, monitor.Judge(Off | Levels.K2Mirror, false, T + 5000));
        }

        [TestMethod]
        public void K2_that_has_dropped_out_is_well()
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(FaultLow | Levels.K2Mirror, false, T);
            Assert.AreEqual(Row.None, monitor.Judge(FaultLow, false, T + 1000));
        }

        [TestMethod]
        public void K2s_time_begins_again_with_each_fall_of_FAULT()
        {
            RelayMonitor monitor = new RelayMonitor();
            monitor.Judge(FaultLow | Levels.K2Mirror, false, T);
            monitor.Judge(Off | Levels.K2Mirror, false, T + 50);
            monitor.Judge(FaultLow | Levels.K2Mirror, false, T + 1000);
            Assert.AreEqual(Row.None, monitor.Judge(FaultLow | Levels.K2Mirror, false, T + 1099));
            Assert.AreEqual(Row.RelayDidNotOpen, monitor.Judge(FaultLow | Levels.K2Mirror, false, T + 1100));
        }
    }
}
