using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.Judgement;

namespace Interlock.Bench.Tests.Properties;

/// <summary>Runs a property over values that FsCheck makes up; a failure names the value, shrunk, and the seed to repeat it with.</summary>
internal static class Holds
{
    private const int Cases = 2000;

    /// <summary>For values of a generator.</summary>
    public static void For<T>(Gen<T> values, Action<T> property) => Prop.ForAll(values.ToArbitrary(), property).Check(Configured);

    /// <summary>For sequences, shrunk to the shortest that still fails.</summary>
    public static void ForSequences<T>(Gen<T> items, Action<T[]> property) =>
        Prop.ForAll(Arb.From(items.ArrayOf(), Shorter), property).Check(Configured.WithEndSize(200));

    private static Config Configured => Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true);

    private static IEnumerable<T[]> Shorter<T>(T[] items)
    {
        for (int cut = items.Length / 2; cut > 0; cut /= 2)
        {
            for (int at = 0; at + cut <= items.Length; at += cut) yield return [.. items[..at], .. items[(at + cut)..]];
        }
    }
}

/// <summary>Generators of what the firmware is fed with: all of a range, and its ends more often than chance would.</summary>
internal static class Values
{
    /// <summary>Any mask of rows.</summary>
    public static Gen<int> Rows { get; } = Gen.OneOf(Gen.Choose(0, (1 << TripTable.Count) - 1), Gen.Choose(0, TripTable.Count - 1).Select(row => 1 << row), Gen.Constant(0));

    /// <summary>Any tip temperature that the chip's 19 bits can tell, 1/128 degC.</summary>
    public static Gen<int> TipCounts { get; } = WithEnds(-262144, 262143);

    /// <summary>Any cold-junction temperature that the chip's 14 bits can tell, 1/64 degC.</summary>
    public static Gen<int> ColdJunctionCounts { get; } = WithEnds(-8192, 8191);

    /// <summary>Any byte.</summary>
    public static Gen<byte> Byte { get; } = Gen.Choose(0, 255).Select(value => (byte)value);

    /// <summary>Any int.</summary>
    public static Gen<int> Int { get; } = WithEnds(int.MinValue, int.MaxValue);

    /// <summary>Any long, small ones as often as large ones.</summary>
    public static Gen<long> Long { get; } =
        from high in Int
        from low in Int
        from shift in Gen.Choose(0, 63)
        select ((long)high << 32 | (uint)low) >> shift;

    /// <summary>Milliseconds since power-on, up to a year.</summary>
    public static Gen<long> TimeMs { get; } =
        from high in Gen.Choose(0, 31536)
        from low in Gen.Choose(0, 999999)
        select high * 1000000L + low;

    /// <summary>A range, with its ends and zero every fourth time.</summary>
    public static Gen<int> WithEnds(int lowest, int highest) =>
        Gen.Frequency((3, Gen.Choose(lowest, highest)), (1, Gen.Elements(lowest, lowest + 1, -1 < lowest ? lowest : -1, 0 < lowest ? lowest : 0, highest - 1, highest)));
}
