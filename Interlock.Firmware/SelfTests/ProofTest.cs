using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.SelfTests
{
    /// <summary>
    /// Proof test of both channels, each alone and with the line open throughout. A press of ARM clears the latch and K2
    /// pulls in; the chip's threshold is lowered, FAULT falls, K2 drops out. While FAULT keeps K2 out, K1 pulls in and
    /// drops out by ENABLE, then by its watchdog. Last the threshold is restored. A press that cannot succeed is
    /// refused with the cause and fails nothing.
    /// </summary>
    public sealed class ProofTest
    {
        /// <summary>From the lowered threshold to K2's mirror closed: a conversion with an open test, a tick, 10 ms of release, margin.</summary>
        public const int K2DropMs = 300;

        /// <summary>From the last edge of HEARTBEAT to K1's mirror closed: 300 ms of the watchdog, release and ticks.</summary>
        public const int WatchdogDropMs = 400;

        private readonly Max31856Chip _chip;
        private readonly Sampler _sampler;
        private readonly EventQueue _events;
        private Phase _phase;
        private long _sinceMs;

        /// <summary>A proof test that waits for a press.</summary>
        public ProofTest(Max31856Chip chip, Sampler sampler, EventQueue events)
        {
            _chip = chip;
            _sampler = sampler;
            _events = events;
        }

        private enum Phase
        {
            Waiting,
            K2PullsIn,
            K2DropsOut,
            K1PullsIn,
            K1DropsOut,
            K1PullsInAgain,
            WatchdogDropsOut,
            Restoring,
        }

        /// <summary>The step that is running, or that has just ended.</summary>
        public TestStep Step { get; private set; } = TestStep.K2;

        /// <summary>K1 is to be energised.</summary>
        public bool EnergisesK1 { get; private set; }

        /// <summary>HEARTBEAT is to toggle.</summary>
        public bool BeatsHeart { get; private set; }

        /// <summary>The lowered threshold keeps FAULT low.</summary>
        public bool HoldsFault { get; private set; }

        /// <summary>One tick.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="rows">Rows of the trip table that are true now, but for HARDWARE_LIMIT while <see cref="HoldsFault"/> makes it true.</param>
        /// <param name="armPressed">A press of ARM has lasted long enough in this tick.</param>
        /// <param name="tipCounts">The tip, for the REFUSED event.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>What became of <see cref="Step"/>.</returns>
        public StepResult Run(int levels, int rows, bool armPressed, int tipCounts, long nowMs)
        {
            if (_phase == Phase.Waiting) return Wait(rows, armPressed, tipCounts, nowMs);

            if (rows != 0 && _phase != Phase.Restoring) return Abandon(rows, tipCounts);

            bool k1PulledIn = (levels & Levels.K1Mirror) != 0;
            long sinceMs = nowMs - _sinceMs;
            switch (_phase)
            {
                case Phase.K2PullsIn:
                    return AwaitK2PullIn(levels, sinceMs, nowMs);
                case Phase.K2DropsOut:
                    return AwaitK2DropOut(levels, sinceMs, nowMs);
                case Phase.Restoring:
                    return AwaitRestored(levels, rows, sinceMs);
                default:
                    return IsHeldByK2(levels) ? ExerciseK1(k1PulledIn, sinceMs, nowMs) : Fail();
            }
        }

        private StepResult Wait(int rows, bool armPressed, int tipCounts, long nowMs)
        {
            Step = TestStep.K2;
            if (!armPressed) return StepResult.Running;
            if (rows != 0) _events.Post(EventKind.Refused, TripTable.First(rows), tipCounts);
            else Enter(Phase.K2PullsIn, nowMs);
            return StepResult.Running;
        }

        private StepResult AwaitK2PullIn(int levels, long sinceMs, long nowMs)
        {
            if ((levels & Levels.K2Mirror) == 0) return sinceMs >= Limits.CloseMs ? Fail() : StepResult.Running;
            _chip.SetHighThreshold(ChipConfiguration.ProofSixteenths);
            HoldsFault = true;
            Enter(Phase.K2DropsOut, nowMs);
            return StepResult.Running;
        }

        private StepResult AwaitK2DropOut(int levels, long sinceMs, long nowMs)
        {
            if (!IsHeldByK2(levels)) return sinceMs >= K2DropMs ? Fail() : StepResult.Running;
            Energise(Phase.K1PullsIn, nowMs);
            return StepResult.Passed;
        }

        private StepResult ExerciseK1(bool pulledIn, long sinceMs, long nowMs)
        {
            switch (_phase)
            {
                case Phase.K1PullsIn:
                    Step = TestStep.K1;
                    if (!pulledIn) return sinceMs >= Limits.CloseMs ? Fail() : StepResult.Running;
                    EnergisesK1 = false;
                    Enter(Phase.K1DropsOut, nowMs);
                    return StepResult.Running;
                case Phase.K1DropsOut:
                    if (pulledIn) return sinceMs >= Limits.OpenMs ? Fail() : StepResult.Running;
                    Energise(Phase.K1PullsInAgain, nowMs);
                    return StepResult.Passed;
                case Phase.K1PullsInAgain:
                    Step = TestStep.Watchdog;
                    if (!pulledIn) return sinceMs >= Limits.CloseMs ? Fail() : StepResult.Running;
                    BeatsHeart = false;
                    Enter(Phase.WatchdogDropsOut, nowMs);
                    return StepResult.Running;
                default:
                    if (pulledIn) return sinceMs >= WatchdogDropMs ? Fail() : StepResult.Running;
                    Release();
                    Enter(Phase.Restoring, nowMs);
                    return StepResult.Passed;
            }
        }

        private StepResult AwaitRestored(int levels, int rows, long sinceMs)
        {
            Step = TestStep.Restore;
            bool isRestored = _sampler.WasRead && rows == 0 && (levels & Levels.Fault) != 0;
            if (isRestored) return StepResult.Passed;
            return sinceMs >= Limits.StaleFirstMs ? Fail() : StepResult.Running;
        }

        private StepResult Abandon(int rows, int tipCounts)
        {
            Release();
            _phase = Phase.Waiting;
            _events.Post(EventKind.Refused, TripTable.First(rows), tipCounts);
            return StepResult.Running;
        }

        private StepResult Fail()
        {
            EnergisesK1 = false;
            BeatsHeart = false;
            return StepResult.Failed;
        }

        private void Energise(Phase phase, long nowMs)
        {
            EnergisesK1 = true;
            BeatsHeart = true;
            Enter(phase, nowMs);
        }

        private void Release()
        {
            EnergisesK1 = false;
            BeatsHeart = false;
            if (!HoldsFault) return;
            HoldsFault = false;
            _chip.SetHighThreshold(ChipConfiguration.BackstopSixteenths);
            _chip.ClearFaults();
        }

        private void Enter(Phase phase, long nowMs)
        {
            _phase = phase;
            _sinceMs = nowMs;
        }

        private static bool IsHeldByK2(int levels)
        {
            return (levels & (Levels.Fault | Levels.K2Mirror)) == 0;
        }
    }
}
