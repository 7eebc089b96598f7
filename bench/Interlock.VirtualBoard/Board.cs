using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard;

/// <summary>
/// The box without its firmware: an ESP32's pins, buses and ports, the MAX31856, relays, latch, watchdog and buttons, in
/// virtual time. Device objects that the firmware makes bind to the board that is <see cref="Current"/>.
/// </summary>
/// <remarks>
/// Time moves when somebody calls <see cref="AdvanceTo"/>, and by what each device call costs. With <see cref="RealTimeUs"/>
/// set it follows that clock instead. All members may be called from any thread. Events are raised in the middle of a step,
/// under the board's lock: a handler may look, and may call <see cref="Inject"/>, but time stands still for it.
/// </remarks>
public sealed class Board
{
    /// <summary>How long the board runs on when the firmware waits for something that can't come. All relays have let go by then.</summary>
    private const long BlockedUs = 10_000_000;

    /// <summary>GPIO number of HEARTBEAT.</summary>
    public const int HeartbeatPin = Wiring.Heartbeat;

    /// <summary>GPIO number of ENABLE.</summary>
    public const int EnablePin = Wiring.Enable;

    /// <summary>GPIO number of K2_HOLD.</summary>
    public const int K2HoldPin = Wiring.K2Hold;

    private static readonly AsyncLocal<Board?> s_current = new AsyncLocal<Board?>();

    private readonly VirtualClock _clock = new VirtualClock();
    private readonly FaultSet _faults = new FaultSet();
    private readonly SystemTicks _ticks;
    private readonly Runaway _runaway;
    private readonly BoardScript _script = new BoardScript();

    // What is planned for later holds only if no other of its kind has begun since.
    private long _dips;
    private long _coilDips;
    private long _armActs;

    public Board(BoardOptions options)
    {
        Options = options;
        _ticks = new SystemTicks(options);
        ProbeInput first = new ProbeInput(this, _clock, _faults, isSecond: false);
        Probes = options.SecondTip is null ? [first] : [first, new ProbeInput(this, _clock, new FaultSet(), isSecond: true)];
        Circuit = new InterlockCircuit(options, _faults, Probes, _clock) { ContactsChanged = RaiseContactsChanged };
        foreach (ProbeInput probe in Probes)
        {
            probe.Chip.FaultChanged = Circuit.Update;
        }

        PinFunctions = new PinFunctions();
        Pins = new Esp32Pins(this);
        _runaway = new Runaway(() => Pins.Write(Wiring.Heartbeat, !Pins[Wiring.Heartbeat].Latch));
        Spi = new Esp32SpiBus(this);
        Uarts = new Esp32Uarts(this);
        _clock.Add(Uarts[Esp32Uarts.FirstPort]);
        _clock.Add(Uarts[Esp32Uarts.LastPort]);
        _clock.Add(_runaway);
        _clock.Add(_script);
        _clock.AfterEach = Pins.RaiseChanges;
    }

    /// <summary>A make contact opened or closed, bounces included: time in microseconds, K1 closed, K2 closed.</summary>
    public event Action<long, bool, bool>? ContactsChanged;

    /// <summary>A byte left on the telemetry line: time in microseconds at which its stop bit was out, and the byte.</summary>
    public event Action<long, byte>? UartByte;

    /// <summary>The ESP32 drives a pin anew, or lets go of it: its GPIO number.</summary>
    public event Action<int>? PinDriven;

    /// <summary>The microcontroller was reset: whoever runs the firmware has to start it anew. All its device objects are closed.</summary>
    public event Action? McuReset;

    /// <summary>The board that device objects made in this flow of control belong to; threads that it starts inherit it.</summary>
    public static Board Current
    {
        get => s_current.Value ?? throw new InvalidOperationException(
            "No virtual board is current: set Interlock.VirtualBoard.Board.Current before the firmware opens a device.");
        set => s_current.Value = value;
    }

    public Max31856Chip Chip => Probes[0].Chip;

    /// <summary>The second probe's chip; null where none is fitted.</summary>
    public Max31856Chip? SecondChip => HasSecondProbe ? Probes[1].Chip : null;

    /// <summary>Whether a second probe and its chip are fitted.</summary>
    public bool HasSecondProbe => Probes.Length > 1;

    /// <summary>Changes or breaks what goes over the SPI bus; null for plain wires.</summary>
    public SpiTap? SpiTap { get; set; }

    /// <summary>What the ESP32 reads of an input that has this level, by its GPIO number; null for the level itself.</summary>
    public Func<int, bool, bool>? InputTap { get; set; }

    /// <summary>When set, time follows it: microseconds, never falling.</summary>
    public Func<long>? RealTimeUs { get; set; }

    public long NowUs
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return _clock.NowUs;
            }
        }
    }

    /// <summary>K1's make contact.</summary>
    public bool K1Closed
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Circuit.K1.ContactClosed;
            }
        }
    }

    /// <summary>K2's make contact.</summary>
    public bool K2Closed
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Circuit.K2.ContactClosed;
            }
        }
    }

    /// <summary>K1's mirror contact, whatever its wire tells the microcontroller.</summary>
    public bool K1MirrorClosed
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Circuit.K1.MirrorClosed;
            }
        }
    }

    /// <summary>K2's mirror contact, whatever its wire tells the microcontroller.</summary>
    public bool K2MirrorClosed
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Circuit.K2.MirrorClosed;
            }
        }
    }

    /// <summary>Whether the generator's enable line is closed: both make contacts in series.</summary>
    public bool LineClosed
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Circuit.K1.ContactClosed && Circuit.K2.ContactClosed;
            }
        }
    }

    public bool K2LatchSet
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Circuit.LatchSet;
            }
        }
    }

    /// <summary>The generator is permitted; lit by contacts of both relays.</summary>
    public bool LampGreen
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Circuit.GreenIsLit;
            }
        }
    }

    /// <summary>Lit unless its pin is driven low.</summary>
    public bool LampRed => PinLevel(Wiring.LampRed) && !IsActive(Fault.RedDead);

    /// <summary>Sounds for the firmware, and by itself when the watchdog has dropped K1 while ENABLE is high.</summary>
    public bool Sounder
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return (Pins.Level(Wiring.Sounder) || Circuit.WatchdogSounds) && !_faults[Fault.SounderDead];
            }
        }
    }

    /// <summary>The true temperature at the probe's tip; NaN when the wire is open.</summary>
    public double TipCelsius
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Probes[0].Thermocouple.TipCelsius(_clock.NowUs);
            }
        }
    }

    /// <summary>The same of the second probe's; NaN where none is fitted.</summary>
    public double SecondTipCelsius
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return HasSecondProbe ? Probes[1].Thermocouple.TipCelsius(_clock.NowUs) : double.NaN;
            }
        }
    }

    /// <summary>Room in the FIFO of the telemetry UART.</summary>
    public int UartBytesFree
    {
        get
        {
            using (Gate.Enter())
            {
                Synchronise();
                return Uarts[Esp32Uarts.LastPort].BytesFree;
            }
        }
    }

    /// <summary>The board's lock. Who runs the firmware as a coroutine hands over by waiting on it, which lets go of it.</summary>
    public BoardGate Gate { get; } = new BoardGate();

    /// <summary>Who runs the firmware in virtual time; null where device calls and sleeps just return.</summary>
    public IFirmwareRunner? Runner { get; set; }

    internal BoardOptions Options { get; }

    /// <summary>One or two.</summary>
    internal ProbeInput[] Probes { get; }

    internal InterlockCircuit Circuit { get; }

    internal Esp32Pins Pins { get; }

    internal PinFunctions PinFunctions { get; }

    internal Esp32SpiBus Spi { get; }

    internal Esp32Uarts Uarts { get; }

    /// <summary>The processor does nothing of its program: it hangs, or runs away.</summary>
    public bool McuStandsStill => _faults[Fault.McuHang] || _faults[Fault.McuRunaway];

    /// <summary>The supply is gone, so that the microcontroller is held in reset.</summary>
    public bool McuIsHeld { get; private set; }

    /// <summary>Counts the resets of the microcontroller: device objects of an earlier run are dead.</summary>
    public int McuRun { get; private set; }

    /// <summary>The time without a look at the real clock.</summary>
    internal long TimeUs => _clock.NowUs;

    /// <summary>Since the last reset of the microcontroller, by its own crystal.</summary>
    internal ulong UptimeUs
    {
        get
        {
            using (Gate.Enter())
            {
                BeginDeviceCall(0);
                return (ulong)_ticks.UptimeUs(_clock.NowUs);
            }
        }
    }

    /// <summary>Milliseconds since the last reset as the system counts them: what the device's Environment.TickCount64 tells.</summary>
    public long TickCount64
    {
        get
        {
            using (Gate.Enter())
            {
                BeginDeviceCall(0);
                return _ticks.TickCountMs(_clock.NowUs);
            }
        }
    }

    /// <summary>
    /// The device's Thread.Sleep: ends on a step of the system clock, as <see cref="BoardOptions"/> says. In real time it sleeps.
    /// </summary>
    public void Sleep(int ms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ms);
        long wakeUs;
        using (Gate.Enter())
        {
            BeginDeviceCall(0);
            Runner?.OnSleep();
            wakeUs = _ticks.WakeUs(_clock.NowUs, ms);
            if (RealTimeUs is null)
            {
                if (Runner is null)
                {
                    AdvanceAsleep(wakeUs);
                }
                else
                {
                    Runner.SleepUntil(wakeUs);
                }

                return;
            }
        }

        for (long us = wakeUs - RealTimeUs(); us > 0; us = wakeUs - RealTimeUs())
        {
            Thread.Sleep((int)Math.Max(1, us / 1000));
        }
    }

    /// <summary>To be called by whoever runs the firmware while it sleeps: a collection that is due then may end after the sleep.</summary>
    public void AdvanceAsleep(long us)
    {
        using (Gate.Enter())
        {
            _clock.RunTo(us);
            while (_clock.NowUs >= _ticks.NextPauseUs)
            {
                (long fromUs, long lengthUs) = _ticks.TakePause();
                _clock.RunTo(fromUs + lengthUs);
            }
        }
    }

    /// <summary>From now on every sleep ends so much later, as when something of a higher priority runs first; 0 for none.</summary>
    public void SleepLate(long us)
    {
        using (Gate.Enter())
        {
            _ticks.LateUs = us;
        }
    }

    /// <summary>Puts one collection at an instant, beside those that come by themselves.</summary>
    public void PlacePause(long atUs, double lengthMs)
    {
        using (Gate.Enter())
        {
            _ticks.PlacePause(atUs, (long)Math.Round(lengthMs * 1000));
        }
    }

    /// <summary>
    /// Does something at an exact time, in the middle of whatever the firmware does then, after all else that is due in the
    /// same microsecond. A time that has passed means as soon as time goes on.
    /// </summary>
    public void At(long us, Action act)
    {
        using (Gate.Enter())
        {
            _script.Add(us, act);
        }
    }

    /// <summary>Throws what an action of <see cref="At"/> threw: the firmware in whose call it ran must not catch it.</summary>
    public void ThrowScriptFailure() => _script.ThrowFailure();

    /// <summary>There is one to throw: whoever runs the board need run it no further.</summary>
    public bool HasScriptFailed => _script.HasFailed;

    /// <summary>Runs everything that is due up to then. A time that has passed already changes nothing.</summary>
    public void AdvanceTo(long us)
    {
        using (Gate.Enter())
        {
            _clock.RunTo(us);
        }
    }

    /// <summary>Supply off and on again: what the chip and the latch remembered is gone; welds and other damage stay.</summary>
    public void PowerCycle()
    {
        using (Gate.Enter())
        {
            Synchronise();
            ResetChips();
            RestartMcu();
        }
    }

    /// <summary>Resets the microcontroller alone: pins float, the latch is set, the chip keeps its registers.</summary>
    public void ResetMcu()
    {
        using (Gate.Enter())
        {
            Synchronise();
            RestartMcu();
        }
    }

    /// <summary>A hand on ARM: its contacts change 1 to 50 ms apart, each with its bounce.</summary>
    public void PressArm(bool down)
    {
        using (Gate.Enter())
        {
            Synchronise();
            Circuit.PressArm(down);
            Pins.RaiseChanges();
            long act = ++_armActs;
            if (!down && _faults[Fault.ArmWorn])
            {
                PressWornArmAgain(act);
            }
        }
    }

    /// <summary>Moves one contact, at once and without a bounce.</summary>
    public void SetContact(Contact contact, bool closed)
    {
        using (Gate.Enter())
        {
            Synchronise();
            Circuit.SetContact(contact, closed);
            Pins.RaiseChanges();
        }
    }

    /// <summary>What the wires of ARM's contacts pick up from now on, before their low-pass; null for nothing.</summary>
    public void PickUpOnArm(PickUp? no, PickUp? nc)
    {
        using (Gate.Enter())
        {
            Synchronise();
            Circuit.PickUpOnArm(no, nc);
            Pins.RaiseChanges();
        }
    }

    public void PressStop(bool down)
    {
        using (Gate.Enter())
        {
            Synchronise();
            Circuit.PressStop(down);
            Pins.RaiseChanges();
        }
    }

    /// <summary>Whether a chip's FAULT line is low.</summary>
    public bool IsFaultLow(int probe)
    {
        using (Gate.Enter())
        {
            Synchronise();
            return !Probes[probe - 1].FaultLine;
        }
    }

    /// <summary>The level that a voltmeter would show at a pin of the ESP32.</summary>
    public bool PinLevel(int gpio)
    {
        using (Gate.Enter())
        {
            Synchronise();
            return Pins.Level(gpio);
        }
    }

    /// <summary>Makes something go wrong. What happens once (bitflip, chip-reset, brownout) happens again each time.</summary>
    /// <param name="fault">Which.</param>
    /// <param name="value">Its number; null for the one that the fault has by itself.</param>
    /// <param name="probe">2 for the second probe's, of a fault that belongs to one.</param>
    public void Inject(Fault fault, double? value = null, int probe = 1) => Set(fault, probe, true, value ?? fault.Value?.Default ?? 0);

    /// <summary>Puts it right again. What happened once stays as it is.</summary>
    public void Clear(Fault fault, int probe = 1) => Set(fault, probe, false, 0);

    public bool IsActive(Fault fault, int probe = 1)
    {
        using (Gate.Enter())
        {
            return InputOf(fault, probe).Faults[fault];
        }
    }

    /// <summary>The number of an active fault.</summary>
    public double ValueOf(Fault fault, int probe = 1)
    {
        using (Gate.Enter())
        {
            return InputOf(fault, probe).Faults.ValueOf(fault);
        }
    }

    /// <summary>Turns one bit of one of a chip's registers over, whatever it means.</summary>
    public void FlipRegisterBit(int register, int bit, int probe = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(register);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(register, ChipRegister.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(bit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bit, 7);
        using (Gate.Enter())
        {
            Synchronise();
            Probes[probe - 1].Chip.FlipBit(register, bit, _clock.NowUs);
            Pins.RaiseChanges();
        }
    }

    /// <summary>
    /// No heap is left: each device call that costs some on nanoCLR (a pin read or written, a transfer by spans) throws, as a
    /// collection that frees nothing makes it do there. Toggling a pin costs none.
    /// </summary>
    public bool IsHeapExhausted { get; set; }

    /// <summary>To be called by a device call that costs heap on nanoCLR.</summary>
    internal void TakeHeap()
    {
        if (IsHeapExhausted) throw new OutOfMemoryException("nanoCLR's heap is exhausted.");
    }

    /// <summary>To be called first by every device call: catches up with the real clock, or spends what the call costs.</summary>
    internal void BeginDeviceCall(long costUs)
    {
        Synchronise();
        Spend(costUs);
        Runner?.OnDeviceCall();
    }

    /// <summary>Lets virtual time pass inside a device call; real time passes by itself.</summary>
    internal void Spend(long us)
    {
        if (RealTimeUs is null)
        {
            _clock.RunTo(_clock.NowUs + us);
            TakePauses();
        }
    }

    /// <summary>A collection runs in an allocation of the firmware: time goes on, the call is longer by it.</summary>
    private void TakePauses()
    {
        while (_clock.NowUs >= _ticks.NextPauseUs)
        {
            _clock.RunTo(_clock.NowUs + _ticks.TakePause().LengthUs);
        }
    }

    internal long DeadlineUs(int timeoutMs) =>
        timeoutMs == Timeout.Infinite ? TimedPart.Never : _clock.NowUs + (timeoutMs * 1000L);

    /// <summary>Waits until a byte more fits into the FIFO.</summary>
    internal void WaitForRoom(Esp32Uart uart, long deadlineUs)
    {
        int run = McuRun;
        long blockedUs = _clock.NowUs + BlockedUs;
        while (uart.BytesFree == 0 && run == McuRun)
        {
            WaitALittle(deadlineUs, blockedUs, "SerialPort.Write: the transmitter doesn't send.");
        }
    }

    /// <summary>Waits for what doesn't come.</summary>
    internal void WaitInVain(long deadlineUs, string what)
    {
        int run = McuRun;
        long blockedUs = _clock.NowUs + BlockedUs;
        while (run == McuRun)
        {
            WaitALittle(deadlineUs, blockedUs, what);
        }
    }

    /// <summary>What the board puts on a pin; null where only the ESP32 decides.</summary>
    internal bool? ExternalLevel(int gpio) => Circuit.Level(gpio);

    /// <summary>An output, or the mode of a pin, changed.</summary>
    internal void OnPinChanged(int gpio)
    {
        PinDriven?.Invoke(gpio);
        switch (gpio)
        {
            case Wiring.ChipSelect:
            case Wiring.ChipSelect2:
                UpdateChipSelects();
                break;
            case Wiring.Enable:
            case Wiring.Heartbeat:
            case Wiring.K2Hold:
                Circuit.SetOutputs(Pins.Level(Wiring.Enable), Pins.Level(Wiring.Heartbeat), Pins.Level(Wiring.K2Hold));
                break;
        }
    }

    /// <summary>What the telemetry's driver shows: the latch of K2 is held set until then.</summary>
    internal void OnUartOpened(DeviceFunction transmit)
    {
        if (PinFunctions.Pin(transmit) == Wiring.TelemetryTx)
        {
            Circuit.OnUartOpened();
        }
    }

    internal void RunAway(bool runs) => _runaway.Run(runs, _clock.NowUs);

    internal void JumpClock(double ms) => _ticks.Jump(Us(ms));

    internal void PickUpOnArm(PickUp? both) => Circuit.PickUpOnArm(both, both);

    internal void DipCoilSupply(double ms)
    {
        long dip = ++_coilDips;
        Circuit.SetContact(Contact.CoilSupply, false);
        At(_clock.NowUs + Us(ms), () =>
        {
            if (dip == _coilDips)
            {
                Circuit.SetContact(Contact.CoilSupply, true);
            }
        });
    }

    internal void OnByteSent(DeviceFunction transmit, long us, byte value)
    {
        if (PinFunctions.Pin(transmit) == Wiring.TelemetryTx)
        {
            UartByte?.Invoke(us, value);
        }
    }

    private void Synchronise()
    {
        if (RealTimeUs is not null)
        {
            _clock.RunTo(RealTimeUs());
        }
    }

    private void WaitALittle(long deadlineUs, long blockedUs, string what)
    {
        if (RealTimeUs is null)
        {
            _clock.Step(Math.Min(deadlineUs, blockedUs));
        }
        else
        {
            Gate.Wait(millisecondsTimeout: 1);
            Synchronise();
        }

        if (_clock.NowUs >= deadlineUs)
        {
            throw new TimeoutException(what);
        }

        if (_clock.NowUs >= blockedUs && RealTimeUs is null)
        {
            throw new BlockedForeverException(what);
        }
    }

    /// <summary>While the supply is gone nothing runs; chip and microcontroller start when it is back.</summary>
    internal void DipSupply(double ms)
    {
        long dip = ++_dips;
        McuIsHeld = true;
        Circuit.SetSupply(false);
        ResetChips();
        RestartMcu();
        At(_clock.NowUs + Us(ms), () =>
        {
            if (dip == _dips)
            {
                McuIsHeld = false;
                Circuit.SetSupply(true);
                ResetChips();
                RestartMcu();
            }
        });
    }

    private void ResetChips()
    {
        foreach (ProbeInput probe in Probes)
        {
            probe.Chip.PowerOnReset();
        }
    }

    private static long Us(double ms) => (long)Math.Round(ms * 1000);

    private void Set(Fault fault, int probe, bool active, double value)
    {
        using (Gate.Enter())
        {
            Synchronise();
            ProbeInput input = InputOf(fault, probe);
            input.Faults.Set(fault, active, value);
            fault.Apply(this, input, active, value);
            Circuit.Update();
            Pins.RaiseChanges();
        }
    }

    /// <summary>Where a fault is: what belongs to no probe stands with the first one's.</summary>
    private ProbeInput InputOf(Fault fault, int probe)
    {
        bool isThere = probe == 1 || (probe == 2 && HasSecondProbe && fault.IsOfProbe);
        return isThere ? Probes[probe - 1] : throw new ArgumentOutOfRangeException(nameof(probe), probe, $"{fault} of probe {probe} is none of this board's.");
    }

    private void UpdateChipSelects()
    {
        foreach (ProbeInput probe in Probes)
        {
            probe.UpdateChipSelect();
        }
    }

    private void PressWornArmAgain(long act)
    {
        long closedUs = Us(_faults.ValueOf(Fault.ArmWorn));
        void Move(bool down)
        {
            if (act == _armActs)
            {
                Circuit.PressArm(down);
            }
        }

        At(_clock.NowUs + closedUs, () => Move(true));
        At(_clock.NowUs + (2 * closedUs), () => Move(false));
    }

    private void RestartMcu()
    {
        McuRun++;
        _ticks.OnMcuReset(_clock.NowUs);
        Spi.Reset();
        Uarts.Reset();
        PinFunctions.Reset();
        Pins.Reset();
        UpdateChipSelects();
        Circuit.OnMcuReset();
        McuReset?.Invoke();
    }

    private void RaiseContactsChanged() =>
        ContactsChanged?.Invoke(_clock.NowUs, Circuit.K1.ContactClosed, Circuit.K2.ContactClosed);
}
