using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Proofs.Simulation;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>What a life came to.</summary>
/// <param name="Violation">The first promise that it broke; null when it broke none.</param>
/// <param name="LivedUs">Virtual time.</param>
/// <param name="Words">Events and self-test steps told, how often each.</param>
/// <param name="States">States in which the box was.</param>
/// <param name="Faults">What broke, in order.</param>
/// <param name="Rules">What had to open the line, and was asked.</param>
/// <param name="End">Where it was led when everything had healed.</param>
/// <param name="Digest">Of every line told and every move of a contact: where it is the same, so was the life.</param>
/// <param name="SecondProbe">What the second probe was for.</param>
public sealed record LifeResult(Violation? Violation, long LivedUs, IReadOnlyDictionary<string, int> Words, IReadOnlySet<State> States, IReadOnlyList<Broken> Faults, IReadOnlySet<string> Rules, LifeEnd End, byte[] Digest, SecondProbe SecondProbe);

/// <summary>What honest presses came to when everything had healed.</summary>
public enum LifeEnd
{
    /// <summary>A promise was broken.</summary>
    Broken,

    /// <summary>The line was permitted.</summary>
    Permitted,

    /// <summary>The box was locked out and told so, kept the line open, and permitted it after a power cycle.</summary>
    LockedOut,

    /// <summary>The same of a program that had ended.</summary>
    ProgramEnded,
}

/// <summary>Lives a life on the virtual box, and judges it; then everything heals, and honest presses must permit the line.</summary>
public sealed class LifePlayer
{
    private const long HealMinuteUs = 60_000_000;
    private const long ReleaseUs = 450_000;

    /// <summary>From the start of one tick to the next; what the firmware measures is a call or two later, and a pause may lie between.</summary>
    private const long LongestGapUs = 62_000;

    private readonly LifePlan _plan;
    private readonly Scene _scene;
    private readonly Judge _judge;
    private readonly HashSet<State> _states = [State.SelfTest];
    private readonly LifeRandom _hand;
    private readonly Action _look;
    private VirtualBox _box = null!;
    private LifeEnd _end;
    private long _tickUs;
    private int _tickRun = -1;

    private LifePlayer(LifePlan plan, Action<string>? line)
    {
        _plan = plan;
        _hand = new LifeRandom(plan.Seed, -1 - plan.Life);
        _look = Look;
        AblationCourse?[] tissues = [.. Plans(plan).Select(static tissue => tissue is null ? null : new AblationCourse(tissue))];
        Course[] tips = [.. tissues.Select(static tissue => new Course(Scene.BodyCelsius, tissue))];
        Course[] connectors = [.. tissues.Select(static _ => new Course(Scene.RoomCelsius))];
        Board board = new(plan.BoardWith(tips, connectors));
        foreach (AblationCourse? tissue in tissues) tissue?.Follow(board);
        _scene = new Scene(board, tips, connectors, plan.SecondProbe);
        _judge = new Judge(_scene);
        _judge.Log.LineReceived = line;
        plan.Plant?.Invoke(board);
    }

    private static IEnumerable<AblationPlan?> Plans(LifePlan plan) => plan.SecondProbe == SecondProbe.None ? [plan.Tissue] : [plan.Tissue, plan.SecondTissue];

    private void OnState(State before, State state)
    {
        _states.Add(state);
        _scene.NoteState(state);
    }

    private Board Board => _scene.Board;

    /// <summary>Lives it.</summary>
    /// <param name="plan">The life.</param>
    /// <param name="line">Told of each line of the log.</param>
    public static LifeResult Play(LifePlan plan, Action<string>? line = null)
    {
        LifePlayer player = new(plan, line);
        try
        {
            player.Live();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            player._judge.Report("no exception", $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}");
        }

        return new LifeResult(player._judge.Violation, player.Board.NowUs, player._judge.Log.Words, player._states, player._scene.Faults, player._judge.Rules, player._judge.Violation is null ? player._end : LifeEnd.Broken, player._judge.Log.Digest.GetHashAndReset(), plan.SecondProbe);
    }

    private void Live()
    {
        using VirtualBox box = new(Board, _plan.Settings) { StateChanged = OnState, AfterTick = AfterTick };
        _box = box;
        foreach (Act act in _plan.Acts) Board.At(act.AtUs, () => act.Begin(_scene));
        Board.At(Judge.LookUs, _look);
        Run(_plan.HealUs, () => false);
        if (_judge.Violation is not null) return;
        Board.At(Board.NowUs, _scene.Heal);
        if (Recovers("after everything healed")) _end = LifeEnd.Permitted;
        else JudgeLockOut();
        if (_judge.Violation is not null) return;
        // Whatever it was that locked the box out has healed too: the next power-on must find a sound box.
        Board.At(Board.NowUs + 100_000, Board.PowerCycle);
        Run(Board.NowUs + 200_000, () => false);
        if (!Recovers("after the power cycle")) _judge.Report("a power cycle helps", $"LOCKED_OUT again with nothing broken; {_judge.Log.LastEvent}");
    }

    /// <summary>Honest presses for a minute.</summary>
    /// <returns>False when the box is locked out, or its program has ended.</returns>
    private bool Recovers(string when)
    {
        long endUs = Board.NowUs + HealMinuteUs;
        Run(Board.NowUs + 1_000_000, () => false);
        if (_scene.IsLineClosed)
        {
            PressHonestly(500);
            Run(Board.NowUs + 2_000_000, () => false);
        }

        while (Board.NowUs < endUs && _judge.Violation is null)
        {
            if (IsOver) return false;
            PressHonestly(300);
            Run(Board.NowUs + (long)(1000 * _hand.Between(1500, 3000)), () => _scene.IsLineClosed);
            if (!_scene.IsLineClosed) continue;
            Run(Board.NowUs + 1_000_000, () => false);
            PressHonestly(500);
            Run(Board.NowUs + ReleaseUs, () => false);
            if (_scene.IsLineClosed) _judge.Report("a press releases", "ARM was pressed for 0.5 s and the line is closed");
            return true;
        }

        _judge.Report("three presses permit", $"a minute of honest presses {when} did not permit the line: {_box.Firmware.State}, {_judge.Log.LastEvent}");
        return true;
    }

    private bool IsOver => _box.Firmware.State == State.LockedOut || _box.Died is not null;

    /// <summary>Of a box that had reason for it, told and for good: it is pressed once more, to no effect.</summary>
    private void JudgeLockOut()
    {
        _end = _box.Died is null ? LifeEnd.LockedOut : LifeEnd.ProgramEnded;
        PressHonestly(300);
        Run(Board.NowUs + 2_000_000, () => false);
        if (!_scene.Faults.Exists(broken => Exemptions.JustifiesLockOut(broken.Fault))) _judge.Report("no sound box is locked out", $"locked out or dead ({_box.Died?.Message}), and nothing had broken");
        else if (!_judge.Log.HasToldLockOut && !Board.LampRed) _judge.Report("who is locked out is told", "the box is locked out or dead, no LOCKOUT was told and the red lamp is dark");
        else if (_scene.IsLineClosed) _judge.Report("who is locked out has opened the line", "the box is locked out or dead, everything has healed, and the line is closed");
    }

    private void PressHonestly(double holdMs)
    {
        Press press = new(Board.NowUs + 1000, holdMs, _hand.Between(1, 50), _hand.Between(0, 30));
        foreach ((long atUs, Contact contact, bool closed) in press.Moves()) Board.At(atUs, () => _scene.SetArm(contact, closed));
    }

    private void Run(long us, Func<bool> awaited)
    {
        _box.RunUntil(() => _judge.Violation is not null || awaited(), us);
    }

    private void AfterTick()
    {
        bool isLate = _box.TickStartedUs - _tickUs > LongestGapUs && Board.McuRun == _tickRun;
        if (isLate) _scene.LateUs = _box.TickStartedUs;
        if (isLate && _scene.IsLineClosed) _scene.HasMissedDeadline = true;
        _tickUs = _box.TickStartedUs;
        _tickRun = Board.McuRun;
        _judge.FollowTick(_box.TickStartedUs);
    }

    private void Look()
    {
        _scene.IsDead = _box.Died is not null;
        _judge.Look();
        Board.At(Board.NowUs + Judge.LookUs, _look);
    }
}
