using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;

namespace Interlock.Firmware.Relays
{
    /// <summary>
    /// What follows on leaving PERMITTED, for whatever cause: K1 is released by ENABLE, K2 by a chip's lowered threshold, so
    /// that each release proves both channels. When FAULT is low and both mirrors have closed, the threshold is restored, read
    /// back, and FAULT cleared. Until then nothing can be armed. With two chips each shows in turn that it forces K2 alone.
    /// </summary>
    public sealed class Release
    {
        private readonly Probe[] _probes;
        private readonly int _faultBits;
        private int _turn;
        private bool _passesOn;
        private bool _wasK2In;
        private bool _helps;
        private long _sinceMs;

        /// <summary>A release of a box with one probe or two; none is under way.</summary>
        public Release(Probe[] probes)
        {
            _probes = probes;
            for (int i = 0; i < probes.Length; i++) _faultBits |= probes[i].FaultBit;
        }

        /// <summary>True from leaving PERMITTED until FAULT was cleared.</summary>
        public bool IsUnderWay;

        /// <summary>
        /// FAULT and both mirrors have been seen low since the line was told to open. From then on K2_HOLD may be low: it hides
        /// nothing any more, and has to be before FAULT is cleared, or a press in that tick would pull K2 in.
        /// </summary>
        public bool HasProven = true;

        /// <summary>K1 does not let go: K2_HOLD is to open the line.</summary>
        public bool HoldsK2;

        /// <summary>The line was just told to open.</summary>
        /// <param name="levels">What was seen before; none of it when K2_HOLD opens the line too, and what K2 does shows nothing of a chip.</param>
        /// <param name="nowMs">The time.</param>
        public void Begin(int levels, long nowMs)
        {
            IsUnderWay = true;
            HasProven = false;
            HoldsK2 = false;
            _wasK2In = (levels & (Levels.K2Mirror | Levels.Stop)) == Levels.K2Mirror;
            _helps = false;
            _sinceMs = nowMs;
            if (_passesOn) _turn = _probes.Length - 1 - _turn;
            _passesOn = false;
            _probes[_turn].Lower();
        }

        /// <summary>Judges the tick, whether K1 needs help and whether K2 was forced in time.</summary>
        /// <returns>RELAY_DID_NOT_OPEN or none.</returns>
        public int Judge(int levels, long nowMs)
        {
            if (!IsUnderWay) return 0;
            if ((levels & Levels.K1Mirror) != 0 && nowMs - _sinceMs >= Limits.LingersMs) HoldsK2 = true;
            if (_probes.Length > 1) JudgeTurn(levels, nowMs);

            int rows = 0;
            for (int i = 0; i < _probes.Length; i++)
            {
                Probe probe = _probes[i];
                if (!probe.IsForcing) continue;
                // Judged after a read that shows the lowered threshold only: a FAULT that is high without one proves nothing.
                bool isForced = (levels & (probe.FaultBit | Levels.K2Mirror)) == 0;
                if (!isForced) probe.AskReadAfter(Limits.ForcedMs - Limits.TickMs, nowMs);
                rows |= TripRules.OfReleased(!isForced, probe.WholeForMs(nowMs), Limits.ForcedMs);
            }

            return rows;
        }

        /// <summary>Goes on with the release, after the tick was decided.</summary>
        public void Serve(int levels)
        {
            if (!IsUnderWay) return;
            // In this order, since a read of this tick is from before a restoring that begins in it, and proves nothing of it.
            int forcing = 0;
            for (int i = 0; i < _probes.Length; i++)
            {
                Probe probe = _probes[i];
                if (probe.IsForcing && !probe.FinishRestoring()) forcing |= probe.FaultBit;
            }

            if (forcing == 0)
            {
                IsUnderWay = false;
                HoldsK2 = false;
            }
            else if ((levels & (forcing | Levels.K1Mirror | Levels.K2Mirror)) == 0)
            {
                HasProven = true;
                for (int i = 0; i < _probes.Length; i++)
                {
                    if (_probes[i].IsForcing) _probes[i].Restore();
                }
            }
        }

        /// <summary>The box is locked out: nothing is restored any more.</summary>
        public void Abandon()
        {
            IsUnderWay = false;
        }

        // The turn passes on only when this chip alone has put K2 out; a chip that doesn't hear is helped by the other.
        private void JudgeTurn(int levels, long nowMs)
        {
            Probe probe = _probes[_turn];
            bool isK2In = (levels & Levels.K2Mirror) != 0;
            bool isAlone = (levels & (_faultBits | Levels.Stop)) == (_faultBits & ~probe.FaultBit);
            if (_wasK2In && !isK2In && isAlone && !_helps && !HoldsK2) _passesOn = true;
            _wasK2In = isK2In;
            if (_helps || probe.WholeMs != Probe.Never || nowMs - _sinceMs < Limits.TurnMs || HasProven) return;
            _helps = true;
            _probes[_probes.Length - 1 - _turn].Lower();
        }
    }
}
