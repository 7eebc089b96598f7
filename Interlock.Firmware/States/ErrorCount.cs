namespace Interlock.Firmware.States
{
    /// <summary>Counts internal errors; those older than <see cref="Limits.InternalErrorsMs"/> count no more.</summary>
    public sealed class ErrorCount
    {
        private readonly long[] _timesMs = new long[Limits.InternalErrors];
        private int _position;

        /// <summary>A count of none.</summary>
        public ErrorCount()
        {
            for (int i = 0; i < Limits.InternalErrors; i++) _timesMs[i] = -Limits.InternalErrorsMs;
        }

        /// <summary>Counts one.</summary>
        /// <returns>True when it is one too many.</returns>
        public bool Add(long nowMs)
        {
            _timesMs[_position] = nowMs;
            _position = _position + 1 == Limits.InternalErrors ? 0 : _position + 1;
            return nowMs - _timesMs[_position] < Limits.InternalErrorsMs;
        }
    }
}
