using Interlock.Drivers.Board;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.States
{
    /// <summary>What an act of ARM is, with its numbers: looks 20 ms apart unless said otherwise.</summary>
    // Requirement: SR-ARM
    [TestClass]
    public class ArmButtonTests
    {
        // A course of looks: R rest, P pressed, N neither contact, B both closed.
        private const string Rest500 = "RRRRRRRRRRRRRRRRRRRRRRRRRR";
        private const string Press300 = "PPPPPPPPPPPPPPP";

        [TestMethod]
        public void At_rest_nothing_happens()
        {
            Finger finger = Finger.AtRest();
            finger.Look("RRRR");
            finger.Expect("");
            Assert.IsTrue(finger.Arm.IsAtRest);
            Assert.IsTrue(finger.Arm.IsIdle);
            Assert.IsFalse(finger.Arm.IsTouched);
        }

        [TestMethod]
        public void An_honest_press_begins_presses_and_acts_once_each()
        {
            Finger finger = Finger.AtRest();
            finger.Look(Press300);
            finger.Expect("began pressed");
            finger.Look(Rest500);
            finger.Expect("began pressed acted");
            Assert.IsTrue(finger.Arm.IsAtRest);
            finger.Look("RRRR");
            finger.Expect("began pressed acted");
        }

        [TestMethod]
        public void It_begins_at_its_first_look()
        {
            Finger finger = Finger.AtRest();
            finger.Look("P");
            Assert.IsTrue(finger.Arm.Began);
            Assert.IsTrue(finger.Arm.IsActing);
            Assert.IsTrue(finger.Arm.IsTouched);
            finger.Look("P");
            Assert.IsFalse(finger.Arm.Began);
        }

        // Both contacts pressed at every look for 100 ms: six looks 20 ms apart.
        [TestMethod]
        [DataRow("PPPPP", false)]
        [DataRow("PPPPPP", true)]
        [DataRow("PPPPPRPPPPP", false)]
        [DataRow("PPPPPNPPPPPP", true)]
        [DataRow("NNNNNN", false)]
        [DataRow("BBBBBB", false)]
        [DataRow("PNPNPNPNPNPN", false)]
        public void Pressed_is_a_run_of_100_ms(string looks, bool expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look(looks);
            finger.Expect(expected ? "began pressed" : "began");
        }

        [TestMethod]
        [DataRow(99, false)]
        [DataRow(100, true)]
        public void The_run_is_measured_and_not_counted(int heldMs, bool expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look('P', 20);
            finger.Look('P', heldMs);
            finger.Expect(expected ? "began pressed" : "began");
            finger.Look(Rest500);
            finger.Expect(expected ? "began pressed acted" : "began");
        }

        [TestMethod]
        public void A_second_run_of_100_ms_is_pressed_again()
        {
            Finger finger = Finger.AtRest();
            finger.Look("PPPPPPPPNPPPPPPPP");
            finger.Expect("began pressed pressed");
        }

        // Rest of half a second at every look comes before an act.
        [TestMethod]
        [DataRow(480, false)]
        [DataRow(499, false)]
        [DataRow(500, true)]
        public void Half_a_second_of_rest_ends_it(int restMs, bool expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look(Press300);
            finger.Look('R', 20);
            finger.Look('R', restMs);
            finger.Expect(expected ? "began pressed acted" : "began pressed");
        }

        [TestMethod]
        [DataRow("P")]
        [DataRow("N")]
        [DataRow("B")]
        public void A_look_that_is_not_rest_begins_the_half_second_anew(string contacts)
        {
            Finger finger = Finger.AtRest();
            finger.Look(Press300);
            for (int i = 0; i < 15; i++) finger.Look('R', 20);
            finger.Look(contacts[0], 20);
            finger.Look('R', 20);
            finger.Look('R', 499);
            finger.Expect("began pressed");
            finger.Look('R', 1);
            finger.Expect("began pressed acted");
        }

        // From the act's first look to its run, and from the run's end to the closing rest.
        [TestMethod]
        [DataRow(400, "began pressed acted")]
        [DataRow(401, "began pressed failed")]
        public void The_run_begins_within_400_ms_of_the_first_look(int afterMs, string expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look('N', 20);
            finger.Look('R', 200);
            finger.Look('P', afterMs - 200);
            finger.Look("PPPPPPPPPP");
            finger.Look(Rest500);
            finger.Expect(expected);
        }

        [TestMethod]
        [DataRow(400, "began pressed acted")]
        [DataRow(401, "began pressed failed")]
        public void The_closing_rest_begins_within_400_ms_of_the_runs_end(int afterMs, string expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look(Press300);
            finger.Look('N', 200);
            finger.Look('R', afterMs - 200);
            finger.Look(Rest500);
            finger.Expect(expected);
        }

        [TestMethod]
        public void The_longest_run_counts()
        {
            // Bounce, the press, bounce: the runs at either end are shorter.
            Finger finger = Finger.AtRest();
            finger.Look("PRPPRPPP" + "N" + "PPPPPPPPPPPP" + "RPPRPPP");
            finger.Look(Rest500);
            finger.Expect("began pressed acted");
        }

        [TestMethod]
        public void Of_two_runs_alike_the_first_counts()
        {
            // The second begins more than 400 ms after the act's first look.
            Finger finger = Finger.AtRest();
            finger.Look("PPPPPPPPPPNNNNNNNNNNNNPPPPPPPPPP");
            finger.Look(Rest500);
            finger.Expect("began pressed pressed failed");
        }

        // A break-before-make button has neither contact for 2 to 20 ms, a worn one bounces for 200.
        [TestMethod]
        [DataRow("N" + Press300 + "N")]
        [DataRow("B" + Press300 + "B")]
        [DataRow("PNRPNRPNRP" + Press300 + "NPRNPRNPRN")]
        [DataRow(Press300 + "RPRPRPRPRP")]
        [DataRow(Press300 + "RRRRPPPPRRPP")]
        [DataRow(Press300 + Press300)]
        public void Bounce_and_gaps_neither_count_nor_spoil(string looks)
        {
            Finger finger = Finger.AtRest();
            finger.Look(looks);
            finger.Look(Rest500);
            Assert.AreEqual(1, finger.Acts);
            Assert.AreEqual(0, finger.Failures);
            finger.Look(Rest500);
            Assert.AreEqual(1, finger.Acts);
        }

        // Closes again up to three times, up to 100 ms each, within 200 ms after it was let go.
        [TestMethod]
        [DataRow("RPPPPPR")]
        [DataRow("RPRPRP")]
        [DataRow("RRPPPRPPP")]
        [DataRow("RPPRPPRPP")]
        public void A_worn_button_that_closes_again_does_one_thing(string bounces)
        {
            Finger finger = Finger.AtRest();
            finger.Look(Press300 + bounces);
            finger.Look(Rest500);
            Assert.AreEqual(1, finger.Acts);
        }

        [TestMethod]
        [DataRow(10)]
        [DataRow(20)]
        [DataRow(30)]
        [DataRow(50)]
        public void Presses_of_0_3_to_4_s_act_at_any_spacing_of_looks(int everyMs)
        {
            for (int heldMs = 300; heldMs <= 4000; heldMs += 370)
            {
                Finger finger = Finger.AtRest();
                for (int ms = 0; ms < heldMs; ms += everyMs) finger.Look('P', everyMs);
                for (int ms = 0; ms < 600; ms += everyMs) finger.Look('R', everyMs);
                finger.Expect("began pressed acted");
            }
        }

        [TestMethod]
        public void Gaps_of_10_to_50_ms_between_looks_change_nothing()
        {
            for (int phase = 0; phase < 5; phase++)
            {
                Finger finger = Finger.AtRest();
                for (int i = 0; i < 14; i++) finger.Look('P', 10 + (i + phase) % 5 * 10);
                for (int i = 0; i < 22; i++) finger.Look('R', 10 + (i * 3 + phase) % 5 * 10);
                finger.Expect("began pressed acted");
            }
        }

        // A touch does nothing and is no failure; more than 200 ms that was no press is told.
        [TestMethod]
        [DataRow(200, "began")]
        [DataRow(201, "began failed")]
        public void An_act_of_more_than_200_ms_that_ends_uncounted_has_failed(int lastedMs, string expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look('N', 20);
            finger.Look('N', lastedMs - 20);
            finger.Look('R', 20);
            finger.Look('R', 500);
            finger.Expect(expected);
        }

        [TestMethod]
        [DataRow(4999, "began pressed")]
        [DataRow(5000, "began pressed toolong")]
        public void An_act_that_reaches_5_s_is_too_long_then(int heldMs, string expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look('P', 20);
            for (int i = 0; i < 10; i++) finger.Look('P', 400);
            finger.Look('P', heldMs - 4000);
            finger.Expect(expected);
        }

        [TestMethod]
        public void A_press_that_was_too_long_is_told_once_and_its_end_is_nothing()
        {
            Finger finger = Finger.AtRest();
            for (int i = 0; i < 600; i++) finger.Look('P', 20);
            finger.Look(Rest500);
            finger.Expect("began pressed toolong");
            finger.Look(Press300);
            finger.Look(Rest500);
            finger.Expect("began pressed toolong began pressed acted");
        }

        [TestMethod]
        public void A_rest_that_ends_the_act_at_5_s_is_too_long_all_the_same()
        {
            Finger finger = Finger.AtRest();
            for (int ms = 0; ms < 4520; ms += 20) finger.Look('P', 20);
            for (int ms = 4520; ms <= 5040; ms += 20) finger.Look('R', 20);
            finger.Expect("began pressed toolong");
        }

        // Contacts that disagree for more than 500 ms are a broken wire.
        [TestMethod]
        [DataRow("N", 500, false)]
        [DataRow("N", 501, true)]
        [DataRow("B", 500, false)]
        [DataRow("B", 501, true)]
        public void Contacts_that_disagree_for_more_than_500_ms_are_bad(string contacts, int forMs, bool expected)
        {
            Finger finger = Finger.AtRest();
            finger.Look(contacts[0], 20);
            finger.Look(contacts[0], 200);
            finger.Look(contacts[0], forMs - 200);
            Assert.AreEqual(expected, finger.Arm.IsContactBad);
        }

        [TestMethod]
        public void Contacts_that_agree_in_between_are_not_bad()
        {
            Finger finger = Finger.AtRest();
            for (int i = 0; i < 100; i++)
            {
                finger.Look('N', 20);
                finger.Look('N', 400);
                finger.Look(i % 2 == 0 ? 'P' : 'R', 20);
                Assert.IsFalse(finger.Arm.IsContactBad);
            }
        }

        [TestMethod]
        public void Bad_contacts_are_good_again_after_half_a_second_of_rest()
        {
            Finger finger = Finger.AtRest();
            for (int i = 0; i < 40; i++) finger.Look('N', 20);
            Assert.IsTrue(finger.Arm.IsContactBad);
            finger.Look('R', 20);
            finger.Look('R', 499);
            Assert.IsTrue(finger.Arm.IsContactBad);
            finger.Look('R', 1);
            Assert.IsFalse(finger.Arm.IsContactBad);
            finger.Expect("began failed");
        }

        // A broken wire of the normally open contact shows at a press, of the normally closed one at once.
        [TestMethod]
        public void A_press_with_a_broken_wire_fails()
        {
            Finger finger = Finger.AtRest();
            for (int i = 0; i < 15; i++) finger.Look('N', 20);
            finger.Look(Rest500);
            finger.Expect("began failed");
            Assert.IsFalse(finger.Arm.IsContactBad);
        }

        [TestMethod]
        public void A_broken_wire_that_stays_is_bad_and_too_long()
        {
            Finger finger = Finger.AtRest();
            for (int i = 0; i < 26; i++) finger.Look('N', 20);
            Assert.IsFalse(finger.Arm.IsContactBad);
            finger.Look('N', 20);
            Assert.IsTrue(finger.Arm.IsContactBad, "within 0.6 s");
            for (int i = 0; i < 400; i++) finger.Look('N', 20);
            finger.Expect("began toolong");
        }

        [TestMethod]
        public void ARM_held_at_power_on_is_no_act()
        {
            Finger finger = new Finger();
            for (int i = 0; i < 400; i++) finger.Look('P', 20);
            Assert.IsFalse(finger.Arm.IsAtRest);
            Assert.IsFalse(finger.Arm.IsActing);
            Assert.IsTrue(finger.Arm.IsTouched);
            Assert.AreEqual(0, finger.Acts + finger.Failures);
            finger.Look(Rest500);
            Assert.IsTrue(finger.Arm.IsAtRest);
            Assert.AreEqual(0, finger.Acts + finger.Failures, "letting go is no act either");
            finger.Look(Press300);
            finger.Look(Rest500);
            Assert.AreEqual(1, finger.Acts);
        }

        [TestMethod]
        public void A_press_in_the_first_half_second_is_no_act()
        {
            Finger finger = new Finger();
            finger.Look("RRRRRRRRRRRRRRRRRRRRRRRR");
            finger.Look(Press300);
            finger.Look(Rest500);
            Assert.AreEqual(0, finger.Acts);
        }

        // Pick-up on both wires alike: square waves whose half period is shorter than the run that a press needs.
        [TestMethod]
        [DataRow(10)]
        [DataRow(17)]
        [DataRow(20)]
        [DataRow(23)]
        [DataRow(33)]
        [DataRow(40)]
        [DataRow(50)]
        [DataRow(77)]
        [DataRow(99)]
        public void Pick_up_above_5_Hz_never_acts(int halfPeriodMs)
        {
            Finger finger = Finger.AtRest();
            for (int ms = 0; ms < 8000; ms += 20) finger.Look(ms / halfPeriodMs % 2 == 0 ? 'P' : 'R', 20);
            finger.Look(Rest500);
            Assert.AreEqual(0, finger.Acts);
        }

        [TestMethod]
        public void Pick_up_that_stands_still_against_the_looks_is_too_long_and_never_acts()
        {
            // 50 Hz looked at every 20 ms is a level; it ends in one look that sees the other half.
            Finger finger = Finger.AtRest();
            for (int i = 0; i < 500; i++) finger.Look(i % 40 == 39 ? 'R' : 'P', 20);
            finger.Look(Rest500);
            Assert.AreEqual(0, finger.Acts);
        }

        /// <summary>A button and what was told of it.</summary>
        private sealed class Finger
        {
            public readonly ArmButton Arm = new ArmButton();
            private long _nowMs = 10000;
            private string _told = "";

            public int Acts { get; private set; }

            public int Failures { get; private set; }

            /// <summary>A button that has rested for half a second.</summary>
            public static Finger AtRest()
            {
                Finger finger = new Finger();
                finger.Look('R', 20);
                finger.Look('R', 500);
                return finger;
            }

            public void Look(string course)
            {
                for (int i = 0; i < course.Length; i++) Look(course[i], 20);
            }

            public void Look(char contacts, int afterMs)
            {
                _nowMs += afterMs;
                Arm.Look(LevelsOf(contacts), _nowMs);
                if (Arm.Began) Tell("began");
                if (Arm.HasPressed) Tell("pressed");
                if (Arm.IsTooLong) Tell("toolong");
                if (Arm.HasActed) Tell("acted");
                if (Arm.HasFailed) Tell("failed");
                if (Arm.HasActed) Acts++;
                if (Arm.HasFailed) Failures++;
            }

            /// <summary>Fails unless this was told, each in its look.</summary>
            public void Expect(string told)
            {
                Assert.AreEqual(told, _told);
            }

            private static int LevelsOf(char contacts)
            {
                if (contacts == 'R') return Inputs.Rest;
                if (contacts == 'P') return Inputs.Rest & ~Levels.Arm | Levels.ArmRest;
                return contacts == 'N' ? Inputs.Rest | Levels.ArmRest : Inputs.Rest & ~Levels.Arm;
            }

            private void Tell(string what)
            {
                _told += (_told.Length > 0 ? " " : "") + what;
            }
        }
    }
}
