using System;

namespace Interlock.VirtualBoard;

/// <summary>
/// What is soldered around the ESP32 and the MAX31856: two relays, the watchdog that feeds K1, the latch that holds K2, the
/// buttons, and the levels that all these put on the pins (design.md section 2).
/// </summary>
internal sealed class InterlockCircuit
{
    private readonly FaultSet _faults;
    private readonly Max31856Chip _chip;
    private readonly VirtualClock _clock;
    private readonly bool _mirrorSticksOpen;
    private readonly WindowWatchdog _watchdog;
    private readonly SetDominantLatch _latch = new SetDominantLatch();
    private readonly BouncingContact _arm;
    private readonly BouncingContact _stop;

    private bool _enable;
    private bool _heartbeat;
    private bool _armLine = true;
    private bool _coilSupply = true;
    private bool _reportedK1;
    private bool _reportedK2;

    internal InterlockCircuit(BoardOptions options, FaultSet faults, Max31856Chip chip, VirtualClock clock)
    {
        _faults = faults;
        _chip = chip;
        _clock = clock;
        _mirrorSticksOpen = options.MirrorStuckOpen;
        _watchdog = new WindowWatchdog(options.WatchdogHoldMs, options.WatchdogMinEdgeMs) { Starved = Update };
        _arm = new BouncingContact(new SeededRandom(options.Seed, RandomStream.ArmButton)) { Changed = Update };
        _stop = new BouncingContact(new SeededRandom(options.Seed, RandomStream.StopButton)) { Changed = Update };
        K1 = new Relay(options.RelayPullInMs, options.RelayReleaseMs, new SeededRandom(options.Seed, RandomStream.RelayK1));
        K2 = new Relay(options.RelayPullInMs, options.RelayReleaseMs, new SeededRandom(options.Seed, RandomStream.RelayK2));
        K1.Moved = ReportContacts;
        K2.Moved = ReportContacts;
        clock.Add(K1);
        clock.Add(K2);
        clock.Add(_watchdog);
        clock.Add(_arm);
        clock.Add(_stop);
    }

    /// <summary>Called when a make contact opened or closed.</summary>
    internal Action? ContactsChanged { get; set; }

    internal Relay K1 { get; }

    internal Relay K2 { get; }

    internal bool LatchSet => _latch.IsSet;

    internal void PressArm(bool down)
    {
        _arm.Press(down, _clock.NowUs);
        Update();
    }

    /// <summary>The second pole is in series with both coils; that it bounces would only delay the release, so it doesn't.</summary>
    internal void PressStop(bool down)
    {
        _coilSupply = !down;
        _stop.Press(down, _clock.NowUs);
        Update();
    }

    /// <summary>The reset line of the microcontroller also sets the latch.</summary>
    internal void OnMcuReset()
    {
        _latch.Set();
        SetOutputs(enable: false, heartbeat: false);
    }

    /// <summary>The levels on the pins that the microcontroller drives.</summary>
    internal void SetOutputs(bool enable, bool heartbeat)
    {
        _enable = enable;
        if (heartbeat != _heartbeat)
        {
            _heartbeat = heartbeat;
            _watchdog.OnEdge(_clock.NowUs);
        }

        Update();
    }

    /// <summary>Works through the logic after anything changed. The set input goes first: it dominates.</summary>
    internal void Update()
    {
        _latch.SetInput(!FaultLine);
        UpdateArmLine();
        long nowUs = _clock.NowUs;
        K1.SetCoil(_enable && _watchdog.Fed && _coilSupply && !_faults[Fault.K1CoilOpen], nowUs);
        K2.SetCoil(!_latch.IsSet && _coilSupply, nowUs);
    }

    /// <summary>What the circuit puts on a pin, stronger than any resistor inside the ESP32; null where it is connected to inputs only.</summary>
    internal bool? Level(int gpio) => gpio switch
    {
        Wiring.DataReady => DataReadyLine,
        Wiring.Fault => FaultLine,
        Wiring.MirrorK1 => _faults[Fault.MirrorStuck] ? _mirrorSticksOpen : !K1.MirrorClosed,
        Wiring.MirrorK2 => !K2.MirrorClosed,
        Wiring.Stop => _faults[Fault.StopWire] || _stop.Actuated,
        Wiring.Arm => ArmLine,
        Wiring.ChipSelect or Wiring.TelemetryRx => true,
        Wiring.Enable or Wiring.Heartbeat => false,
        _ => null,
    };

    private bool DataReadyLine =>
        _faults[Fault.DrdyStuckHigh] || (!_faults[Fault.DrdyStuckLow] && !_chip.DataReadyLow);

    private bool FaultLine => _faults[Fault.FaultPinStuck] || !_chip.FaultLow;

    private bool ArmLine => !_faults[Fault.ArmStuck] && !_arm.Actuated;

    private void UpdateArmLine()
    {
        bool line = ArmLine;
        if (_armLine && !line)
        {
            _latch.ClearEdge();
        }

        _armLine = line;
    }

    private void ReportContacts()
    {
        if (_reportedK1 == K1.ContactClosed && _reportedK2 == K2.ContactClosed)
        {
            return;
        }

        _reportedK1 = K1.ContactClosed;
        _reportedK2 = K2.ContactClosed;
        ContactsChanged?.Invoke();
    }
}
