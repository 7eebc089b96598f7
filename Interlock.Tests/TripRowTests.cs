using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests
{
    /// <summary>
    /// Every row of the trip table through the whole tick: the cause that is named, and how many ticks of 50 ms that takes.
    /// The scripted chip converts every second tick, and a relay follows one tick later.
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
            AssertTrips(box, Cause.StopPressed, 1);
        }

        // Requirement: SR-STOP
        [TestMethod]
        public void A_broken_STOP_wire_trips_in_its_tick()
        {
            Box box = Box.Permitted();
            box.Board.StopWireBroken = true;
            AssertTrips(box, Cause.StopPressed, 1);
        }

        // Requirement: SR-BUS
        [TestMethod]
        [DataRow(0x00)]
        [DataRow(0xFF)]
        public void A_dead_bus_trips(int value)
        {
            Box box = Box.Permitted();
            box.Chip.StuckByte = value;
            AssertTrips(box, Cause.SensorBus, 2);
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
            AssertTrips(box, Cause.SensorConfig, 2);
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void A_changed_configuration_is_acknowledged_by_writing_it_again()
        {
            Box box = Box.Permitted();
            box.Chip.Flip(Register.Mask, 0x08);
            AssertTrips(box, Cause.SensorConfig, 2);
            box.Run(10);
            Assert.AreEqual(0x08, box.Chip.Holds(Register.Mask));
            box.Press(3);
            box.AssertState(State.Inhibited);
            Assert.AreEqual(0x00, box.Chip.Holds(Register.Mask));
            box.Press(3);
            box.AssertState(State.Inhibited);
            box.Run(25);
            box.AssertSaid("ev=REFUSED why=SENSOR_CONFIG");
            box.Arm();
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void A_configuration_that_changes_while_inhibited_is_refused_and_written_again()
        {
            Box box = Box.Inhibited();
            box.Chip.Flip(Register.ColdJunctionOffset, 0x20);
            box.Run(10);
            box.Press(3);
            box.Run(2);
            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=REFUSED why=SENSOR_CONFIG");
            Assert.AreEqual(0x00, box.Chip.Holds(Register.ColdJunctionOffset));
            box.Run(25);
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
                box.Run(25);
                box.Press(3);
                box.AssertState(State.Inhibited);
            }
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void A_chip_that_was_reset_trips()
        {
            Box box = Box.Permitted();
            box.Chip.PowerOn();
            box.RunUntil(State.Tripped, 5);
            Assert.IsTrue(box.Loop.FirstCause == (int)Cause.SensorConfig || box.Loop.FirstCause == (int)Cause.SensorStale);
        }

        // Requirement: SR-OPEN
        [TestMethod]
        public void An_open_probe_trips_at_the_next_open_test()
        {
            Box box = Box.Permitted();
            box.Chip.IsOpen = true;
            AssertTrips(box, Cause.SensorOpen, 8);
            box.AssertSaid("ev=TRIP cause=SENSOR_OPEN tc=--*");
        }

        // Requirement: SR-VOLTAGE
        [TestMethod]
        public void An_over_voltage_trips_in_its_tick()
        {
            Box box = Box.Permitted();
            box.Chip.IsOverVoltage = true;
            AssertTrips(box, Cause.SensorVoltage, 1);
        }

        // Requirement: SR-RANGE
        [TestMethod]
        [DataRow(Status.ThermocoupleRange)]
        [DataRow(Status.ColdJunctionRange)]
        public void A_clamped_reading_trips(int bits)
        {
            Box box = Box.Permitted();
            box.Chip.RangeBits = bits;
            AssertTrips(box, Cause.SensorRange, 2);
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
            box.Run(3);
            box.AssertState(State.Permitted);
            AssertTrips(box, Cause.SensorStale, 1);
        }

        // Requirement: SR-STALE
        [TestMethod]
        public void Data_ready_stuck_low_trips()
        {
            Box box = Box.Permitted();
            box.Board.DataReadyStuckLow = true;
            AssertTrips(box, Cause.SensorStale, 6);
        }

        // Requirement: SR-FROZEN
        [TestMethod]
        public void A_reading_that_repeats_trips_within_4_s()
        {
            Box box = Box.Permitted();
            box.Chip.Noise = 0;
            int ticks = AssertTrips(box, Cause.SensorFrozen, 66);
            Assert.IsTrue(ticks >= 61, ticks.ToString());
        }

        // Requirement: SR-OVER
        [TestMethod]
        public void Heat_of_42_00_trips_with_the_second_conversion()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 5376;
            int ticks = AssertTrips(box, Cause.OverTemperature, 4);
            Assert.IsTrue(ticks >= 3, ticks.ToString());
        }

        // Requirement: SR-OVER
        [TestMethod]
        public void A_ramp_trips_at_42_00_and_not_before()
        {
            Box box = Box.Permitted();
            box.Chip.Noise = 0;
            box.Ramp(5375);
            box.Chip.Noise = -1;
            box.Run(20);
            box.AssertState(State.Permitted);
            box.Chip.TipCounts = 5377;
            AssertTrips(box, Cause.OverTemperature, 4);
        }

        // Requirement: SR-OVER
        // Requirement: SR-VOTE
        [TestMethod]
        public void One_spike_does_not_trip()
        {
            Box box = Box.Permitted();
            AwaitConversion(box);
            box.Chip.TipCounts = 43 * 128;
            box.Run(2);
            box.Chip.TipCounts = 37 * 128;
            box.Run(20);
            box.AssertState(State.Permitted);
        }

        // Requirement: SR-UNDER
        [TestMethod]
        public void Cold_below_15_00_trips_with_the_chips_own_comparison()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 1918;
            AssertTrips(box, Cause.UnderTemperature, 2);
        }

        // Requirement: SR-UNDER
        [TestMethod]
        public void Cold_of_15_00_does_not_trip_for_its_temperature()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 1920;
            box.Run(8);
            box.AssertState(State.Permitted);
            AssertTrips(box, Cause.ProbeMoved, 12);
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void Heat_of_45_00_at_once_is_the_hardware_limit()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 5760;
            AssertTrips(box, Cause.HardwareLimit, 2);
            Assert.IsFalse(box.Board.K2, "K2 by its own latch");
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void Heat_of_less_than_45_00_leaves_K2_alone()
        {
            Box box = Box.Permitted();
            box.Chip.Noise = 0;
            box.Chip.TipCounts = 719 * 8;
            box.RunUntil(State.Tripped, 4);
            box.AssertTripped(Cause.OverTemperature);
            box.Run(4);
            Assert.IsTrue(box.Board.K2);
            box.Chip.TipCounts = 719 * 8 + 1;
            box.Run(4);
            Assert.IsFalse(box.Board.K2);
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void A_K2_that_drops_out_trips_in_its_tick()
        {
            Box box = Box.Permitted();
            box.Board.K2CoilOpen = true;
            AssertTrips(box, Cause.HardwareLimit, 1);
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void FAULT_low_that_no_status_explains_is_the_hardware_limit()
        {
            Box box = Box.Permitted();
            box.Board.FaultPinLow = true;
            box.Tick();
            box.AssertTripped(Cause.HardwareLimit);
            box.RunUntil(State.LockedOut, 3);
            Assert.AreEqual((int)Cause.HardwareLimit, box.Loop.FirstCause, "K2 that does not follow locks out");
        }

        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(3841)]
        [DataRow(-1)]
        public void A_cold_junction_out_of_range_trips_with_the_second_conversion(int counts)
        {
            Box box = Box.Permitted();
            box.Chip.ColdJunctionCounts = counts;
            int ticks = AssertTrips(box, Cause.ColdJunction, 4);
            Assert.IsTrue(ticks >= 3, ticks.ToString());
        }

        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(3840)]
        [DataRow(0)]
        public void A_cold_junction_at_its_limit_does_not(int counts)
        {
            Box box = Box.Permitted();
            box.Chip.ColdJunctionCounts = counts;
            box.Run(20);
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
            int ticks = AssertTrips(box, Cause.ProbeMoved, 14);
            Assert.IsTrue(ticks >= 13, ticks.ToString());
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
        [DataRow(359999, (int)Cause.DeadlineMissed)]
        [DataRow(360000, (int)Cause.TimeLimit)]
        public void Six_minutes_of_permission_trip_though_the_clock_jumped(int afterMs, int expected)
        {
            Box box = Box.Inhibited();
            box.Arm();
            box.Chip.Convert();
            box.TickAfter(afterMs);
            box.AssertTripped((Cause)expected);
        }

        // Requirement: SR-CLOSE
        [TestMethod]
        public void A_K1_that_does_not_pull_in_trips()
        {
            Box box = Box.Inhibited();
            box.Board.K1CoilOpen = true;
            box.Arm();
            int ticks = AssertTrips(box, Cause.RelayDidNotClose, 7);
            Assert.IsTrue(ticks >= 5, ticks.ToString());
        }

        // Requirement: SR-CLOSE
        [TestMethod]
        public void A_K1_that_drops_out_trips()
        {
            Box box = Box.Permitted();
            box.Run(10);
            box.Board.K1CoilOpen = true;
            AssertTrips(box, Cause.RelayDidNotClose, 1);
        }

        // Requirement: SR-DEADLINE
        [TestMethod]
        public void A_tick_more_than_150_ms_after_the_one_before_trips()
        {
            Box box = Box.Permitted();
            box.Chip.Convert();
            box.TickAfter(150);
            box.AssertState(State.Permitted);
            box.Run(3);
            box.Chip.Convert();
            box.TickAfter(151);
            box.AssertTripped(Cause.DeadlineMissed);
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void A_bus_that_throws_trips_and_tells()
        {
            Box box = Box.Permitted();
            int beats = box.Board.Beats;
            AwaitConversion(box);
            beats = box.Board.Beats;
            box.Chip.Throws = 1;
            box.RunUntil(State.Tripped, 2);
            box.AssertTripped(Cause.Internal);
            Assert.IsTrue(box.Board.Beats - beats <= 1, "no edge in the tick that failed");
            Assert.IsTrue(box.Board.Red && box.Board.Buzzer && !box.Board.Green, "alarm");
            box.Run(4);
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
            box.Board.Throws = true;
            AssertTrips(box, Cause.Internal, 1);
        }

        private static void AwaitConversion(Box box)
        {
            for (int i = 0; i < 3 && !box.Chip.IsReady; i++)
            {
                int before = box.Chip.Transfers;
                box.Tick();
                if (box.Chip.Transfers > before) return;
            }
        }

        /// <summary>The box trips within so many ticks, by the cause, says so, and the line is open a tick later.</summary>
        private static int AssertTrips(Box box, Cause cause, int most)
        {
            box.AssertState(State.Permitted);
            int ticks = box.RunUntil(State.Tripped, most);
            box.AssertTripped(cause);
            int beats = box.Board.Beats;
            Assert.IsTrue(box.Board.Red && box.Board.Buzzer && !box.Board.Green, "alarm");
            box.Run(3);
            Assert.IsFalse(box.Board.LineIsClosed, "line");
            Assert.AreEqual(0, box.ClosedAgainstState, "ticks with the line closed after the trip");
            Assert.AreEqual(beats, box.Board.Beats, "edges of HEARTBEAT after the trip");
            box.AssertSaid("ev=TRIP cause=");
            Assert.AreEqual(1, box.Lines.Holding("ev=TRIP"));
            box.AssertState(State.Tripped);
            return ticks;
        }
    }
}
