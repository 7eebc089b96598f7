namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// Two of the last three conversions, for all rows at once: a mask of rows per conversion, and the majority of
    /// three masks. A reading that alternates around a limit has two of three; one spike has not.
    /// </summary>
    public sealed class Votes
    {
        private readonly int _twoOfThree = TripTable.TwoOfThree;
        private int _middle;
        private int _oldest;

        /// <summary>The newest conversion's rows, before the vote.</summary>
        public int Newest;

        /// <summary>Rows that have their votes.</summary>
        public int Carried;

        /// <summary>Counts a read.</summary>
        /// <param name="rows">What the rules said of it.</param>
        /// <param name="isConversion">False for a read that brought no new temperature: single-vote rows count, the others do not.</param>
        public void Cast(int rows, bool isConversion)
        {
            if (isConversion)
            {
                _oldest = _middle;
                _middle = Newest;
                Newest = rows;
            }

            int majority = (Newest & (_middle | _oldest)) | (_middle & _oldest);
            Carried = (rows & ~_twoOfThree) | (majority & _twoOfThree);
        }

        /// <summary>Forgets what came before a new configuration.</summary>
        public void Clear()
        {
            Newest = 0;
            _middle = 0;
            _oldest = 0;
            Carried = 0;
        }
    }
}
