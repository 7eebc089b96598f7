namespace Interlock.Firmware.Judgement
{
    /// <summary>What the device need not carry of a row of the trip table.</summary>
    public sealed class RowDescription
    {
        /// <summary>Name in the table and on the UART.</summary>
        public string Word;

        /// <summary>ID in docs/safety.md.</summary>
        public string Requirement;

        /// <summary>When the row is true, in words.</summary>
        public string Rule;

        /// <summary>Contacts open within so many ms, ticks on time: typical and maximum conversion times.</summary>
        public int TypicalMs, MaximumMs;

        /// <summary>The same with the worst gaps between ticks that are admitted.</summary>
        public int TypicalGapsMs, MaximumGapsMs;

        /// <summary>What it says to a person, and what the person does.</summary>
        public string Sentence, NextStep;
    }

    /// <summary>The PC's half of the trip table.</summary>
    public static partial class TripTable
    {
        // No initialiser: the order of those across the files of a partial class is not defined.
        private static RowDescription[] _descriptions;

        /// <summary>The description of a row by its number.</summary>
        public static RowDescription Described(int number)
        {
            return _descriptions[number];
        }

        [Interlock.Host.OnPcOnly]
        static partial void Describe(string requirement, string rule, int typicalMs, int maximumMs, int typicalGapsMs, int maximumGapsMs, string sentence, string nextStep)
        {
            _descriptions ??= new RowDescription[Most];
            _descriptions[_count - 1] = new RowDescription
            {
                Word = System.Text.Encoding.ASCII.GetString(_rows[_count - 1].Word),
                Requirement = requirement,
                Rule = rule,
                TypicalMs = typicalMs,
                MaximumMs = maximumMs,
                TypicalGapsMs = typicalGapsMs,
                MaximumGapsMs = maximumGapsMs,
                Sentence = sentence,
                NextStep = nextStep,
            };
        }
    }
}
