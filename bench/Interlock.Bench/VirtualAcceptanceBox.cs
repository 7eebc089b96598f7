using Interlock.Firmware;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench;

/// <summary>The virtual box, with no hand: every act is done at once, and waiting costs virtual time only.</summary>
public sealed class VirtualAcceptanceBox : IAcceptanceBox, IContactTruth, IDisposable
{
    // Before each act, one after another: off the grid of the ticks, so that acts come at every phase of one.
    private const long PhaseStepUs = 7_000;
    private const long LongestPhaseUs = 20_000;

    // After it was let go ARM must rest for half a second; a hand takes as long.
    private const long PauseUs = 700_000;

    private readonly SimulatedBox _box;
    private readonly UartCapture _capture;
    private long _phaseUs;

    public VirtualAcceptanceBox(Defect defect, int seed, UartCapture capture, SecondProbe second = SecondProbe.None)
    {
        _capture = capture;
        Probes = second == SecondProbe.None ? 1 : 2;
        _box = new SimulatedBox(defect, seed, Controls.RestCelsius, (value, us) => capture.Add([value], us), second);
    }

    public long NowUs => _box.NowUs;

    public IContactTruth? Truth => this;

    public int Probes { get; }

    public void SetTemperature(IReadOnlyList<SimulatorSetting> settings, double? celsiusPerSecond)
    {
        ShiftPhase();
        _box.RunTo(settings.Select(setting => _box.SetTemperature(setting.Celsius, celsiusPerSecond, setting.Probe)).Max());
    }

    public void SetLeads(Leads leads, IReadOnlyList<int> probes)
    {
        ShiftPhase();
        foreach (int probe in probes) _box.SetLeads(leads != Leads.Open, leads == Leads.Shorted, leads == Leads.Reversed, probe);
    }

    public void SetColdJunction(double celsius, IReadOnlyList<int> probes)
    {
        foreach (int probe in probes) _box.SetColdJunction(celsius, probe);
    }

    public void PressArm(double seconds)
    {
        HoldArm(true);
        _box.RunTo(NowUs + (long)(seconds * 1e6));
        HoldArm(false);
        _box.RunTo(NowUs + PauseUs);
    }

    public void HoldArm(bool isDown)
    {
        ShiftPhase();
        _box.PressArm(isDown);
    }

    public void SetArmWire(bool isConnected)
    {
        ShiftPhase();
        _box.SetArmWire(isConnected);
    }

    public void PressStop(double seconds)
    {
        HoldStop(true);
        _box.RunTo(NowUs + (long)(seconds * 1e6));
        _box.PressStop(false);
    }

    public void HoldStop(bool isDown)
    {
        ShiftPhase();
        _box.PressStop(isDown);
    }

    public void PowerCycle()
    {
        ShiftPhase();
        _capture.MarkPowerCycle();
        _box.PowerCycle();
    }

    public bool HasShown(Signals signals, string question, long sinceUs) =>
        _box.HasShown(signals.HasFlag(Signals.Green), signals.HasFlag(Signals.Red), signals.HasFlag(Signals.Buzzer), sinceUs);

    public void Tell(string text)
    {
        // Nobody is there.
    }

    public bool TryTakeLine(long untilUs, out TimedLine line)
    {
        while (true)
        {
            if (_capture.TryTake(out line)) return true;
            if (NowUs >= untilUs) return false;
            _box.RunUntil(() => _capture.HasLine, untilUs);
        }
    }

    long? IContactTruth.LineOpenedUs(long sinceUs) => _box.LineOpenedUs(sinceUs);

    bool IContactTruth.WasLineClosed(long sinceUs) => _box.WasLineClosed(sinceUs);

    long? IContactTruth.InputReachedUs(double celsius, long sinceUs) => _box.InputReachedUs(celsius, sinceUs);

    /// <summary>Ends the box.</summary>
    public void Dispose() => _box.Dispose();

    private void ShiftPhase()
    {
        _phaseUs = (_phaseUs + PhaseStepUs) % LongestPhaseUs;
        _box.RunTo(NowUs + _phaseUs);
    }
}
