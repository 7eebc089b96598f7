using System.Globalization;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>Holds what the box tells of one probe against its tip, and against what is wrong with it.</summary>
internal sealed class ProbeJudge(Scene scene, SceneProbe probe)
{
    public const string ColdJunction = "COLD_JUNCTION";

    private const double DoubtCelsius = 0.4;

    /// <summary>What a sample tells has been converted, voted and waited for a tick within so long.</summary>
    private const long SampleUs = 600_000;

    /// <summary>The same of an event, which waits behind others; and of what made a row true.</summary>
    private const long EventUs = 1_600_000;

    /// <summary>From a second of quiet, in which each tip has to be, to the contact.</summary>
    private const long ArmedUs = 1_000_000;

    private const long TruthUs = 3_000_000;
    private const long StatusUs = 3_000_000;
    private const long UntoldUs = 2_000_000;

    private const int Open = 0x01;

    // An act begins where each tip is warm as in a body.
    private const double LeastCelsius = 30;
    private const double MostCelsius = 41;

    /// <summary>What is told of a tip while, or after, one of these acts is not the tip.</summary>
    public static readonly HashSet<Fault> Misleads =
    [
        Fault.TcShort, Fault.TcReversed, Fault.TcShunt, Fault.TcTypeN, Fault.TcTypeJ, Fault.CjDrift, Fault.BitFrozen, Fault.BitStuck, Fault.Ovuv, Fault.BusNoise, Fault.Bitflip, Fault.ChipReset, Fault.Brownout, Fault.MisoLow, Fault.MisoHigh, Fault.MosiLow, Fault.MosiHigh, Fault.SckStuck, Fault.CsStuckHigh, Fault.CsStuckLow, Fault.DrdyStuckHigh, Fault.DrdyStuckLow,
    ];

    /// <summary>What makes a row true, where a tip or a connector does.</summary>
    private static readonly Dictionary<string, Func<SceneProbe, bool>> _made = new()
    {
        ["OVER_TEMPERATURE"] = static probe => probe.TipCelsius > 42 - DoubtCelsius,
        ["UNDER_TEMPERATURE"] = static probe => probe.TipCelsius < 15 + DoubtCelsius,
        ["HARDWARE_LIMIT"] = static probe => probe.TipCelsius > 45 - DoubtCelsius || probe.IsActive(Fault.FaultStuckLow),
        [ColdJunction] = static probe => probe.ConnectorCelsius is < 1 or > 59,
        [ReasonName.SensorOpen] = static probe => double.IsNaN(probe.TipCelsius),
        ["SENSOR_VOLTAGE"] = static probe => probe.IsActive(Fault.Ovuv),
        [ReasonName.High] = static probe => probe.TipCelsius > 40 - DoubtCelsius,
        [ReasonName.Low] = static probe => probe.TipCelsius < 30 + DoubtCelsius,
    };

    private readonly Dictionary<string, long> _madeUs = [];
    private readonly Queue<(long Us, double Celsius)> _tips = new();
    private long _openSinceUs = -1;
    private long _openUs = long.MinValue / 2;
    private long _openToldUs = long.MinValue / 2;
    private long _sampleUs = long.MinValue / 2;

    private string Tip => probe.Number == 1 ? Key.Tip : Key.SecondTip;

    private string Status => probe.Number == 1 ? Key.Status : Key.SecondStatus;

    /// <summary>Whether an event of this cause names a probe, in a box with two.</summary>
    public static bool IsOfProbe(string cause) => _made.ContainsKey(cause);

    public void Look(long nowUs)
    {
        double tip = probe.TipCelsius;
        if (double.IsNaN(tip)) _openUs = nowUs;
        _openSinceUs = !double.IsNaN(tip) ? -1 : _openSinceUs < 0 ? nowUs : _openSinceUs;
        _tips.Enqueue((nowUs, tip));
        while (_tips.Peek().Us < nowUs - EventUs) _tips.Dequeue();
        if (!scene.HasTwo) return;
        foreach ((string cause, Func<SceneProbe, bool> isMade) in _made)
        {
            if (isMade(probe)) _madeUs[cause] = nowUs;
        }
    }

    /// <summary>Whether it can have been this probe's: what misleads its chip may make anything true, and so may an open input, which decays.</summary>
    public bool WasTrue(string cause, long us) => us - _madeUs.GetValueOrDefault(cause, long.MinValue / 2) < TruthUs || us - _openUs < TruthUs || probe.ActsAny(Misleads, TruthUs);

    /// <summary>What is wrong with what a sample tells of it; null where nothing is.</summary>
    public string? ObjectionTo(UartLine line, long nowUs, long acknowledgedUs)
    {
        if (probe.ActsAny(Misleads, Judge.RecentUs)) return null;
        if (nowUs - _sampleUs > Judge.RecentUs / 4) _openToldUs = nowUs;
        _sampleUs = nowUs;
        if (ObjectionToStatus(line, nowUs) is { } objection) return objection;
        if (line.Number(Tip) is not { } celsius) return null;
        if (_openSinceUs < 0) return ObjectionTo(celsius, nowUs, SampleUs);
        // A box that is locked out asks for no open-circuit test: the chip tests by itself, at the sixteenth conversion. An ACK
        // configures the chip anew, and a tick that misses its deadline misses a conversion with its test: both count from there.
        bool isLockedOut = scene.State == State.LockedOut;
        long sinceUs = Math.Max(_openSinceUs, isLockedOut ? scene.RestartedUs : Math.Max(acknowledgedUs, scene.LateUs));
        return nowUs - sinceUs > (isLockedOut ? 2_200_000 : 800_000) ? $"{Tip}={celsius.ToString(CultureInfo.InvariantCulture)} of a probe that is open" : null;
    }

    /// <summary>The same of what an event tells.</summary>
    public string? ObjectionTo(double celsius, long toldUs) => probe.ActsAny(Misleads, Judge.RecentUs) || toldUs - _openUs < EventUs ? null : ObjectionTo(celsius, toldUs, EventUs);

    /// <summary>Why the line may not close; null where it may.</summary>
    public string? ObjectionToClosing(long nowUs)
    {
        if (probe.ActsAny(Misleads, Judge.RecentUs) || nowUs - _openUs < Judge.RecentUs) return null;
        (double low, double high) = RangeSince(nowUs - ArmedUs);
        bool mayArm = high > LeastCelsius - DoubtCelsius && low < MostCelsius + DoubtCelsius;
        return mayArm ? null : string.Create(CultureInfo.InvariantCulture, $"the tip of probe {probe.Number} was {low:F2} to {high:F2} degC");
    }

    private string? ObjectionToStatus(UartLine line, long nowUs)
    {
        if (!int.TryParse(line[Status], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int status)) return $"{Status}={line[Status]}";
        bool isOpen = (status & Open) != 0;
        if (isOpen) _openToldUs = nowUs;
        // Each clearing of the chip's faults hides it until the next open-circuit test.
        bool isUntold = _openSinceUs >= 0 && nowUs - Math.Max(_openToldUs, Math.Max(_openSinceUs, scene.LateUs)) > UntoldUs && scene.State is State.Permitted or State.Inhibited or State.Tripped;
        if (isUntold) return $"{Status}={line[Status]} of a probe that has been open for {(nowUs - _openSinceUs) / 1e6:F1} s";
        // What opened stays in the status until it is cleared, which takes a release that is over.
        if (isOpen && nowUs - _openUs > StatusUs && scene.State is State.Permitted or State.Inhibited) return $"{Status}={line[Status]} of a probe that has been closed for {(nowUs - _openUs) / 1e6:F1} s";
        return null;
    }

    private string? ObjectionTo(double celsius, long us, long withinUs)
    {
        (double low, double high) = RangeSince(us - withinUs);
        bool isTrue = double.IsNaN(low) || (celsius > low - DoubtCelsius && celsius < high + DoubtCelsius);
        return isTrue ? null : string.Create(CultureInfo.InvariantCulture, $"{Tip}={celsius:F2}, and the tip was {low:F2} to {high:F2} degC");
    }

    /// <summary>Not a number where the probe was open meanwhile.</summary>
    private (double Low, double High) RangeSince(long sinceUs)
    {
        double low = double.MaxValue;
        double high = double.MinValue;
        foreach ((long us, double tip) in _tips)
        {
            if (us < sinceUs) continue;
            if (double.IsNaN(tip)) return (double.NaN, double.NaN);
            low = Math.Min(low, tip);
            high = Math.Max(high, tip);
        }

        return (low, high);
    }
}
