namespace Interlock.VirtualBoard;

/// <summary>
/// ARM with its two contacts, STOP with its two poles, as a hand moves them: the contacts of one button change some time
/// apart, and each bounces.
/// </summary>
internal sealed class Buttons
{
    private const double MinBounceMs = 2;
    private const double MaxBounceMs = 5;
    private const double MinArmGapMs = 1;
    private const double MaxArmGapMs = 50;

    private readonly BoardOptions _options;
    private readonly SeededRandom _armGap;
    private readonly SeededRandom[] _random;
    private readonly BouncingContact[] _contacts;

    internal Buttons(BoardOptions options, VirtualClock clock, Action changed)
    {
        _options = options;
        _armGap = new SeededRandom(options.Seed, RandomStream.ArmGap);
        _random =
        [
            new SeededRandom(options.Seed, RandomStream.ArmButton),
            new SeededRandom(options.Seed, RandomStream.ArmRestContact),
            new SeededRandom(options.Seed, RandomStream.StopButton),
            new SeededRandom(options.Seed, RandomStream.StopSecondPole),
        ];
        _contacts = new BouncingContact[_random.Length];
        for (int i = 0; i < _contacts.Length; i++)
        {
            _contacts[i] = new BouncingContact(closed: (Contact)i != Contact.ArmNo) { Changed = changed };
            clock.Add(_contacts[i]);
        }
    }

    internal bool IsClosed(Contact contact) => _contacts[(int)contact].Closed;

    internal void Set(Contact contact, bool closed) => _contacts[(int)contact].Set(closed);

    /// <summary>The normally closed contact goes first on the way down, the normally open one on the way up.</summary>
    internal void PressArm(bool down, long nowUs)
    {
        long gapUs = Us(_options.ArmGapMs ?? _armGap.Between(MinArmGapMs, MaxArmGapMs));
        Move(Contact.ArmNo, down, nowUs + (down ? gapUs : 0), nowUs, _options.ArmBounceMs);
        Move(Contact.ArmNc, !down, nowUs + (down ? 0 : gapUs), nowUs, _options.ArmBounceMs);
    }

    internal void PressStop(bool down, long nowUs)
    {
        Move(Contact.Stop, !down, nowUs, nowUs, _options.StopBounceMs);
        Move(Contact.Stop2, !down, nowUs, nowUs, _options.StopBounceMs);
    }

    private static long Us(double ms) => (long)Math.Round(ms * 1000);

    private void Move(Contact contact, bool closed, long atUs, long nowUs, double? bounceMs)
    {
        SeededRandom random = _random[(int)contact];
        long bounceUs = Us(bounceMs ?? random.Between(MinBounceMs, MaxBounceMs));
        int bounces = 1 + random.Below(BouncingContact.MaxBounces);
        BouncingContact moved = _contacts[(int)contact];
        moved.Change(closed, atUs, bounceUs, bounces);
        moved.Begin(nowUs);
    }
}

/// <summary>One contact of a button: it changes, and then bounces.</summary>
internal sealed class BouncingContact : TimedPart
{
    internal const int MaxBounces = 3;

    private readonly long[] _changeAtUs = new long[1 + (2 * MaxBounces)];
    private int _changeCount;
    private int _nextChange;

    internal BouncingContact(bool closed)
    {
        Closed = closed;
    }

    /// <summary>Called when it changed by itself.</summary>
    internal Action? Changed { get; set; }

    internal bool Closed { get; private set; }

    /// <summary>At once, without a bounce; what was still to come doesn't.</summary>
    internal void Set(bool closed)
    {
        Closed = closed;
        DueUs = Never;
    }

    /// <summary>It goes there at a time, and opens and closes again a few times until the bouncing is over.</summary>
    internal void Change(bool closed, long atUs, long bounceUs, int bounces)
    {
        _changeCount = 0;
        _nextChange = 0;
        if (closed != Closed)
        {
            int changes = bounceUs == 0 ? 0 : 2 * bounces;
            for (int i = 0; i <= changes; i++)
            {
                _changeAtUs[i] = atUs + (changes == 0 ? 0 : bounceUs * i / changes);
            }

            _changeCount = changes + 1;
        }

        DueUs = _changeCount > 0 ? _changeAtUs[0] : Never;
    }

    /// <summary>Changes now if that is due, so that who pressed sees it.</summary>
    internal void Begin(long nowUs)
    {
        if (DueUs <= nowUs)
        {
            Take();
        }
    }

    internal override void OnDue(long nowUs)
    {
        Take();
        Changed?.Invoke();
    }

    private void Take()
    {
        Closed = !Closed;
        _nextChange++;
        DueUs = _nextChange < _changeCount ? _changeAtUs[_nextChange] : Never;
    }
}

/// <summary>What can be closed or opened directly on the board's terminals.</summary>
public enum Contact
{
    /// <summary>ARM's normally open contact.</summary>
    ArmNo,

    /// <summary>ARM's normally closed contact.</summary>
    ArmNc,

    /// <summary>STOP's first pole, to the ESP32.</summary>
    Stop,

    /// <summary>STOP's second pole, in series with both coils.</summary>
    Stop2,

    /// <summary>The supply of the coils; closed is present.</summary>
    CoilSupply,
}
