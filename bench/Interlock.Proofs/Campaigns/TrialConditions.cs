using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What one trial is played with: the chip, the mains filter, the noise and the temperatures.</summary>
public sealed record TrialConditions
{
    public bool IsMains60Hz { get; init; }

    public ConversionTiming Timing { get; init; }

    /// <summary>Of noise, bounce and the flipped bit.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much later than it was told the chip starts its first conversion.</summary>
    public long ChipPhaseUs { get; init; }

    /// <summary>The same of a second chip.</summary>
    public long SecondChipPhaseUs { get; init; }

    /// <summary>Where the steps of the system clock lie, 0 to 9999.</summary>
    public long SystemTickPhaseUs { get; init; }

    /// <summary>How much later than one spacing after power-on the first collection comes.</summary>
    public long PausePhaseUs { get; init; }

    /// <summary>Whether ticks are on time, with a collection now and then, or as late as DEADLINE_MISSED lets them be, and on which clock.</summary>
    public Ticks Ticks { get; init; }

    public double NoiseMicrovoltsRms { get; init; } = 1.3;

    /// <summary>degC at a time in microseconds.</summary>
    public Func<long, double> TipCelsius { get; init; } = static _ => 37.0;

    /// <summary>degC at a time in microseconds.</summary>
    public Func<long, double> ColdJunctionCelsius { get; init; } = static _ => 25.0;

    /// <summary>How long the operator presses ARM; a button that bounces for 200 ms wants 0.5 s.</summary>
    public long PressUs { get; init; } = 300 * Microseconds.Millisecond;

    /// <summary>What else is to be chosen before the box is switched on.</summary>
    public Action<BoardOptions> Wire { get; init; } = static _ => { };

    /// <summary>What the firmware is built to do about the coast.</summary>
    public CoastRule Coast { get; init; }

    /// <summary>One probe or two; <see cref="TipCelsius"/> and <see cref="ColdJunctionCelsius"/> are those of the one that is tried.</summary>
    public Fitting Fitting { get; init; } = Fitting.One;

    /// <summary>degC at the tip of the probe that is not tried; null where nobody says: in one needle the same, on the other side that of tissue.</summary>
    public Func<long, double>? OtherTipCelsius { get; init; }

    /// <summary>degC at its connector; null for the same.</summary>
    public Func<long, double>? OtherColdJunctionCelsius { get; init; }

    public Settings Settings => new() { Mains60Hz = IsMains60Hz, Coast = Coast, SecondProbe = Fitting.Second };

    public Board NewBoard()
    {
        BoardOptions options = new()
        {
            Seed = Seed,
            Timing = Timing,
            ChipPhaseUs = ChipPhaseUs,
            SystemTickPhaseUs = SystemTickPhaseUs,
            PausePhaseUs = PausePhaseUs,
            NoiseMicrovoltsRms = NoiseMicrovoltsRms,
            Tip = TipCelsius,
            ColdJunction = ColdJunctionCelsius,
            SystemTick10Ms = Ticks != Ticks.ExactClock,
        };

        // Its collections come where AdmittedGaps puts them.
        if (Ticks == Ticks.WorstGaps) options.PauseMs = 0;
        if (Fitting.Second != SecondProbe.None) FitSecond(options);
        Wire(options);
        return new Board(options);
    }

    private void FitSecond(BoardOptions options)
    {
        Func<long, double> otherTip = OtherTipCelsius ?? (Fitting.Second == SecondProbe.SameSite ? TipCelsius : Ramps.Drift(37.0));
        Func<long, double> otherColdJunction = OtherColdJunctionCelsius ?? ColdJunctionCelsius;
        bool isSecondTried = Fitting.Tried == 2;
        options.Tip = isSecondTried ? otherTip : TipCelsius;
        options.SecondTip = isSecondTried ? TipCelsius : otherTip;
        options.ColdJunction = isSecondTried ? otherColdJunction : ColdJunctionCelsius;
        options.SecondColdJunction = isSecondTried ? ColdJunctionCelsius : otherColdJunction;
        options.SecondChipPhaseUs = SecondChipPhaseUs;
    }
}

/// <summary>Whether the box of a trial has a second probe, what for, and which of the two is tried.</summary>
/// <param name="Second">What the second is for; none where there is none.</param>
/// <param name="Tried">1 or 2: the one that a fault, a temperature or a bit of its chip is meant for.</param>
public readonly record struct Fitting(SecondProbe Second, int Tried)
{
    public static Fitting One { get; } = new(SecondProbe.None, 1);

    /// <summary>Both ways to use a second probe, and either of the two.</summary>
    public static IReadOnlyList<Fitting> Two { get; } =
        [.. from second in new[] { SecondProbe.OtherSide, SecondProbe.SameSite } from tried in new[] { 1, 2 } select new Fitting(second, tried)];

    /// <summary>One of them after the other, for four trials each.</summary>
    public static Fitting OfTrial(int number) => Two[number / 4 % Two.Count];

    /// <summary>For people and programs.</summary>
    public string Mode => Second switch
    {
        SecondProbe.None => "one probe",
        SecondProbe.OtherSide => "other side",
        _ => "same site",
    };

    public override string ToString() => Second == SecondProbe.None ? Mode : $"{Mode}, probe {Tried}";
}

/// <summary>
/// Spreads the trials of a campaign over filters, conversion times, seeds and the phases of onset, chip, system clock and
/// collections; the same trial is always the same.
/// </summary>
public static class TrialPhases
{
    /// <summary>The chip's first conversion is delayed by less than this, so that it still comes within 300 ms.</summary>
    private const long LongestChipPhaseUs = 100 * Microseconds.Millisecond;

    private const long SystemStepUs = 10 * Microseconds.Millisecond;
    private const long PauseEveryUs = 4_300 * Microseconds.Millisecond;

    /// <summary>
    /// Multiples of its powers, modulo 1, fill the unit cube of six dimensions evenly: the root of x^7 = x + 1, inverted. Its sixth and
    /// seventh power add up to 1, so <see cref="Dimension.SecondChip"/> is 1 less <see cref="Dimension.Value"/>, and even among the other five.
    /// </summary>
    private const double Root = 0.898653712628700;

    /// <summary>What varies from trial to trial, one number of 0 to 1 each.</summary>
    private enum Dimension
    {
        Onset = 1,
        SystemTick,
        Chip,
        Delay,
        Pause,
        Value,
        SecondChip,
    }

    public static TrialConditions Conditions(int trial) => Conditions(trial, (trial & 1) != 0, (trial & 2) != 0 ? ConversionTiming.Maximum : ConversionTiming.Typical);

    public static TrialConditions Conditions(int trial, bool isMains60Hz, ConversionTiming timing) => new()
    {
        IsMains60Hz = isMains60Hz,
        Timing = timing,
        Seed = trial + 1,
        ChipPhaseUs = (long)(Part(Dimension.Chip, trial) * LongestChipPhaseUs),
        SecondChipPhaseUs = (long)(Part(Dimension.SecondChip, trial) * LongestChipPhaseUs),
        SystemTickPhaseUs = (long)(Part(Dimension.SystemTick, trial) * SystemStepUs),
        PausePhaseUs = (long)(Part(Dimension.Pause, trial) * PauseEveryUs),
    };

    /// <summary>When the fault comes, 0 to 1 of the time that there is.</summary>
    public static double Onset(int trial) => Part(Dimension.Onset, trial);

    /// <summary>How much later a second thing comes, 0 to 1.</summary>
    public static double Delay(int trial) => Part(Dimension.Delay, trial);

    /// <summary>A number that the trial needs besides, 0 to 1.</summary>
    public static double Value(int trial) => Part(Dimension.Value, trial);

    private static double Part(Dimension dimension, int trial) => (trial + 1) * Math.Pow(Root, (int)dimension) % 1.0;
}

/// <summary>How the ticks of a trial come.</summary>
public enum Ticks
{
    /// <summary>On the steps of the system clock; a collection of 10 ms every 4.3 s.</summary>
    OnTime,

    /// <summary>The worst sequence that DEADLINE_MISSED admits.</summary>
    WorstGaps,

    /// <summary>As <see cref="OnTime"/>, but the system clock has no steps: for comparison only, no box has such a clock.</summary>
    ExactClock,
}

/// <summary>
/// Makes every tick as late as DEADLINE_MISSED admits, and stops it for 10 ms once it has looked at its inputs: whichever tick
/// acts, it is such a one. Three trials of four have nothing but the longest gaps; in the fourth they are drawn, since a gap
/// that is always the same meets a conversion's time in a few phases only.
/// </summary>
public sealed class AdmittedGaps
{
    private const long LongestUs = Limits.DeadlineMs * Microseconds.Millisecond;
    private const long ShortestUs = 20 * Microseconds.Millisecond;
    private const long TickUs = Limits.TickMs * Microseconds.Millisecond;
    private const double PauseMs = 10;

    /// <summary>A tick's reads of its pins take 45 us.</summary>
    private const long AfterLooksUs = 60;

    private readonly Board _board;
    private readonly Random? _gaps;
    private long _gridUs = -1;

    public AdmittedGaps(Board board, int seed)
    {
        _board = board;
        _gaps = seed % 4 == 0 ? new Random(seed) : null;
    }

    /// <summary>To be called at the end of each tick that the next is to be late after.</summary>
    /// <param name="startedUs">When it began. The first must have been on time.</param>
    public void Delay(long startedUs)
    {
        if (_gridUs < 0) _gridUs = startedUs;
        long gapUs = _gaps is null ? LongestUs : _gaps.NextInt64(ShortestUs, LongestUs + 1);
        long onTimeUs = _gridUs + ((((_board.NowUs - _gridUs) / TickUs) + 1) * TickUs);
        long nextUs = Math.Max(startedUs + gapUs, onTimeUs);
        _board.SleepLate(nextUs - onTimeUs);
        _board.PlacePause(nextUs + AfterLooksUs, PauseMs);
    }
}

/// <summary>
/// Temperatures over time. None ever stands still, because a reading without noise that repeats itself is a frozen one.
/// </summary>
public static class Ramps
{
    /// <summary>Far below what any row looks at.</summary>
    private const double DriftCelsiusPerSecond = 0.05;

    /// <summary>Starts at a temperature at power-on and drifts.</summary>
    public static Func<long, double> Drift(double celsius) => us => celsius + (DriftCelsiusPerSecond * ToSeconds(us));

    /// <summary>Drifts, then goes at a rate so that it crosses a limit at an instant.</summary>
    /// <param name="limitCelsius">What is crossed.</param>
    /// <param name="celsiusPerSecond">Below 0 for a fall.</param>
    /// <param name="crossesUs">When.</param>
    /// <param name="leadSeconds">How long before that it sets out.</param>
    public static Func<long, double> Cross(double limitCelsius, double celsiusPerSecond, long crossesUs, double leadSeconds)
    {
        double drift = Math.Sign(celsiusPerSecond) * DriftCelsiusPerSecond;
        double startCelsius = limitCelsius - (celsiusPerSecond * leadSeconds);
        return us =>
        {
            double seconds = ToSeconds(us - crossesUs);
            return seconds > -leadSeconds ? limitCelsius + (celsiusPerSecond * seconds) : startCelsius + (drift * (seconds + leadSeconds));
        };
    }

    /// <summary>Drifts around a temperature, then jumps and drifts on.</summary>
    public static Func<long, double> Step(double fromCelsius, double toCelsius, long us) =>
        at => (at < us ? fromCelsius : toCelsius) + (DriftCelsiusPerSecond * ToSeconds(at - us));

    /// <summary>Drifts, then jumps to exactly a temperature and stays there.</summary>
    public static Func<long, double> StepToExactly(double fromCelsius, double toCelsius, long us) =>
        at => at < us ? fromCelsius + (DriftCelsiusPerSecond * ToSeconds(at - us)) : toCelsius;

    /// <summary>Goes up and down, then stands still: only a converter that repeats itself looks like that.</summary>
    public static Func<long, double> Freeze(double celsius, long us)
    {
        const double swingSeconds = 1.2;
        const double swingCelsius = 0.3;
        return at =>
        {
            double part = Math.Abs(ToSeconds(Math.Max(us - at, 0))) / swingSeconds % 1.0;
            return celsius + (swingCelsius * (part < 0.5 ? part : 1.0 - part));
        };
    }

    private static double ToSeconds(long us) => us / (double)Microseconds.Second;
}
