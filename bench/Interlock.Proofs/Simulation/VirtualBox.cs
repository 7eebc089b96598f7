using System.Device.Gpio;
using Interlock.Drivers.Board;
using Interlock.Firmware;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// The whole box in virtual time: the firmware's own composition on a virtual board, ticked on an absolute schedule as
/// Program.Loop does it. What only a processor can suffer (hang, runaway, a clock that jumps) is done here.
/// </summary>
public sealed class VirtualBox
{
    /// <summary>A forward jump of the clock, as a corrupted timer would make.</summary>
    public const long ClockJumpUs = 1_000_000;

    private const long TickUs = Limits.TickMs * 1000L;
    private const long RunawayEdgeUs = 1000;

    private readonly Settings _settings;
    private GpioBoard _gpio = null!;
    private BoardClock _clock = null!;
    private long _nextTickUs;
    private bool _hasJumped;
    private bool _needsReset;

    /// <param name="board">A board that was just switched on.</param>
    /// <param name="settings">What the firmware is built for.</param>
    /// <param name="tickPhaseUs">When the first tick starts.</param>
    public VirtualBox(Board board, Settings settings, long tickPhaseUs = 0)
    {
        Board = board;
        _settings = settings;
        _nextTickUs = tickPhaseUs;
        board.McuReset += () => _needsReset = true;
        Boot();
    }

    public Board Board { get; }

    /// <summary>The running firmware; a reset makes a new one.</summary>
    public ControlLoop Firmware { get; private set; } = null!;

    /// <summary>Runs board and firmware up to a time.</summary>
    public void RunTo(long us)
    {
        while (_nextTickUs <= us)
        {
            Board.AdvanceTo(_nextTickUs);
            if (_needsReset) Boot();
            Step();
        }

        Board.AdvanceTo(us);
    }

    private void Boot()
    {
        Board.Current = Board;
        _needsReset = false;
        _clock = new BoardClock(Board);
        _gpio = new GpioBoard(new GpioController());
        Firmware = Interlock.Firmware.Program.Compose(_settings, _gpio, _clock);
    }

    private void Step()
    {
        if (Board.IsActive(Fault.McuRunaway))
        {
            _gpio.ToggleHeartbeat();
            _nextTickUs += RunawayEdgeUs;
            return;
        }

        if (!Board.IsActive(Fault.McuHang) && !Board.IsActive(Fault.Brownout)) Tick();
        do
        {
            _nextTickUs += TickUs;
        }
        while (_nextTickUs <= Board.NowUs);
    }

    private void Tick()
    {
        bool jumps = Board.IsActive(Fault.ClockJump);
        if (jumps && !_hasJumped) _clock.Jump(ClockJumpUs);
        _hasJumped = jumps;
        Firmware.Tick();
    }
}
