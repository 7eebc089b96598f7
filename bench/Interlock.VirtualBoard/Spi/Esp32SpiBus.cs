using System.Device.Gpio;
using System.Device.Spi;
using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard;

/// <summary>The ESP32's two SPI buses and what they reach on this board (nf-interpreter, nanoHAL_Spi.cpp and cpu_spi.cpp).</summary>
internal sealed class Esp32SpiBus
{
    private const int BusCount = 2;
    private const int NoChipSelect = -1;
    private const int MaxDevicesPerBus = 3;

    /// <summary>Above this the chip can't follow (data sheet, "Serial Clock Frequency"): both sides then see noise.</summary>
    private const int MaxChipClockHz = 5_000_000;

    private const byte FloatingMiso = 0xFF;
    private const byte WriteFlag = 0x80;

    private readonly Board _board;
    private readonly SeededRandom _garbage;
    private readonly SeededRandom _noise;
    private readonly int[] _openDevices = new int[BusCount];
    private readonly bool[,] _chipSelectInUse = new bool[BusCount, Esp32Pins.Count + 1];

    internal Esp32SpiBus(Board board)
    {
        _board = board;
        _garbage = new SeededRandom(board.Options.Seed, RandomStream.SpiGarbage);
        _noise = new SeededRandom(board.Options.Seed, RandomStream.BusNoise);
    }

    internal void Reset()
    {
        Array.Clear(_openDevices);
        Array.Clear(_chipSelectInUse);
    }

    internal void Open(SpiConnectionSettings settings)
    {
        int bus = BusIndex(settings);
        if (settings.ChipSelectLine < NoChipSelect || settings.ChipSelectLine >= Esp32Pins.Count)
        {
            throw new ArgumentException("There is no such chip select line.", nameof(settings));
        }

        if (_openDevices[bus] >= MaxDevicesPerBus)
        {
            throw new IndexOutOfRangeException("The bus has no room for another device.");
        }

        if (_chipSelectInUse[bus, settings.ChipSelectLine + 1] || settings.Configuration == SpiBusConfiguration.Simplex)
        {
            throw new SpiDeviceAlreadyInUseException();
        }

        if (_openDevices[bus] == 0)
        {
            ReserveBusPins(bus, settings.Configuration);
        }

        OpenChipSelect(settings);
        _openDevices[bus]++;
        _chipSelectInUse[bus, settings.ChipSelectLine + 1] = true;
    }

    internal void Close(SpiConnectionSettings settings)
    {
        int bus = BusIndex(settings);
        _chipSelectInUse[bus, settings.ChipSelectLine + 1] = false;
        _openDevices[bus]--;
        if (settings.ChipSelectLine != NoChipSelect)
        {
            // Only the reservation ends: the pin goes on driving chip select to its idle level.
            _board.Pins[settings.ChipSelectLine].Reserved = false;
        }

        if (_openDevices[bus] == 0)
        {
            ReleaseBusPins(bus);
        }
    }

    /// <summary>One transfer with the chip select around it. The bytes that go out are overwritten by those that come in.</summary>
    internal void Transfer(SpiConnectionSettings settings, Span<byte> bytes)
    {
        long bitsUs = ((bytes.Length * 8L * 1_000_000) + settings.ClockFrequency - 1) / settings.ClockFrequency;
        long durationUs = bitsUs + _board.Options.SpiOverheadUs;
        ReadOnlySpan<byte> sent = default;
        if (_board.SpiTap is { } tap)
        {
            sent = bytes.ToArray();
            tap.Probe = settings.ChipSelectLine == Wiring.ChipSelect2 ? 2 : 1;
            tap.Outgoing(bytes);
        }

        SelectChip(settings);
        bool isRead = bytes.Length > 1 && (bytes[0] & WriteFlag) == 0;
        bool reaches = ReachesChips(settings);
        ProbeInput? first = reaches ? Listening(0) : null;
        ProbeInput? second = reaches ? Listening(1) : null;
        if (first is not null && second is not null)
        {
            ExchangeWithBoth(settings, bytes, durationUs, first, second);
        }
        else if ((first ?? second) is { } probe)
        {
            ExchangeWithChip(settings, bytes, durationUs, probe);
        }
        else
        {
            bytes.Fill(FloatingMiso);
            _board.Spend(durationUs);
        }

        DeselectChip(settings);
        ApplyMisoFaults(bytes, isRead, second);
        _board.SpiTap?.Incoming(sent, bytes);

        // DRDY goes up by being read: a listener that hears only of the next result would miss both edges.
        _board.Pins.RaiseChanges();
    }

    /// <summary>
    /// What is read is of one moment, the start of the transfer; what is written takes effect at its end. A result that
    /// arrives in between is announced afterwards, so no reader gets the halves of two.
    /// </summary>
    private void ExchangeWithChip(SpiConnectionSettings settings, Span<byte> bytes, long durationUs, ProbeInput probe)
    {
        Distort(settings, bytes, probe);
        ChipBus chipBus = probe.Chip.Bus;
        bool writes = chipBus.ExpectsAddress ? bytes.Length > 0 && (bytes[0] & 0x80) != 0 : chipBus.Writing;
        if (writes)
        {
            _board.Spend(durationUs);
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = chipBus.Exchange(bytes[i]);
        }

        if (!writes)
        {
            _board.Spend(durationUs);
        }

        DistortBack(settings, bytes);
    }

    /// <summary>A chip that stays selected talks into what the other is asked; on MISO the lower level is taken to win.</summary>
    private void ExchangeWithBoth(SpiConnectionSettings settings, Span<byte> bytes, long durationUs, ProbeInput first, ProbeInput second)
    {
        byte[] ofSecond = bytes.ToArray();
        ExchangeWithChip(settings, bytes, durationUs, first);
        ExchangeWithChip(settings, ofSecond, 0, second);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= ofSecond[i];
        }
    }

    /// <summary>The chip, where there is one that is selected and hears the clock.</summary>
    private ProbeInput? Listening(int place)
    {
        ProbeInput? probe = place < _board.Probes.Length ? _board.Probes[place] : null;
        return probe is not null && probe.Chip.Bus.Selected && !IsWrong(Fault.SckStuck, probe) ? probe : null;
    }

    /// <summary>A fault of the bus, which is both chips', or of what this one makes of it.</summary>
    private bool IsWrong(Fault fault, ProbeInput? probe) => _board.Probes[0].Faults[fault] || probe?.Faults[fault] == true;

    /// <summary>From the master's byte to what the chip takes in. It samples at the second edge of the clock (CPHA = 1), whichever the polarity.</summary>
    private void Distort(SpiConnectionSettings settings, Span<byte> bytes, ProbeInput probe)
    {
        if (settings.DataFlow == DataFlow.LsbFirst)
        {
            SpiBits.Reverse(bytes);
        }

        if (!HasRightPhase(settings.Mode))
        {
            SpiBits.ShiftEarlier(bytes);
        }

        AddGarbage(settings, bytes);
        ApplyMosiFaults(bytes, probe);
    }

    private void DistortBack(SpiConnectionSettings settings, Span<byte> bytes)
    {
        AddGarbage(settings, bytes);
        if (!HasRightPhase(settings.Mode))
        {
            SpiBits.ShiftLater(bytes);
        }

        if (settings.DataFlow == DataFlow.LsbFirst)
        {
            SpiBits.Reverse(bytes);
        }
    }

    private void AddGarbage(SpiConnectionSettings settings, Span<byte> bytes)
    {
        if (settings.ClockFrequency <= MaxChipClockHz)
        {
            return;
        }

        foreach (ref byte b in bytes)
        {
            b ^= _garbage.Byte();
        }
    }

    private void ApplyMosiFaults(Span<byte> bytes, ProbeInput probe)
    {
        if (IsWrong(Fault.MosiLow, probe))
        {
            bytes.Clear();
        }
        else if (IsWrong(Fault.MosiHigh, probe))
        {
            bytes.Fill(0xFF);
        }
    }

    private void ApplyMisoFaults(Span<byte> bytes, bool isRead, ProbeInput? second)
    {
        if (isRead && _board.IsActive(Fault.BusNoise) && _noise.Unit() < _board.ValueOf(Fault.BusNoise))
        {
            bytes[1 + _noise.Below(bytes.Length - 1)] ^= (byte)(1 << _noise.Below(8));
        }

        if (IsWrong(Fault.MisoLow, second))
        {
            bytes.Clear();
        }
        else if (IsWrong(Fault.MisoHigh, second))
        {
            bytes.Fill(0xFF);
        }
    }

    private static bool HasRightPhase(SpiMode mode) => mode is SpiMode.Mode1 or SpiMode.Mode3;

    /// <summary>Without a chip select of its own the program moves the pin itself, and the chip has seen that.</summary>
    private void SelectChip(SpiConnectionSettings settings)
    {
        if (settings.ChipSelectLine != NoChipSelect)
        {
            _board.Pins.Write(settings.ChipSelectLine, (bool)settings.ChipSelectLineActiveState);
        }
    }

    private void DeselectChip(SpiConnectionSettings settings)
    {
        if (settings.ChipSelectLine != NoChipSelect)
        {
            _board.Pins.Write(settings.ChipSelectLine, !(bool)settings.ChipSelectLineActiveState);
        }
    }

    private bool ReachesChips(SpiConnectionSettings settings)
    {
        int bus = BusIndex(settings);
        return _board.PinFunctions.Pin(Clock(bus)) == Wiring.SpiClock
            && _board.PinFunctions.Pin(Miso(bus)) == Wiring.SpiMiso
            && _board.PinFunctions.Pin(Mosi(bus)) == Wiring.SpiMosi;
    }

    private void OpenChipSelect(SpiConnectionSettings settings)
    {
        int gpio = settings.ChipSelectLine;
        if (gpio == NoChipSelect)
        {
            return;
        }

        if (!Esp32Pins.CanDrive(gpio) || !_board.Pins.TryReserve(gpio))
        {
            throw new Exception("The chip select pin is taken or can't be an output.");
        }

        _board.Pins.SetMode(gpio, PinMode.Output);
        _board.Pins.Write(gpio, !(bool)settings.ChipSelectLineActiveState);
    }

    private void ReserveBusPins(int bus, SpiBusConfiguration configuration)
    {
        int clock = _board.PinFunctions.Pin(Clock(bus));
        int mosi = _board.PinFunctions.Pin(Mosi(bus));
        int miso = _board.PinFunctions.Pin(Miso(bus));
        bool misoMissing = miso == PinFunctions.None && configuration == SpiBusConfiguration.FullDuplex;
        if (clock == PinFunctions.None || mosi == PinFunctions.None || misoMissing)
        {
            throw new ArgumentException("The pins of the SPI bus are not set: call Configuration.SetPinFunction first.");
        }

        if (IsTaken(clock) || IsTaken(mosi) || (miso != PinFunctions.None && IsTaken(miso)))
        {
            throw new ArgumentException("A pin of the SPI bus is open as GPIO.");
        }

        _board.Pins[clock].Reserved = true;
        _board.Pins[mosi].Reserved = true;
        if (miso != PinFunctions.None)
        {
            _board.Pins[miso].Reserved = true;
        }
    }

    private bool IsTaken(int gpio) => _board.Pins[gpio].Reserved;

    private void ReleaseBusPins(int bus)
    {
        ReleaseBusPin(Clock(bus));
        ReleaseBusPin(Mosi(bus));
        ReleaseBusPin(Miso(bus));
    }

    private void ReleaseBusPin(DeviceFunction function)
    {
        int gpio = _board.PinFunctions.Pin(function);
        if (gpio != PinFunctions.None)
        {
            _board.Pins[gpio].Reserved = false;
        }
    }

    private static int BusIndex(SpiConnectionSettings settings) =>
        settings.BusId is >= 1 and <= BusCount
            ? settings.BusId - 1
            : throw new ArgumentException("There is no such SPI bus: the ESP32 has 1 and 2.", nameof(settings));

    private static DeviceFunction Clock(int bus) => bus == 0 ? DeviceFunction.SPI1_CLOCK : DeviceFunction.SPI2_CLOCK;

    private static DeviceFunction Miso(int bus) => bus == 0 ? DeviceFunction.SPI1_MISO : DeviceFunction.SPI2_MISO;

    private static DeviceFunction Mosi(int bus) => bus == 0 ? DeviceFunction.SPI1_MOSI : DeviceFunction.SPI2_MOSI;
}

/// <summary>What a wrong setting of the SPI master does to the bits on their way.</summary>
internal static class SpiBits
{
    /// <summary>Turns every byte round: the least significant bit goes first.</summary>
    internal static void Reverse(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int b = bytes[i];
            b = ((b & 0xF0) >> 4) | ((b & 0x0F) << 4);
            b = ((b & 0xCC) >> 2) | ((b & 0x33) << 2);
            bytes[i] = (byte)(((b & 0xAA) >> 1) | ((b & 0x55) << 1));
        }
    }

    /// <summary>The receiver sees every bit one clock too early: it misses the first and ends with an idle line.</summary>
    internal static void ShiftEarlier(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int next = i + 1 < bytes.Length ? bytes[i + 1] : 0;
            bytes[i] = (byte)((bytes[i] << 1) | (next >> 7));
        }
    }

    /// <summary>The receiver sees every bit one clock too late: first what was on the line before.</summary>
    internal static void ShiftLater(Span<byte> bytes)
    {
        int before = 1;
        for (int i = 0; i < bytes.Length; i++)
        {
            int b = bytes[i];
            bytes[i] = (byte)((b >> 1) | (before << 7));
            before = b & 1;
        }
    }
}

/// <summary>Sits in the wires between the ESP32 and what is on its SPI bus. May change the bytes both ways, or throw as a failed call does.</summary>
public abstract class SpiTap
{
    /// <summary>Whose chip a transfer is meant for: 1, or 2 for the second probe's.</summary>
    public int Probe { get; internal set; } = 1;

    /// <summary>What the ESP32 sends, before anything sees it; to block a write, make its address one that doesn't exist (FF).</summary>
    public virtual void Outgoing(Span<byte> bytes)
    {
    }

    /// <summary>What comes back, before the ESP32 sees it.</summary>
    /// <param name="sent">What the ESP32 sent.</param>
    /// <param name="received">As long; the first byte is that of the address.</param>
    public virtual void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
    }
}
