using System.Runtime.CompilerServices;

namespace Interlock.Log;

/// <summary>
/// Remembers every line of a log by a number of 32 bits, so that what comes again is known for a repetition. Of a log that is
/// larger than its room it forgets the beginning.
/// </summary>
internal sealed class LineMemory
{
    private const int PageLines = 1024;

    // 64 MB: sixteen million lines, a log of 1.5 GB.
    private const int MostPages = 16_384;

    private readonly Queue<(Dictionary<long, int[]> Pages, long Page)> _order = new();

    /// <summary>The lines of one power-on.</summary>
    public sealed class PowerOn(LineMemory memory)
    {
        private readonly Dictionary<long, int[]> _pages = [];
        private long _page = -1;
        private int[] _lines = [];

        [MethodImpl(Hot.Path)]
        public void Add(UartLine line)
        {
            long page = line.Sequence / PageLines;
            if (page != _page) Open(page);
            _lines[line.Sequence % PageLines] = Number(line);
        }

        /// <summary>Whether this very line stands in it.</summary>
        public bool Has(UartLine line) => _pages.TryGetValue(line.Sequence / PageLines, out int[]? lines) && lines[line.Sequence % PageLines] == Number(line);

        private void Open(long page)
        {
            _page = page;
            if (_pages.TryGetValue(page, out int[]? lines))
            {
                _lines = lines;
                return;
            }

            _pages[page] = _lines = new int[PageLines];
            memory._order.Enqueue((_pages, page));
            if (memory._order.Count <= MostPages) return;
            (Dictionary<long, int[]> oldest, long forgotten) = memory._order.Dequeue();
            oldest.Remove(forgotten);
        }

        // Zero stands for no line.
        private static int Number(UartLine line) => string.GetHashCode(line.Body) | 1;
    }
}
