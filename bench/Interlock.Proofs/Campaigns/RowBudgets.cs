using System.Collections.Generic;
using Interlock.Firmware.Judgement;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What a row of the trip table is called in docs/safety.md, and how long it may take until the contacts are open.</summary>
/// <param name="Requirement">The requirement's ID.</param>
/// <param name="TypicalMs">With the data sheet's typical conversion times.</param>
/// <param name="MaximumMs">With its maximum conversion times.</param>
public readonly record struct RowBudget(string Requirement, double TypicalMs, double MaximumMs)
{
    public double Ms(ConversionTiming timing) => timing == ConversionTiming.Typical ? TypicalMs : MaximumMs;
}

/// <summary>The times of the trip table, all on one page. Where the table says "at once", it is what the relay takes and as much again.</summary>
public static class RowBudgets
{
    /// <summary>"At once": 10 ms of release, and as much again for everything before it.</summary>
    public const double AtOnceMs = 20;

    /// <summary>K2 alone, for a step to exactly its limit: the conversion in which the step falls reads too little.</summary>
    public const double StepToBackstopMs = 250;

    private static readonly Dictionary<Cause, RowBudget> _rows = new()
    {
        [Cause.StopPressed] = new("SR-STOP", 80, 80),
        [Cause.SensorBus] = new("SR-BUS", 250, 250),
        [Cause.SensorConfig] = new("SR-CONFIG", 250, 250),
        [Cause.SensorOpen] = new("SR-OPEN", 700, 700),
        [Cause.SensorVoltage] = new("SR-VOLTAGE", 350, 350),
        [Cause.SensorRange] = new("SR-RANGE", 350, 350),
        [Cause.SensorStale] = new("SR-STALE", 300, 300),
        [Cause.SensorFrozen] = new("SR-FROZEN", 4000, 4000),
        [Cause.OverTemperature] = new("SR-OVER", 350, 400),
        [Cause.UnderTemperature] = new("SR-UNDER", 350, 400),
        [Cause.CoastExpected] = new("SR-COAST", 1800, 1800),
        [Cause.HardwareLimit] = new("SR-BACKSTOP", 200, 200),

        // Two of three conversions like the temperature rows, so with their times: at maximum it takes 352 ms.
        [Cause.ColdJunction] = new("SR-COLD", 350, 400),
        [Cause.ProbeMoved] = new("SR-MOVED", 1600, 1600),
        [Cause.TimeLimit] = new("SR-TIME", 100, 100),
        [Cause.RelayDidNotClose] = new("SR-CLOSE", 350, 350),
        [Cause.RelayDidNotOpen] = new("SR-RELEASE", 500, 500),
        [Cause.DeadlineMissed] = new("SR-DEADLINE", 310, 310),
        [Cause.Internal] = new("SR-INTERNAL", AtOnceMs, AtOnceMs),
    };

    public static RowBudget Of(Cause cause) => _rows[cause];
}
