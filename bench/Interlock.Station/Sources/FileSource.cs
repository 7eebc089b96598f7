using System;
using System.IO;
using System.Threading;
using Interlock.Log;

namespace Interlock.Station.Sources;

/// <summary>A log in a file, read to its end.</summary>
public sealed class FileSource(string path) : IUartSource
{
    public string Name => path;

    public bool CanReturn => false;

    public bool IsLive => false;

    public IUartConnection Open(CancellationToken cancellation)
    {
        try
        {
            return new StreamConnection(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: expected a readable file ({e.Message})");
        }
    }
}
