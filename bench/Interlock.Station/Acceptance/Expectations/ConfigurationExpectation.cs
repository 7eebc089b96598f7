using System.Collections.Generic;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The box must tell these settings in its CONF line.</summary>
public sealed record ConfigurationExpectation(IReadOnlyDictionary<string, string> Settings, double WithinSeconds) : Expectation
{
    public override string Text => $"CONF {string.Join(' ', Settings.Select(static setting => $"{setting.Key}={setting.Value}"))} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new ConfigurationExpectation(
        expectation.Table("settings"),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? told = watch.Await(static heard => heard.Line.Type == "CONF", WithinSeconds);
        if (told is null) return (false, "no CONF");
        string[] wrong = [.. Settings.Where(setting => told.Line[setting.Key] != setting.Value).Select(setting => $"{setting.Key}={told.Line[setting.Key] ?? "missing"}")];
        return (wrong.Length == 0, wrong.Length == 0 ? "all as expected" : string.Join(' ', wrong));
    }
}
