using System.Threading;
using Interlock.Log;

namespace Interlock.Station.Sources;

/// <summary>Where a box's UART can be read.</summary>
public interface IUartSource
{
    /// <summary>As the user wrote it.</summary>
    string Name { get; }

    /// <summary>Whether the source may come back after it was lost; otherwise its end is the end.</summary>
    bool CanReturn { get; }

    /// <summary>Whether bytes come as the box sends them, so that silence means something.</summary>
    bool IsLive { get; }

    /// <exception cref="BadInputException">It can't be opened.</exception>
    IUartConnection Open(CancellationToken cancellation);
}
