using Interlock.Drivers.Max31856;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Boxes
{
    /// <summary>
    /// Every row of the trip table through the whole tick: the cause that is named, and how many ticks of 20 ms that takes.
    /// The scripted chip converts every fifth tick, and a relay follows one tick later.
    /// </summary>
    [TestClass]
    public class TripRowTests
    {
        // Requirement: SR-STOP
        [TestMethod]
        public void STOP_trips_in_its_tick()
        {
            Box box = Box.Permitted();
            box.Board.StopPressed = true;
            AssertTrips(box, "STOP_PRESSED", 1);
        }

        // Requirement: SR-STOP
        [TestMethod]
        public void A_broken_STOP_wire_trips_in_its_tick()
        {
            Box box = Box.Permitted();
            box.Board.StopWireBroken = true;
            AssertTrips(box, "STOP_PRESSED", 1);
        }

        // Requirement: SR-BUS
        [TestMethod]
        [DataRow(0x00)]
        [DataRow(0xFF)]
        public void A_dead_bus_trips(int value)
        {
            Box box = Box.Permitted();
            box.Chip.StuckByte = value;
            AssertTrips(box, "SENSOR_BUS", 5);
            box.AssertSaid("ev=TRIP cause=SENSOR_BUS tc=--*");
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        [DataRow(0x00, 0x01)]
        [DataRow(0x00, 0x04)]
        [DataRow(0x01, 0x01)]
        [DataRow(0x01, 0x40)]
        [DataRow(0x02, 0x08)]
        [DataRow(0x05, 0x80)]
        [DataRow(0x06, 0x01)]
        [DataRow(0x08, 0x10)]
        [DataRow(0x09, 0x01)]
        public void A_flipped_bit_of_configuration_trips(int register, int bit)
        {
            Box box = Box.Permitted();
            box.Chip.Flip(register, bit);
            AssertTrips(box, "SENSOR_CONFIG", 5);
        }

        // K2 must not stay blind until a person comes: the trip stays latched, the configuration is written at once.
        // Requirement: SR-CONFIG
        [TestMethod]
        public void A_changed_configuration_is_written_again_without_waiting_for_a_person()
        {
            Box box = Box.Permitted();
            box.Chip.Flip(Register.Mask, 0x08);
            box.RunUntil(State.Tripped, 5);
            Assert.AreEqual(0x00, box.Chip.Holds(Register.Mask));
            box.Run(Box.ReleaseTicks);
            box.AssertTripped("SENSOR_CONFIG");
            box.Run(25);
            box.Acknowledge();
            box.Run(30);
            box.Arm();
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void A_configuration_that_changes_while_inhibited_is_refused_and_written_again()
        {
            Box box = Box.Inhibited();
            box.Chip.Flip(Register.ColdJunctionOffset, 0x20);
            box.Run(5);
            Assert.AreEqual(0x00, box.Chip.Holds(Register.ColdJunctionOffset));
            box.AssertRefused("SENSOR_CONFIG");
            box.Run(30);
            box.Arm();
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void A_configuration_that_cannot_be_written_never_arms()
        {
            Box box = Box.Inhibited();
            box.Chip.StuckRegister = Register.Mask;
            box.Chip.StuckOnes = 0x08;
            box.Chip.Flip(Register.Mask, 0x08);
            for (int i = 0; i < 4; i++)
            {
                box.Run(60);
                box.AssertRefused("SENSOR_CONFIG");
            }
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void A_chip_that_was_reset_trips_and_is_configured_again()
        {
            Box box = Box.Permitted();
            AwaitConversion(box);
            box.Chip.PowerOn();
            AssertTrips(box, "SENSOR_CONFIG", 7);
            box.Run(Box.ReleaseTicks);
            Assert.AreEqual(0x95, box.Chip.Holds(Register.Configuration0));
            Assert.AreEqual(0x02CF, box.Threshold);
            box.AssertState(State.Tripped);
        }

        // One wrong bit on the bus is no broken chip; three conversions of eight with one are a bus that can't be believed.
        // Requirement: SR-BUS
        [TestMethod]
        public void Wrong_bits_in_two_of_eight_conversions_do_not_trip_and_in_three_do()
        {
            Box box = Box.Permitted();
            box.Chip.GarbledRegister = Register.Configuration1;
            int unknown = box.Lines.Holding(" tc=-- ");
            for (int i = 0; i < 12; i++)
            {
                box.Chip.GarbledBursts = i % 4 == 0 ? 1 : 0;
                AwaitConversion(box);
            }

            box.AssertState(State.Permitted);
            Assert.AreEqual(unknown, box.Lines.Holding(" tc=-- "), "readings lost");
            for (int i = 0; i < 3 && box.Loop.State == State.Permitted; i++)
            {
                box.Chip.GarbledBursts = 1;
                AwaitConversion(box);
            }

            box.AssertTripped("SENSOR_BUS");
        }

        // Requirement: SR-BUS
        [TestMethod]
        public void A_chip_that_takes_no_write_trips_within_1_5_s()
        {
            Box box = Box.Permitted();
            box.Chip.IsDeaf = true;
            box.RunUntil(State.Tripped, 75);
            box.AssertTripped("SENSOR_BUS");
        }

        // Requirement: SR-OPEN
        [TestMethod]
        public void An_open_probe_trips_at_the_next_open_test()
        {
            Box box = Box.Permitted();
            box.Chip.IsOpen = true;
            AssertTrips(box, "SENSOR_OPEN", 20);
            box.AssertSaid("ev=TRIP cause=SENSOR_OPEN tc=--*");
        }

        // Requirement: SR-VOLTAGE
        [TestMethod]
        public void An_over_voltage_trips_in_its_tick()
        {
            Box box = Box.Permitted();
            box.Chip.IsOverVoltage = true;
            AssertTrips(box, "SENSOR_VOLTAGE", 1);
        }

        // Requirement: SR-RANGE
        [TestMethod]
        [DataRow(Status.ThermocoupleRange)]
        [DataRow(Status.ColdJunctionRange)]
        public void A_clamped_reading_trips(int bits)
        {
            Box box = Box.Permitted();
            box.Chip.RangeBits = bits;
            AssertTrips(box, "SENSOR_RANGE", 5);
        }

        // Requirement: SR-STALE
        [TestMethod]
        public void A_chip_that_stops_converting_trips_200_ms_after_its_last_conversion()
        {
            Box box = Box.Permitted();
            AwaitConversion(box);
            box.Chip.ConversionTicks = 1000;
            box.Chip.Convert();
            box.Tick();
            box.Run(9);
            box.AssertState(State.Permitted);
            AssertTrips(box, "SENSOR_STALE", 1);
        }

        // Requirement: SR-STALE
        [TestMethod]
        public void Data_ready_stuck_low_trips()
        {
            Box box = Box.Permitted();
            AwaitConversion(box);
            box.Board.DataReadyStuckLow = true;
            AssertTrips(box, "SENSOR_STALE", 11);
        }

        // Requirement: SR-FROZEN
        [TestMethod]
        public void A_reading_that_repeats_trips_within_4_s()
        {
            Box box = Box.Permitted();
            box.Chip.Noise = 0;
            int ticks = AssertTrips(box, "SENSOR_FROZEN", 165);
            Assert.IsTrue(ticks >= 155, ticks.ToString());
        }

        // Requirement: SR-OVER
        [TestMethod]
        public void Heat_of_42_00_trips_with_the_second_conversion()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 5376;
            int ticks = AssertTrips(box, "OVER_TEMPERATURE", 10);
            Assert.IsTrue(ticks >= 6, ticks.ToString());
        }

        // Requirement: SR-OVER
        [TestMethod]
        public void A_ramp_trips_at_42_00_and_not_before()
        {
            Box box = Box.Permitted();
            box.Chip.Noise = 0;
            box.Ramp(5375);
            box.Chip.Noise = -1;
            box.Run(50);
            box.AssertState(State.Permitted);
            box.Chip.TipCounts = 5377;
            AssertTrips(box, "OVER_TEMPERATURE", 10);
        }

        // Requirement: SR-OVER
        // Requirement: SR-VOTE
        [TestMethod]
        public void One_spike_does_not_trip()
        {
            Box box = Box.Permitted();
            AwaitConversion(box);
            box.Chip.TipCounts = 43 * 128;
            box.Run(5);
            box.Chip.TipCounts = 37 * 128;
            box.Run(50);
            box.AssertState(State.Permitted);
        }

        // Requirement: SR-UNDER
        [TestMethod]
        public void Cold_below_15_00_trips_with_the_chips_own_comparison()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 1918;
            AssertTrips(box, "UNDER_TEMPERATURE", 5);
        }

        // Requirement: SR-UNDER
        [TestMethod]
        public void Cold_of_15_00_does_not_trip_for_its_temperature()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 1920;
            box.Run(20);
            box.AssertState(State.Permitted);
            AssertTrips(box, "PROBE_MOVED", 30);
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void Heat_of_45_00_at_once_is_the_hardware_limit()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 5760;
            AssertTrips(box, "HARDWARE_LIMIT", 5);
            Assert.IsFalse(box.Board.K2, "K2 by its own latch");
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void Heat_of_less_than_45_00_leaves_K2_alone()
        {
            Box box = Box.Inhibited();
            box.Chip.TipCounts = 41 * 128 + 64;
            box.Press();
            box.AssertState(State.Inhibited);
            Assert.IsTrue(box.Board.K2, "the refused press has pulled K2 in");
            box.Chip.Noise = 0;
            box.Chip.TipCounts = 719 * 8;
            box.Run(20);
            Assert.IsTrue(box.Board.K2);
            box.Chip.TipCounts = 719 * 8 + 1;
            box.Run(10);
            Assert.IsFalse(box.Board.K2);
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void FAULT_low_that_no_status_explains_is_the_hardware_limit()
        {
            Box box = Box.Permitted();
            AwaitConversion(box);
            box.Run(4);
            box.Board.FaultPinLow = true;
            box.Tick();
            box.AssertTripped("HARDWARE_LIMIT");
            box.RunUntil(State.LockedOut, 6);
            box.AssertFirstCause("HARDWARE_LIMIT");
            box.Run(6);
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_OPEN");
        }

        // Requirement: SR-K2
        [TestMethod]
        public void A_K2_that_drops_out_trips_in_its_tick()
        {
            Box box = Box.Permitted();
            box.Board.K2CoilOpen = true;
            AssertTrips(box, "K2_RELEASED", 1);
            Assert.AreEqual(0, box.Lines.Holding("ev=LINE_MOVED"), "the trip tells of the move");
        }

        // A dip of the coils' rail takes both relays, and its memory keeps both out.
        // Requirement: SR-K2
        [TestMethod]
        public void A_dip_of_the_coils_supply_trips_once_and_the_line_stays_open()
        {
            Box box = Box.Permitted();
            box.Board.RailDips = true;
            box.Tick();
            box.Board.RailDips = false;
            box.AssertTripped("K2_RELEASED");
            box.Run(Box.ReleaseTicks);
            Assert.IsFalse(box.Board.K1 || box.Board.K2);
            Assert.AreEqual(0, box.ClosedAgainstState);
            Assert.AreEqual(1, box.Lines.Holding("ev=TRIP"));
            Assert.AreEqual(0, box.Lines.Holding("ev=ALSO"), "one cause, one word");
            Assert.AreEqual(0, box.Lines.Holding("ev=LINE_MOVED"));
        }

        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(3841)]
        [DataRow(-1)]
        public void A_cold_junction_out_of_range_trips_with_the_second_conversion(int counts)
        {
            Box box = Box.Permitted();
            box.Chip.ColdJunctionCounts = counts;
            int ticks = AssertTrips(box, "COLD_JUNCTION", 10);
            Assert.IsTrue(ticks >= 6, ticks.ToString());
        }

        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(3840)]
        [DataRow(0)]
        public void A_cold_junction_at_its_limit_does_not(int counts)
        {
            Box box = Box.Permitted();
            box.Chip.ColdJunctionCounts = counts;
            box.Run(50);
            box.AssertState(State.Permitted);
        }

        // Requirement: SR-MOVED
        [TestMethod]
        [DataRow(4)]
        [DataRow(-4)]
        public void A_step_of_4_degrees_trips_with_the_seventh_conversion(int celsius)
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts += celsius * 128;
            int ticks = AssertTrips(box, "PROBE_MOVED", 35);
            Assert.IsTrue(ticks >= 31, ticks.ToString());
        }

        // Requirement: SR-MOVED
        [TestMethod]
        public void Tissue_that_heats_is_not_a_moved_probe()
        {
            Box box = Box.Permitted();
            box.Ramp(5300);
            box.Ramp(4000);
            box.AssertState(State.Permitted);
        }

        // Requirement: SR-TIME
        [TestMethod]
        // The watchdog has let K1 go meanwhile.
        [DataRow(359899, "RELAY_DID_NOT_CLOSE")]
        [DataRow(359900, "TIME_LIMIT")]
        public void Six_minutes_of_permission_trip_though_the_clock_jumped(int afterMs, string expected)
        {
            Box box = Box.Inhibited();
            box.Arm();
            box.Run(5);
            box.Chip.Convert();
            box.TickAfter(afterMs);
            box.AssertTripped(expected);
        }

        // Requirement: SR-CLOSE
        [TestMethod]
        public void A_K1_that_does_not_pull_in_trips()
        {
            Box box = Box.Inhibited();
            box.Board.K1CoilOpen = true;
            box.Arm();
            int ticks = AssertTrips(box, "RELAY_DID_NOT_CLOSE", 14);
            Assert.IsTrue(ticks >= 13, ticks.ToString());
        }

        // Requirement: SR-CLOSE
        [TestMethod]
        public void A_K1_that_drops_out_trips()
        {
            Box box = Box.Permitted();
            box.Run(10);
            box.Board.K1CoilOpen = true;
            AssertTrips(box, "RELAY_DID_NOT_CLOSE", 1);
        }

        // Requirement: SR-CLOSE
        [TestMethod]
        public void A_K1_that_never_pulls_in_twice_running_locks_out()
        {
            Box box = Box.Inhibited();
            box.Board.K1CoilOpen = true;
            box.Arm();
            box.RunUntil(State.Tripped, 15);
            box.Run(60);
            box.Acknowledge();
            box.Run(60);
            box.Arm();
            box.RunUntil(State.LockedOut, 15);
            box.Run(5);
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_CLOSE");
        }

        // Requirement: SR-DEADLINE
        [TestMethod]
        public void A_tick_more_than_50_ms_after_the_one_before_trips()
        {
            Box box = Box.Permitted();
            box.Chip.Convert();
            box.TickAfter(50);
            box.AssertState(State.Permitted);
            box.Run(3);
            box.Chip.Convert();
            box.TickAfter(51);
            box.AssertTripped("DEADLINE_MISSED");
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void A_bus_that_throws_trips_and_tells()
        {
            Box box = Box.Permitted();
            AwaitConversion(box);
            box.Run(4);
            int beats = box.Board.Beats;
            box.Chip.Throws = 1;
            box.Tick();
            box.AssertTripped("INTERNAL");
            Assert.AreEqual(beats, box.Board.Beats, "no edge in the tick that failed");
            Assert.AreEqual(1, box.Board.Openings, "the line is opened by both channels");
            Assert.IsTrue(box.Board.Red && box.Board.Sounder, "alarm");
            box.Run(4);
            box.AssertSaid("ev=ERROR cause=INTERNAL");
            box.AssertSaid("ev=TRIP cause=INTERNAL");
            box.AssertSaid("$PROC");
            box.AssertSaid("end=INTERNAL");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void A_board_that_throws_trips()
        {
            Box box = Box.Permitted();
            box.Board.Throws = 1;
            AssertTrips(box, "INTERNAL", 1);
        }

        private static void AwaitConversion(Box box)
        {
            int before = box.Chip.Bursts;
            for (int i = 0; i < 8 && box.Chip.Bursts == before; i++) box.Tick();
        }

        /// <summary>The box trips within so many ticks, by the cause, says so, and the line is open a tick later.</summary>
        private static int AssertTrips(Box box, string cause, int most)
        {
            box.AssertState(State.Permitted);
            int ticks = box.RunUntil(State.Tripped, most);
            box.AssertTripped(cause);
            int beats = box.Board.Beats;
            Assert.IsTrue(box.Board.Red && box.Board.Sounder, "alarm");
            box.Run(3);
            Assert.IsFalse(box.Board.LineIsClosed, "line");
            Assert.AreEqual(0, box.ClosedAgainstState, "ticks with the line closed after the trip");
            Assert.AreEqual(beats, box.Board.Beats, "edges of HEARTBEAT after the trip");
            box.AssertSaid("ev=TRIP cause=" + cause + " ");
            Assert.AreEqual(1, box.Lines.Holding("ev=TRIP"));
            box.AssertState(State.Tripped);
            return ticks;
        }
    }
}
