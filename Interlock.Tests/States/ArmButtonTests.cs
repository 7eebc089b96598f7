using Interlock.Firmware.States;
using nanoFramework.TestFramework;

namespace Interlock.Tests.States
{
    [TestClass]
    public class ArmButtonTests
    {
        private const long T = 10000;

        [TestMethod]
        public void At_rest_nothing_happens()
        {
            ArmButton arm = new ArmButton();
            arm.Sample(false, T);
            Expect(arm, false, false, false, false);
        }

        [TestMethod]
        public void A_press_begins_once()
        {
            ArmButton arm = new ArmButton();
            arm.Sample(true, T);
            Expect(arm, true, false, false, false);
            arm.Sample(true, T + 20);
            Expect(arm, false, false, false, false);
        }

        [TestMethod]
        [DataRow(49, false)]
        [DataRow(50, true)]
        public void It_counts_from_50_ms_on(int heldMs, bool expected)
        {
            ArmButton arm = new ArmButton();
            arm.Sample(true, T);
            arm.Sample(true, T + heldMs);
            Expect(arm, false, expected, false, false);
        }

        [TestMethod]
        public void It_counts_once()
        {
            ArmButton arm = new ArmButton();
            arm.Sample(true, T);
            arm.Sample(true, T + 50);
            arm.Sample(true, T + 100);
            Expect(arm, false, false, false, false);
        }

        [TestMethod]
        public void A_press_that_was_too_short_is_no_click()
        {
            ArmButton arm = new ArmButton();
            arm.Sample(true, T);
            arm.Sample(true, T + 49);
            arm.Sample(false, T + 1000);
            Expect(arm, false, false, false, false);
        }

        [TestMethod]
        [DataRow(100, false)]
        [DataRow(4999, false)]
        [DataRow(5000, false)]
        [DataRow(5001, true)]
        [DataRow(60000, true)]
        public void Letting_go_is_a_click_up_to_5_s(int heldMs, bool tooLong)
        {
            ArmButton arm = new ArmButton();
            arm.Sample(true, T);
            arm.Sample(true, T + 50);
            arm.Sample(false, T + heldMs);
            Expect(arm, false, false, !tooLong, tooLong);
            arm.Sample(false, T + heldMs + 50);
            Expect(arm, false, false, false, false);
        }

        [TestMethod]
        public void The_next_press_is_as_good_as_the_first()
        {
            ArmButton arm = new ArmButton();
            arm.Sample(true, T);
            arm.Sample(true, T + 6000);
            arm.Sample(false, T + 6050);
            arm.Sample(true, T + 7000);
            Expect(arm, true, false, false, false);
            arm.Sample(true, T + 7050);
            Expect(arm, false, true, false, false);
            arm.Sample(false, T + 7100);
            Expect(arm, false, false, true, false);
        }

        [TestMethod]
        public void A_short_press_after_a_long_one_is_no_click()
        {
            ArmButton arm = new ArmButton();
            arm.Sample(true, T);
            arm.Sample(true, T + 100);
            arm.Sample(false, T + 150);
            arm.Sample(true, T + 200);
            arm.Sample(false, T + 240);
            Expect(arm, false, false, false, false);
        }

        private static void Expect(ArmButton arm, bool began, bool pressed, bool clicked, bool heldTooLong)
        {
            Assert.AreEqual(began, arm.Began, "Began");
            Assert.AreEqual(pressed, arm.Pressed, "Pressed");
            Assert.AreEqual(clicked, arm.Clicked, "Clicked");
            Assert.AreEqual(heldTooLong, arm.HeldTooLong, "HeldTooLong");
        }
    }
}
