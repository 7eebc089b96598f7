using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.SelfTests
{
    /// <summary>
    /// Proof test of both channels, each alone and with the line open throughout. A press of ARM clears the latch and K2
    /// pulls in; the chip's threshold is lowered, FAULT falls, K2 drops out. While FAULT and K2_HOLD keep K2 out, K1 pulls in
    /// and drops out by ENABLE, then by its watchdog. Last the threshold is restored. Whatever a sound box can meet meanwhile
    /// (STOP, a dip, a chip that was reset) ends in a refusal and another wait, and fails nothing. Of two chips each puts K2 out
    /// after a press of its own, with the other's FAULT high; K1 is tried with the last.
    /// </summary>
    public sealed class ProofTest
    {
        private readonly Probe[] _probes;
        private readonly EventQueue _events;
        private readonly int _faultBits;
        private Probe _probe;
        private int _turn;
        private Phase _phase;
        private bool _actBeganHere;
        private bool _hasProven;
        private long _sinceMs;

        /// <summary>A proof test that waits for a press.</summary>
        public ProofTest(Probe[] probes, EventQueue events)
        {
            _probes = probes;
            _probe = probes[0];
            _events = events;
            for (int i = 0; i < probes.Length; i++) _faultBits |= probes[i].FaultBit;
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
            LettingGo,
            Restoring,
        }

        /// <summary>The step that is running, or that has just ended.</summary>
        public TestStep Step = TestStep.K2;

        /// <summary>The probe whose chip it uses.</summary>
        public int Number => _probe.Number;

        /// <summary>It waits for an act of ARM, and answers for it.</summary>
        public bool IsWaiting => _phase == Phase.Waiting;

        /// <summary>K1 is to be energised.</summary>
        public bool EnergisesK1;

        /// <summary>HEARTBEAT is to toggle.</summary>
        public bool BeatsHeart;

        /// <summary>K2_HOLD is to be low: from before K1 is energised until its mirror has closed again, however the step ends.</summary>
        public bool HoldsK2;

        /// <summary>One tick.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="rows">Rows of the trip table that are true now.</param>
        /// <param name="arm">ARM's acts.</param>
        /// <param name="tipCounts">The tip, for the REFUSED event.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>What became of <see cref="Step"/>.</returns>
        public StepResult Run(int levels, int rows, ArmButton arm, int tipCounts, long nowMs)
        {
            bool k1IsIn = (levels & Levels.K1Mirror) != 0;
            long sinceMs = nowMs - _sinceMs;
            switch (_phase)
            {
                case Phase.Waiting:
                    return Wait(levels, rows, arm, tipCounts, nowMs);
                case Phase.LettingGo:
                    return LetGo(k1IsIn, nowMs);
                case Phase.Restoring:
                    return AwaitRestored(levels, rows, tipCounts, nowMs);
            }

            if (rows != 0) return Abandon(TripTable.First(rows), tipCounts, nowMs);
            switch (_phase)
            {
                case Phase.K2PullsIn:
                    return AwaitK2PullIn(levels, sinceMs, tipCounts, nowMs);
                case Phase.K2DropsOut:
                    return AwaitK2DropOut(levels, tipCounts, nowMs);
                default:
                    return ExerciseK1(k1IsIn, sinceMs, tipCounts, nowMs);
            }
        }

        private StepResult Wait(int levels, int rows, ArmButton arm, int tipCounts, long nowMs)
        {
            Step = TestStep.K2;
            _probe = _probes[_turn];
            if (arm.Began) _actBeganHere = true;
            if (!arm.HasActed) return StepResult.Running;
            int objection = Objection(levels, rows);
            if (objection == Reason.None) Enter(Phase.K2PullsIn, nowMs);
            else _events.Post(EventKind.Refused, objection, tipCounts);
            _actBeganHere = false;
            return StepResult.Running;
        }

        private int Objection(int levels, int rows)
        {
            if (rows != 0) return TripTable.First(rows);
            if (!_actBeganHere) return Reason.BeganEarlier;
            return AreFaultsHigh(levels, _faultBits) ? Reason.None : Reason.K2Out;
        }

        private StepResult AwaitK2PullIn(int levels, long sinceMs, int tipCounts, long nowMs)
        {
            if ((levels & Levels.K2Mirror) != 0)
            {
                _probe.Lower();
                Enter(Phase.K2DropsOut, nowMs);
                return StepResult.Running;
            }

            // K2 out is the safe side: something set its latch when the press came, a probe just plugged in, STOP, a dip.
            return sinceMs >= Limits.CloseMs ? Abandon(Reason.K2Out, tipCounts, nowMs) : StepResult.Running;
        }

        private StepResult AwaitK2DropOut(int levels, int tipCounts, long nowMs)
        {
            bool isIn = (levels & Levels.K2Mirror) != 0;
            bool faultIsLow = (levels & _probe.FaultBit) == 0;

            // Out before FAULT fell, or by the other chip's, is no proof: its coil or its latch let go by something else.
            bool isAlone = AreFaultsHigh(levels, _faultBits & ~_probe.FaultBit);
            if (!isAlone || (!isIn && !faultIsLow)) return Abandon(Reason.K2Out, tipCounts, nowMs);
            if (isIn || !faultIsLow) return _probe.WholeForMs(nowMs) >= Limits.ForcedMs ? Fail() : StepResult.Running;
            HoldsK2 = true;
            _turn++;
            if (_turn < _probes.Length)
            {
                LeaveK1(nowMs);
                return StepResult.Passed;
            }

            _turn = _probes.Length - 1;
            Energise(Phase.K1PullsIn, nowMs);
            return StepResult.Passed;
        }

        private static bool AreFaultsHigh(int levels, int faultBits)
        {
            return (levels & faultBits) == faultBits;
        }

        private StepResult ExerciseK1(bool isIn, long sinceMs, int tipCounts, long nowMs)
        {
            switch (_phase)
            {
                case Phase.K1PullsIn:
                    Step = TestStep.K1;
                    if (!isIn) return AwaitK1(sinceMs, tipCounts, nowMs);
                    EnergisesK1 = false;
                    Enter(Phase.K1DropsOut, nowMs);
                    return StepResult.Running;
                case Phase.K1DropsOut:
                    if (isIn) return sinceMs >= Limits.OpenMs ? Fail() : StepResult.Running;
                    Energise(Phase.K1PullsInAgain, nowMs);
                    return StepResult.Passed;
                case Phase.K1PullsInAgain:
                    Step = TestStep.Watchdog;
                    if (!isIn) return AwaitK1(sinceMs, tipCounts, nowMs);
                    BeatsHeart = false;
                    Enter(Phase.WatchdogDropsOut, nowMs);
                    return StepResult.Running;
                default:
                    if (isIn) return sinceMs >= Limits.WatchdogDropMs ? Fail() : StepResult.Running;
                    if (sinceMs < Limits.WatchdogHoldsMs) return Abandon(Reason.K2Out, tipCounts, nowMs);
                    _hasProven = true;
                    LeaveK1(nowMs);
                    return StepResult.Passed;
            }
        }

        private StepResult AwaitK1(long sinceMs, int tipCounts, long nowMs)
        {
            if (sinceMs < Limits.CloseMs) return StepResult.Running;
            return Abandon(TripTable.First(TripTable.RelayDidNotClose), tipCounts, nowMs);
        }

        private StepResult LetGo(bool k1IsIn, long nowMs)
        {
            if (k1IsIn) return StepResult.Running;
            if (_probe.IsLowered)
            {
                _probe.Restore();
                Enter(Phase.Restoring, nowMs);
            }
            else
            {
                Enter(Phase.Waiting, nowMs);
                HoldsK2 = false;
            }

            return StepResult.Running;
        }

        private StepResult AwaitRestored(int levels, int rows, int tipCounts, long nowMs)
        {
            if (_hasProven) Step = TestStep.Restore;
            if (_probe.FinishRestoring()) _sinceMs = nowMs;
            if (_probe.IsLowered) return StepResult.Running;
            HoldsK2 = false;
            bool isWell = rows == 0 && AreFaultsHigh(levels, _faultBits);
            if (_hasProven && isWell) return StepResult.Passed;
            if (_hasProven && nowMs - _sinceMs < Limits.StaleFirstMs) return StepResult.Running;
            if (_hasProven) _events.Post(EventKind.Refused, rows != 0 ? TripTable.First(rows) : Reason.K2Out, tipCounts);
            _hasProven = false;
            Enter(Phase.Waiting, nowMs);
            return StepResult.Running;
        }

        private StepResult Abandon(int reason, int tipCounts, long nowMs)
        {
            _events.Post(EventKind.Refused, reason, tipCounts);
            LeaveK1(nowMs);
            return StepResult.Running;
        }

        private void LeaveK1(long nowMs)
        {
            EnergisesK1 = false;
            BeatsHeart = false;
            Enter(Phase.LettingGo, nowMs);
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

        private void Enter(Phase phase, long nowMs)
        {
            _phase = phase;
            _sinceMs = nowMs;
        }
    }
}
