using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>The box with a memory of how the simulator stands, and of how far the box reads from it.</summary>
public sealed class Controls(IAcceptanceBox box, Transcript transcript)
{
    /// <summary>Where each step begins: body temperature, in the middle of the range in which the box arms.</summary>
    public const double RestCelsius = 37.0;

    /// <summary>After a step at the input the box needs so long until every row of its trip table is quiet.</summary>
    public const double SettleSeconds = 2.5;

    private const int MostCorrections = 5;
    private const double ReadingsSeconds = 5.0;

    private double _celsius = double.NaN;

    // What the box reads less what the simulator gives, measured at the beginning of each step.
    private double _offsetCelsius;
    private Leads? _leads;

    public IAcceptanceBox Box => box;

    public void SetTemperature(double celsius, double? celsiusPerSecond)
    {
        if (_leads != Leads.Connected) SetLeads(Leads.Connected);
        box.SetTemperature(celsius, celsiusPerSecond);
        _celsius = celsius;
    }

    public void SetLeads(Leads leads)
    {
        box.SetLeads(leads);
        _leads = leads;
    }

    /// <summary>Simulator connected and at rest, the box settled, its offset measured.</summary>
    public void Rest()
    {
        if (_leads != Leads.Connected) SetLeads(Leads.Connected);
        if (_celsius != RestCelsius) SetTemperature(RestCelsius, null);
        Wait(SettleSeconds);
        IReadOnlyList<double> readings = AwaitReadings();
        if (readings.Count == Transcript.MeanSamples) _offsetCelsius = readings.Average() - RestCelsius;
    }

    /// <summary>
    /// Sets the simulator so that the box reads a temperature, and corrects it where the box reads another. A trip on the
    /// way ends it: then the reading has been where it was to be, or the expectation says that it was not.
    /// </summary>
    public void BringReadingTo(double readsCelsius, double lowestCelsius, double highestCelsius, double celsiusPerSecond)
    {
        int first = transcript.Lines.Count;
        double celsius = readsCelsius - _offsetCelsius;
        for (int i = 0; i < MostCorrections; i++)
        {
            SetTemperature(Math.Round(celsius, 2), celsiusPerSecond);
            IReadOnlyList<double> readings = AwaitReadings();
            if (readings.Count < Transcript.MeanSamples || transcript.Lines.Skip(first).Any(heard => heard.IsEvent(EventName.Trip))) return;
            double reads = readings.Average();
            if (reads >= lowestCelsius && reads <= highestCelsius) return;
            box.Tell(string.Create(CultureInfo.InvariantCulture, $"The box reads {reads:F2} degC; it is to read {readsCelsius:F2}."));
            celsius += readsCelsius - reads;
        }
    }

    public void Wait(double seconds) => transcript.ListenUntil(box.NowUs + (long)(seconds * 1e6));

    private IReadOnlyList<double> AwaitReadings()
    {
        transcript.CatchUp();
        return transcript.AwaitReadings(box.NowUs, box.NowUs + (long)(ReadingsSeconds * 1e6));
    }
}
