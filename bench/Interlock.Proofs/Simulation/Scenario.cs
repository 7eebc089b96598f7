using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Log;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>Which button, when.</summary>
public readonly record struct Press(bool IsStop, long AtUs);

/// <summary>Which fault, with which number, from when, until when, and of which probe.</summary>
public readonly record struct FaultSpan(Fault Fault, double Value, long FromUs, long UntilUs, int Probe = 1);

/// <summary>Everything that happens to a box in one run.</summary>
public sealed class Scenario
{
    /// <summary>How long a press lasts.</summary>
    public const long PressUs = 300_000;

    public required BoardOptions Board { get; init; }

    public required long EndUs { get; init; }

    public IReadOnlyList<Press> Presses { get; init; } = [];

    public IReadOnlyList<FaultSpan> Faults { get; init; } = [];

    /// <summary>What buttons and supply do of themselves, contact by contact.</summary>
    public IReadOnlyList<ContactChange> Contacts { get; init; } = [];

    /// <summary>From the first ARMED on every sleep of the firmware ends so much too late.</summary>
    public long LateUs { get; init; }

    /// <summary>True where nobody said when ARM is pressed: a willing operator does it until the box is armed.</summary>
    public bool HasWillingOperator { get; init; } = true;

    /// <summary>A type K probe and a firmware built for it.</summary>
    public bool IsTypeK { get; init; }

    public bool IsMains60Hz { get; init; }

    /// <summary>What the firmware is built to do about the coast.</summary>
    public CoastRule Coast { get; init; }

    /// <summary>What the firmware is built to take a second probe for; the board has one where <see cref="BoardOptions.SecondTip"/> says so.</summary>
    public SecondProbe SecondProbe { get; init; }

    /// <summary>Told of the board as soon as there is one: for what follows the line and acts on the tip.</summary>
    public Action<Board>? BoardMade { get; init; }

    public Settings Settings => new() { Mains60Hz = IsMains60Hz, ProbeTypeK = IsTypeK, Coast = Coast, SecondProbe = SecondProbe };

    /// <summary>What is pressed, let go, broken and mended, in the order of time.</summary>
    public PriorityQueue<Action<Board>, long> Script()
    {
        PriorityQueue<Action<Board>, long> script = new();
        foreach (Press press in Presses)
        {
            script.Enqueue(board => Push(board, press.IsStop, true), press.AtUs);
            script.Enqueue(board => Push(board, press.IsStop, false), press.AtUs + PressUs);
        }

        foreach (ContactChange change in Contacts) script.Enqueue(board => board.SetContact(change.Contact, change.IsClosed), change.AtUs);
        foreach (FaultSpan span in Faults)
        {
            script.Enqueue(board => board.Inject(span.Fault, span.Value, span.Probe), span.FromUs);
            if (span.UntilUs < long.MaxValue) script.Enqueue(board => board.Clear(span.Fault, span.Probe), span.UntilUs);
        }

        return script;
    }

    private static void Push(Board board, bool isStop, bool down)
    {
        if (isStop) board.PressStop(down);
        else board.PressArm(down);
    }
}

/// <summary>Presses ARM for 0.3 s, from 1 s on or as told, once a second until the box is armed, then never again.</summary>
public sealed class WillingOperator(Board board, long fromUs = WillingOperator.PeriodUs)
{
    private const long PeriodUs = 1_000_000;

    private static readonly string _armed = $" {Key.Event}={EventName.Armed} ";

    private bool _isDown;
    private bool _isDone;

    /// <summary>When the operator acts next.</summary>
    public long NextUs { get; private set; } = fromUs;

    /// <summary>The box is armed.</summary>
    public void SeeArmed() => _isDone = true;

    /// <summary>Reads a line of the log.</summary>
    public void Hear(string line)
    {
        if (line.Contains(_armed, StringComparison.Ordinal)) SeeArmed();
    }

    /// <summary>Presses, or lets go.</summary>
    public void Act()
    {
        if (_isDown)
        {
            board.PressArm(false);
            _isDown = false;
            NextUs += PeriodUs - Scenario.PressUs;
        }
        else if (_isDone)
        {
            NextUs = long.MaxValue;
        }
        else
        {
            board.PressArm(true);
            _isDown = true;
            NextUs += Scenario.PressUs;
        }
    }
}

/// <summary>What acts on a board of itself.</summary>
public static class BoardActs
{
    /// <summary>The board's contacts are the generator's line from now on.</summary>
    public static void Follow(this AblationCourse course, Board board) => board.ContactsChanged += (us, k1, k2) => course.SetLine(us, k1 && k2);

    /// <summary>Acts again and again, at the board's own time, each time when the next one is due.</summary>
    public static void Repeat(this Board board, Func<long> nextUs, Action act)
    {
        if (nextUs() == long.MaxValue) return;
        board.At(nextUs(), () =>
        {
            act();
            board.Repeat(nextUs, act);
        });
    }
}
