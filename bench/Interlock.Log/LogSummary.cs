using System.Collections.Generic;
using System.Globalization;

namespace Interlock.Log;

/// <summary>What a run came to, gathered from its log line by line.</summary>
public sealed class LogSummary
{
    private readonly List<string> _story = [];
    private UartLine? _lastSample;

    /// <summary>Lines by the run, whether or not they parse.</summary>
    public int Lines { get; private set; }

    /// <summary>Events and ablations in words, in order.</summary>
    public IReadOnlyList<string> Story => _story;

    public void Add(string text)
    {
        Lines++;
        if (!UartLine.TryParse(text, out UartLine? line, out _)) return;
        if (line!.Type == "SAMP") _lastSample = line;
        string? said = line.Type switch
        {
            "EVNT" => Event(line),
            "PROC" => Procedure(line),
            "TEST" when line["ok"] != "1" => $"self-test step {line["step"]} failed",
            _ => null,
        };
        if (said is not null) _story.Add(string.Create(CultureInfo.InvariantCulture, $"{line.TimeMs / 1000.0,8:F2} s  {said}"));
    }

    /// <summary>Where the box stood at the end.</summary>
    public string End => _lastSample is null ? "no sample" : $"{_lastSample["st"]}, tip {_lastSample["tc"]} degC, K1 {Contact("k1")}, K2 {Contact("k2")}";

    private string Contact(string key) => _lastSample![key] == "1" ? "closed" : "open";

    private static string Event(UartLine line)
    {
        string reason = line["cause"] ?? line["why"] ?? string.Empty;
        return $"{line["ev"]}{(reason.Length > 0 ? " " + reason : string.Empty)} at {line["tc"]} degC";
    }

    private static string Procedure(UartLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"ablation of {line.Number("dur") / 1000.0:F1} s, highest {line["peak"]} degC, CEM43 {line["cem"]} min, ended by {line["end"]}");
}
