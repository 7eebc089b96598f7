using Interlock.Firmware.Dose;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Dose
{
    [TestClass]
    public class CementWaitTests
    {
        private const long T = 10000;

        [TestMethod]
        public void Without_an_ablation_there_is_no_wait()
        {
            Assert.IsFalse(new CementWait().IsOver(T + 600000));
        }

        // Requirement: SR-CEMENT
        [TestMethod]
        [DataRow(0, false)]
        [DataRow(599999, false)]
        [DataRow(600000, true)]
        public void The_wait_is_ten_minutes(int sinceMs, bool expected)
        {
            CementWait wait = new CementWait();
            wait.Begin(T);
            Assert.AreEqual(expected, wait.IsOver(T + sinceMs));
        }

        [TestMethod]
        public void Its_end_is_told_once()
        {
            CementWait wait = new CementWait();
            wait.Begin(T);
            Assert.IsTrue(wait.IsOver(T + 600000));
            Assert.IsFalse(wait.IsOver(T + 600050));
        }

        [TestMethod]
        public void Another_ablation_cancels_it()
        {
            CementWait wait = new CementWait();
            wait.Begin(T);
            wait.Cancel();
            Assert.IsFalse(wait.IsOver(T + 600000));
            wait.Begin(T + 700000);
            Assert.IsFalse(wait.IsOver(T + 1299999));
            Assert.IsTrue(wait.IsOver(T + 1300000));
        }
    }
}
