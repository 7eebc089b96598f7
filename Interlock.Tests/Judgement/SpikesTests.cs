using Interlock.Firmware.Judgement;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class SpikesTests
    {
        private const long T = 100000;
        private const int Body = 37 * 128;

        // Requirement: SR-SPIKE
        [TestMethod]
        [DataRow(64, false)]
        [DataRow(65, true)]
        [DataRow(14464, true)]
        [DataRow(-64, false)]
        [DataRow(-65, true)]
        public void One_conversion_alone_by_more_than_half_a_degree_is_a_spike(int by, bool expected)
        {
            Assert.AreEqual(expected, Any(Body, Body, Body + by, Body, Body));
        }

        // 20 ms that fall across two conversions.
        [TestMethod]
        [DataRow(1700, 1700, true)]
        [DataRow(3000, 70, true)]
        [DataRow(-65, -3000, true)]
        [DataRow(65, -65, true)]
        [DataRow(40, 40, false)]
        public void Two_conversions_may_share_a_spike(int first, int second, bool expected)
        {
            Assert.AreEqual(expected, Any(Body, Body, Body + first, Body + second, Body));
        }

        [TestMethod]
        [DataRow(300, 300, 300)]
        [DataRow(100, 200, 300)]
        [DataRow(60, 120, 60)]
        public void A_step_a_ramp_and_what_lasts_are_none(int first, int second, int third)
        {
            Assert.IsFalse(Any(Body, Body, Body + first, Body + second, Body + third));
        }

        [TestMethod]
        public void It_is_told_as_soon_as_the_next_conversion_shows_it()
        {
            Spikes spikes = new Spikes();
            Assert.IsFalse(spikes.Add(Body, T));
            Assert.IsFalse(spikes.Add(Body + 3000, T + 100));
            Assert.IsTrue(spikes.Add(Body, T + 200));
            Assert.IsFalse(spikes.Add(Body, T + 300));
        }

        [TestMethod]
        public void One_is_told_in_ten_seconds()
        {
            Spikes spikes = new Spikes();
            Pulse(spikes, T);
            Assert.IsFalse(Pulse(spikes, T + 9999));
            Assert.IsTrue(Pulse(spikes, T + 10000));
        }

        [TestMethod]
        public void Across_a_break_nothing_is_compared()
        {
            Spikes spikes = new Spikes();
            spikes.Add(Body, T);
            spikes.Add(Body + 3000, T + 100);
            spikes.Break();
            Assert.IsFalse(spikes.Add(Body, T + 200));
            Assert.IsFalse(spikes.Add(Body + 3000, T + 300));
            Assert.IsTrue(spikes.Add(Body, T + 400));
        }

        private static bool Any(int a, int b, int c, int d, int e)
        {
            Spikes spikes = new Spikes();
            bool isOne = spikes.Add(a, T);
            isOne |= spikes.Add(b, T + 100);
            isOne |= spikes.Add(c, T + 200);
            isOne |= spikes.Add(d, T + 300);
            return isOne | spikes.Add(e, T + 400);
        }

        private static bool Pulse(Spikes spikes, long nowMs)
        {
            spikes.Add(Body, nowMs - 200);
            spikes.Add(Body + 3000, nowMs - 100);
            return spikes.Add(Body, nowMs);
        }
    }
}
