namespace Interlock.Station.Monitor;

/// <summary>A grid of dots, two by four to a character.</summary>
public sealed class BrailleCanvas(int columns, int rows)
{
    public const int DotsAcross = 2;
    public const int DotsDown = 4;

    private const char Blank = '\u2800';

    // The bit of each dot in a Unicode braille pattern, row by row.
    private static readonly byte[,] _bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly byte[,] _cells = new byte[rows, columns];

    public int Width => columns * DotsAcross;

    public int Height => rows * DotsDown;

    /// <summary>Sets a dot, counted from the top left; outside nothing is set.</summary>
    public void Set(int x, int y)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height) return;
        _cells[y / DotsDown, x / DotsAcross] |= _bits[y % DotsDown, x % DotsAcross];
    }

    public bool IsEmpty(int column, int row) => _cells[row, column] == 0;

    public char this[int column, int row] => (char)(Blank + _cells[row, column]);
}
