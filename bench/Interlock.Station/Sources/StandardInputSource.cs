using System;
using System.Threading;

namespace Interlock.Station.Sources;

/// <summary>Standard input: what a pipe brings, as it comes.</summary>
public sealed class StandardInputSource : IUartSource
{
    public string Name => "standard input";

    public bool CanReturn => false;

    public bool IsLive => true;

    public IUartConnection Open(CancellationToken cancellation) => new StreamConnection(Console.OpenStandardInput());
}
