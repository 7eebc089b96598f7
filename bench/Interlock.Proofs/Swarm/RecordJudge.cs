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

    /// <summary>Until the second sample after ARMED.</summary>
    private const long StartMs = 350;

    /// <summary>A sample tells the second probe's newest conversion: up to so much of it comes later, or is missing.</summary>
    private const double SecondConversionsMinutes = 0.5 / 60;
    private const double SecondDoseShare = 0.05;
    private const double SecondPeakCelsius = 0.25;

    /// <summary>The same of a lesion's: its ablations each have a first and a last conversion.</summary>
    private const double LesionPeakCelsius = 0.3;
    private const double HeldBackCelsius = 0.9;
    private const long HeldBackMs = 700;

    private readonly Session _session = new(keepsReadings: false);
    private readonly OfProbe[] _probes = [new(1), new(2)];
    private Ablation? _ablation;
    private long _sampleMs;
    private bool _isWhole;

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
            foreach (OfProbe probe in _probes) probe.Begin(_session.LesionOf(probe.Number));
        }

        bool isSample = line.Type == LineType.Sample;
        // With every tick late a conversion comes in each, and samples give way.
        missesLines |= isSample && line.TimeMs - _sampleMs > LongestMs;
        if (isSample) _sampleMs = line.TimeMs;
        _isWhole &= !missesLines && !ablation.Probes.Any(static figures => figures.Course.NewestCelsius > ThermalDose.HighestCelsius);
        foreach (AtProbe figures in ablation.Probes)
        {
            OfProbe probe = _probes[figures.Number - 1];
            if (isSample) probe.FollowBreak(line.Number(figures.Number == 1 ? Key.Tip : Key.SecondTip), line.TimeMs);
            probe.NoteWhole(_isWhole);
            if (isSample && _isWhole) Problem ??= probe.Judge(line, ablation, figures);
        }
    }

    /// <summary>What is told of one probe.</summary>
    private sealed class OfProbe(int number)
    {
        private readonly double _conversionsMinutes = number == 2 ? SecondConversionsMinutes : ConversionsMinutes;
        private readonly double _doseShare = number == 2 ? SecondDoseShare : DoseShare;
        private Lesion? _lesion;
        private LesionTotals? _judgedTotals;
        private bool _isLesionWhole;
        private bool _isRecordJudged;
        private double? _celsius;
        private double? _lastCelsius;
        private double _mayLack;
        private double _lesionMayLack;
        private double? _peakBefore;
        private double _step;
        private double _stepBefore;
        private double _stepAtStart;
        private long _jumpedMs = long.MinValue / 2;

        public int Number => number;

        /// <summary>An ablation begins, in the lesion before it or in another.</summary>
        public void Begin(Lesion? lesion)
        {
            if (lesion != _lesion) _isLesionWhole = true;
            _lesionMayLack = lesion == _lesion ? _lesionMayLack + _mayLack : 0;
            _lesion = lesion;
            _isRecordJudged = false;
            _peakBefore = null;
            _mayLack = 0;
            _stepAtStart = Steps;
        }

        /// <summary>The larger one of the last two from sample to sample.</summary>
        private double Steps => Math.Max(_step, _stepBefore);

        /// <summary>A lesion is whole when all of its ablations are.</summary>
        public void NoteWhole(bool isWhole) => _isLesionWhole &= isWhole;

        /// <summary>
        /// After readings that can't be trusted, or a jump that no tissue makes, the box doses the last median until there is another
        /// one to be believed; from which conversion on the samples don't tell exactly.
        /// </summary>
        public void FollowBreak(double? celsius, long timeMs)
        {
            double step = Math.Abs((celsius - _celsius) ?? 0);
            (_step, _stepBefore) = (step, _step);
            if (step > HeldBackCelsius) _jumpedMs = timeMs;
            bool jumps = step > JumpCelsius;
            if (celsius is { } tip && (jumps || _celsius is null)) _mayLack += BreakMinutes * ThermalDose.Rate(Math.Max(tip, _lastCelsius ?? tip));
            _celsius = celsius;
            _lastCelsius = celsius ?? _lastCelsius;
        }

        /// <returns>What is wrong; null where nothing is.</returns>
        public string? Judge(UartLine line, Ablation ablation, AtProbe figures)
        {
            if (number == 1 && JudgeDose(figures, LineType.Sample, line.TimeMs, figures.ToldDoseMinutes ?? 0, figures.Course.DoseMinutes) is { } problem) return problem;
            if (!ablation.HasEnded) _peakBefore = figures.Course.During.PeakCelsius;
            if (line.TimeMs - ablation.StartMs < StartMs) _stepAtStart = Math.Max(_stepAtStart, _step);
            if (figures.Procedure is not { } record) return null;
            if (_isRecordJudged) return JudgeLesion(ablation);
            _isRecordJudged = true;
            return JudgeDose(figures, LineType.Procedure, record.TimeMs, record.DoseMinutes ?? 0, figures.Course.During.DoseMinutes) ?? JudgePeak(record, ablation, figures);
        }

        /// <summary>The totals that follow a record: its own ablation, and those before it in the lesion.</summary>
        private string? JudgeLesion(Ablation ablation)
        {
            if (_lesion?.Told is not { IsLast: false } told || told == _judgedTotals || !_isLesionWhole || told.Ablations != _lesion.Ablations.Count) return null;
            _judgedTotals = told;
            double minutes = _lesion.Figures.Sum(static figures => figures.Course.DoseMinutes);
            double rate = ThermalDose.Rate(_lesion.Figures.Max(static figures => figures.Course.HighestCelsius) ?? 0);
            double mayLack = _lesionMayLack + _mayLack + (told.Ablations * (DoseMinutes + (_conversionsMinutes * rate)));
            if (Math.Abs((told.DoseMinutes ?? 0) - minutes) > mayLack + (_doseShare * minutes)) return Tell(LineType.Lesion, told.TimeMs, $"a dose of {told.DoseMinutes:F3}", $"{minutes:F4} min");
            double? highest = _lesion.Figures.Max(static figures => figures.Course.HighestCelsius);
            double? least = _lesion.Ablations.Count > 1 ? _lesion.Figures.SkipLast(1).Max(static figures => figures.Course.During.PeakCelsius) : _peakBefore;
            bool mayBeHigher = ablation.Cutoff is { } cutoff && !(told.PeakCelsius > cutoff.TipCelsius);
            double tolerated = Tolerable(_lesion.Figures.Last(), ablation, LesionPeakCelsius);
            // What jumps is in a lesion's peak from its third median on.
            bool isHeldBack = told.TimeMs - _jumpedMs < HeldBackMs;
            bool isWrong = (told.PeakCelsius < least - tolerated && !isHeldBack) || (told.PeakCelsius > highest + tolerated && !mayBeHigher);
            return isWrong ? Tell(LineType.Lesion, told.TimeMs, $"a peak of {told.PeakCelsius:F2}", $"{highest:F3} degC") : null;
        }

        private string? JudgeDose(AtProbe figures, string line, long timeMs, double told, double minutes)
        {
            double mayLack = _mayLack + (_conversionsMinutes * ThermalDose.Rate(figures.Course.NewestCelsius ?? 0));
            return Math.Abs(told - minutes) > DoseMinutes + mayLack + (_doseShare * minutes) ? Tell(line, timeMs, $"a dose of {told:F3}", $"{minutes:F4} min") : null;
        }

        private string? JudgePeak(Procedure record, Ablation ablation, AtProbe at)
        {
            CourseFigures figures = at.Course.During;
            double above = (record.PeakCelsius - figures.PeakCelsius) ?? 0;
            // Of two probes one has not tripped: the sample after the end may tell a conversion that came after it too.
            double below = ablation.Second is null ? -above : (_peakBefore - record.PeakCelsius) ?? 0;
            double tolerated = Tolerable(at, ablation, number == 2 ? SecondPeakCelsius : PeakCelsius);
            // A sensor that fails right after a conversion leaves that one untold; and one that reads as the one before can't be told from it.
            bool mayBeHigher = ablation.Cutoff is { } cutoff && !(record.PeakCelsius > cutoff.TipCelsius);
            bool isWrong = below > tolerated || (above > tolerated && !mayBeHigher);
            return isWrong ? Tell(LineType.Procedure, record.TimeMs, $"a peak of {record.PeakCelsius:F2}", $"{figures.PeakCelsius:F3} degC") : null;
        }

        /// <summary>With two probes ARMED tells the reading of neither, and the end may be told by the other's: two conversions at the most.</summary>
        private double Tolerable(AtProbe at, Ablation ablation, double elsewhere)
        {
            double tolerated = at.Course.During.PeakMs == ablation.StartMs ? FirstPeakCelsius : elsewhere;
            return ablation.Second is null ? tolerated : tolerated + (2 * Math.Max(_stepAtStart, Steps));
        }

        private string Tell(string line, long timeMs, FormattableString told, FormattableString samples) =>
            $"{line} at t={timeMs}{(number == 2 ? " of probe 2" : string.Empty)} tells {FormattableString.Invariant(told)}, and its samples {FormattableString.Invariant(samples)}";
    }
}
