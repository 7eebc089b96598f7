namespace Interlock.VirtualBoard;

/// <summary>The chip's end of the SPI bus: an address byte after the fall of chip select, then data with the address counting up.</summary>
internal sealed class ChipBus
{
    private const byte WriteFlag = 0x80;
    private const int LastAddress = 0x7F;

    /// <summary>"Invalid memory addresses report an FFh value."</summary>
    private const byte InvalidAddressValue = 0xFF;

    /// <summary>SDO is high-impedance while the address comes in; nothing on the board pulls it, a floating input tends to read high.</summary>
    private const byte HighImpedance = 0xFF;

    private readonly Max31856Chip _chip;
    private bool _addressed;
    private int _address;

    internal ChipBus(Max31856Chip chip)
    {
        _chip = chip;
    }

    internal bool Selected { get; private set; }

    internal bool Writing { get; private set; }

    /// <summary>Whether the next byte is an address.</summary>
    internal bool ExpectsAddress => Selected && !_addressed;

    internal void Select()
    {
        Selected = true;
        Writing = false;
        _addressed = false;
    }

    internal void Deselect() => Selected = false;

    internal byte Exchange(byte received)
    {
        if (!Selected)
        {
            return HighImpedance;
        }

        if (!_addressed)
        {
            _addressed = true;
            Writing = (received & WriteFlag) != 0;
            _address = received & LastAddress;
            return HighImpedance;
        }

        int address = _address;
        _address = (_address + 1) & LastAddress;
        return Writing ? Write(address, received) : Read(address);
    }

    private byte Write(int address, byte value)
    {
        if (address < ChipRegister.Count)
        {
            _chip.WriteRegister(address, value);
        }

        return HighImpedance;
    }

    private byte Read(int address) => address < ChipRegister.Count ? _chip.ReadRegister(address) : InvalidAddressValue;
}
