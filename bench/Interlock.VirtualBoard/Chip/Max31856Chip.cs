namespace Interlock.VirtualBoard;

/// <summary>
/// The MAX31856: sixteen registers on an SPI bus, a converter behind them, and the pins DRDY and FAULT.
/// </summary>
/// <remarks>
/// Writes that the data sheet forbids while the chip converts are ignored and leave the stored bits as they were: the
/// 50/60 Hz bit in automatic mode, AVGSEL during any conversion. 1SHOT reads 1 until its conversion has ended, which is what
/// drivers wait for; in automatic mode it is dropped. DRDY goes high when a byte of LTC or, with the sensor on, of CJT was read.
/// </remarks>
public sealed class Max31856Chip
{
    private readonly RegisterFile _registers = new RegisterFile();
    private readonly FaultStatus _faults;
    private readonly Converter _converter;
    private readonly ChipBus _bus;
    private readonly byte[] _frozen = new byte[ChipRegister.Status - ChipRegister.ColdJunction];
    private int _frozenTipBits;
    private bool _isColdJunctionFrozen;
    private bool _overUnderVoltage;

    internal Max31856Chip(Probe probe, BoardOptions options, SeededRandom noise, long phaseUs)
    {
        _faults = new FaultStatus(_registers);
        _converter = new Converter(_registers, _faults, probe, options, noise, phaseUs);
        _converter.Finished = OnConversionFinished;
        _bus = new ChipBus(this);
    }

    /// <summary>The level of the DRDY pin: low when there is a result that nobody has read.</summary>
    public bool DataReadyLow { get; private set; }

    /// <summary>The level of the FAULT pin.</summary>
    public bool FaultLow => _faults.PinLow;

    /// <summary>Whether a conversion runs or, under OVUV, waits.</summary>
    public bool Converting => _converter.Running;

    /// <summary>Conversions finished since the board was made.</summary>
    public long Conversions => _converter.Count;

    /// <summary>Open-circuit tests finished since the board was made.</summary>
    public long OpenTests => _converter.OpenTests;

    /// <summary>What the thermocouple registers say; 0 before the first conversion.</summary>
    public double ThermocoupleCelsius => ((_registers.Int16(ChipRegister.ThermocoupleTemperature) << 3)
        | (_registers[ChipRegister.ThermocoupleTemperature + 2] >> 5)) / Linearizer.ThermocoupleCountsPerDegree;

    /// <summary>What the cold-junction registers say.</summary>
    public double ColdJunctionCelsius => (_registers.Int16(ChipRegister.ColdJunction) >> 2) / Linearizer.ColdJunctionCountsPerDegree;

    /// <summary>What a reader is told of the thermocouple: with the bits that stand still.</summary>
    public double ToldThermocoupleCelsius => ((short)(WithFrozenBits(ChipRegister.ThermocoupleTemperature) << 8 | WithFrozenBits(ChipRegister.ThermocoupleTemperature + 1)) << 3
        | WithFrozenBits(ChipRegister.ThermocoupleTemperature + 2) >> 5) / Linearizer.ThermocoupleCountsPerDegree;

    /// <summary>The same of the cold junction.</summary>
    public double ToldColdJunctionCelsius => ((short)(WithFrozenBits(ChipRegister.ColdJunction) << 8 | WithFrozenBits(ChipRegister.ColdJunction + 1)) >> 2) / Linearizer.ColdJunctionCountsPerDegree;

    /// <summary>The threshold at which FAULT falls, degC.</summary>
    public double HighThresholdCelsius => _registers.Int16(ChipRegister.ThermocoupleHigh) / Linearizer.ThresholdCountsPerDegree;

    /// <summary>Called when FAULT may have changed.</summary>
    internal Action? FaultChanged { get; set; }

    internal TimedPart Timing => _converter;

    internal ChipBus Bus => _bus;

    /// <summary>Looks into a register without the bus and without its side effects.</summary>
    public byte PeekRegister(int register)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(register);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(register, ChipRegister.Count);
        return _registers[register];
    }

    internal void Select() => _bus.Select();

    /// <summary>The rise of chip select ends the transaction and starts what CR0 now asks for.</summary>
    internal void Deselect(long nowUs)
    {
        if (_bus.Selected)
        {
            _bus.Deselect();
            _converter.ObeyCr0(nowUs);
        }
    }

    /// <summary>Power-on reset: also what a dip of the supply below 2.7 V does, without a word.</summary>
    internal void PowerOnReset()
    {
        _registers.Reset();
        _bus.Deselect();
        _converter.Reset();
        _faults.Reset();
        _faults.SetOverUnderVoltage(_overUnderVoltage);
        DataReadyLow = false;
        FaultChanged?.Invoke();
    }

    /// <summary>A bit that changes by itself, and what follows from it.</summary>
    internal void FlipBit(int register, int bit, long nowUs)
    {
        _registers[register] ^= (byte)(1 << bit);
        _faults.UpdatePin();
        _converter.ObeyCr0(nowUs);
        FaultChanged?.Invoke();
    }

    internal void SetOverUnderVoltage(bool present, long nowUs)
    {
        if (present == _overUnderVoltage)
        {
            return;
        }

        _overUnderVoltage = present;
        _faults.SetOverUnderVoltage(present);
        _converter.Suspend(nowUs, present);
        FaultChanged?.Invoke();
    }

    /// <summary>
    /// Bits of the tip's temperature (19, the lowest is 1/128 degC) that stay as they are now for whoever reads them; and
    /// whether the cold junction's registers do.
    /// </summary>
    internal void FreezeTemperatures(int tipBits, bool coldJunction)
    {
        _frozenTipBits = tipBits;
        _isColdJunctionFrozen = coldJunction;
        for (int i = 0; i < _frozen.Length; i++)
        {
            _frozen[i] = _registers[ChipRegister.ColdJunction + i];
        }
    }

    internal byte ReadRegister(int register)
    {
        bool isTemperature = register is >= ChipRegister.ThermocoupleTemperature and < ChipRegister.Status;
        bool isColdJunction = register is ChipRegister.ColdJunction or ChipRegister.ColdJunction + 1;
        if (isTemperature || (isColdJunction && _registers.ColdJunctionSensorOn))
        {
            DataReadyLow = false;
        }

        return register is >= ChipRegister.ColdJunction and < ChipRegister.Status ? WithFrozenBits(register) : _registers[register];
    }

    private byte WithFrozenBits(int register)
    {
        int atByte = register - ChipRegister.ColdJunction;
        int fromTip = register - ChipRegister.ThermocoupleTemperature;
        int mask = fromTip < 0 ? (_isColdJunctionFrozen ? 0xFF : 0) : _frozenTipBits << 5 >> (8 * (2 - fromTip));
        return (byte)((_registers[register] & ~mask) | (_frozen[atByte] & mask));
    }

    internal void WriteRegister(int register, byte value)
    {
        switch (register)
        {
            case ChipRegister.Cr0:
                WriteCr0(value);
                break;
            case ChipRegister.Cr1:
                WriteCr1(value);
                break;
            case ChipRegister.ColdJunction:
            case ChipRegister.ColdJunction + 1:
                WriteColdJunction(register, value);
                break;
            default:
                _registers.Write(register, value);
                break;
        }

        _faults.UpdatePin();
        FaultChanged?.Invoke();
    }

    private void WriteCr0(byte value)
    {
        byte before = _registers.Cr0;
        if ((before & Cr0.Automatic) != 0)
        {
            value = Merge(value, before, Cr0.Filter50Hz);
        }

        if ((value & Cr0.Automatic) != 0)
        {
            value = (byte)(value & ~Cr0.OneShot);
        }

        _registers.Write(ChipRegister.Cr0, (byte)(value & ~Cr0.FaultClear));
        if ((value & Cr0.FaultClear) != 0)
        {
            _faults.Clear(_overUnderVoltage);
        }

        if ((before & Cr0.OpenTest) == 0 && (value & Cr0.OpenTest) != 0)
        {
            _converter.RequestOpenTest();
        }
    }

    private void WriteCr1(byte value) =>
        _registers.Write(ChipRegister.Cr1, _converter.Running ? Merge(value, _registers.Cr1, Cr1.Averaging) : value);

    private void WriteColdJunction(int register, byte value)
    {
        if (!_registers.ColdJunctionSensorOn)
        {
            _registers.Write(register, value);
        }
    }

    /// <summary>The written value, but with the protected bits as they stand.</summary>
    private static byte Merge(byte written, byte stored, byte protectedBits) =>
        (byte)((written & ~protectedBits) | (stored & protectedBits));

    private void OnConversionFinished()
    {
        DataReadyLow = true;
        FaultChanged?.Invoke();
    }
}
