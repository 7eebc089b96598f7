using System.Text;
using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Tests.Support;

namespace Interlock.Bench.Tests.Logs;

/// <summary>Logs of the firmware with two probes, on the board of the device's own tests.</summary>
internal sealed class TwoProbes
{
    private const double SecondsPerTick = Limits.TickMs / 1000.0;

    // More than the slowest of what is waited for.
    private const int Patience = 400;

    private readonly Box _box = new(SecondProbe.OtherSide);
    private readonly StringBuilder _log = new();
    private int _told;

    /// <summary>
    /// Two ablations. In the first probe 2 trips at 42 degC and coasts to 42.6 while probe 1 stays below 41; the second is released
    /// by ARM.
    /// </summary>
    public static byte[] Log { get; } = Play(unplugged: false);

    /// <summary>The same, with probe 2 unplugged for a while between the two: it may lie elsewhere then, probe 1 does not.</summary>
    public static byte[] UnpluggedBetween { get; } = Play(unplugged: true);

    private static byte[] Play(bool unplugged)
    {
        TwoProbes two = new();
        two._box.Second.FirstConversionTicks = 9;

        // The two chips never run alike: a sample may tell the second's conversion twice.
        two._box.Second.ConversionTicks = 6;
        two.Arm();
        two.Follow(40.0, seconds => 37.0 + (0.25 * Math.Min(seconds, 15.0)), seconds => seconds < 12.5 ? 37.0 + (0.4 * seconds) : seconds < 20.0 ? 42.0 + (0.08 * (seconds - 12.5)) : 42.6 - (0.05 * (seconds - 20.0)));
        two.Follow(25.0, seconds => 40.7 - (0.15 * seconds), seconds => 41.6 - (0.2 * seconds));
        if (unplugged) two.Unplug(3.0);
        two.Press();
        two.Await(State.Inhibited);
        two.Follow(3.0, _ => 36.9, _ => 36.6);
        two.Press();
        two.Await(State.Permitted);
        two.Follow(20.0, seconds => 37.0 + (0.1 * seconds), seconds => 36.6 + (0.05 * seconds));
        two.Press();
        two.Await(State.Inhibited);
        two.Follow(10.0, seconds => 39.0 - (0.1 * seconds), seconds => 37.6 - (0.05 * seconds));
        return Encoding.ASCII.GetBytes(two._log.ToString());
    }

    /// <summary>A press for each chip, and the one that arms.</summary>
    private void Arm()
    {
        for (int press = 0; _box.Loop.State != State.Permitted && press < 6; press++)
        {
            Run(Patience / 4);
            Press();
        }

        Await(State.Permitted);
    }

    private void Press()
    {
        _box.Board.HoldArm(true);
        Run(Box.PressTicks);
        _box.Board.HoldArm(false);
        Run(Box.RestTicks);
    }

    private void Unplug(double seconds)
    {
        _box.Second.IsOpen = true;
        Run((int)(seconds / SecondsPerTick));
        _box.Second.IsOpen = false;
        Run((int)(seconds / SecondsPerTick));
    }

    private void Follow(double lastsSeconds, Func<double, double> first, Func<double, double> second)
    {
        for (int tick = 0; tick < lastsSeconds / SecondsPerTick; tick++)
        {
            _box.Chip.TipCounts = (int)(first(tick * SecondsPerTick) * Limits.CountsPerDegree);
            _box.Second.TipCounts = (int)(second(tick * SecondsPerTick) * Limits.CountsPerDegree);
            Run(1);
        }
    }

    private void Await(State state)
    {
        for (int tick = 0; _box.Loop.State != state && tick < Patience; tick++) Run(1);
        if (_box.Loop.State != state) throw new InvalidOperationException($"expected {state}, the box is in {_box.Loop.State}: {_box.Lines.Last()}");
    }

    private void Run(int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            _box.Tick();
            if (_box.Lines.Count == _told) continue;
            _told = _box.Lines.Count;
            _log.Append(_box.Lines.Last());
        }
    }
}
