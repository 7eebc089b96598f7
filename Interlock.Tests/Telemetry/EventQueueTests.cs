using Interlock.Firmware.Telemetry;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Telemetry
{
    [TestClass]
    public class EventQueueTests
    {
        [TestMethod]
        public void Begins_empty()
        {
            EventQueue queue = new EventQueue();
            Assert.AreEqual(0, queue.Count);
            Assert.AreEqual(0, queue.Dropped);
            Assert.AreEqual(16, EventQueue.Capacity);
        }

        [TestMethod]
        public void First_in_first_out()
        {
            EventQueue queue = new EventQueue();
            queue.Post(EventKind.Trip, 8, 5377);
            queue.Post(EventKind.Also, 10, 5800);
            Assert.AreEqual(2, queue.Count);
            Expect(queue, EventKind.Trip, 8, 5377);
            Expect(queue, EventKind.Also, 10, 5800);
            Assert.AreEqual(0, queue.Count);
        }

        [TestMethod]
        public void When_full_the_newest_is_dropped_and_counted()
        {
            EventQueue queue = new EventQueue();
            for (int i = 0; i < 19; i++) queue.Post(EventKind.Also, i, i * 10);
            Assert.AreEqual(16, queue.Count);
            Assert.AreEqual(3, queue.Dropped);
            for (int i = 0; i < 16; i++) Expect(queue, EventKind.Also, i, i * 10);
            Assert.AreEqual(0, queue.Count);
        }

        [TestMethod]
        public void Exactly_16_fit()
        {
            EventQueue queue = new EventQueue();
            for (int i = 0; i < 16; i++) queue.Post(EventKind.Warn, i, i);
            Assert.AreEqual(16, queue.Count);
            Assert.AreEqual(0, queue.Dropped);
        }

        [TestMethod]
        public void It_goes_round()
        {
            EventQueue queue = new EventQueue();
            for (int i = 0; i < 3; i++) queue.Post(EventKind.Warn, i, i);
            for (int i = 3; i < 50; i++)
            {
                queue.Post(EventKind.Refused, i, -i);
                Assert.AreEqual(i - 3, queue.Reason);
                queue.RemoveFirst();
            }

            Assert.AreEqual(3, queue.Count);
            Expect(queue, EventKind.Refused, 47, -47);
        }

        [TestMethod]
        public void A_place_made_free_is_used_again()
        {
            EventQueue queue = new EventQueue();
            for (int i = 0; i < 16; i++) queue.Post(EventKind.Warn, i, i);
            queue.RemoveFirst();
            queue.Post(EventKind.LockOut, 99, 7);
            Assert.AreEqual(16, queue.Count);
            Assert.AreEqual(0, queue.Dropped);
            for (int i = 0; i < 15; i++) queue.RemoveFirst();
            Expect(queue, EventKind.LockOut, 99, 7);
        }

        private static void Expect(EventQueue queue, EventKind kind, int reason, int tipCounts)
        {
            Assert.AreEqual((int)kind, (int)queue.Kind);
            Assert.AreEqual(reason, queue.Reason);
            Assert.AreEqual(tipCounts, queue.TipCounts);
            queue.RemoveFirst();
        }
    }
}
