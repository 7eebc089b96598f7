namespace Interlock.VirtualBoard;

/// <summary>
/// What is soldered around the ESP32 and the MAX31856: two relays, the watchdog and the flip-flop that feed K1, the latch that
/// holds K2, the detector of the coils' rail, the buttons, and the levels that all these put on the pins.
/// </summary>
internal sealed class InterlockCircuit
{
    private const double FastestReleaseMs = 2;
    private const double SlowestReleaseMs = 10;

    private readonly FaultSet _faults;
    private readonly ProbeInput[] _probes;
    private readonly VirtualClock _clock;
    private readonly WindowWatchdog _watchdog;
    private readonly RailDetector _detector;
    private readonly SetDominantLatch _latch = new SetDominantLatch();
    private readonly Buttons _buttons;
    private readonly FilteredLine _armNo;
    private readonly FilteredLine _armNc;
    private readonly FilteredLine _enabledForAWhile;

    private bool _enablePin;
    private bool _heartbeatPin;
    private bool _k2HoldPin;
    private bool _uartIsOpen;
    private bool _coilSupply = true;
    private bool _supply = true;

    private bool _enable;
    private bool _heartbeat;
    private bool _k1MayPullIn;
    private bool _fed;
    private bool _armIsPressed;
    private bool _reportedK1;
    private bool _reportedK2;

    internal InterlockCircuit(BoardOptions options, FaultSet faults, ProbeInput[] probes, VirtualClock clock)
    {
        _faults = faults;
        _probes = probes;
        _clock = clock;
        _watchdog = new WindowWatchdog(options.WatchdogHoldMs, options.WatchdogMinEdgeMs) { Starved = Update };
        _detector = new RailDetector(options.RailDetectMs) { Detected = Update };
        _armNo = new FilteredLine(options.ArmFilterMs, options.ArmThresholds, isClosed: false) { Changed = Update };
        _armNc = new FilteredLine(options.ArmRestFilterMs, options.ArmRestThresholds, isClosed: true) { Changed = Update };
        _enabledForAWhile = new FilteredLine(options.EnableFilterMs, SchmittThresholds.Logic, isClosed: true) { Changed = Update };
        SeededRandom times = new SeededRandom(options.Seed, RandomStream.RelayTimes);
        K1 = MakeRelay(options, times, options.K1ReleaseMs, RandomStream.RelayK1);
        K2 = MakeRelay(options, times, options.K2ReleaseMs, RandomStream.RelayK2);
        clock.Add(K1);
        clock.Add(K2);
        clock.Add(_watchdog);
        clock.Add(_detector);
        _buttons = new Buttons(options, clock, Update);
        clock.Add(_armNo);
        clock.Add(_armNc);
        clock.Add(_enabledForAWhile);
        Update();
    }

    /// <summary>Called when a make contact opened or closed.</summary>
    internal Action? ContactsChanged { get; set; }

    internal Relay K1 { get; }

    internal Relay K2 { get; }

    internal bool LatchSet => _latch.IsSet && !_faults[Fault.LatchStuckClear];

    /// <summary>Guided make contacts of both relays in series.</summary>
    internal bool GreenIsLit => K1.ContactClosed && K2.ContactClosed;

    /// <summary>ENABLE has been high for a while and K1 is not fed: the sounder sounds without the firmware.</summary>
    internal bool WatchdogSounds => _enabledForAWhile.IsHigh && !_fed;

    internal void PressArm(bool down)
    {
        _buttons.PressArm(down, _clock.NowUs);
        Update();
    }

    internal void PressStop(bool down)
    {
        _buttons.PressStop(down, _clock.NowUs);
        Update();
    }

    /// <summary>Moves one contact, at once and without a bounce.</summary>
    internal void SetContact(Contact contact, bool closed)
    {
        if (contact == Contact.CoilSupply)
        {
            _coilSupply = closed;
        }
        else
        {
            _buttons.Set(contact, closed);
        }

        Update();
    }

    internal void PickUpOnArm(PickUp? no, PickUp? nc)
    {
        _armNo.SetPickUp(no, _clock.NowUs);
        _armNc.SetPickUp(nc, _clock.NowUs);
        Update();
    }

    /// <summary>The supply of everything.</summary>
    internal void SetSupply(bool present)
    {
        _supply = present;
        Update();
    }

    /// <summary>A reset of the microcontroller also sets the latch, and holds it set until the telemetry port is opened.</summary>
    internal void OnMcuReset()
    {
        _uartIsOpen = false;
        SetOutputs(enable: false, heartbeat: false, k2Hold: false);
    }

    internal void OnUartOpened()
    {
        _uartIsOpen = true;
        Update();
    }

    /// <summary>The levels on the pins that the microcontroller drives.</summary>
    internal void SetOutputs(bool enable, bool heartbeat, bool k2Hold)
    {
        _enablePin = enable;
        _heartbeatPin = heartbeat;
        _k2HoldPin = k2Hold;
        Update();
    }

    /// <summary>Works through the logic after anything changed. The set inputs go first: they dominate.</summary>
    internal void Update()
    {
        long nowUs = _clock.NowUs;
        UpdateHeartbeat(nowUs);
        _armNo.SetContact(ArmNoClosed, nowUs);
        _armNc.SetContact(ArmNcClosed, nowUs);
        bool rail = _supply && _coilSupply && (_buttons.IsClosed(Contact.Stop2) || _faults[Fault.Stop2Stuck]);
        _detector.SetRail(rail, nowUs);
        UpdateK1Permission();
        _enabledForAWhile.SetContact(!_enable, nowUs);

        if (!_k1MayPullIn)
        {
            _watchdog.Clear();
        }

        _fed = _watchdog.Fed || _faults[Fault.WatchdogDead];

        bool setInput = SetInput;
        _latch.SetInput(setInput);
        UpdateArm(setInput);

        K1.SetCoil(_enable && _k1MayPullIn && _fed && rail && !_faults[Fault.K1CoilOpen], nowUs);
        K2.SetCoil(!LatchSet && rail && !_faults[Fault.K2CoilOpen], nowUs);
    }

    /// <summary>What the circuit puts on a pin, stronger than any resistor inside the ESP32; null where it is connected to inputs only.</summary>
    internal bool? Level(int gpio) => gpio switch
    {
        Wiring.DataReady => _probes[0].DataReadyLine,
        Wiring.Fault => _probes[0].FaultLine,
        Wiring.DataReady2 when _probes.Length > 1 => _probes[1].DataReadyLine,
        Wiring.Fault2 when _probes.Length > 1 => _probes[1].FaultLine,
        Wiring.MirrorK1 => MirrorK1Line,
        Wiring.MirrorK2 => _faults[Fault.K2MirrorStuckOpen] || (!_faults[Fault.K2MirrorStuckClosed] && !K2.MirrorClosed),
        Wiring.Stop => _faults[Fault.StopWire] || !_buttons.IsClosed(Contact.Stop),
        Wiring.Arm => _armNo.IsHigh,
        Wiring.ArmRest => _armNc.IsHigh,
        Wiring.ChipSelect or Wiring.ChipSelect2 or Wiring.TelemetryRx or Wiring.LampRed => true,
        Wiring.Enable or Wiring.Heartbeat or Wiring.K2Hold => false,
        _ => null,
    };

    private bool MirrorK1Line => _faults[Fault.MirrorStuck] ? _faults.ValueOf(Fault.MirrorStuck) >= 1 : !K1.MirrorClosed;

    private bool ArmNoClosed => !_faults[Fault.ArmNoWire] && (_faults[Fault.ArmStuck] || _buttons.IsClosed(Contact.ArmNo));

    private bool ArmNcClosed => !_faults[Fault.ArmNcWire] && !_faults[Fault.ArmStuck] && _buttons.IsClosed(Contact.ArmNc);

    private bool SetInput => FaultSetsLatch
        || (_detector.SeesLoss && !_faults[Fault.RailDetectorDead] && !_faults[Fault.RailDetectorDeadK2])
        || !_uartIsOpen
        || !_supply
        || !Stuck(_k2HoldPin, Fault.K2HoldStuckHigh, Fault.K2HoldStuckLow)
        || (_enable && WatchdogSounds);

    private bool FaultSetsLatch
    {
        get
        {
            foreach (ProbeInput probe in _probes)
            {
                if (probe.SetsLatch)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private bool Stuck(bool pin, Fault high, Fault low) => _faults[high] || (pin && !_faults[low]);

    private void UpdateHeartbeat(long nowUs)
    {
        bool heartbeat = Stuck(_heartbeatPin, Fault.HeartbeatStuckHigh, Fault.HeartbeatStuckLow);
        if (heartbeat != _heartbeat)
        {
            _heartbeat = heartbeat;
            _watchdog.OnEdge(nowUs);
        }
    }

    /// <summary>A flip-flop that ENABLE's rise sets, and ENABLE low or a loss of the rail clears: clearing dominates.</summary>
    private void UpdateK1Permission()
    {
        bool enable = Stuck(_enablePin, Fault.EnableStuckHigh, Fault.EnableStuckLow);
        bool seesLoss = _detector.SeesLoss && !_faults[Fault.RailDetectorDead] && !_faults[Fault.RailDetectorDeadK1];
        bool rises = enable && !_enable;
        _enable = enable;
        _k1MayPullIn = enable && !seesLoss && (rises || _k1MayPullIn);
    }

    /// <summary>
    /// The set/reset pair behind ARM's wires, in which rest wins while both contacts are closed. Its edge to pressed clears the
    /// latch, once, where nothing forbids it at that instant.
    /// </summary>
    private void UpdateArm(bool setInput)
    {
        bool atRest = !_armNc.IsHigh;
        bool pressed = !atRest && (!_armNo.IsHigh || _armIsPressed);
        bool edge = pressed && !_armIsPressed;
        _armIsPressed = pressed;
        if (edge && !setInput && !_enable && !MirrorK1Line)
        {
            _latch.ClearEdge();
        }
    }

    private Relay MakeRelay(BoardOptions options, SeededRandom times, double? releaseMs, RandomStream bounces)
    {
        double drawnMs = times.Between(FastestReleaseMs, SlowestReleaseMs);
        double ms = releaseMs ?? (options.DrawRelayTimes ? drawnMs : options.RelayReleaseMs);
        return new Relay(options.RelayPullInMs, ms, new SeededRandom(options.Seed, bounces)) { Moved = OnRelayMoved };
    }

    private void OnRelayMoved()
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

/// <summary>Which ESP32 pin goes where.</summary>
internal static class Wiring
{
    internal const int SpiClock = 18;
    internal const int SpiMiso = 19;
    internal const int SpiMosi = 23;
    internal const int ChipSelect = 5;
    internal const int ChipSelect2 = 15;
    internal const int DataReady = 34;
    internal const int DataReady2 = 4;
    internal const int Fault = 35;
    internal const int Fault2 = 14;
    internal const int MirrorK1 = 36;
    internal const int MirrorK2 = 39;
    internal const int Heartbeat = 25;
    internal const int Enable = 26;
    internal const int Stop = 33;
    internal const int Arm = 32;
    internal const int ArmRest = 13;
    internal const int K2Hold = 2;
    internal const int LampRed = 22;
    internal const int Sounder = 27;
    internal const int TelemetryTx = 17;
    internal const int TelemetryRx = 16;
}
