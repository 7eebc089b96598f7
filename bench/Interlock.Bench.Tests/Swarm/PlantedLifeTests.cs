using Interlock.Firmware;
using Interlock.Proofs.Swarm;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Swarm;

/// <summary>
/// What the judge isn't told of and has to find: beside each thing that it does not ask for, the same with a fault in it; and what
/// goes wrong with the player itself, or when everything should have healed.
/// </summary>
[TestClass]
public class PlantedLifeTests
{
    private const long Second = 1_000_000;
    private const long HealUs = 40 * Second;
    private const string OnePress = "closes after a press only";
    private const string K1Out = "K2 closes with K1 out only";
    private const string NoException = "no exception";
    private const string LogIsTrue = "the log is true";

    private static readonly Action<Board> _blinds = board => board.Inject(Fault.RailDetectorDead);

    private static readonly Dictionary<string, (string Promise, LifePlan Plan)> _planted = new()
    {
        ["a dip that the detector has to see, at the same instant"] = (OnePress, Plants(Dips(new Dip(26_300_175, 1.2)), _blinds, 0)),
        ["a tap of STOP that the detector has to see, at the same instant"] = (OnePress, Plants(Taps(new Stop(33_299_657, 1.2)), _blinds, 0)),
        ["K1's coil is lost for longer than the dip beside it explains"] = (OnePress, LosesK1(Dips(LifeTests.DipsAsK1Bounces[^1]), 26_300_175, 26_350_000)),
        ["K1's coil is lost where a dip too short to be seen came to a contact at rest"] = (OnePress, LosesK1(Dips(new Dip(26_320_000, 0.68)), 26_320_000, 26_340_000)),
        ["K1's coil is lost as a contact bounces, and nothing dips"] = (OnePress, LosesK1(Dips(), 26_300_175, 26_300_855)),
        ["K2's latch does not ask the mirror of a K1 that is welded"] = (K1Out, Plants(Welded(1, new Break(60 * Second, Fault.UartStall, 0, Break.ForGood)), board => board.Inject(Fault.MirrorStuck, 0), 63_134_000)),
        ["K1 is closed though its mirror alone is broken"] = (K1Out, Plants(Welded(0), board => board.Inject(Fault.K1Weld), 91_608_000)),
        ["the hand of a life throws"] = (NoException, Throws(board => board.At(5 * Second, Throw))),
        ["who looks at the contacts throws"] = (NoException, Throws(board => board.ContactsChanged += (_, _, _) => Throw())),
        ["who hears the UART throws"] = (NoException, Throws(board => board.UartByte += (_, _) => Throw())),
        ["the board throws before the box runs"] = (NoException, Throws(board => board.At(0, Throw))),
        ["a probe stays open when everything should have healed"] = ("three presses permit", Plants(Quiet(), board => board.Inject(Fault.TcOpen), 20 * Second)),
        ["K1 sticks after a release that was to show it"] = ("no sound box is locked out", Plants(Quiet(Press(10)), board => board.Inject(Fault.K1Weld), 12 * Second)),
        ["a power cycle does not help"] = ("a power cycle helps", Plants(LockedOut(), board => board.Inject(Fault.K1Weld), HealUs + (Second / 2))),
        ["K2's latch lets go in LOCKED_OUT"] = ("K2 closes at an edge of ARM only", Plants(LockedOut(), board => board.Inject(Fault.LatchStuckClear), HealUs + (Second / 2))),
    };

    private static readonly Dictionary<string, (string Promise, LifePlan Plan)> _plantedWithTwo = new()
    {
        ["the second tip is told though its probe is shunted"] = (LogIsTrue, Plants(QuietWithTwo(SecondProbe.OtherSide), board => board.Inject(Fault.TcShunt, 0.5, 2), 12 * Second)),
        ["the second tip warms, and its chip's registers stand still but for a bit"] = (LogIsTrue, Plants(QuietWithTwo(SecondProbe.OtherSide, new TipTo(12 * Second, 43, 6000, Probes.Second)), board => board.Inject(Fault.BitFrozen, 0, 2), 11 * Second)),
        ["the second probe stays open when everything should have healed"] = ("three presses permit", Plants(QuietWithTwo(SecondProbe.SameSite), board => board.Inject(Fault.TcOpen, 0, 2), 20 * Second)),
        ["the second chip's FAULT is stuck, and a release finds it"] = ("no sound box is locked out", Plants(QuietWithTwo(SecondProbe.OtherSide, Press(12), Press(16), Press(20)), board => board.Inject(Fault.FaultPinStuck, 0, 2), 10 * Second)),
        ["a second chip that was lowered is lowered no more"] = ("every chip is lowered in LOCKED_OUT", Plants(QuietWithTwo(SecondProbe.OtherSide, new Break(12 * Second, Fault.K1Weld, 0, Break.ForGood), Press(14)), board => board.Inject(Fault.MosiLow, 0, 2), (12 * Second) + 1)),
    };

    public static IEnumerable<object[]> Planted => _planted.Keys.Concat(_plantedWithTwo.Keys).Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Planted))]
    public void What_the_judge_is_not_told_of_it_finds(string name)
    {
        (string promise, LifePlan plan) = _planted.TryGetValue(name, out (string, LifePlan) planted) ? planted : _plantedWithTwo[name];
        Assert.AreEqual(promise, LifePlayer.Play(plan).Violation?.Promise);
    }

    /// <summary>An error of whoever plays is told with its place, and the next life is lived as ever.</summary>
    [TestMethod]
    public void An_exception_is_told_and_harms_no_other_life()
    {
        LifeResult before = LifePlayer.Play(Quiet());
        Violation violation = LifePlayer.Play(Throws(board => board.At(5 * Second, Throw))).Violation!;
        StringAssert.StartsWith(violation.Text, "InvalidOperationException: planted at ");
        StringAssert.Contains(violation.Text, nameof(Throw));
        Assert.AreEqual(5.0, violation.AtUs / 1e6, 0.1);
        Assert.AreEqual(Convert.ToHexString(before.Digest), Convert.ToHexString(LifePlayer.Play(Quiet()).Digest));
    }

    [TestMethod]
    public void A_life_ends_in_honest_presses_where_it_is_locked_out_too()
    {
        Assert.AreEqual(LifeEnd.Permitted, LifePlayer.Play(Quiet()).End);
        List<string> lines = [];
        LifeResult locked = LifePlayer.Play(LockedOut(), lines.Add);
        Assert.AreEqual(LifeEnd.LockedOut, locked.End, locked.Violation?.Text);
        int told = lines.FindIndex(line => line.Contains("ev=LOCKOUT", StringComparison.Ordinal));
        int refused = lines.FindIndex(line => line.Contains("ev=REFUSED why=LOCKED_OUT", StringComparison.Ordinal));
        int restarted = lines.FindLastIndex(line => line.StartsWith("$BOOT", StringComparison.Ordinal));
        int armed = lines.FindLastIndex(line => line.Contains("ev=ARMED", StringComparison.Ordinal));
        CollectionAssert.AreEqual(new[] { told, refused, restarted, armed }, new[] { told, refused, restarted, armed }.Order().ToArray());
        Assert.IsGreaterThan(0, told);
    }

    private static void Throw() => throw new InvalidOperationException("planted");

    private static Press Press(double seconds) => new((long)(seconds * Second), 400, 10, 5);

    private static LifePlan Dips(params Act[] dips) => Of(4735, [.. LifeTests.DipsAsK1Bounces.SkipLast(1), .. dips]);

    private static LifePlan Taps(params Act[] taps) => Of(19276, [.. LifeTests.TapsAsK1Bounces.SkipLast(1), .. taps]);

    private static LifePlan Welded(int told, params Act[] acts) => Of(9836, [.. acts, LifeTests.WeldIsHidden[told], .. LifeTests.WeldIsHidden.Skip(2)]);

    private static LifePlan Of(int life, Act[] acts) => LifePlan.Of(20, life, SecondProbe.None).With(acts) with { HealUs = acts.Max(act => act.AtUs) + (10 * Second) };

    private static LifePlan Plants(LifePlan plan, Action<Board> plant, long us) => plan with { Plant = board => board.At(us, () => plant(board)) };

    /// <summary>K1 lets go and pulls in again, behind a mirror that says nothing: else the firmware would trip.</summary>
    private static LifePlan LosesK1(LifePlan plan, long fromUs, long toUs) => plan with
    {
        Plant = board =>
        {
            board.At(fromUs, () => board.Inject(Fault.K1CoilOpen));
            board.At(fromUs, () => board.Inject(Fault.MirrorStuck, 1));
            board.At(toUs, () => board.Clear(Fault.K1CoilOpen));
        },
    };

    private static LifePlan Throws(Action<Board> plant) => Quiet() with { Plant = plant };

    /// <summary>A sound box that is armed at 5 s.</summary>
    private static LifePlan Quiet(params Act[] acts) => LifePlan.Of(1, 0, SecondProbe.None).With([Press(1.6), Press(4), .. acts]) with { HealUs = HealUs };

    /// <summary>The same with two probes, armed at 8 s.</summary>
    private static LifePlan QuietWithTwo(SecondProbe second, params Act[] acts) => LifePlan.Of(1, 0, second).With([Press(2.2), Press(4.6), Press(7.2), .. acts]) with { HealUs = HealUs };

    /// <summary>One that locks itself out at 10 s, since K1 is welded until everything heals.</summary>
    private static LifePlan LockedOut() => Quiet(new Break(8 * Second, Fault.K1Weld, 0, Break.ForGood), Press(10));
}
