using Interlock.Drivers;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>The firmware's clock on the board's virtual time; a fault can make it jump.</summary>
public sealed class BoardClock(Board board) : IClock
{
    private long _jumpUs;

    public long NowUs() => board.NowUs + _jumpUs;

    public void Jump(long us) => _jumpUs += us;
}
