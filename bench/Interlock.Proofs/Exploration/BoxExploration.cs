using System.Diagnostics;
using System.Globalization;
using Interlock.Firmware;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// The firmware's whole control loop on <see cref="AbstractBoard"/>. A place is a box that nothing has happened to for some
/// seconds, told apart by all that decides and is no time. From every place that a sound box reaches every disturbance is
/// played, and every two of them at every distance up to half a second; each single fault of the board begins at every place,
/// with every disturbance after it. That is all there is of two things at a time; for more of them walks draw at random.
/// </summary>
public sealed class BoxExploration
{
    /// <summary>Seed of what is drawn.</summary>
    public const int Seed = 20_26;

    private const int SettleSteps = 3000 / Limits.TickMs;
    private const int PressSteps = 1500 / Limits.TickMs;
    private const int Presses = 3;
    private const int Distances = 500 / Limits.TickMs;
    private const int WalkSteps = 10_000;

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-50", "No sequence of inputs closes the line, or closes it again once it has opened by whatever way, without a press of ARM since; nor does one with a single fault that stays"),
        ("EX-51", "The line does not stay closed outside PERMITTED, with STOP open or the supply gone, with ARM pressed, an open probe or a tip at or above 42 degC; nor does it with a single fault"),
        ("EX-52", "No press in LOCKED_OUT moves K2, whatever single fault led there, but where K2_HOLD is stuck high in the 0.4 s in which a chip that was reset is written again"),
        ("EX-53", "No sequence of inputs locks a sound box out"),
        ("EX-54", "No act of ARM is refused more than once"),
        ("EX-55", "From every place of a sound box, and from wherever a walk has led one, three honest presses permit"),
    ];

    private static readonly BoardFault[] _faults = [.. Enum.GetValues<BoardFault>().Where(fault => fault is not (BoardFault.None or BoardFault.OfSecond))];

    private readonly LineBox[] _boxes;
    private readonly BoxEffort _effort;
    private readonly Dictionary<string, (ObjectImage.Image Image, string Way)> _places = [];
    private readonly (long Count, int Length, string Way)[] _found = new (long, int, string)[_properties.Length];
    private readonly Lock _lock = new();

    /// <param name="make">Makes a box: the firmware's own loop, or one that a test has broken on purpose.</param>
    /// <param name="effort">How much of it is played.</param>
    public BoxExploration(Func<LineBox> make, BoxEffort effort)
    {
        _boxes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => make())];
        _effort = effort;
    }

    private long Steps => _boxes.Sum(box => box.Steps);

    /// <summary>Plays it all.</summary>
    public PartResult Run() => Run([.. _faults.Where(fault => _effort.HasSecond || (fault & BoardFault.OfSecond) == 0)], isToldSound: false);

    /// <summary>Plays one fault, or several at once, in place of every single one.</summary>
    /// <param name="fault">What is broken.</param>
    /// <param name="isToldSound">Judges the box as if nothing were.</param>
    public PartResult Run(BoardFault fault, bool isToldSound) => Run([fault], isToldSound);

    private PartResult Run(BoardFault[] faults, bool isToldSound)
    {
        Stopwatch watch = Stopwatch.StartNew();
        FindPlaces();
        long pairs = Steps;
        PlayFaults(faults, isToldSound);
        long broken = Steps - pairs;
        Walk(faults);
        long walks = Steps - pairs - broken;
        string name = string.Create(CultureInfo.InvariantCulture, $"line{_effort.With}: two disturbances at a time ({100 * _effort.Share:0.#} % of them, {pairs:N0} steps), {faults.Length} faults ({100 * _effort.FaultShare:0.#} %, {broken:N0}), walks by seed {Seed} ({walks:N0})");
        return new PartResult(name, _places.Count, Steps, watch.Elapsed.TotalSeconds, Violations(), _properties);
    }

    private void FindPlaces()
    {
        LineBox first = _boxes[0];
        Settle(first, SettleSteps + 2500 / Limits.TickMs, () => "power-on");
        List<string> level = Keep([PlaceOf(first, "power-on")]);
        while (level.Count > 0)
        {
            // Each place draws by its own number, and of those that are alike the first in order stands for all: the processors and their order do not matter.
            List<Place>[] found = new List<Place>[level.Count];
            Share(level.Count, (box, i) => found[i] = Expand(box, level[i]));
            level = Keep(found.SelectMany(places => places));
        }
    }

    private List<Place> Expand(LineBox box, string key)
    {
        (ObjectImage.Image image, string way) = _places[key];
        Dictionary<string, Place> found = [];
        Random random = new(key.Aggregate(Seed, (sum, sign) => unchecked(31 * sum + sign)));
        foreach (Episode episode in Episode.Pairs(_effort.Disturbances))
        {
            if (!episode.IsLone && random.NextDouble() >= _effort.Share) continue;
            box.Load(image);
            string Way() => $"{way}; {episode}";
            if (!Play(box, episode, Way) || !Settle(box, SettleSteps, Way)) continue;
            Place next = PlaceOf(box, Way());
            if (!_places.ContainsKey(next.Key)) found.TryAdd(next.Key, next);
        }

        box.Load(image);
        PressThree(box, () => way);
        return [.. found.Values];
    }

    private void PlayFaults(BoardFault[] faults, bool isToldSound)
    {
        (ObjectImage.Image Image, string Way)[] places = [.. _places.OrderBy(place => place.Value.Way.Length).ThenBy(place => place.Key, StringComparer.Ordinal).Select(place => place.Value)];
        Share(faults.Length * places.Length, (box, i) =>
        {
            if (_effort.FaultShare < 1 && new Random(Seed + i).NextDouble() >= _effort.FaultShare) return;
            BoardFault fault = faults[i % faults.Length];
            (ObjectImage.Image image, string way) = places[i / faults.Length];
            foreach (Disturbance disturbance in _effort.Disturbances.Where(disturbance => MayHappen(fault, disturbance)))
            {
                for (int distance = 0; distance < Distances; distance += _effort.FaultDistance)
                {
                    box.Load(image);
                    box.Break(fault, isToldSound);
                    Episode episode = new(null, disturbance, distance);
                    string Way() => $"{way}; {fault}; {episode}; then ARM pressed three times";
                    if (Play(box, episode, Way)) PressThree(box, Way);
                }
            }

            box.Load(image);
            box.Break(BoardFault.None);
        });
    }

    /// <summary>A dip that no look can see passes a dead detector: that is left, and stands in the failure analysis.</summary>
    private static bool MayHappen(BoardFault fault, Disturbance disturbance) =>
        fault != BoardFault.RailDetectorDead || !disturbance.Change(default, 0).Dips;

    private void Walk(BoardFault[] faults)
    {
        Share(_effort.Walks * (1 + faults.Length / 8), (box, i) =>
        {
            (ObjectImage.Image image, _) = _places.First().Value;
            box.Load(image);
            WalkOnce(box, i, i < _effort.Walks ? BoardFault.None : faults[i % faults.Length]);
            box.Break(BoardFault.None);
        });
    }

    private void WalkOnce(LineBox box, int number, BoardFault fault)
    {
        Random random = new(Seed + number);
        List<string> told = [];
        int faultAt = random.Next(WalkSteps);
        (Disturbance Disturbance, int Since)[] going = new (Disturbance, int)[3];
        string Way() => $"walk {number} of {fault}; {string.Join("; ", told.TakeLast(12))}";
        for (int step = 0; step < WalkSteps; step++)
        {
            if (step == faultAt && fault != BoardFault.None)
            {
                box.Break(fault);
                told.Add(string.Create(CultureInfo.InvariantCulture, $"step {step}: {fault}"));
            }

            BoardInputs inputs = new();
            for (int i = 0; i < going.Length; i++)
            {
                if (going[i].Disturbance is null && random.Next(60) == 0) going[i] = Draw(random, fault, step, told);
                if (going[i].Disturbance is not { } disturbance) continue;
                inputs = disturbance.Change(inputs, step - going[i].Since);
                if (step - going[i].Since + 1 >= disturbance.Steps) going[i] = default;
            }

            int broken = box.Step(inputs);
            if (broken != 0)
            {
                Note(broken, Way);
                return;
            }

            if (fault == BoardFault.None && step % 500 == 499 && !IsStillPermitting(box, Way)) return;
        }
    }

    private bool IsStillPermitting(LineBox box, Func<string> way)
    {
        ObjectImage.Image here = box.Save();
        bool isPermitting = Settle(box, SettleSteps, way) && PressThree(box, way);
        box.Load(here);
        return isPermitting;
    }

    private (Disturbance Disturbance, int Since) Draw(Random random, BoardFault fault, int step, List<string> told)
    {
        // Every other one a press: without them a box does nothing.
        Disturbance drawn = random.Next(2) == 0 ? Disturbance.Press : _effort.Disturbances[random.Next(_effort.Disturbances.Length)];
        if (!MayHappen(fault, drawn)) drawn = Disturbance.Press;
        told.Add(string.Create(CultureInfo.InvariantCulture, $"step {step}: {drawn.Name}"));
        return (drawn, step);
    }

    private bool PressThree(LineBox box, Func<string> way)
    {
        bool isPermitted = false;
        for (int press = 0; press < Presses && !isPermitted; press++)
        {
            int steps = Disturbance.Press.Steps + PressSteps;
            for (int step = 0; step < steps; step++)
            {
                int broken = StepOf(box, Disturbance.Press, step);
                if (broken != 0) Note(broken, () => $"{way()}; then ARM pressed three times");
                if (broken != 0) return false;
                isPermitted |= step > Disturbance.Press.Steps && box.State == State.Permitted;
            }
        }

        if (!isPermitted && box.IsToldSound) Note(LineWatcher.NeedsMorePresses, way);
        return isPermitted;
    }

    private int StepOf(LineBox box, Disturbance disturbance, int step)
    {
        return box.Step(step < disturbance.Steps ? disturbance.Change(new BoardInputs(), step) : new BoardInputs());
    }

    private bool Play(LineBox box, Episode episode, Func<string> way)
    {
        int steps = episode.Steps;
        for (int step = 0; step < steps; step++)
        {
            int broken = box.Step(episode.At(step));
            if (broken == 0) continue;
            Note(broken, way);
            return false;
        }

        return true;
    }

    private bool Settle(LineBox box, int steps, Func<string> way)
    {
        for (int i = 0; i < steps; i++)
        {
            int broken = box.Step(new BoardInputs());
            if (broken == 0) continue;
            Note(broken, way);
            return false;
        }

        return true;
    }

    private static Place PlaceOf(LineBox box, string way)
    {
        ObjectImage.Image image = box.Save();
        return new Place(box.Key(image), image, way);
    }

    /// <returns>The keys of those that are new, in order.</returns>
    private List<string> Keep(IEnumerable<Place> found) =>
        [.. found.Where(place => _places.TryAdd(place.Key, (place.Image, place.Way))).Select(place => place.Key).ToArray().Order(StringComparer.Ordinal)];

    private void Note(int broken, Func<string> way)
    {
        lock (_lock)
        {
            for (int i = 0; i < _found.Length; i++)
            {
                if ((broken >> i & 1) == 0) continue;
                string said = way();
                int length = said.Count(sign => sign == ';');
                bool isPlainer = _found[i].Count == 0 || (length, said.Length).CompareTo((_found[i].Length, _found[i].Way.Length)) < 0;
                _found[i] = isPlainer ? (_found[i].Count + 1, length, said) : (_found[i].Count + 1, _found[i].Length, _found[i].Way);
            }
        }
    }

    private Violation[] Violations() =>
    [
        .. _properties.Select((property, i) => (property, found: _found[i]))
            .Where(broken => broken.found.Count > 0)
            .Select(broken => new Violation(broken.property.Id, broken.property.Text, broken.found.Count, broken.found.Way.Split("; "))),
    ];

    private void Share(int count, Action<LineBox, int> play)
    {
        int next = -1;
        Parallel.ForEach(_boxes, box =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next)) play(box, i);
        });
    }

    /// <summary>Where a box can come to rest.</summary>
    /// <param name="Key">The same for places that are alike.</param>
    /// <param name="Image">The box there.</param>
    /// <param name="Way">How it came there.</param>
    private readonly record struct Place(string Key, ObjectImage.Image Image, string Way);

    /// <summary>One disturbance, or two at a distance.</summary>
    /// <param name="First">Begins at once; null for none.</param>
    /// <param name="Second">Begins at the distance.</param>
    /// <param name="Distance">In steps.</param>
    private sealed record Episode(Disturbance? First, Disturbance Second, int Distance)
    {
        public bool IsLone => First is null;

        public int Steps => Math.Max(First?.Steps ?? 0, Distance + Second.Steps);

        public static IEnumerable<Episode> Pairs(Disturbance[] disturbances)
        {
            foreach (Disturbance second in disturbances)
            {
                // In every phase of a conversion.
                for (int phase = 0; phase < 5; phase++) yield return new Episode(null, second, phase);
                foreach (Disturbance first in disturbances)
                {
                    for (int distance = 0; distance <= Distances; distance++) yield return new Episode(first, second, distance);
                }
            }
        }

        public BoardInputs At(int step)
        {
            BoardInputs inputs = new();
            if (First is not null && step < First.Steps) inputs = First.Change(inputs, step);
            if (step >= Distance && step < Distance + Second.Steps) inputs = Second.Change(inputs, step - Distance);
            return inputs;
        }

        public override string ToString() => First is null
            ? string.Create(CultureInfo.InvariantCulture, $"{Second.Name} ({Distance * Limits.TickMs} ms)")
            : string.Create(CultureInfo.InvariantCulture, $"{First.Name}, {Distance * Limits.TickMs} ms later {Second.Name}");
    }
}

/// <summary>How much of the line's exploration is played.</summary>
/// <param name="Share">Of the pairs of disturbances, 0 to 1.</param>
/// <param name="FaultDistance">Steps between two distances of a fault and a disturbance.</param>
/// <param name="Walks">Of a sound box.</param>
public sealed record BoxEffort(double Share, int FaultDistance, int Walks)
{
    /// <summary>What happens to a box.</summary>
    public Disturbance[] Disturbances { get; init; } = Disturbance.All;

    /// <summary>What <c>explore</c> plays with no options.</summary>
    public static BoxEffort Release { get; } = new(1.0, 1, 300);

    /// <summary>
    /// The same of a box with two probes, a sample: it has more places, and one more chip to disturb. Two junctions in one needle
    /// can do all that two sides can, and contradict each other besides: of the other side less is played.
    /// </summary>
    public static BoxEffort Two(SecondProbe second) => new(0.005, 50, 20)
    {
        FaultShare = second == SecondProbe.OtherSide ? 0.1 : 0.7,
        Disturbances = Disturbance.WithSecond,
        HasSecond = true,
        With = second == SecondProbe.OtherSide ? " with a probe on the other side" : " with a second junction in the needle",
    };

    /// <summary>Of the places in which each fault may begin, 0 to 1.</summary>
    public double FaultShare { get; init; } = 1;

    /// <summary>A second chip is fitted, and may be broken too.</summary>
    public bool HasSecond { get; init; }

    /// <summary>What the box has, for the report.</summary>
    public string With { get; init; } = string.Empty;
}
