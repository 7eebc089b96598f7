using System;
using System.Threading;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Monitor;

/// <summary>A source that is only talked about.</summary>
internal sealed class LiveStub(bool isLive = true) : IUartSource
{
    public string Name => "/dev/tty[box]";

    public bool CanReturn => true;

    public bool IsLive => isLive;

    public IUartConnection Open(CancellationToken cancellation) => throw new NotSupportedException();
}
