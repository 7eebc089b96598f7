using System.Xml.Linq;

namespace Interlock.Station.Report;

/// <summary>How the figures come about.</summary>
public static class NotesSection
{
    public static XElement Of() => Html.Of(
        "section",
        Html.Class("small"),
        Html.Of("h2", "How to read this"),
        Html.Of("p", "Times are the box's own, counted from power-on; the log knows no date. Temperatures are those of the probe's tip as the box read them, some ten a second, with about 0.05 °C of noise."),
        Html.Of("p", "A reading holds for the time since the reading before it; a gap of more than a second is left out of times and doses. CEM43 is the equivalent time at 43 °C in minutes (Sapareto and Dewey 1984: R = 0.5 from 43 °C on, 0.25 below). The box counts it from ARMED on, and after the line has opened until the tip is at 39 °C; the sum of the two columns from the samples should be close to it."),
        Html.Of("p", "Coast: the highest reading after cut-off minus the reading at cut-off, until the next ARMED, the end of the wait for the cement, or the end of the log."),
        Html.Of("p", "For research and bench use only."));
}
