namespace Interlock.VirtualBoard;

/// <summary>
/// A relay with forcibly guided contacts: a make contact (NO) in the enable line and a mirror contact (NC). The mirror is
/// closed only when the make contact is fully open, so a welded make contact keeps its mirror open.
/// </summary>
internal sealed class Relay : TimedPart
{
    /// <summary>The mirror opens in this part of the pull-in time, before the make contact closes.</summary>
    private const double MirrorOpensAtPart = 0.6;

    /// <summary>The mirror has stopped bouncing by this part of the pull-in time: guided contacts are never closed together.</summary>
    private const double MirrorQuietAtPart = 0.9;

    /// <summary>From the make contact's opening to the mirror's closing.</summary>
    private const double TravelMs = 1;

    private const double MinBounceMs = 1;
    private const double MaxBounceMs = 3;
    private const int MaxBounces = 3;
    private const int MaxSteps = 4 * (MaxBounces + 1);

    private readonly long[] _stepAtUs = new long[MaxSteps];
    private readonly Step[] _steps = new Step[MaxSteps];
    private readonly SeededRandom _random;
    private readonly long _pullInUs;
    private readonly long _releaseUs;
    private int _stepCount;
    private int _nextStep;
    private bool _coil;
    private bool _welded;

    internal Relay(double pullInMs, double releaseMs, SeededRandom random)
    {
        _pullInUs = Us(pullInMs);
        _releaseUs = Us(releaseMs);
        _random = random;
    }

    private enum Step
    {
        OpenMirror,
        CloseMirror,
        OpenContact,
        CloseContact,
    }

    /// <summary>Called when the make contact or the mirror moved.</summary>
    internal Action? Moved { get; set; }

    internal bool ContactClosed { get; private set; }

    internal bool MirrorClosed { get; private set; } = true;

    internal void SetCoil(bool energised, long nowUs)
    {
        if (energised == _coil)
        {
            return;
        }

        _coil = energised;
        Replan(nowUs);
    }

    /// <summary>A weld holds a closed contact from now on, an open one from when it next closes.</summary>
    internal void SetWelded(bool welded, long nowUs)
    {
        _welded = welded;
        if (!welded && !_coil)
        {
            Replan(nowUs);
        }
    }

    internal override void OnDue(long nowUs)
    {
        Take(_steps[_nextStep]);
        _nextStep++;
        DueUs = _nextStep < _stepCount ? _stepAtUs[_nextStep] : Never;
        Moved?.Invoke();
    }

    private static long Us(double ms) => (long)Math.Round(ms * 1000);

    private void Take(Step step)
    {
        switch (step)
        {
            case Step.OpenMirror:
                MirrorClosed = false;
                break;
            case Step.CloseMirror:
                MirrorClosed = !ContactClosed;
                break;
            case Step.OpenContact:
                ContactClosed = _welded && ContactClosed;
                break;
            case Step.CloseContact:
                ContactClosed = true;
                break;
            default:
                throw new InvalidOperationException("Not a step of a relay.");
        }
    }

    private void Replan(long nowUs)
    {
        _stepCount = 0;
        _nextStep = 0;
        if (_coil)
        {
            PlanPullIn(nowUs);
        }
        else
        {
            PlanRelease(nowUs);
        }

        DueUs = _stepCount > 0 ? _stepAtUs[0] : Never;
    }

    private void PlanPullIn(long nowUs)
    {
        if (ContactClosed)
        {
            return;
        }

        if (MirrorClosed)
        {
            long opensUs = nowUs + (long)(_pullInUs * MirrorOpensAtPart);
            long quietUs = nowUs + (long)(_pullInUs * MirrorQuietAtPart);
            long bounceUs = Math.Min(BounceUs(), quietUs - opensUs);
            PlanBouncing(opensUs, bounceUs, Step.OpenMirror, Step.CloseMirror);
        }

        PlanBouncing(nowUs + _pullInUs, BounceUs(), Step.CloseContact, Step.OpenContact);
    }

    private void PlanRelease(long nowUs)
    {
        if (MirrorClosed)
        {
            // Let go before the armature moved.
            return;
        }

        Plan(nowUs + _releaseUs, Step.OpenContact);
        PlanBouncing(nowUs + _releaseUs + Us(TravelMs), BounceUs(), Step.CloseMirror, Step.OpenMirror);
    }

    /// <summary>A step, its opposite and itself again, a few times, until the bouncing is over.</summary>
    private void PlanBouncing(long fromUs, long bounceUs, Step step, Step opposite)
    {
        Plan(fromUs, step);
        int bounces = 1 + _random.Below(MaxBounces);
        for (int i = 0; i < bounces; i++)
        {
            Plan(fromUs + (bounceUs * ((2 * i) + 1) / (2 * bounces)), opposite);
            Plan(fromUs + (bounceUs * (i + 1) / bounces), step);
        }
    }

    private void Plan(long atUs, Step step)
    {
        _stepAtUs[_stepCount] = atUs;
        _steps[_stepCount] = step;
        _stepCount++;
    }

    private long BounceUs() => Us(_random.Between(MinBounceMs, MaxBounceMs));
}
