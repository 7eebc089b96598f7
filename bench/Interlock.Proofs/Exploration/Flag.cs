using System.Collections.Generic;
using System.Linq;

namespace Interlock.Proofs.Exploration;

/// <summary>The booleans of DecisionInputs as bits, turned so that none is set in a tick in which nothing happens, and what locks out beside the rows.</summary>
public static class Flag
{
    public const int CauseQuiet = 0x0001;
    public const int HasCooled = 0x0002;
    public const int K2Out = 0x0004;
    public const int Moves = 0x0008;
    public const int IsReleasing = 0x0010;
    public const int ArmBegan = 0x0020;
    public const int ArmPressed = 0x0040;
    public const int ArmActed = 0x0080;
    public const int ArmFailed = 0x0100;
    public const int ArmTooLong = 0x0200;
    public const int ArmContactBad = 0x0400;
    public const int TestPassed = 0x0800;
    public const int TestFailed = 0x1000;
    public const int TestTakesAct = 0x2000;
    public const int K2Unasked = 0x4000;
    public const int K1NeverIn = 0x8000;

    /// <summary>How many there are.</summary>
    public const int Count = 16;

    /// <summary>What one look at ARM can come to, as <see cref="ArmButtonExploration"/> shows (EX-44).</summary>
    public static readonly int[] Looks = [0, ArmBegan, ArmPressed, ArmPressed | ArmTooLong, ArmActed, ArmFailed, ArmTooLong];

    /// <summary>What <see cref="ArmButtonExploration"/> calls a look.</summary>
    public const int AnyLook = ArmBegan | ArmPressed | ArmActed | ArmFailed | ArmTooLong;

    /// <summary>Every set of some flags.</summary>
    public static IEnumerable<int> SetsOf(params int[] flags) =>
        Enumerable.Range(0, 1 << flags.Length).Select(set => flags.Where((_, bit) => (set >> bit & 1) != 0).Sum());
}
