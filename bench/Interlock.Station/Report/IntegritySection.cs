using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Interlock.Log;

namespace Interlock.Station.Report;

/// <summary>Whether the log is whole, and where it is not.</summary>
public static class IntegritySection
{
    private const int MostProblemsShown = 200;
    private const string Anchor = "integrity";

    public static XElement Verdict(RecordedLog log)
    {
        if (log.Integrity.Problems.Count == 0)
        {
            return Html.Of("p", Html.Class("verdict"), string.Create(CultureInfo.InvariantCulture, $"The log is whole: each of its {log.Integrity.Lines} lines has the right CRC, sequence number and cadence."));
        }

        return Html.Of(
            "p",
            Html.Class("verdict bad"),
            string.Create(CultureInfo.InvariantCulture, $"THE LOG HAS {log.Integrity.Problems.Count} PROBLEMS; {log.Integrity.Lines - log.ValidLines} of {log.Integrity.Lines} lines are not valid, {log.Integrity.Missing} are missing. What follows rests on the valid lines alone and may be incomplete. "),
            Html.Of("a", new XAttribute("href", "#" + Anchor), "Where"));
    }

    public static XElement? Problems(RecordedLog log)
    {
        IReadOnlyList<LogProblem> problems = log.Integrity.Problems;
        if (problems.Count == 0) return null;
        return Html.Of(
            "section",
            new XAttribute("id", Anchor),
            Html.Of("h2", "Problems of the log"),
            Html.Table(
                "problems",
                ["Line", "Problem"],
                problems.Take(MostProblemsShown).Select(problem => Html.Row(problem.Line.ToString(CultureInfo.InvariantCulture), problem.Text))),
            problems.Count > MostProblemsShown ? Html.Of("p", Html.Class("small"), string.Create(CultureInfo.InvariantCulture, $"and {problems.Count - MostProblemsShown} more: see interlock-bench verify.")) : null);
    }
}
