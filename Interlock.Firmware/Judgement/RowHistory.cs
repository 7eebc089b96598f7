namespace Interlock.Firmware.Judgement
{
    /// <summary>When each row was last true: for arming, acknowledging, and for saying why not.</summary>
    public sealed class RowHistory
    {
        private readonly long[] _lastMs;
        private long _anyMs = -Limits.QuietMs;

        /// <summary>A history in which every row has been quiet.</summary>
        public RowHistory()
        {
            _lastMs = new long[TripTable.Count];
            for (int row = 0; row < _lastMs.Length; row++) _lastMs[row] = -Limits.QuietMs;
        }

        /// <summary>Notes the rows that are true now.</summary>
        public void Note(int rows, long nowMs)
        {
            if (rows == 0) return;
            _anyMs = nowMs;
            for (int row = 0; rows != 0; row++, rows >>= 1)
            {
                if ((rows & 1) != 0) _lastMs[row] = nowMs;
            }
        }

        /// <summary>True when no row was true for <see cref="Limits.QuietMs"/>.</summary>
        public bool AllQuiet(long nowMs)
        {
            return nowMs - _anyMs >= Limits.QuietMs;
        }

        /// <summary>True when a row was not true for <see cref="Limits.QuietMs"/>.</summary>
        public bool IsQuiet(int row, long nowMs)
        {
            return nowMs - _lastMs[row] >= Limits.QuietMs;
        }

        /// <summary>The first row, in order of naming, that is not quiet; <see cref="TripTable.None"/> if all are.</summary>
        public int FirstLoud(long nowMs)
        {
            for (int row = 0; row < _lastMs.Length; row++)
            {
                if (!IsQuiet(row, nowMs)) return row;
            }

            return TripTable.None;
        }
    }
}
