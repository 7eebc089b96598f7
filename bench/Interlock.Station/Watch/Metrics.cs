using System.Globalization;
using System.Text;
using Interlock.Log;
using Interlock.Station.Monitor;

namespace Interlock.Station.Watch;

/// <summary>
/// The facts in Prometheus' text format 0.0.4, so that a department's Prometheus and Grafana need nothing of ours. Touched under
/// the session's lock only.
/// </summary>
public sealed class Metrics
{
    private readonly MonitorSession _session;
    private readonly Dictionary<(string Cause, int? Probe), long> _trips = [];
    private long _ablations;

    /// <param name="session">Not yet listening.</param>
    public Metrics(MonitorSession session)
    {
        _session = session;
        session.Box.Heard += Count;
    }

    public string Text(BoxFacts facts) => _session.Look((_, _) =>
    {
        StringBuilder text = new();
        string box = Label("box", facts.Box);
        Gauge("interlock_up", "1 while samples come from the box.", box, facts.Stale is null ? 1 : 0);
        Gauge("interlock_sample_age_seconds", "Since the last valid sample.", box, facts.AgeMs / 1000.0);
        Head("interlock_tip_celsius", "Tip temperature; absent while the box doesn't trust it.", "gauge");
        if (facts.Tip is { } tip) Line("interlock_tip_celsius", box + OfProbe(1), tip);
        if (facts.SecondTip is { } second) Line("interlock_tip_celsius", box + OfProbe(2), second);
        Head("interlock_state", "1 for the state that the box is in.", "gauge");
        foreach (string state in StateName.All) Line("interlock_state", $"{box},{Label("state", state)}", facts.State == state ? 1 : 0);
        Gauge("interlock_line_closed", "1 while both relays are pulled in.", box, facts.IsLineClosed == true ? 1 : 0);
        Head("interlock_dose_cem43_seconds", "Thermal dose of the last ablation, its coast included: CEM43, in Prometheus' unit of time.", "gauge");
        Line("interlock_dose_cem43_seconds", box + OfProbe(facts.HasSecondProbe ? 1 : null), (facts.Ablation?.DoseMinutes ?? 0.0) * 60.0);
        if (facts.HasSecondProbe) Line("interlock_dose_cem43_seconds", box + OfProbe(2), (facts.Ablation?.Second?.DoseMinutes ?? 0.0) * 60.0);
        Head("interlock_trips_total", "Trips by cause since the watching began.", "counter");
        foreach (((string cause, int? probe), long count) in _trips) Line("interlock_trips_total", $"{box},{Label("cause", cause)}{OfProbe(probe)}", count);
        Counter("interlock_ablations_total", "Ablations since the watching began.", _ablations);
        Counter("interlock_bad_lines_total", "Lines with a wrong CRC, or that are none.", facts.BadLines);
        Counter("interlock_missing_lines_total", "Lines that the sequence numbers show to be missing.", facts.MissingLines);
        return text.ToString();

        void Head(string name, string help, string type) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

        void Line(string name, string labels, double value) => text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value}\n");

        void Gauge(string name, string help, string labels, double value)
        {
            Head(name, help, "gauge");
            Line(name, labels, value);
        }

        void Counter(string name, string help, long value)
        {
            Head(name, help, "counter");
            Line(name, box, value);
        }
    });

    private static string Label(string name, string value) => $"{name}=\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"";

    private static string OfProbe(int? probe) => probe is { } number ? $",{Label("probe", number.ToString(CultureInfo.InvariantCulture))}" : string.Empty;

    private void Count(HeardEvent heard)
    {
        if (heard.News is not { IsEvent: true } news) return;
        if (news.Name is EventName.Trip or EventName.LockOut) _trips[(news.ReasonOrName, news.Probe)] = _trips.GetValueOrDefault((news.ReasonOrName, news.Probe)) + 1;
        if (news.Name == EventName.Armed) _ablations++;
    }
}
