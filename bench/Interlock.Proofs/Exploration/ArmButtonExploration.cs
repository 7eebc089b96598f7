using System.Globalization;
using Interlock.Drivers.Board;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// The button by itself against <see cref="ArmAct"/>. Every sequence of levels of both contacts, looked at every 25 or 50 ms in
/// any mixture: the limits of an act are multiples of both, so each is met exactly and missed by one step to either side. Times
/// that decide nothing any more count as one (<see cref="Normal"/>), which makes the places finite. Beside that, levels drawn at
/// random that stay for times near the limits, looked at every 10 to 50 ms to the millisecond; there a second button whose
/// times are reduced in the same way again and again goes along, and must not differ.
/// </summary>
/// <param name="look">Takes a look: the firmware's own, or one that a test has broken on purpose.</param>
public sealed class ArmButtonExploration(Action<ArmButton, int, long> look)
{
    /// <summary>Seed of the levels that are drawn.</summary>
    public const int Seed = 20_26;

    private const int DrawnLooks = 4_000_000;
    private const int Began = 1;
    private const int Counts = 2;
    private const int NoPress = 4;
    private const int Contacts = 8;
    private const int Alone = 16;
    private const int PressedFirst = 32;
    private const int Pressed = 64;
    private const int Reduced = 128;

    private static readonly int[] _gapsMs = [25, 50];

    // The last two of the levels are contacts that contradict each other: neither, and both closed.
    private static readonly (int Levels, string Text)[] _contacts =
    [
        (Levels.Arm, "at rest"), (Levels.ArmRest, "pressed"), (Levels.Arm | Levels.ArmRest, "both open"), (0, "both closed"),
    ];

    private static readonly int[] _limitsMs = [20, 60, 100, 200, 400, 500, 900, 5000];

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-40", "An act of ARM begins at the first look that is not rest after 500 ms of rest at every look, and nowhere else"),
        ("EX-41", "It counts, once, at its end after 500 ms of rest, exactly when its longest run of both contacts pressed lasted 100 ms, began within 400 ms of it and was followed by the closing rest within 400 ms"),
        ("EX-42", "One of more than 200 ms that does not count is told at its end, one that reaches 5 s then and not at its end, a shorter one never"),
        ("EX-43", "Contacts that disagree for more than 500 ms are told from then on until ARM has rested"),
        ("EX-44", "One look brings at most one of: a beginning, an end that counts, an end that does not, a press or an act too long"),
        ("EX-45", "An act that counts was told as pressed before"),
        ("EX-46", "Pressed is told once a run, when both contacts have said so for 100 ms"),
        ("EX-47", "A button whose times are reduced goes on as the one whose times are not"),
    ];

    private static readonly FieldImage<ArmButton> _image = new();
    private static readonly Places _at = new();

    private readonly ArmButton _button = new();

    /// <summary>Draws, then explores to the last place.</summary>
    /// <param name="until">Ends already once this property was broken; null to explore it all.</param>
    public PartResult Run(string? until = null)
    {
        Walk walk = new("ARM", _properties) { Until = until };
        Draw(walk, DrawnLooks);
        if (!walk.IsOver) walk.Explore(Pack(Normal(_image.Save(_button), 0), new ArmAct()), Moves, Describe);
        return walk.Result();
    }

    private IEnumerable<Move<string>> Moves(string place)
    {
        for (int letter = 0; letter < _contacts.Length * _gapsMs.Length; letter++)
        {
            (long[] image, ArmAct act) = Unpack(place);
            int gapMs = _gapsMs[letter / _contacts.Length];
            int levels = _contacts[letter % _contacts.Length].Levels;
            _image.Load(_button, image);
            look(_button, levels, gapMs);
            act.Look((levels & Levels.Arm) == 0, (levels & Levels.ArmRest) != 0, gapMs);
            int broken = Broken(_button, act);
            yield return new Move<string>(Pack(Normal(_image.Save(_button), gapMs), Normal(act)), letter, broken);
        }
    }

    private static int Broken(ArmButton button, in ArmAct act)
    {
        int broken = 0;
        if (button.Began != act.Began) broken |= Began;
        if (button.HasActed != act.Counts) broken |= Counts;
        if (button.HasFailed != act.IsNoPress || button.IsTooLong != act.IsTooLong) broken |= NoPress;
        if (button.IsContactBad != act.IsBad) broken |= Contacts;
        if (button.HasPressed != act.Pressed) broken |= Pressed;
        if (button.HasActed && !act.WasPressed) broken |= PressedFirst;
        int ends = (button.Began ? 1 : 0) + (button.HasActed ? 1 : 0) + (button.HasFailed ? 1 : 0) + (button.HasPressed || button.IsTooLong ? 1 : 0);
        return ends > 1 ? broken | Alone : broken;
    }

    private void Draw(Walk walk, int looks)
    {
        Random random = new(Seed);
        ArmButton button = new();
        ArmButton reduced = new();
        ArmAct act = new();
        List<string> since = [];
        long nowMs = 0;
        int levels = 0;
        long untilMs = 0;
        for (int i = 0; i < looks && !walk.IsOver; i++)
        {
            int gapMs = random.Next(10, 51);
            nowMs += gapMs;
            if (nowMs > untilMs)
            {
                levels = random.Next(_contacts.Length + 4) is var drawn && drawn < _contacts.Length ? drawn : drawn & 1;
                untilMs = nowMs + Math.Max(0, _limitsMs[random.Next(random.Next(_limitsMs.Length) + 1)] + random.Next(-60, 61));
            }

            int contacts = _contacts[levels].Levels;
            look(button, contacts, nowMs);
            look(reduced, contacts, nowMs);
            act.Look((contacts & Levels.Arm) == 0, (contacts & Levels.ArmRest) != 0, gapMs);
            int broken = Broken(button, act) | (IsAlike(button, reduced) ? 0 : Reduced);
            if (act.IsAtRest && since.Count > 0) since.Clear();
            since.Add(string.Create(CultureInfo.InvariantCulture, $"{_contacts[levels].Text} after {gapMs} ms"));
            walk.Take(broken, () => [.. since]);
            if (i % 7 == 0) Reduce(reduced, nowMs);
        }
    }

    private static bool IsAlike(ArmButton one, ArmButton other) =>
        one.Began == other.Began && one.HasPressed == other.HasPressed && one.HasActed == other.HasActed && one.HasFailed == other.HasFailed
        && one.IsTooLong == other.IsTooLong && one.IsContactBad == other.IsContactBad && one.IsTouched == other.IsTouched && one.IsAtRest == other.IsAtRest;

    private static void Reduce(ArmButton button, long nowMs)
    {
        long[] image = Normal(_image.Save(button), nowMs);
        foreach (int time in _at.Times) image[time] += nowMs;
        _image.Load(button, image);
    }

    /// <summary>
    /// The button's image with its times counted from the last look, and those that decide nothing any more set to 0: all of
    /// them at rest; the time of a rest, a run, a disagreement that is over; of an act that cannot count any more, its runs.
    /// </summary>
    private static long[] Normal(long[] image, long nowMs)
    {
        bool isReady = image[_at.IsAtRest] != 0;
        bool isActing = image[_at.IsActing] != 0;
        bool rests = image[_at.Contacts] == Levels.Arm;
        bool presses = image[_at.Contacts] == Levels.ArmRest;
        foreach (int time in _at.Times) image[time] -= nowMs;
        foreach (int told in _at.Told) image[told] = 0;
        if (!rests || isReady) image[_at.RestMs] = 0;
        if (!presses) image[_at.RunMs] = 0;
        if (rests || presses || image[_at.IsBad] != 0) image[_at.AgreedMs] = 0;
        image[_at.LookMs] = 0;
        if (!isActing)
        {
            image[_at.ActMs] = 0;
            image[_at.RunMs] = Math.Max(image[_at.RunMs], -100);
            (image[_at.LongestMs], image[_at.LongestBeganMs], image[_at.LongestEndedMs]) = (0, 0, 0);
            return image;
        }

        long actFor = -image[_at.ActMs];
        long endedAgo = -image[_at.LongestEndedMs];
        bool isLate = image[_at.LongestMs] >= 0 && image[_at.LongestBeganMs] - image[_at.ActMs] > 400;
        long restAgo = rests ? -image[_at.RestMs] : 0;
        bool isOver = !presses && actFor > 400 && (image[_at.LongestMs] < 100 || endedAgo - restAgo > 400);
        if (isLate || isOver)
        {
            // Whatever run follows: it began too late, and so did the closing rest.
            (image[_at.LongestMs], image[_at.LongestBeganMs], image[_at.LongestEndedMs]) = (10_000, image[_at.ActMs] + 500, 0);
            image[_at.RunMs] = Math.Max(image[_at.RunMs], -100);
        }
        else if (image[_at.LongestMs] >= 0)
        {
            image[_at.LongestBeganMs] = image[_at.ActMs];
            if (image[_at.RunMs] != -image[_at.LongestMs] || !presses) image[_at.LongestMs] = Math.Min(image[_at.LongestMs], 425);
        }
        else
        {
            (image[_at.LongestBeganMs], image[_at.LongestEndedMs]) = (0, 0);
        }

        return image;
    }

    /// <summary>The same for the onlooker.</summary>
    private static ArmAct Normal(ArmAct act)
    {
        bool presses = act.RunFor >= 0;
        if (act.IsAtRest) act.RestFor = 500;
        if (act.IsBad) act.AgreedAgo = 0;
        if (act.ActFor < 0)
        {
            act.RunFor = Math.Min(act.RunFor, 100);
            (act.Longest, act.LongestBegan, act.LongestEndedAgo, act.WasPressed) = (-1, 0, 0, false);
            return act;
        }

        bool isOver = !presses && act.ActFor > 400 && (act.Longest < 100 || act.LongestEndedAgo - Math.Max(act.RestFor, 0) > 400);
        if (isOver || (act.Longest >= 0 && act.LongestBegan > 400))
        {
            (act.Longest, act.LongestBegan, act.LongestEndedAgo) = (10_000, 500, 0);
            act.RunFor = Math.Min(act.RunFor, 100);
        }
        else if (act.Longest >= 0)
        {
            act.LongestBegan = 0;
            if (act.RunFor != act.Longest) act.Longest = Math.Min(act.Longest, 425);
        }
        else
        {
            act.LongestEndedAgo = 0;
        }

        return act;
    }

    private static string Pack(long[] image, ArmAct act)
    {
        // One character for each number: a string is its own key.
        const int zero = 20_000;
        Span<char> chars = stackalloc char[image.Length + 10];
        for (int i = 0; i < image.Length; i++) chars[i] = (char)(image[i] + zero);
        ReadOnlySpan<int> numbers =
        [
            act.IsAtRest ? 1 : 0, act.RestFor, act.RunFor, act.AgreedAgo, act.ActFor, act.Longest, act.LongestBegan, act.LongestEndedAgo, act.WasPressed ? 1 : 0, act.IsBad ? 1 : 0,
        ];
        for (int i = 0; i < numbers.Length; i++) chars[image.Length + i] = (char)(numbers[i] + zero);
        return new string(chars);
    }

    private static (long[] Image, ArmAct Act) Unpack(string place)
    {
        const int zero = 20_000;
        long[] image = new long[place.Length - 10];
        for (int i = 0; i < image.Length; i++) image[i] = place[i] - zero;
        int Number(int i) => place[image.Length + i] - zero;
        return (image, new ArmAct
        {
            IsAtRest = Number(0) != 0,
            RestFor = Number(1),
            RunFor = Number(2),
            AgreedAgo = Number(3),
            ActFor = Number(4),
            Longest = Number(5),
            LongestBegan = Number(6),
            LongestEndedAgo = Number(7),
            WasPressed = Number(8) != 0,
            IsBad = Number(9) != 0,
        });
    }

    private static string Describe(int letter) =>
        string.Create(CultureInfo.InvariantCulture, $"{_contacts[letter % _contacts.Length].Text}, {_gapsMs[letter / _contacts.Length]} ms after the look before");

    /// <summary>Where the button's fields stand in its image.</summary>
    private sealed class Places
    {
        public readonly int IsAtRest = _image.IndexOf("IsAtRest");
        public readonly int IsActing = _image.IndexOf("IsActing");
        public readonly int Contacts = _image.IndexOf("LastContacts");
        public readonly int IsBad = _image.IndexOf(nameof(ArmButton.IsContactBad));
        public readonly int LookMs = _image.IndexOf("LookMs");
        public readonly int RestMs = _image.IndexOf("RestMs");
        public readonly int AgreedMs = _image.IndexOf("AgreedMs");
        public readonly int ActMs = _image.IndexOf("ActMs");
        public readonly int RunMs = _image.IndexOf("RunMs");
        public readonly int LongestMs = _image.IndexOf("LongestMs");
        public readonly int LongestBeganMs = _image.IndexOf("LongestBeganMs");
        public readonly int LongestEndedMs = _image.IndexOf("LongestEndedMs");

        public Places()
        {
            Times = [LookMs, RestMs, AgreedMs, ActMs, RunMs, LongestBeganMs, LongestEndedMs];
            Told =
            [
                .. new[] { nameof(ArmButton.Began), nameof(ArmButton.HasPressed), nameof(ArmButton.HasActed), nameof(ArmButton.HasFailed), nameof(ArmButton.IsTooLong), nameof(ArmButton.IsIdle) }
                    .Select(_image.IndexOf),
            ];
        }

        /// <summary>Instants.</summary>
        public int[] Times { get; }

        /// <summary>What the next look sets anew.</summary>
        public int[] Told { get; }
    }
}

/// <summary>
/// What an act of ARM is, written from the text of docs/safety.md with its numbers, for one look after the other; all that an
/// onlooker with a stop-watch keeps. Times are milliseconds; -1 where there is none.
/// </summary>
internal record struct ArmAct
{
    /// <summary>ARM has rested for 500 ms, and no look was anything else since.</summary>
    public bool IsAtRest;

    /// <summary>How long the rest has lasted that goes on at this look.</summary>
    public int RestFor = -1;

    /// <summary>How long the run of looks with both contacts pressed has lasted that goes on at this look.</summary>
    public int RunFor = -1;

    /// <summary>How long ago the contacts agreed last.</summary>
    public int AgreedAgo;

    /// <summary>How long ago the act began that is on.</summary>
    public int ActFor = -1;

    /// <summary>Of that act's longest run, the first of several: its length, when it began after the act did, and how long ago it ended.</summary>
    public int Longest = -1;

    public int LongestBegan;

    public int LongestEndedAgo;

    /// <summary>The act was told as pressed.</summary>
    public bool WasPressed;

    /// <summary>Contacts that contradict each other were told, and have not rested since.</summary>
    public bool IsBad;

    public ArmAct()
    {
    }

    /// <summary>What this look must bring.</summary>
    public bool Began { readonly get; private set; }

    public bool Pressed { readonly get; private set; }

    public bool Counts { readonly get; private set; }

    public bool IsNoPress { readonly get; private set; }

    public bool IsTooLong { readonly get; private set; }

    /// <summary>The next look.</summary>
    /// <param name="open">The normally open contact says pressed.</param>
    /// <param name="closed">So does the normally closed one.</param>
    /// <param name="gapMs">Since the look before.</param>
    public void Look(bool open, bool closed, int gapMs)
    {
        (Began, Pressed, Counts, IsNoPress, IsTooLong) = (false, false, false, false, false);
        bool rests = !open && !closed;
        Pass(gapMs);
        if (!rests && IsAtRest) Begin();
        RestFor = rests ? (RestFor < 0 ? 0 : RestFor) : -1;
        if (open && closed) GoOnWithRun(gapMs);
        else RunFor = -1;
        if (open == closed) AgreedAgo = 0;
        IsBad |= AgreedAgo > 500;

        if (ActFor >= 5000)
        {
            IsTooLong = true;
            ActFor = -1;
        }

        if (RestFor >= 500 && !IsAtRest) End();
    }

    private void Pass(int gapMs)
    {
        if (RestFor >= 0) RestFor += gapMs;
        if (ActFor >= 0) ActFor += gapMs;
        LongestEndedAgo += gapMs;
        AgreedAgo += gapMs;
    }

    private void Begin()
    {
        Began = true;
        IsAtRest = false;
        ActFor = 0;
        Longest = -1;
        WasPressed = false;
        AgreedAgo = 0;
    }

    private void GoOnWithRun(int gapMs)
    {
        int before = RunFor;
        RunFor = before < 0 ? 0 : before + gapMs;
        Pressed = RunFor >= 100 && before < 100;
        WasPressed |= Pressed;
        if (ActFor < 0 || RunFor <= Longest) return;
        Longest = RunFor;
        LongestBegan = ActFor - RunFor;
        LongestEndedAgo = 0;
    }

    private void End()
    {
        IsAtRest = true;
        IsBad = false;
        if (ActFor < 0) return;
        int closingRestAfter = LongestEndedAgo - RestFor;
        Counts = Longest >= 100 && LongestBegan <= 400 && closingRestAfter <= 400;
        IsNoPress = !Counts && ActFor - RestFor > 200;
        ActFor = -1;
    }
}
