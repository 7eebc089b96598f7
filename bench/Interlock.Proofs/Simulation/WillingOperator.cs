using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>Presses ARM for 0.3 s, from 1 s on, once a second until the box is armed, then never again.</summary>
public sealed class WillingOperator(Board board)
{
    private const long PeriodUs = 1_000_000;

    private bool _isDown;
    private bool _isDone;

    /// <summary>When the operator acts next.</summary>
    public long NextUs { get; private set; } = PeriodUs;

    /// <summary>The box told that it is armed.</summary>
    public void SeeArmed() => _isDone = true;

    /// <summary>Presses, or lets go.</summary>
    public void Act()
    {
        if (_isDown)
        {
            board.PressArm(false);
            _isDown = false;
            NextUs += PeriodUs - Scenario.PressUs;
        }
        else if (_isDone)
        {
            NextUs = long.MaxValue;
        }
        else
        {
            board.PressArm(true);
            _isDown = true;
            NextUs += Scenario.PressUs;
        }
    }
}
