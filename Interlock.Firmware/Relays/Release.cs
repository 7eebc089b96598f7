using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;

namespace Interlock.Firmware.Relays
{
    /// <summary>
    /// What follows on leaving PERMITTED, for whatever cause: K1 is released by ENABLE, K2 by the chip's lowered threshold, so
    /// that each release proves both channels. When FAULT is low and both mirrors have closed, the threshold is restored, read
    /// back, and FAULT cleared. Until then nothing can be armed.
    /// </summary>
    public sealed class Release
    {
        private readonly Probe _probe;
        private long _sinceMs;

        /// <summary>A release of a box with one probe; none is under way.</summary>
        public Release(Probe probe)
        {
            _probe = probe;
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
        public void Begin(long nowMs)
        {
            IsUnderWay = true;
            HasProven = false;
            HoldsK2 = false;
            _sinceMs = nowMs;
            _probe.Lower();
        }

        /// <summary>Judges the tick, whether K1 needs help and whether K2 was forced in time.</summary>
        /// <returns>RELAY_DID_NOT_OPEN or none.</returns>
        public int Judge(int levels, long nowMs)
        {
            if (!IsUnderWay) return 0;
            if ((levels & Levels.K1Mirror) != 0 && nowMs - _sinceMs >= Limits.LingersMs) HoldsK2 = true;

            // Judged after a read that shows the lowered threshold only: a FAULT that is high without one proves nothing.
            bool isForced = (levels & (Levels.Fault | Levels.K2Mirror)) == 0;
            if (!isForced) _probe.AskReadAfter(Limits.ForcedMs - Limits.TickMs, nowMs);
            return TripRules.OfReleased(!isForced, _probe.WholeForMs(nowMs), Limits.ForcedMs);
        }

        /// <summary>Goes on with the release, after the tick was decided.</summary>
        public void Serve(int levels)
        {
            if (!IsUnderWay) return;
            // In this order, since a read of this tick is from before a restoring that begins in it, and proves nothing of it.
            if (_probe.FinishRestoring())
            {
                IsUnderWay = false;
                HoldsK2 = false;
            }
            else if ((levels & (Levels.Fault | Levels.K1Mirror | Levels.K2Mirror)) == 0)
            {
                HasProven = true;
                _probe.Restore();
            }
        }

        /// <summary>The box is locked out: nothing is restored any more.</summary>
        public void Abandon()
        {
            IsUnderWay = false;
        }
    }
}
