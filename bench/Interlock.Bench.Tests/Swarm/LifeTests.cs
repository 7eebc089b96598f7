using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interlock.Bench.Tests.Monitor;
using Interlock.Firmware;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Swarm;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Swarm;

/// <summary>Lives that broke a promise once, shrunk; and that a life can be repeated, anywhere.</summary>
[TestClass]
public class LifeTests
{
    private const long Second = 1_000_000;
    private const long HealsAfterUs = 10 * Second;

    internal static readonly Act[] DipsAsK1Bounces = [new Restart(12_883_175, true), new Press(14_919_175, 472.08, 23.802, 4.96), new Press(24_709_175, 825.637, 13.118, 8.412, 3, 27.694), new Dip(26_300_175, 0.68)];
    internal static readonly Act[] TapsAsK1Bounces = [new Press(7_780_657, 303.714, 15.122, 0.781), new Press(9_367_657, 697.193, 25.667, 10.881), new Press(15_143_657, 415.051, 27.116, 2.787), new Press(32_096_657, 610.045, 2.31, 5.198), new Stop(33_299_657, 0.145)];
    internal static readonly Act[] WeldIsHidden = [new Break(63_134_000, Fault.MirrorStuck, 0, Break.ForGood), new Break(91_608_000, Fault.K1Weld, 0, Break.ForGood), new Press(125_935_469, 602.253, 9.901, 9.114, IsWilling: true), new Press(128_435_469, 1292.839, 41.301, 17.271)];

    /// <summary>Named for what was wrong when the swarm found it: with the firmware, or with what judged it. The board is the life's.</summary>
    private static readonly Dictionary<string, (long Seed, int Life, Act[] Acts)> _found = new()
    {
        ["an open probe's connector was told as the tip after power-on"] = (1, 0, [new Break(2 * Second, Fault.TcOpen, 0, 2210), new Restart(2_891_151, true)]),
        ["an over-voltage while the binding's conversion ran locked a sound box out"] = (1, 0, [new Break(2 * Second, Fault.Ovuv, 0, 8367), new Restart(6_389_000, true)]),
        ["an open probe's connector was told as the tip after an acknowledgement"] = (1, 0, [Press(1.6), Press(4), new Dip(7 * Second, 50), new Break(8 * Second, Fault.TcOpen, 0, 6000), Press(9.5)]),
        ["what the stock binding had converted was told as the tip"] = (1, 0, [new TipTo(2 * Second, 45.802, 1024), new Restart(11_309_126, true)]),
        ["a relay that the proof let go before its contact closed was taken for a lie"] = (4, 1104, [new Press(2_483_000, 534.125, 6.416, 19.069)]),
        ["a press that began while a wire of ARM was broken was asked for an answer"] = (2, 3372, [new Press(4_521_838, 2932.7, 5.65, 4.245), new Break(7_643_000, Fault.ArmNcWire, 0, 2791.472), new Press(9_876_838, 2494.716, 41.687, 16.217)]),
        ["a touch that a broken wire hid was held against the press after it"] = (77, 944, [Press(2.111707), new OneContact(7_626_707, Contact.ArmNo, 4700), new Break(10_122_707, Fault.ArmNoWire, 0, 1946.026), new Press(11_884_000, 334.291, 41.591, 10.669)]),
        ["a probe that opened just before an acknowledgement had no second chance to be tested"] = (77, 2224, [Press(1.464393), Press(3.980393), new Dip(12_614_393, 30.99), new Press(15_088_393, 756.544, 35.786, 0.43), new Break(16_134_393, Fault.TcOpen, 0, 4149.212)]),
        ["a box whose log threw was locked out untold, and its probe opened"] = (77, 2434, [new Break(3_120_000, Fault.LogThrows, 0, 8972.673), new Break(28_908_706, Fault.TcOpen, 0, 5247.411)]),
        ["two welds were mended and the line that opened was taken for untold"] = (1, 158, [Press(1.5), Press(4), new Break(8_500_000, Fault.K2Weld, 0, Break.ForGood), new Break(8_845_290, Fault.K1Weld, 0, Break.ForGood), Press(12)]),
        ["a press that pick-up hid was taken for one that began before the trip"] = (78, 1892, [new Press(2_292_531, 545.595, 28.584, 9.28), new Press(6_140_531, 520.096, 46.535, 8.068), new PickedUp(10_740_531, 2360.017, 148.095, false, true, true, 0), new Press(11_980_531, 7960.807, 42.241, 14.34), new Stop(12_533_531, 198.279), new Press(15_616_531, 398.528, 30.322, 6.916)]),
        ["a press that pick-up shortened was taken for too long"] = (4, 1470, [new Press(1_651_515, 589.006, 6.095, 19.279), new PickedUp(21_982_667, 3809.82, 807.999, false, true, true, 0), new Press(23_158_667, 6165.954, 36.261, 2.568)]),
        ["readings that stood still moved once when a bit got stuck besides"] = (4, 2466, [new Press(1_500_000, 310.62, 18.227, 14.246), new Press(4_000_000, 577.207, 6.718, 2.513), new Break(7_541_000, Fault.BitFrozen, -1, Break.ForGood), new Break(8_500_000, Fault.BitStuck, 13, Break.ForGood)]),
        ["a conversion that a pause swallowed was asked for its open-circuit test"] = (20, 10001, [new Press(1_574_700, 319.425, 22.214, 16.572), new Press(16_295_491, 564.313, 2.917, 11.135, 1, 57.077), new ConnectorTo(18_770_491, -3.72, 28257.195), new TipTo(19_719_491, 27.142, 238.896), new Press(31_397_491, 742.588, 21.638, 3.364, 2, 79.992), new Break(43_839_491, Fault.TcOpen, 0, 17440.32), new Pause(49_359_491, 118.045)]),
        ["a watchdog that died after it had dropped K1 of a processor that hung let it in again"] = (20, 23568, [Press(1.5), Press(4), new Break(6_592_000, Fault.McuHang, 0, Break.ForGood), new Break(6_829_000, Fault.WatchdogDead, 0, Break.ForGood)]),
        ["a relay whose mirror lied moved unseen behind one that was welded"] = (20, 24894, [Press(1.5), Press(4), new Break(9_862_000, Fault.MirrorStuck, 1, Break.ForGood), new Break(10_293_342, Fault.K2Weld, 0, Break.ForGood), new Dip(16_958_643, 147.554)]),
        ["an error that waited for the UART was taken for a new one"] = (20, 19186, [new Break(3_375_000, Fault.NoHeap, 0, 13111.612), new Break(16_148_700, Fault.UartStall, 0, 3800.222)]),
        ["a LINE_CLOSED that the UART swallowed was missed before the next was due"] = (20, 21838, [Press(1.5), Press(4), new Break(8_500_000, Fault.K2Weld, 0, Break.ForGood), new Break(8_864_000, Fault.K1Weld, 0, Break.ForGood), new Press(14_641_915, 579.47, 6.795, 13.732), new Break(17_739_915, Fault.UartStall, 0, 10324.417), new Break(23_679_915, Fault.Ovuv, 0, 14126.857)]),
        ["closings too short to be seen were held against the rest"] = (78, 3711, [new Press(3_652_255, 798.202, 46.766, 16.13), new Press(10_260_255, 177.095, 11.279, 19.657, 3, 27.693)]),
        ["a supply that dipped too shortly to be seen while K1's contact bounced was taken for a second closing"] = (20, 4735, DipsAsK1Bounces),
        ["a STOP tapped too shortly to be seen while K1's contact bounced was taken for a second closing"] = (20, 19276, TapsAsK1Bounces),
        ["a latch that K1's mirror lied to was asked for what it can't know"] = (20, 9836, WeldIsHidden),
    };

    /// <summary>The same with two probes.</summary>
    private static readonly Dictionary<string, (long Seed, int Life, SecondProbe Second, Act[] Acts)> _foundWithTwo = new()
    {
        ["a K2 that a dip let go, a press took in again and a chip then forced was taken for out"] = (3, 457, SecondProbe.SameSite, [new Restart(11_654_610, false), new Press(17_758_610, 808.229, 6.006, 2.869), new Press(22_936_610, 568.224, 15.667, 24.287), new Press(44_478_610, 481.53, 8.233, 5.155, IsWilling: true), new Press(46_978_610, 1179.218, 23.856, 18.857), new Dip(46_991_408, 1.856)]),
        ["a cold reading of an input that decays was taken for the other probe's"] = (1, 16, SecondProbe.OtherSide, [new Restart(11_860_218, false), new Break(27_420_000, Fault.TcTypeJ, 0, Break.ForGood), new Break(63_263_730, Fault.TcOpen, 0, 7910.744, 2)]),
        ["a tip that an event of no probe told was taken for the first one's"] = (6, 175, SecondProbe.OtherSide, [new Press(60_599_605, 312.386, 3.458, 24.413), new Press(63_882_605, 792.388, 30.519, 19.484), new Press(139_726_605, 658.567, 32.435, 25.645), new Press(141_786_605, 873.061, 28.059, 26.668), new TipTo(144_043_605, 34.261, 1143.132), new Press(150_002_605, 794.801, 7.23, 128.722), new TipTo(150_831_605, 43.209, 9092.688, Probes.Both), new Press(151_322_605, 631.063, 28.042, 8.133)]),
        ["cold junctions that an over-voltage kept apart were asked for a probe's name"] = (5, 1372, SecondProbe.OtherSide, [new Press(5_737_159, 602.874, 14.252, 9.837), new Press(7_826_366, 325.616, 30.985, 26.807), new Press(17_741_763, 737.756, 18.651, 25.332), new ConnectorTo(25_275_763, -2.057, 45760.428, Probes.Both), new Break(28_038_763, Fault.Ovuv, 0, 13501.609, 2)]),
        ["a press whose bouncing hid its beginning was taken for one from before the trip"] = (5, 470, SecondProbe.OtherSide, [new Press(5_219_155, 679.159, 9.502, 14.904), new Press(6_863_252, 737.605, 45.269, 10.691), new Press(9_353_630, 806.781, 15.09, 1.436), new Press(11_678_709, 1021.113, 21.541, 193.799), new Break(11_910_000, Fault.K2MirrorStuckClosed, 0, Break.ForGood)]),
    };

    private static Press Press(double seconds) => new((long)(seconds * Second), 400, 10, 5);

    public static IEnumerable<object[]> Found => [.. _found.Keys.Concat(_foundWithTwo.Keys).Select(name => new object[] { name })];

    [TestMethod]
    [DynamicData(nameof(Found))]
    public void A_life_that_broke_a_promise_breaks_none(string name)
    {
        (long seed, int life, SecondProbe second, Act[] acts) = _foundWithTwo.TryGetValue(name, out (long, int, SecondProbe, Act[]) found) ? found : (_found[name].Seed, _found[name].Life, SecondProbe.None, _found[name].Acts);
        LifePlan plan = LifePlan.Of(seed, life, second).With(acts) with { HealUs = acts[^1].AtUs + HealsAfterUs };
        LifeResult result = LifePlayer.Play(plan);
        Assert.IsNull(result.Violation, result.Violation?.Text);
    }

    /// <summary>
    /// What is drawn is drawn alike on every machine: the digests were written down once, and change with the weights alone. What a
    /// second probe adds is drawn apart: the lives with one are those from before there were two.
    /// </summary>
    [TestMethod]
    [DataRow(SecondProbe.None, "97F91DFE49B5711A")]
    [DataRow(null, "5BA454FD23B68FF9")]
    [DataRow(SecondProbe.OtherSide, "1FABA011E96C6EBE")]
    [DataRow(SecondProbe.SameSite, "879467B6D9BA21A3")]
    public void The_same_seed_draws_the_same_lives_on_every_machine(SecondProbe? pinned, string digest)
    {
        StringBuilder lives = new();
        foreach (LifePlan plan in Enumerable.Range(0, 200).Select(life => LifePlan.Of(1, life, pinned)))
        {
            BoardOptions board = plan.Options;
            lives.Append(CultureInfo.InvariantCulture, $"{plan.HealUs} {board.Seed} {board.ChipPhaseUs} {board.ArmFilterMs:R} {board.RelayPullInMs:R}\n");
            if (plan.SecondProbe != SecondProbe.None) lives.Append(CultureInfo.InvariantCulture, $"{plan.SecondProbe} {board.SecondChipPhaseUs} {plan.SecondTissue?.ForamenMillimetres:R}\n");
            foreach (Act act in plan.Acts) lives.Append(CultureInfo.InvariantCulture, $"{act.AtUs} {act.Text}\n");
        }

        Assert.AreEqual(digest, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(lives.ToString())))[..16]);
    }

    /// <summary>A quarter has a second probe in the other foramen and a quarter one in the same needle; a life is the same where its mode is pinned.</summary>
    [TestMethod]
    public void A_fair_share_of_the_lives_has_two_probes()
    {
        LifePlan[] lives = [.. Enumerable.Range(0, 1000).Select(life => LifePlan.Of(1, life))];
        foreach (SecondProbe second in (SecondProbe[])[SecondProbe.OtherSide, SecondProbe.SameSite]) Assert.AreEqual(250, lives.Count(plan => plan.SecondProbe == second), 40);
        LifePlan drawn = lives.First(static plan => plan.SecondProbe == SecondProbe.SameSite);
        LifePlan pinned = LifePlan.Of(1, drawn.Life, SecondProbe.SameSite);
        CollectionAssert.AreEqual(drawn.Acts.ToArray(), pinned.Acts.ToArray());
        Assert.AreEqual(FormattableString.Invariant($"swarm --seed 1 --life {drawn.Life}"), drawn.Command);
        Assert.AreEqual(drawn.Command + " --second-probe same-site", pinned.Command);
        Assert.IsTrue(lives.Where(static plan => plan.SecondProbe == SecondProbe.None).All(static plan => plan.Acts.All(static act => act is not (Break { Probe: 2 } or TipTo { Probes: not Probes.First }))));
    }

    [TestMethod]
    public void A_life_is_the_same_in_another_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo foreign = new("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        string log = Live();
        try
        {
            CultureInfo.CurrentCulture = foreign;
            CultureInfo.DefaultThreadCurrentCulture = foreign;
            Assert.AreEqual(log, Live());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = null;
        }

        static string Live()
        {
            StringWriter log = new();
            LifePlan plan = LifePlan.Of(1, 3, SecondProbe.OtherSide);
            LifeResult result = LifePlayer.Play(plan, log.WriteLine);
            LifeReport.PrintActs(plan, log);
            return log + Convert.ToHexString(result.Digest);
        }
    }

    /// <summary>Four at a time here; there one by one, where another language and time are set, by a processor without vectors and fused multiplications, in the runtime and in the C library.</summary>
    [TestMethod]
    public void Quick_lives_break_no_promise_and_are_the_same_on_another_machine()
    {
        StringWriter here = new();
        SwarmCampaign campaign = new(1, 0.5, Share.Whole) { Processors = 4 };
        campaign.Run(here, new StageNames(TextWriter.Null));
        Assert.IsTrue(campaign.Holds, here.ToString());

        using BenchProcess there = BenchProcess.StartIn([("LC_ALL", "de_DE.UTF-8"), ("TZ", "Asia/Kolkata"), ("DOTNET_EnableHWIntrinsic", "0"), ("DOTNET_PROCESSOR_COUNT", "1"), ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX")], "swarm", "--seed", "1", "--hours", "0.5");
        Assert.AreEqual(0, there.WaitForExit());
        Assert.AreEqual(AllButTime(here.ToString()), AllButTime(there.Output));
    }

    /// <summary>On a board whose watchdog holds K1 for too long, and on one whose ARM has no filters, what breaks is shrunk to few acts.</summary>
    [TestMethod]
    [DataRow(400, 30)]
    [DataRow(90, 1)]
    public void A_violation_is_shrunk_to_at_most_ten_acts(double watchdogHoldMs, double armFilterMs)
    {
        BoardOptions broken = new() { WatchdogHoldMs = watchdogHoldMs, ArmFilterMs = armFilterMs, ArmRestFilterMs = armFilterMs };
        int shrunk = 0;
        for (int life = 0; life < 600 && shrunk < 3; life++)
        {
            LifePlan plan = LifePlan.Of(1, life) with { Options = broken };
            if (LifePlayer.Play(plan).Violation is not { } violation) continue;
            LifePlan shortest = Shrinker.Shrink(plan, violation);
            Assert.IsLessThanOrEqualTo(10, shortest.Acts.Count, $"life {life}: {violation.Text}");
            Assert.AreEqual(violation.Promise, LifePlayer.Play(shortest).Violation?.Promise);
            shrunk++;
        }

        Assert.AreEqual(3, shrunk);
    }

    [TestMethod]
    public void What_is_not_needed_is_shrunk_away()
    {
        Act[] acts = [.. Enumerable.Range(0, 60).Select(i => new Restart(i, false))];
        IReadOnlyList<Act> left = Shrinker.Shrink(acts, some => some.Contains(acts[3]) && some.Contains(acts[41]) && some.Contains(acts[42]));
        CollectionAssert.AreEqual(new[] { acts[3], acts[41], acts[42] }, left.ToArray());
    }

    /// <summary>The first line tells how long it took.</summary>
    private static string AllButTime(string output) => output[output.IndexOf('\n', StringComparison.Ordinal)..];
}
