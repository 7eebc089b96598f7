using System;
using System.Text;

namespace Interlock.Log;

/// <summary>Cuts a stream of bytes into lines at each line feed; the carriage return before it is dropped.</summary>
public sealed class LineSplitter(Action<string> onLine)
{
    // Far past the protocol's longest line of 120 bytes: a stream without line feeds must not fill the memory.
    private const int MostBytes = 4096;

    private readonly byte[] _line = new byte[MostBytes];
    private int _count;

    public void Add(byte value)
    {
        if (value == '\n')
        {
            if (_count > 0 && _line[_count - 1] == '\r') _count--;
            onLine(Encoding.Latin1.GetString(_line, 0, _count));
            _count = 0;
        }
        else if (_count < MostBytes)
        {
            _line[_count++] = value;
        }
    }
}
