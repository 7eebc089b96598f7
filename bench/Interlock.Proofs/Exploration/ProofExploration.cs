using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// Every course of the proof test, in which K1 is energised outside PERMITTED: any levels of FAULT and both mirrors, no row or
/// each row, ARM pressed or not, the chip read or not, and any time since the phase began, below, at and above each of its limits.
/// </summary>
public sealed class ProofExploration
{
    private const int Energises = 1;
    private const int FailsOpen = 2;
    private const int Order = 4;
    private const int Restores = 8;
    private const int Abandons = 16;
    private const int Holds = 32;

    private const int LevelSets = 8;
    private const int BackstopSixteenths = 45 * 16 - 1;
    private const int ProofSixteenths = 0;

    private static readonly int[] _sinceMs = [0, 99, 100, 249, 250, 299, 300, 399, 400, 60000];

    private static readonly int[] _rowSets = [0, .. Enumerable.Range(0, TripTable.Count).Select(row => 1 << row)];

    private static readonly TestStep[] _order = [TestStep.K2, TestStep.K1, TestStep.Watchdog, TestStep.Restore];

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-30", "The proof test energises K1 only in a tick that finds FAULT low and K2's mirror closed, with the chip's threshold lowered: K2 holds the line open"),
        ("EX-31", "A step of the proof test that fails leaves K1 released and HEARTBEAT still"),
        ("EX-32", "The steps pass in the order K2, K1, WATCHDOG, RESTORE; after a row has ended the test it begins anew"),
        ("EX-33", "RESTORE passes only in a tick that reads the chip, with the threshold of 45.00 degC written, FAULT high and no row true"),
        ("EX-34", "A row that becomes true while K1 or the threshold is in use releases K1, restores the threshold and is named in REFUSED, in that tick; it fails nothing"),
        ("EX-35", "The proof test says that it holds FAULT low exactly while the chip's threshold is lowered"),
    ];

    private static readonly FieldImage _image = new(typeof(ProofTest));
    private static readonly FieldInfo _wasRead = PrivateField.Of(typeof(Sampler), nameof(Sampler.WasRead));

    /// <summary>Every place that the proof test can reach.</summary>
    public IReadOnlyList<ProofPlace> Places { get; private set; } = [];

    /// <summary>True when some course passes the last step.</summary>
    public bool CanPass { get; private set; }

    /// <summary>Explores to the last state.</summary>
    public PartResult Run()
    {
        Walk walk = new("proof test", _properties);
        Bench bench = new();
        Places = walk.Explore(new ProofPlace(_image.Save(bench.Proof), BackstopSixteenths, 0), Moves, Describe);
        return walk.Result();
    }

    private IEnumerable<Move<ProofPlace>> Moves(ProofPlace place)
    {
        int letters = LevelSets * _rowSets.Length * _sinceMs.Length * 4;
        for (int letter = 0; letter < letters; letter++) yield return Step(place, letter);
    }

    private Move<ProofPlace> Step(ProofPlace place, int number)
    {
        Facts facts = Facts.At(number);
        Bench bench = new();
        bench.Load(place);
        bool wasInUse = bench.Proof.EnergisesK1 || bench.Proof.HoldsFault;
        _wasRead.SetValue(bench.Sampler, facts.WasRead);
        StepResult result = bench.Proof.Run(facts.Levels, facts.Rows, facts.ArmPressed, Letter.RestTipCounts, facts.SinceMs);

        ProofTest proof = bench.Proof;
        int threshold = bench.Bus.ThresholdSixteenths;
        bool isRefused = bench.Events.Count > 0 && bench.Events.Kind == EventKind.Refused;
        bool isHeld = (facts.Levels & (Levels.Fault | Levels.K2Mirror)) == 0;
        bool isExpected = place.Passed < _order.Length && proof.Step == _order[place.Passed];
        bool isPassed = result == StepResult.Passed;
        bool isLast = result == StepResult.Failed || (isPassed && proof.Step == TestStep.Restore);
        CanPass |= isPassed && proof.Step == TestStep.Restore;

        int broken = 0;
        if (proof.EnergisesK1 && (!isHeld || threshold != ProofSixteenths || facts.Rows != 0)) broken |= Energises;
        if (result == StepResult.Failed && (proof.EnergisesK1 || proof.BeatsHeart)) broken |= FailsOpen;
        if (isPassed && !isExpected) broken |= Order;
        if (isPassed && proof.Step == TestStep.Restore && !(facts.WasRead && facts.Rows == 0 && (facts.Levels & Levels.Fault) != 0 && threshold == BackstopSixteenths)) broken |= Restores;
        if (wasInUse && facts.Rows != 0 && !(result == StepResult.Running && !proof.EnergisesK1 && !proof.BeatsHeart && threshold == BackstopSixteenths
            && isRefused && bench.Events.Reason == BitOperations.TrailingZeroCount(facts.Rows))) broken |= Abandons;
        if (proof.HoldsFault != (threshold == ProofSixteenths)) broken |= Holds;

        int passed = isRefused ? 0 : place.Passed + (isPassed ? 1 : 0);
        return new Move<ProofPlace>(new ProofPlace(_image.Save(proof), threshold, passed), number, broken, isLast);
    }

    private static string Describe(int number)
    {
        Facts facts = Facts.At(number);
        return string.Create(CultureInfo.InvariantCulture, $"{facts.SinceMs} ms: FAULT {High(facts.Levels & Levels.Fault)}, K1 {High(facts.Levels & Levels.K1Mirror)}, K2 {High(facts.Levels & Levels.K2Mirror)}, {RowNames.Of(facts.Rows)}{(facts.ArmPressed ? ", ARM pressed" : string.Empty)}{(facts.WasRead ? ", chip read" : string.Empty)}");
    }

    private static string High(int level) => level != 0 ? "high" : "low";

    private readonly record struct Facts(int Levels, int Rows, int SinceMs, bool ArmPressed, bool WasRead)
    {
        public static Facts At(int number)
        {
            int rest = Math.DivRem(number, LevelSets, out int levels);
            rest = Math.DivRem(rest, 4, out int flags);
            rest = Math.DivRem(rest, _sinceMs.Length, out int since);
            // FAULT and the mirrors are neighbours among the levels.
            return new Facts(levels * Drivers.Board.Levels.Fault, _rowSets[rest], _sinceMs[since], (flags & 1) != 0, (flags & 2) != 0);
        }
    }

    /// <summary>A proof test of its own with all that it needs.</summary>
    private sealed class Bench
    {
        public Bench()
        {
            Chip = new Max31856Chip(Bus, new ChipConfiguration(false, false));
            Sampler = new Sampler(Chip);
            Proof = new ProofTest(Chip, Sampler, Events);
        }

        public RegisterBus Bus { get; } = new();

        public Max31856Chip Chip { get; }

        public Sampler Sampler { get; }

        public EventQueue Events { get; } = new();

        public ProofTest Proof { get; }

        public void Load(ProofPlace place)
        {
            Chip.SetHighThreshold(place.ThresholdSixteenths);
            _image.Load(Proof, place.Fields);
        }
    }
}
