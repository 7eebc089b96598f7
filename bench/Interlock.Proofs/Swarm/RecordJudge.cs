using Interlock.Log;

namespace Interlock.Proofs.Swarm;

/// <summary>
/// Holds what the box tells of an ablation and its coast against what its trusted readings come to, by the log's one
/// definition: dose within 0.5 %, peak within 0.05 degC.
/// </summary>
internal sealed class RecordJudge
{
    private const double DoseShare = 0.005;
    private const double JumpCelsius = 0.5;
    private const double PeakCelsius = 0.05;

    // Whether ARMED tells a reading anew can't be seen where the one before was the same: then its median is of the reading before, at
    // less than 1 degC/s 0.125 degC off and with a noise of its own.
    private const double FirstPeakCelsius = 0.25;

    // Told in thousandths of a minute; and two conversions that the one has and the other has not yet.
    private const double DoseMinutes = 0.0015;
    private const double ConversionsMinutes = 0.25 / 60;

    /// <summary>Three conversions to a median, two more until a jump is believed.</summary>
    private const double BreakMinutes = 0.6 / 60;

    /// <summary>Between two samples of a box in time: 200 ms, and events that go ahead.</summary>
    private const long LongestMs = 280;

    private readonly Session _session = new(keepsReadings: false);
    private Ablation? _ablation;
    private long _sampleMs;
    private bool _isWhole;
    private bool _isRecordJudged;
    private double? _celsius;
    private double? _lastCelsius;
    private double _mayLack;

    public string? Problem { get; private set; }

    /// <param name="line">Whole.</param>
    /// <param name="missesLines">Lines before it are lost, or may be: the ablation under way can't be judged.</param>
    public void Take(UartLine line, bool missesLines)
    {
        _session.Add(line, missesLines: missesLines);
        if (_session.Ablation is not { } ablation) return;
        if (ablation != _ablation)
        {
            _ablation = ablation;
            _isWhole = ablation.HasArmed;
            _isRecordJudged = false;
            _mayLack = 0;
        }

        bool isSample = line.Type == LineType.Sample;
        // With every tick late a conversion comes in each, and samples give way.
        missesLines |= isSample && line.TimeMs - _sampleMs > LongestMs;
        if (isSample) _sampleMs = line.TimeMs;
        _isWhole &= !missesLines && !(ablation.First.Course.NewestCelsius > ThermalDose.HighestCelsius);
        if (isSample) FollowBreak(line.Number(Key.Tip));
        if (!isSample || !_isWhole) return;
        JudgeDose(LineType.Sample, line.TimeMs, ablation.First.ToldDoseMinutes ?? 0, ablation.First.Course.DoseMinutes);
        if (_isRecordJudged || ablation.First.Procedure is not { } record) return;
        _isRecordJudged = true;
        JudgeDose(LineType.Procedure, record.TimeMs, record.DoseMinutes ?? 0, ablation.First.Course.During.DoseMinutes);
        JudgePeak(record, ablation);
    }

    /// <summary>
    /// After readings that can't be trusted, or a jump that no tissue makes, the box doses the last median until there is another
    /// one to be believed; from which conversion on the samples don't tell exactly.
    /// </summary>
    private void FollowBreak(double? celsius)
    {
        bool jumps = Math.Abs((celsius - _celsius) ?? 0) > JumpCelsius;
        if (celsius is { } tip && (jumps || _celsius is null)) _mayLack += BreakMinutes * ThermalDose.Rate(Math.Max(tip, _lastCelsius ?? tip));
        _celsius = celsius;
        _lastCelsius = celsius ?? _lastCelsius;
    }

    private void JudgeDose(string line, long timeMs, double told, double minutes)
    {
        double mayLack = _mayLack + (ConversionsMinutes * ThermalDose.Rate(_ablation!.First.Course.NewestCelsius ?? 0));
        if (Math.Abs(told - minutes) > DoseMinutes + mayLack + (DoseShare * minutes)) Tell(line, timeMs, $"a dose of {told:F3}", $"{minutes:F4} min");
    }

    private void JudgePeak(Procedure record, Ablation ablation)
    {
        CourseFigures figures = ablation.First.Course.During;
        double above = (record.PeakCelsius - figures.PeakCelsius) ?? 0;
        double tolerated = figures.PeakMs == ablation.StartMs ? FirstPeakCelsius : PeakCelsius;
        // A sensor that fails right after a conversion leaves that one untold; and one that reads as the one before can't be told from it.
        bool mayBeHigher = ablation.Cutoff is { } cutoff && !(record.PeakCelsius > cutoff.TipCelsius);
        if (above < -tolerated || (above > tolerated && !mayBeHigher)) Tell(LineType.Procedure, record.TimeMs, $"a peak of {record.PeakCelsius:F2}", $"{figures.PeakCelsius:F3} degC");
    }

    private void Tell(string line, long timeMs, FormattableString told, FormattableString samples) =>
        Problem ??= $"{line} at t={timeMs} tells {FormattableString.Invariant(told)}, and its samples {FormattableString.Invariant(samples)}";
}
