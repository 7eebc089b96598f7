using System;
using System.Collections.Generic;
using FsCheck;
using FsCheck.Fluent;

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
