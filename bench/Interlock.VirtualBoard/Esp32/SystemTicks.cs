namespace Interlock.VirtualBoard;

/// <summary>
/// The microcontroller's time as firmware gets it (facts: nf-interpreter, ESP32 target): FreeRTOS at 100 Hz, so that system
/// time goes in steps of 10 ms and a sleep ends on such a step; collections that stop everything; sleeps that end late.
/// </summary>
internal sealed class SystemTicks
{
    internal const long StepUs = 10_000;

    private readonly BoardOptions _options;
    private readonly SeededRandom _lateness;
    private long _mcuStartUs;
    private long _jumpUs;
    private long _nextPauseUs;
    private long _placedPauseUs = TimedPart.Never;
    private long _placedPauseLengthUs;

    internal SystemTicks(BoardOptions options)
    {
        if (options.SystemTickPhaseUs is < 0 or >= StepUs)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "The phase of the system's step lies in 0 to 9999 us.");
        }

        if (options.PauseMs >= options.PauseEveryMs && options.PauseEveryMs > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "A collection is shorter than the time from one to the next.");
        }

        _options = options;
        _lateness = new SeededRandom(options.Seed, RandomStream.LateWake);
        OnMcuReset(0);
    }

    /// <summary>Sleeps end so much after their step, as when something of a higher priority runs then.</summary>
    internal long LateUs { get; set; }

    /// <summary>When the next collection stops the firmware.</summary>
    internal long NextPauseUs => Math.Min(_nextPauseUs, _placedPauseUs);

    internal void OnMcuReset(long nowUs)
    {
        _mcuStartUs = nowUs;
        _jumpUs = 0;
        _nextPauseUs = IsPausing ? nowUs + Us(_options.PauseEveryMs) + _options.PausePhaseUs : TimedPart.Never;
    }

    /// <summary>The clocks go forward by themselves, as a corrupted timer's would.</summary>
    internal void Jump(long us) => _jumpUs += us;

    /// <summary>Since the reset, microseconds: what HighResTimer tells.</summary>
    internal long UptimeUs(long nowUs) => (long)((nowUs - _mcuStartUs) * _options.McuClockRate) + _jumpUs;

    /// <summary>What Environment.TickCount64 tells, ms.</summary>
    internal long TickCountMs(long nowUs)
    {
        long uptimeUs = UptimeUs(nowUs);
        return _options.SystemTick10Ms ? StepsAt(uptimeUs) * (StepUs / 1000) : uptimeUs / 1000;
    }

    /// <summary>
    /// When a sleep that begins now ends. As vTaskDelay(1) in a loop does: at the first step at which the system's time has
    /// come so far, or at the one after it.
    /// </summary>
    internal long WakeUs(long nowUs, int ms)
    {
        if (ms == 0)
        {
            return nowUs;
        }

        if (!_options.SystemTick10Ms)
        {
            return nowUs + (long)(ms * 1000 / _options.McuClockRate) + LateUs;
        }

        long uptimeUs = UptimeUs(nowUs);
        long steps = StepsAt(uptimeUs) + ((ms + (StepUs / 1000) - 1) / (StepUs / 1000));
        if (WakesLate(nowUs))
        {
            steps++;
        }

        long untilUs = (steps * StepUs) - FirstStepOffsetUs - uptimeUs;
        return nowUs + (long)Math.Ceiling(untilUs / _options.McuClockRate) + LateUs;
    }

    /// <summary>Puts one collection at an instant, beside those that come by themselves.</summary>
    internal void PlacePause(long atUs, long lengthUs)
    {
        _placedPauseUs = atUs;
        _placedPauseLengthUs = lengthUs;
    }

    /// <summary>Takes the pause that is due: when it began and how long it lasts.</summary>
    internal (long FromUs, long LengthUs) TakePause()
    {
        long fromUs = NextPauseUs;
        if (fromUs == _placedPauseUs)
        {
            _placedPauseUs = TimedPart.Never;
            return (fromUs, _placedPauseLengthUs);
        }

        _nextPauseUs += Us(_options.PauseEveryMs);
        return (fromUs, Us(_options.PauseMs));
    }

    private static long Us(double ms) => (long)Math.Round(ms * 1000);

    private bool IsPausing => _options.PauseMs > 0 && _options.PauseEveryMs > 0;

    /// <summary>The first step lies <see cref="BoardOptions.SystemTickPhaseUs"/> after the reset.</summary>
    private long FirstStepOffsetUs => (StepUs - _options.SystemTickPhaseUs) % StepUs;

    private long StepsAt(long uptimeUs) => (uptimeUs + FirstStepOffsetUs) / StepUs;

    private bool WakesLate(long nowUs)
    {
        if (_options.LateWake is { } late)
        {
            return late(nowUs);
        }

        return _options.LateWakeShare > 0 && _lateness.Unit() < _options.LateWakeShare;
    }
}

/// <summary>A processor that runs wild through the code that toggles HEARTBEAT: an edge every millisecond.</summary>
internal sealed class Runaway : TimedPart
{
    private const long EdgeUs = 1000;

    private readonly Action _toggleHeartbeat;

    internal Runaway(Action toggleHeartbeat)
    {
        _toggleHeartbeat = toggleHeartbeat;
    }

    internal void Run(bool runs, long nowUs) => DueUs = runs ? nowUs + EdgeUs : Never;

    internal override void OnDue(long nowUs)
    {
        DueUs = nowUs + EdgeUs;
        _toggleHeartbeat();
    }
}
