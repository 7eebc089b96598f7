using Interlock.Drivers;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// Probes whose chips are nothing but their registers, the thresholds at 45.00 degC. What they remember of their thresholds,
/// and what a tick's read brings, is put there as an exploration wants it.
/// </summary>
internal sealed class BareProbes
{
    // From the design and the data sheet, not from the firmware: FAULT falls above it.
    private const int BackstopSixteenths = (45 * 16) - 1;
    private const int LoweredSixteenths = 0;

    /// <summary>So long after a read has shown the lowered threshold K2 must be out: a conversion with an open test, 10 ms of release, ticks and margin.</summary>
    public const int ForcedMs = 300;

    private static readonly FieldImage<Probe> _image = new();
    private static readonly int[] _fields = [.. new[] { "IsLowered", "IsRestoring", "IsCleared", "IsForcing" }.Select(_image.IndexOf)];
    private static readonly int _loweredAt = _fields[0];
    private static readonly int _restoringAt = _fields[1];
    private static readonly int _clearedAt = _fields[2];
    private static readonly int _wholeAt = _image.IndexOf("WholeMs");

    private readonly RegisterBus[] _buses;
    private readonly long[][] _images;

    /// <param name="count">One or two.</param>
    public BareProbes(int count)
    {
        _buses = [.. Enumerable.Range(0, count).Select(_ => new RegisterBus())];
        Probes = [.. _buses.Select((bus, i) => i == 0 ? new Probe(bus, new Settings(), Levels.DataReady, Levels.Fault, count == 1 ? 0 : 1) : new Probe(bus, new Settings(), Levels.DataReady2, Levels.Fault2, 2))];
        foreach (Probe probe in Probes) probe.Chip.SetHighThreshold(BackstopSixteenths);
        _images = [.. Probes.Select(_image.Save)];
    }

    public Probe[] Probes { get; }

    /// <summary>Chips whose threshold is not 45.00 degC, a bit each.</summary>
    public int Lowered
    {
        get
        {
            int lowered = 0;
            for (int i = 0; i < _buses.Length; i++) lowered |= _buses[i].ThresholdSixteenths == BackstopSixteenths ? 0 : 1 << i;
            return lowered;
        }
    }

    /// <summary>A chip's threshold is where it forces K2.</summary>
    public bool IsLowered(int chip) => _buses[chip].ThresholdSixteenths == LoweredSixteenths;

    /// <summary>Puts probes where <see cref="Save"/> found some.</summary>
    /// <param name="probes">Any.</param>
    /// <param name="saved">What it gave.</param>
    /// <param name="lowered">Chips whose threshold was lowered.</param>
    public static void Load(Probe[] probes, long[] saved, int lowered)
    {
        for (int i = 0; i < probes.Length; i++)
        {
            SetThreshold(probes[i], i, lowered);
            long[] image = _image.Save(probes[i]);
            Take(saved, i, image);
            _image.Load(probes[i], image);
        }
    }

    /// <summary>Puts one where <see cref="Save"/> found it, and looks at its chip as the probe's own look would.</summary>
    /// <param name="chip">Counted from 0.</param>
    /// <param name="saved">What was saved of all.</param>
    /// <param name="lowered">Chips whose threshold is lowered.</param>
    /// <param name="isWhole">It was read in this tick, and showed its configuration whole.</param>
    /// <param name="wholeMs">Since when it has; <see cref="Probe.Never"/> for not since it was written last.</param>
    /// <param name="isDeemedRestored">Breaks the probe on purpose: a threshold that is being restored is taken for restored.</param>
    public void Look(int chip, long[] saved, int lowered, bool isWhole, long wholeMs, bool isDeemedRestored = false)
    {
        long[] image = _images[chip];
        Take(saved, chip, image);
        image[_wholeAt] = wholeMs;
        if ((isDeemedRestored && image[_restoringAt] != 0) || (isWhole && image[_clearedAt] != 0))
        {
            // The first read after FAULT was cleared.
            image[_loweredAt] = 0;
            image[_clearedAt] = 0;
        }

        Probe probe = Probes[chip];
        _image.Load(probe, image);
        probe.Reading.WasRead = isWhole;
        probe.Reading.IsWhole = isWhole;
        SetThreshold(probe, chip, lowered);
    }

    /// <summary>What the probes remember of their thresholds.</summary>
    public long[] Save()
    {
        long[] saved = new long[Probes.Length * _fields.Length];
        for (int i = 0; i < Probes.Length; i++)
        {
            long[] image = _image.Save(Probes[i]);
            for (int field = 0; field < _fields.Length; field++) saved[(i * _fields.Length) + field] = image[_fields[field]];
        }

        return saved;
    }

    private static void Take(long[] saved, int chip, long[] image)
    {
        for (int field = 0; field < _fields.Length; field++) image[_fields[field]] = saved[(chip * _fields.Length) + field];
    }

    private static void SetThreshold(Probe probe, int chip, int lowered) =>
        probe.Chip.SetHighThreshold((lowered >> chip & 1) != 0 ? LoweredSixteenths : BackstopSixteenths);
}

/// <summary>A chip that is nothing but its registers: what was written reads back.</summary>
internal sealed class RegisterBus : ISpiBus
{
    private readonly byte[] _registers = new byte[Register.Count];

    /// <summary>Every transfer fails.</summary>
    public bool Throws { get; set; }

    /// <summary>The high threshold that was written last, 1/16 degC.</summary>
    public int ThresholdSixteenths => _registers[Register.ThresholdHigh] << 8 | _registers[Register.ThresholdHigh + 1];

    public void Transfer(byte[] write, byte[] read)
    {
        if (Throws) throw new InvalidOperationException("The bus fails, as the exploration wants it.");
        int register = write[0] & ~Register.Write & 0xFF;
        for (int i = 1; i < write.Length && register < Register.Count; i++, register++)
        {
            if ((write[0] & Register.Write) != 0) _registers[register] = write[i];
            else read[i] = _registers[register];
        }
    }
}
