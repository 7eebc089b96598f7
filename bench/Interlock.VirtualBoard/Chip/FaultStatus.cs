namespace Interlock.VirtualBoard;

/// <summary>The fault status register and the FAULT pin, in comparator and in interrupt mode (data sheet, CR0 bit 2 and "Register 0Fh").</summary>
/// <remarks>
/// Where the data sheet is silent: in interrupt mode FAULT is a latch of its own, which any status bit that is set and not
/// masked sets, at once when the mask is written; in comparator mode it follows the register.
/// </remarks>
internal sealed class FaultStatus
{
    /// <summary>"There is a 2 degC hysteresis when in comparator mode for threshold fault conditions": both thresholds' sensors.</summary>
    private const int HysteresisDegrees = 2;

    /// <summary>Thermocouple thresholds count 1/16 degC, the reading 1/128.</summary>
    private const int ThermocoupleThresholdScale = 8;
    private const int ThermocoupleHysteresis = HysteresisDegrees * 128;

    /// <summary>Cold-junction thresholds count 1 degC, the reading 1/64.</summary>
    private const int ColdJunctionThresholdScale = 64;
    private const int ColdJunctionHysteresis = HysteresisDegrees * 64;

    private readonly RegisterFile _registers;

    internal FaultStatus(RegisterFile registers)
    {
        _registers = registers;
    }

    internal bool PinLow { get; private set; }

    private bool InterruptMode => (_registers.Cr0 & Cr0.InterruptMode) != 0;

    private byte Status
    {
        get => _registers[ChipRegister.Status];
        set => _registers[ChipRegister.Status] = value;
    }

    internal void Reset() => PinLow = false;

    /// <summary>A conversion ended: thresholds and ranges are judged, and the open circuit if it was tested for.</summary>
    internal void Judge(Reading reading, bool? open)
    {
        byte judged = open is null ? StatusBit.OfConversion : (byte)(StatusBit.OfConversion | StatusBit.Open);
        byte found = (byte)(reading.RangeBits | Thresholds(reading) | (open == true ? StatusBit.Open : 0));
        Status = InterruptMode ? (byte)(Status | found) : (byte)((Status & ~judged) | found);
        UpdatePin();
    }

    /// <summary>Over- and undervoltage need no conversion.</summary>
    internal void SetOverUnderVoltage(bool present)
    {
        if (present)
        {
            Status |= StatusBit.OverUnderVoltage;
        }
        else if (!InterruptMode)
        {
            Status = (byte)(Status & ~StatusBit.OverUnderVoltage);
        }

        UpdatePin();
    }

    /// <summary>FAULTCLR; it has no effect in comparator mode.</summary>
    internal void Clear(bool overUnderVoltage)
    {
        if (!InterruptMode)
        {
            return;
        }

        Status = overUnderVoltage ? StatusBit.OverUnderVoltage : (byte)0;
        PinLow = false;
        UpdatePin();
    }

    /// <summary>To be called when the status, the mask or the mode changed.</summary>
    internal void UpdatePin()
    {
        bool unmasked = (Status & ~_registers[ChipRegister.Mask] & StatusBit.Maskable) != 0;
        PinLow = unmasked || (InterruptMode && PinLow);
    }

    private int Thresholds(Reading reading) =>
        Above(StatusBit.ThermocoupleHigh, reading.ThermocoupleCounts, Threshold(ChipRegister.ThermocoupleHigh), ThermocoupleHysteresis)
        | Below(StatusBit.ThermocoupleLow, reading.ThermocoupleCounts, Threshold(ChipRegister.ThermocoupleLow), ThermocoupleHysteresis)
        | Above(StatusBit.ColdJunctionHigh, reading.ColdJunctionCounts, ColdThreshold(ChipRegister.ColdJunctionHigh), ColdJunctionHysteresis)
        | Below(StatusBit.ColdJunctionLow, reading.ColdJunctionCounts, ColdThreshold(ChipRegister.ColdJunctionLow), ColdJunctionHysteresis);

    private int Threshold(int register) => _registers.Int16(register) * ThermocoupleThresholdScale;

    private int ColdThreshold(int register) => (sbyte)_registers[register] * ColdJunctionThresholdScale;

    /// <summary>Strictly above; in comparator mode a bit that is set stays until the reading is the hysteresis below the threshold.</summary>
    private int Above(byte bit, int counts, int threshold, int hysteresis) =>
        counts > threshold || (Held(bit) && counts > threshold - hysteresis) ? bit : 0;

    private int Below(byte bit, int counts, int threshold, int hysteresis) =>
        counts < threshold || (Held(bit) && counts < threshold + hysteresis) ? bit : 0;

    private bool Held(byte bit) => !InterruptMode && (Status & bit) != 0;
}
