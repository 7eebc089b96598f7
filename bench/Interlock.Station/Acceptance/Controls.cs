using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>
/// The box with a memory of how each simulator stands, and of how far the box reads from it. What names no probe is done to
/// every one that the box has.
/// </summary>
public sealed class Controls(IAcceptanceBox box, Transcript transcript)
{
    /// <summary>Where each step begins: body temperature, in the middle of the range in which the box arms.</summary>
    public const double RestCelsius = 37.0;

    /// <summary>After a step at the input the box needs so long until every row of its trip table is quiet.</summary>
    public const double SettleSeconds = 2.5;

    private const int MostCorrections = 5;
    private const double ReadingsSeconds = 5.0;

    // Of each probe in turn.
    private readonly double[] _celsius = [.. Enumerable.Repeat(double.NaN, box.Probes)];
    private readonly Leads?[] _leads = new Leads?[box.Probes];

    // What the box reads less what the simulator gives, measured at the beginning of each step.
    private readonly double[] _offsetCelsius = new double[box.Probes];

    public IAcceptanceBox Box => box;

    public void SetTemperature(double celsius, double? celsiusPerSecond, int? probe = null) =>
        SetTemperature([.. Of(probe).Select(one => new SimulatorSetting(one, celsius))], celsiusPerSecond);

    public void SetLeads(Leads leads, int? probe = null) => SetLeads(leads, Of(probe));

    public void SetColdJunction(double celsius, int? probe) => box.SetColdJunction(celsius, Of(probe));

    /// <summary>Simulators connected and at rest, the box settled, its offsets measured.</summary>
    public void Rest()
    {
        Connect(Of(null));
        int[] away = [.. Of(null).Where(probe => _celsius[probe - 1] != RestCelsius)];
        if (away.Length > 0) SetTemperature([.. away.Select(static probe => new SimulatorSetting(probe, RestCelsius))], null);
        Wait(SettleSeconds);
        foreach ((int probe, IReadOnlyList<double> readings) in AwaitReadings(Of(null)))
        {
            if (readings.Count == Transcript.MeanSamples) _offsetCelsius[probe - 1] = readings.Average() - RestCelsius;
        }
    }

    /// <summary>
    /// Sets the simulator so that the box reads a temperature, and corrects it where the box reads another. A trip on the
    /// way ends it: then the reading has been where it was to be, or the expectation says that it was not.
    /// </summary>
    public void BringReadingTo(double readsCelsius, double lowestCelsius, double highestCelsius, double celsiusPerSecond, int? probe)
    {
        int first = transcript.Lines.Count;
        SimulatorSetting[] settings = [.. Of(probe).Select(one => new SimulatorSetting(one, readsCelsius - _offsetCelsius[one - 1]))];
        for (int i = 0; i < MostCorrections; i++)
        {
            SetTemperature([.. settings.Select(static setting => setting with { Celsius = Math.Round(setting.Celsius, 2) })], celsiusPerSecond);
            (int Probe, IReadOnlyList<double> Readings)[] heard = AwaitReadings(Of(probe));
            if (heard.Any(static one => one.Readings.Count < Transcript.MeanSamples) || transcript.Lines.Skip(first).Any(line => line.IsEvent(EventName.Trip))) return;
            double[] reads = [.. heard.Select(static one => one.Readings.Average())];
            if (reads.All(mean => mean >= lowestCelsius && mean <= highestCelsius)) return;
            for (int k = 0; k < settings.Length; k++)
            {
                if (reads[k] >= lowestCelsius && reads[k] <= highestCelsius) continue;
                string which = box.Probes == 1 ? "The box" : $"Probe {settings[k].Probe}";
                box.Tell(string.Create(CultureInfo.InvariantCulture, $"{which} reads {reads[k]:F2} degC; it is to read {readsCelsius:F2}."));
                settings[k] = settings[k] with { Celsius = settings[k].Celsius + readsCelsius - reads[k] };
            }
        }
    }

    public void Wait(double seconds) => transcript.ListenUntil(box.NowUs + (long)(seconds * 1e6));

    private void SetTemperature(IReadOnlyList<SimulatorSetting> settings, double? celsiusPerSecond)
    {
        Connect([.. settings.Select(static setting => setting.Probe)]);
        box.SetTemperature(settings, celsiusPerSecond);
        foreach (SimulatorSetting setting in settings) _celsius[setting.Probe - 1] = setting.Celsius;
    }

    private void Connect(IEnumerable<int> probes)
    {
        int[] off = [.. probes.Where(probe => _leads[probe - 1] != Leads.Connected)];
        if (off.Length > 0) SetLeads(Leads.Connected, off);
    }

    private void SetLeads(Leads leads, IReadOnlyList<int> probes)
    {
        box.SetLeads(leads, probes);
        foreach (int probe in probes) _leads[probe - 1] = leads;
    }

    private int[] Of(int? probe) => probe is { } one ? [one] : [.. Enumerable.Range(1, box.Probes)];

    /// <summary>What the box reads at each, at the same time.</summary>
    private (int Probe, IReadOnlyList<double> Readings)[] AwaitReadings(IReadOnlyList<int> probes)
    {
        transcript.CatchUp();
        long fromUs = box.NowUs;
        return [.. probes.Select(probe => (probe, transcript.AwaitReadings(probe, fromUs, fromUs + (long)(ReadingsSeconds * 1e6))))];
    }
}
