using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Acceptance;

/// <summary>
/// What may be wrong with a box that somebody built. What the board can't be told to have is put between the board and the
/// firmware, which itself is never changed.
/// </summary>
public sealed record Defect
{
    /// <summary>A box as it should be.</summary>
    public static Defect None { get; } = new() { Name = "none", What = "nothing is wrong" };

    public required string Name { get; init; }

    public required string What { get; init; }

    /// <summary>Whose chip, wires or input it is, where it is of a probe: 1 or 2.</summary>
    public int Probe { get; init; } = 1;

    /// <summary>A box with two probes can have it at either.</summary>
    public bool IsOfProbe => Broken?.IsOfProbe == true || Bus is not null || InputOffsetCelsius != 0.0 || ColdJunctionSensor is not null;

    /// <summary>Parts of another value.</summary>
    public Action<BoardOptions>? Build { get; init; }

    /// <summary>What is broken from the start.</summary>
    public Fault? Broken { get; init; }

    /// <summary>What breaks, or happens, whenever the line closes.</summary>
    public Fault? WhenClosing { get; init; }

    /// <summary>Makes what sits in the wires between the ESP32 and the converter chip.</summary>
    public Func<SpiTap>? Bus { get; init; }

    /// <summary>STOP's first pole is shorted: the ESP32 always finds it closed.</summary>
    public bool IsStopShorted { get; init; }

    /// <summary>Added to what the simulator gives, degC.</summary>
    public double InputOffsetCelsius { get; init; }

    /// <summary>What the chip measures for the connector's temperature, degC.</summary>
    public Func<double, double>? ColdJunctionSensor { get; init; }

    /// <summary>One byte in so many is lost on the UART; 0 for none.</summary>
    public int LosesByteEvery { get; init; }
}

/// <summary>The defects that <c>--defect</c> knows: each must fail the acceptance test.</summary>
public static class Defects
{
    public static IReadOnlyList<Defect> All { get; } =
    [
        new() { Name = "arm-stuck", What = "ARM is jammed where it is pressed", Broken = Fault.ArmStuck },
        new() { Name = "arm-nc-wire", What = "the wire of ARM's normally closed contact is broken", Broken = Fault.ArmNcWire },
        new() { Name = "drdy-stuck-high", What = "DRDY is not connected", Broken = Fault.DrdyStuckHigh },
        new() { Name = "red-dead", What = "the red lamp is dark", Broken = Fault.RedDead },
        new() { Name = "sounder-dead", What = "the sounder is silent", Broken = Fault.SounderDead },
        new() { Name = "leads-reversed", What = "the connector's leads are swapped inside the box", Broken = Fault.TcReversed },
        new() { Name = "input-offset-plus", What = "the input reads 1 degC too high", InputOffsetCelsius = 1.0 },
        new() { Name = "input-offset-minus", What = "the input reads 1 degC too low", InputOffsetCelsius = -1.0 },
        new() { Name = "cold-junction-off", What = "the cold-junction sensor reads 3 degC too high", ColdJunctionSensor = static celsius => celsius + 3.0 },
        new() { Name = "type-k-probe", What = "a type K connector and probe on a type T box", Build = static board => board.Probe = ProbeType.K },
        new() { Name = "cold-junction-stuck", What = "the cold-junction sensor always reads 25 degC", ColdJunctionSensor = static _ => 25.0 },
        new() { Name = "arm-no-wire", What = "the wire of ARM's normally open contact is broken", Broken = Fault.ArmNoWire },
        new() { Name = "k1-weld", What = "K1's contact is welded", Broken = Fault.K1Weld },
        new() { Name = "k2-weld", What = "K2's contact is welded", Broken = Fault.K2Weld },
        new() { Name = "k1-coil-open", What = "K1's coil is open", Broken = Fault.K1CoilOpen },
        new() { Name = "mirror-stuck", What = "K1's mirror input is shorted to ground", Broken = Fault.MirrorStuck },
        new() { Name = "fault-pin-stuck", What = "the chip's FAULT is not connected", Broken = Fault.FaultPinStuck },
        new() { Name = "watchdog-dead", What = "K1's watchdog never lets go", Broken = Fault.WatchdogDead },
        new() { Name = "relay-slow", What = "the relays take 400 ms to let go", Build = static board => board.RelayReleaseMs = 400.0 },
        new() { Name = "ticks-late", What = "a collection stops the firmware for 60 ms every 4.3 s", Build = static board => board.PauseMs = 60.0 },
        new() { Name = "brownout", What = "the supply dips when the line closes", WhenClosing = Fault.Brownout },
        new() { Name = "k2-welds-closing", What = "K2's contact welds when the line closes", WhenClosing = Fault.K2Weld },
        new() { Name = "k1-welds-closing", What = "K1's contact welds when the line closes", WhenClosing = Fault.K1Weld },
        new() { Name = "limit-43", What = "the box does not act below 43 degC", Bus = static () => new BlindToLimitBus() },
        new() { Name = "backstop-47", What = "the chip's high threshold stands at 47 degC and reads back as 45", Bus = static () => new WrongBackstopBus() },
        new() { Name = "open-test-off", What = "the chip never makes its open-circuit test", Bus = static () => new NoOpenTestBus() },
        new() { Name = "stop-shorted", What = "STOP's wire to the ESP32 is shorted to ground", IsStopShorted = true },
        new() { Name = "stop-pole-bridged", What = "STOP's pole in the coils' supply is bridged", Broken = Fault.Stop2Stuck },
        new() { Name = "rail-detector-dead", What = "the detector of the coils' rail sees nothing", Broken = Fault.RailDetectorDead },
        new() { Name = "k2-hold-stuck-high", What = "K2_HOLD is not connected: it can't set K2's latch", Broken = Fault.K2HoldStuckHigh },
        new() { Name = "clock-slow", What = "the ESP32's clock runs 5 % slow", Build = static board => board.McuClockRate = 0.95 },
        new() { Name = "uart-loses-bytes", What = "one byte in 40009 is lost on the UART", LosesByteEvery = 40_009 },
    ];

    private const string OfSecond = ":2";

    /// <summary>By its name; with <c>:2</c> behind it that of the second probe.</summary>
    /// <exception cref="BadInputException">No defect of that name, or not one of a probe.</exception>
    public static Defect Find(string name)
    {
        bool isOfSecond = name.EndsWith(OfSecond, StringComparison.Ordinal);
        string plain = isOfSecond ? name[..^OfSecond.Length] : name;
        Defect defect = All.FirstOrDefault(defect => defect.Name == plain)
            ?? throw new BadInputException($"--defect: expected one of {string.Join(", ", All.Select(static defect => defect.Name))}, found {Excerpt.Of(name)}");
        if (!isOfSecond) return defect;
        if (!defect.IsOfProbe) throw new BadInputException($"--defect: expected one of a probe before {OfSecond} ({string.Join(", ", All.Where(static one => one.IsOfProbe).Select(static one => one.Name))}), found {Excerpt.Of(name)}");
        return defect with { Name = name, What = $"{defect.What}, at probe 2", Probe = 2 };
    }
}

/// <summary>In the wires of one probe's chip alone.</summary>
internal sealed class OneChipsBus(SpiTap tap, int probe) : SpiTap
{
    public override void Outgoing(Span<byte> bytes)
    {
        if (Probe == probe) tap.Outgoing(bytes);
    }

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (Probe == probe) tap.Incoming(sent, received);
    }
}

/// <summary>Hides every reading from the limit up to 43 degC behind one just below it: what a limit that is set too high does.</summary>
internal sealed class BlindToLimitBus : SpiTap
{
    private const int WrongLimitCounts = 43 * Limits.CountsPerDegree;
    private const int TipAt = Register.Thermocouple + 1;

    private readonly ChipImage _image = new();
    private int _jitterCounts;

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (sent[0] != Register.Configuration0 || received.Length != ChipImage.BurstLength) return;
        received.CopyTo(_image.Bytes);
        _image.Decode();
        if (_image.TipCounts is < Limits.LimitCounts or >= WrongLimitCounts) return;

        // A reading that never changes would trip as frozen.
        _jitterCounts ^= 1;
        int counts = Limits.LimitCounts - 1 - _jitterCounts;
        received[TipAt] = (byte)(counts >> 11);
        received[TipAt + 1] = (byte)(counts >> 3);
        received[TipAt + 2] = (byte)(counts << 5);
    }
}

/// <summary>A chip whose open-circuit test is off, and which says that it is on.</summary>
internal sealed class NoOpenTestBus : SpiTap
{
    private const byte AsConfigured = ChipConfiguration.Automatic60Hz & ChipConfiguration.OpenTest;

    public override void Outgoing(Span<byte> bytes)
    {
        if (bytes[0] == (Register.Configuration0 | Register.Write)) bytes[1] &= unchecked((byte)~ChipConfiguration.OpenTest);
    }

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (sent[0] == Register.Configuration0 && received.Length > 1) received[1] |= AsConfigured;
    }
}

/// <summary>A chip that compares with 47 degC and says 45: its read-back can't tell, only heat can.</summary>
internal sealed class WrongBackstopBus : SpiTap
{
    private const int WrongSixteenths = 47 * 16;

    public override void Outgoing(Span<byte> bytes)
    {
        if ((bytes[0] & Register.Write) != 0) Replace(bytes, 1 + Register.ThresholdHigh - (bytes[0] & ~Register.Write), ChipConfiguration.BackstopSixteenths, WrongSixteenths);
    }

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if ((sent[0] & Register.Write) == 0) Replace(received, 1 + Register.ThresholdHigh - sent[0], WrongSixteenths, ChipConfiguration.BackstopSixteenths);
    }

    private static void Replace(Span<byte> bytes, int at, int from, int to)
    {
        if (at < 1 || at + 1 >= bytes.Length || bytes[at] != from >> 8 || bytes[at + 1] != (from & 0xFF)) return;
        bytes[at] = (byte)(to >> 8);
        bytes[at + 1] = (byte)(to & 0xFF);
    }
}
