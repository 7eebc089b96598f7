using Interlock.Bench.Tests.DeviceRules.Constructs;
using Interlock.Bench.Tests.DeviceRules.Il;
using Interlock.Bench.Tests.DeviceRules.TickAllocation;
using Microsoft.CodeAnalysis.CSharp;

namespace Interlock.Bench.Tests.DeviceRules.Bites;

/// <summary>Each rule reports what breaks it and nothing else, so that none of them rots into one that never says anything.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RulesBiteTests
{
    private static readonly Dictionary<string, string> _samples = new(ConstructSamples.All.Concat(LayerSamples.All))
    {
        [nameof(TickAllocationRule)] = TickSample.Source,
    };

    public static IEnumerable<object[]> Names => _samples.Keys.Select(n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void The_rule_finds_what_breaks_it(string rule)
    {
        Bite.Finds(Rules.Named(rule), Snippet.Device(_samples[rule]));
    }

    [TestMethod]
    public void Every_rule_is_shown_to_bite()
    {
        // The three that no sample of C# 9 by itself can break have tests of their own below.
        Expect.None(Rules.Names.Except(_samples.Keys).Except([nameof(CSharp9Rule), nameof(HeapUsersRule), nameof(RoomForTestsRule)]), "No sample breaks:");
    }

    [TestMethod]
    [DataRow(LanguageVersion.CSharp9, 0)]
    [DataRow(LanguageVersion.CSharp8, 1)]
    [DataRow(LanguageVersion.CSharp11, 1)]
    public void Another_language_version_than_9_is_found(LanguageVersion version, int expected)
    {
        DeviceCode sample = Snippet.Device("namespace Interlock.Drivers { class Any { } }", version);
        Assert.HasCount(expected, new CSharp9Rule().Check(sample));
    }

    [TestMethod]
    [DataRow(4000, 0)]
    [DataRow(5000, 2)]
    public void An_assembly_with_more_code_than_fits_is_found(int statements, int expected)
    {
        // 15 bytes a statement; the firmware is in both of the device's test assemblies.
        string code = string.Concat(Enumerable.Repeat("x = x * 12345 + 6789; ", statements));
        DeviceCode sample = Snippet.Device($"namespace Interlock.Firmware {{ class Any {{ int Of(int x) {{ {code} return x; }} }} }}");
        Assert.HasCount(expected, new RoomForTestsRule().Check(sample).ToArray());
    }

    [TestMethod]
    public void An_exception_to_the_tick_rule_that_is_not_needed_is_found()
    {
        DeviceCode sample = Snippet.Device(TickSample.Source);
        string[] found = [.. new HeapUsersRule().Check(sample).Select(v => v.What)];
        Assert.HasCount(HeapUsers.All.Count - 1, found, "All but GpioBoard, which the sample's tick reaches and which costs heap there");
        Assert.IsFalse(found.Any(f => f.Contains("GpioBoard")));
    }

    [TestMethod]
    public void Clean_code_breaks_no_rule()
    {
        const string clean = """
            namespace Interlock.Drivers { public interface IBoard { void Beat(bool on); } }
            namespace Interlock.Firmware
            {
                public sealed class ControlLoop
                {
                    private static readonly byte[] _table = { 1, 2, 3 };
                    private readonly Drivers.IBoard _board;
                    public ControlLoop(Drivers.IBoard board) { _board = board; }
                    public int Sum { get; private set; }
                    public void Tick()
                    {
                        foreach (byte b in _table) Sum += b;
                        _board.Beat(Sum > 0);
                    }
                }
            }
            """;
        DeviceCode code = Snippet.Device(clean);
        Expect.None(Rules.Names.Where(n => n != nameof(HeapUsersRule)).SelectMany(n => Rules.Named(n).Check(code)), "Found though nothing is wrong with it:");
    }
}
