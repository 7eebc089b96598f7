using System;
using Interlock.Drivers.Telemetry;

namespace Interlock.Tests.Support
{
    /// <summary>Keeps the last lines, without allocating while it takes them.</summary>
    public sealed class LineLog : ILineSink
    {
        private const int Kept = 96;

        private readonly byte[][] _lines = new byte[Kept][];
        private readonly int[] _lengths = new int[Kept];

        /// <summary>A log of no lines.</summary>
        public LineLog()
        {
            for (int i = 0; i < Kept; i++) _lines[i] = new byte[128];
        }

        /// <summary>Lines sent so far.</summary>
        public int Count { get; private set; }

        /// <summary>The longest line so far.</summary>
        public int Longest { get; private set; }

        /// <summary>Lines are dropped.</summary>
        public bool IsStalled;

        /// <inheritdoc/>
        public bool Send(byte[] buffer, int count)
        {
            if (IsStalled) return false;
            int place = Count % Kept;
            Array.Copy(buffer, 0, _lines[place], 0, count);
            _lengths[place] = count;
            Count++;
            if (count > Longest) Longest = count;
            return true;
        }

        /// <summary>A line, CRC, CR and LF included.</summary>
        /// <param name="back">0 for the last, 1 for the one before.</param>
        public string Line(int back)
        {
            if (back >= Count || back >= Kept) return "";
            int place = (Count - 1 - back) % Kept;
            return Text.Of(_lines[place], 0, _lengths[place]);
        }

        /// <summary>The last line.</summary>
        public string Last()
        {
            return Line(0);
        }

        /// <summary>How many of the lines kept hold a text.</summary>
        public int Holding(string text)
        {
            return Holding(text, text);
        }

        /// <summary>How many of the lines kept hold two texts.</summary>
        public int Holding(string text, string other)
        {
            int found = 0;
            for (int i = 0; i < Kept && i < Count; i++)
            {
                string line = Line(i);
                if (line.IndexOf(text) >= 0 && line.IndexOf(other) >= 0) found++;
            }

            return found;
        }
    }
}
