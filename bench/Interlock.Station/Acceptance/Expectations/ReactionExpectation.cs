using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>
/// The line must open in time. At the contacts, from the moment the input reached a temperature (or from the action), where
/// the contacts can be seen; and as far as the UART shows it, by the box's own clock, from the first sample at or above
/// that temperature to the trip and to the mirror of the relay.
/// </summary>
/// <param name="AtCelsius">Null counts from the action, which the UART does not show.</param>
/// <param name="ContactsMs">At most, at the contacts.</param>
/// <param name="UartMs">At most, by the UART; null where it can't show it.</param>
public sealed record ReactionExpectation(double? AtCelsius, double ContactsMs, double? UartMs) : Expectation
{
    private const double WithinSeconds = 5.0;

    public override string Text
    {
        get
        {
            string from = AtCelsius is { } celsius ? $"{Degrees(celsius)}" : "the action";
            string uart = UartMs is { } ms ? $", mirror at most {Plain(ms)} ms after the first sample there" : string.Empty;
            return $"line open at most {Plain(ContactsMs)} ms after {from}, at the contacts{uart}";
        }
    }

    internal static Expectation Read(PlanObject expectation)
    {
        double? celsius = expectation.OptionalNumber("at_celsius", -100.0, 300.0);
        double contactsMs = expectation.Number("contacts_ms", 1.0, 10_000.0);
        return new ReactionExpectation(celsius, contactsMs, celsius is null ? null : expectation.Number("uart_ms", 1.0, 10_000.0));
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? trip = watch.Await(static heard => heard.IsEvent(Vocabulary.Trip), WithinSeconds);
        Heard? open = trip is null ? null : watch.Await(heard => heard.IsSample && heard.Line.Sequence > trip.Line.Sequence && heard.Line["k1"] == "0", WithinSeconds);
        if (trip is null || open is null) return (false, trip is null ? "no TRIP" : "the mirror of K1 did not close");

        List<string> told = [];
        bool isInTime = JudgeContacts(watch, told) & JudgeUart(watch, trip, open, told);
        return (isInTime, string.Join("; ", told));
    }

    private bool JudgeContacts(Watch watch, List<string> told)
    {
        if (watch.Box.Truth is not { } truth)
        {
            told.Add("contacts not in view");
            return true;
        }

        long? fromUs = AtCelsius is { } celsius ? truth.InputReachedUs(celsius, watch.BeganUs) : watch.BeganUs;
        long? openedUs = truth.LineOpenedUs(watch.BeganUs);
        double ms = (openedUs - fromUs) / 1000.0 ?? double.PositiveInfinity;
        told.Add(string.Create(CultureInfo.InvariantCulture, $"contacts open after {ms:F1} ms"));
        return ms <= ContactsMs;
    }

    private bool JudgeUart(Watch watch, Heard trip, Heard open, List<string> told)
    {
        if (UartMs is not { } allowedMs) return true;
        Heard? first = watch.Heard.FirstOrDefault(heard => heard.IsSample && heard.Line.Number("tc") >= AtCelsius);

        // An event goes ahead of the sample that brought it: the first sample to tell the temperature may come after.
        long fromMs = first is null || first.Line.Sequence > trip.Line.Sequence ? trip.Line.TimeMs : first.Line.TimeMs;
        long tripMs = trip.Line.TimeMs - fromMs;
        long openMs = open.Line.TimeMs - fromMs;
        told.Add($"by the UART {trip.Reason} after {tripMs} ms, mirror after {openMs} ms");
        return openMs <= allowedMs;
    }
}
