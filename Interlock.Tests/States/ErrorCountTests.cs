using Interlock.Firmware.States;
using nanoFramework.TestFramework;

namespace Interlock.Tests.States
{
    // Requirement: SR-INTERNAL
    [TestClass]
    public class ErrorCountTests
    {
        [TestMethod]
        [DataRow(0, 0, 0, true)]
        [DataRow(0, 20, 40, true)]
        [DataRow(0, 300000, 599999, true)]
        [DataRow(0, 300000, 600000, false)]
        [DataRow(0, 1, 600000, false)]
        public void The_third_within_ten_minutes_is_one_too_many(int first, int second, int third, bool expected)
        {
            ErrorCount errors = new ErrorCount();
            Assert.IsFalse(errors.Add(first), "first");
            Assert.IsFalse(errors.Add(second), "second");
            Assert.AreEqual(expected, errors.Add(third), "third");
        }

        [TestMethod]
        public void Errors_that_are_far_apart_never_add_up()
        {
            ErrorCount errors = new ErrorCount();
            for (int i = 0; i < 20; i++) Assert.IsFalse(errors.Add(i * 300000L), "error " + i.ToString());
        }

        [TestMethod]
        public void The_window_goes_along_with_time()
        {
            ErrorCount errors = new ErrorCount();
            errors.Add(0);
            errors.Add(590000);
            Assert.IsFalse(errors.Add(600000), "the first is forgotten");
            Assert.IsTrue(errors.Add(600020), "the third of the last ten minutes");
        }
    }
}
