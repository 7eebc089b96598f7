using System.Collections.Generic;
using Interlock.Log;

namespace Interlock.Station.Report;

/// <summary>What a log holds from one power-on to the next.</summary>
public sealed class LogSession
{

    private readonly List<LogSample> _samples = [];
    private readonly List<LogEvent> _events = [];
    private readonly List<LogProcedure> _procedures = [];
    private readonly List<LogTest> _tests = [];

    public UartLine? Boot { get; private set; }

    public UartLine? Configuration { get; private set; }

    /// <summary>The last STAT line.</summary>
    public UartLine? Statistics { get; private set; }

    public IReadOnlyList<LogSample> Samples => _samples;

    public IReadOnlyList<LogEvent> Events => _events;

    public IReadOnlyList<LogProcedure> Procedures => _procedures;

    public IReadOnlyList<LogTest> Tests => _tests;

    /// <summary>Time of the first line.</summary>
    public long FirstMs { get; private set; } = -1;

    /// <summary>Time of the last line.</summary>
    public long LastMs { get; private set; } = -1;

    public double LimitCelsius => Configuration?.Number("limit") ?? UsualLimits.LimitCelsius;

    public double FloorCelsius => Configuration?.Number("floor") ?? UsualLimits.FloorCelsius;

    /// <summary>From the end of an ablation to the cement.</summary>
    public long CementWaitMs => (long)(1000.0 * (Configuration?.Number("wait") ?? UsualLimits.CementWaitSeconds));

    /// <summary>Takes a whole line of the log.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Where it stands.</param>
    public void Add(UartLine line, int number)
    {
        if (FirstMs < 0) FirstMs = line.TimeMs;
        LastMs = line.TimeMs;
        switch (line.Type)
        {
            case "BOOT":
                Boot = line;
                break;
            case "CONF":
                Configuration = line;
                break;
            case "STAT":
                Statistics = line;
                break;
            case "TEST":
                _tests.Add(new LogTest(line.TimeMs, line["step"]!, line["ok"] == "1"));
                break;
            case "EVNT":
                _events.Add(new LogEvent(number, line.TimeMs, line["ev"]!, line["cause"] ?? line["why"] ?? string.Empty, line.Number("tc")));
                break;
            case "PROC":
                _procedures.Add(new LogProcedure(line.TimeMs, line.Number("dur"), line.Number("peak"), line.Number("tpeak"), line.Number("cem"), line["end"]!));
                break;
            case "SAMP":
                _samples.Add(new LogSample(line.TimeMs, line.Number("tc"), line.Number("cj"), line["sr"]!, line["st"]!, line["k1"]!, line["k2"]!, line["io"]!, line.Number("cem")));
                break;
        }
    }
}
