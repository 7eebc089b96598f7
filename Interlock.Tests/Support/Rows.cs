using Interlock.Firmware.Judgement;

namespace Interlock.Tests.Support
{
    /// <summary>Rows of the trip table by their words: rows of a test's data are constants, and a row's bit is not.</summary>
    public static class Rows
    {
        // An array, since a PC has another Split for a single character, and a nanoCLR has not.
        private static readonly char[] _space = { ' ' };

        /// <summary>The mask of some rows.</summary>
        /// <param name="words">With a space between two; none is an empty text.</param>
        public static int Of(string words)
        {
            int rows = 0;
            if (words.Length == 0) return rows;
            string[] each = Each(words);
            for (int i = 0; i < each.Length; i++) rows |= 1 << Number(each[i]);
            return rows;
        }

        /// <summary>Words, one by one.</summary>
        public static string[] Each(string words)
        {
            return words.Split(_space);
        }

        /// <summary>The number of a row.</summary>
        public static int Number(string word)
        {
            for (int row = 0; row < TripTable.Count; row++)
            {
                if (Word(row) == word) return row;
            }

            throw new System.ArgumentException();
        }

        /// <summary>The word of a row.</summary>
        public static string Word(int number)
        {
            byte[] word = TripTable.Of(number).Word;
            return Text.Of(word, 0, word.Length);
        }

        /// <summary>The words of a mask, in the order in which they are named.</summary>
        public static string Words(int rows)
        {
            string words = "";
            for (int row = 0; row < TripTable.Count; row++)
            {
                if ((rows & 1 << row) != 0) words += (words.Length > 0 ? " " : "") + Word(row);
            }

            return words;
        }
    }
}
