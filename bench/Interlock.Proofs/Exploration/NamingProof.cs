using System.Diagnostics;
using System.Numerics;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// What is told of a trip, for any number of rows, without trying every set of them. A row's part in a step is told by two bits:
/// whether it was named before, and whether it is true now. For each first cause every two, and every three, rows take each of
/// their combinations while all others share one of the four; in every such step each row is judged for itself. So a rule by
/// which one row's naming depended on another's, or on two others', or on how many there are, is found. A step is judged
/// from any set of named rows, not only from those that a run reaches, so what holds of one step holds of every sequence.
/// </summary>
/// <param name="make">Makes a machine over a queue.</param>
public sealed class NamingProof(Func<EventQueue, IDecisionMachine> make)
{
    private const int Combinations = 4;

    private static readonly Property[] _told = [.. MachineProperties.All.Where(property => property.Id is "EX-7" or "EX-11" or "EX-12" or "EX-14")];

    private static readonly (string Id, string Text)[] _properties =
    [
        .. _told.Select(property => (property.Id, property.Text)),
        ("EX-26", "A step of a trip adds to the rows that were named those that it names, and no other; each is told or counted as dropped"),
        ("EX-27", "Which rows have been named decides nothing but which are named next"),
    ];

    private static readonly int[] _flagSets = [0, Flag.ArmActed | Flag.CauseQuiet | Flag.HasCooled];

    /// <summary>Judges the steps.</summary>
    /// <param name="together">Rows that vary together, 2 or 3.</param>
    public PartResult Run(int together = 3)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int[] groups = [.. RowSets.Of(together)];
        Trial[] trials = [.. Enumerable.Range(0, TripTable.Count).Select(cause => new Trial(make, cause))];
        Parallel.ForEach(trials, trial => trial.Run(groups));
        IEnumerable<Violation> violations = _properties.Select((property, i) => (property, found: trials.Where(trial => trial.Counts[i] > 0).ToArray()))
            .Where(broken => broken.found.Length > 0)
            .Select(broken => Describe(broken.property, Array.IndexOf(_properties, broken.property), broken.found));
        return new PartResult("naming of causes", trials.Length, trials.Sum(trial => trial.Steps), watch.Elapsed.TotalSeconds, [.. violations], _properties);
    }

    private static Violation Describe((string Id, string Text) property, int number, Trial[] found) =>
        new(property.Id, property.Text, found.Sum(trial => trial.Counts[number]), [found.MinBy(trial => trial.First[number].Oddity)!.First[number].Text]);

    /// <summary>The steps of one first cause, on a machine of its own.</summary>
    private sealed class Trial
    {
        private readonly int _cause;
        private readonly EventQueue _events = new();
        private readonly IDecisionMachine _machine;
        private readonly Transition _step = new();

        public Trial(Func<EventQueue, IDecisionMachine> make, int cause)
        {
            _cause = cause;
            _machine = make(_events);
        }

        public long[] Counts { get; } = new long[_properties.Length];

        public (int Oddity, string Text)[] First { get; } = new (int, string)[_properties.Length];

        public long Steps { get; private set; }

        public void Run(int[] groups)
        {
            foreach (int group in groups)
            {
                int sets = 1 << (2 * BitOperations.PopCount((uint)group));
                for (int set = 0; set < sets * Combinations; set++)
                {
                    (int named, int rows) = Masks(group, set / Combinations, set % Combinations);
                    foreach (int flags in _flagSets) JudgeLater(named | 1 << _cause, rows, flags);
                    if (TripTable.First(rows) == _cause) JudgeTrip(named, rows);
                }
            }
        }

        private static (int Named, int Rows) Masks(int group, int combination, int others)
        {
            int named = (others & 1) != 0 ? CauseNames.AllRows & ~group : 0;
            int rows = (others & 2) != 0 ? CauseNames.AllRows & ~group : 0;
            for (int left = group; left != 0; left &= left - 1, combination >>= 2)
            {
                int row = left & -left;
                if ((combination & 1) != 0) named |= row;
                if ((combination & 2) != 0) rows |= row;
            }

            return (named, rows);
        }

        private void JudgeLater(int named, int rows, int flags)
        {
            MachineState tripped = new(State.Tripped, _cause, 1 << _cause, _cause, State.Tripped, false);
            MachineState plain = Play(tripped, rows, flags);
            MachineState after = Play(tripped with { Reported = named }, rows, flags);
            Judge(flags);
            bool isStill = after.State == State.Tripped;
            Note(_told.Length, isStill && (after.Reported != (named | _step.LaterRows) || !TellsAll(BitOperations.PopCount((uint)_step.LaterRows))));
            Note(_told.Length + 1, after with { Reported = plain.Reported } != plain);
        }

        private void JudgeTrip(int named, int rows)
        {
            MachineState permitted = new(State.Permitted, TripTable.None, 0, TripTable.None, State.Permitted, false);
            MachineState plain = Play(permitted, rows, 0);
            MachineState after = Play(permitted with { Reported = named }, rows, 0);
            Judge(0);
            Note(_told.Length, after.Reported != (1 << _cause | _step.LaterRows));
            Note(_told.Length + 1, after != plain);
        }

        private MachineState Play(MachineState before, int rows, int flags)
        {
            Steps++;
            bool isTripped = before.State == State.Tripped;
            Letter letter = Letter.Rest with { Rows = rows, FirstLoud = TripTable.First(rows) };
            letter.SetFacts(_step.Inputs);
            Letter.SetFlags(_step.Inputs, flags);
            _step.Before = before;
            _step.Observed = new Observer(before.ActBeganIn, false, isTripped, isTripped ? _cause : TripTable.None, isTripped ? before.Reported : 0);
            _machine.Load(before);
            _machine.Step(_step.Inputs);
            _step.After = _machine.Save();
            _step.Take(_events);
            return _step.After;
        }

        private void Judge(int flags)
        {
            _step.Observes = _step.Observed.After(_step);
            for (int i = 0; i < _told.Length; i++)
            {
                if (_told[i].From is null || _told[i].From == _step.Before.State) Note(i, _told[i].IsBroken(_step), flags);
            }
        }

        private bool TellsAll(int owed) => _step.CountOf(EventKind.Also) + _step.Dropped >= owed;

        private void Note(int property, bool isBroken, int flags = 0)
        {
            if (!isBroken) return;
            Counts[property]++;
            int oddity = BitOperations.PopCount((uint)_step.Before.Reported) + BitOperations.PopCount((uint)_step.Rows) + BitOperations.PopCount((uint)flags);
            if (Counts[property] > 1 && oddity >= First[property].Oddity) return;
            string named = _step.Before.State == State.Tripped ? $"tripped by {CauseNames.OfReason(_cause)}, named {CauseNames.OfRows(_step.Before.Reported)}" : "permitted";
            First[property] = (oddity, $"{named}; then {CauseNames.OfRows(_step.Rows)} -> named {CauseNames.OfRows(_step.After.Reported)}");
        }
    }
}
