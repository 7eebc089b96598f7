using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Swarm;

/// <summary>Lives many lives, on all cores. What it tells depends on the seed alone: lives are taken in their order.</summary>
/// <param name="seed">Of all of them.</param>
/// <param name="hours">Virtual time that is planned, for all shares together.</param>
/// <param name="share">Which of the lives.</param>
public sealed class SwarmCampaign(long seed, double hours, Share share)
{
    /// <summary>After so many violations no more lives are taken: they are likely to be the same one.</summary>
    private const int MostViolations = 8;

    private readonly Coverage _coverage = new();
    private readonly SortedDictionary<int, LifeResult> _ahead = [];
    private readonly SortedDictionary<int, Violation> _violations = [];
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Lock _lock = new();
    private double _livedHours;
    private double? _hoursToFirst;
    private int _taken;

    /// <summary>How many lives are lived at a time.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;

    /// <summary>No promise was broken.</summary>
    public bool Holds => _violations.Count == 0;

    /// <summary>The lives that broke a promise.</summary>
    public IReadOnlyDictionary<int, Violation> Violations => _violations;

    /// <summary>Lives them, shrinks what broke a promise, prints.</summary>
    public void Run(TextWriter output, ICampaignProgress progress)
    {
        Stopwatch watch = Stopwatch.StartNew();
        List<int> lives = Plan();
        progress.Begin("lives", lives.Count);
        // In order and not in ranges, so that few results wait for an earlier one.
        Parallel.ForEach(InOrder(lives.Count), new ParallelOptions { MaxDegreeOfParallelism = Processors }, (place, loop) =>
        {
            LifeResult result = LifePlayer.Play(LifePlan.Of(seed, lives[place]));
            lock (_lock)
            {
                _ahead[place] = result;
                Take(lives);
                if (IsOver) loop.Stop();
            }

            progress.Advance();
        });

        output.WriteLine(FormattableString.Invariant($"{_taken} lives of seed {seed}{(share == Share.Whole ? string.Empty : $", shard {share.Shard}/{share.Shares}")}: {_livedHours:F2} virtual hours in {watch.Elapsed.TotalMinutes:F2} minutes, {_livedHours / watch.Elapsed.TotalMinutes:F1} hours a minute; {_violations.Count} violations{(_hoursToFirst is { } hoursToFirst ? $", the first after {hoursToFirst:F2} hours" : string.Empty)}"));
        output.WriteLine($"Their digest: {Convert.ToHexString(_digest.GetHashAndReset())[..16]}, the same on every machine of the same commit.");
        _coverage.Print(output);
        foreach ((int life, Violation violation) in _violations) output.WriteLine($"VIOLATION: {LifePlan.Of(seed, life).Command}: '{violation.Promise}': {violation.Text}");
        output.Flush();
        foreach (IGrouping<string, KeyValuePair<int, Violation>> alike in _violations.GroupBy(violation => violation.Value.Promise))
        {
            KeyValuePair<int, Violation> first = alike.First();
            output.WriteLine();
            LifeReport.Print(LifePlan.Of(seed, first.Key), first.Value, output);
        }
    }

    private bool IsOver => _violations.Count >= MostViolations;

    private static OrderablePartitioner<int> InOrder(int count) => Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering);

    private void Take(List<int> lives)
    {
        while (!IsOver && _ahead.Remove(_taken, out LifeResult? result))
        {
            int life = lives[_taken++];
            _coverage.Add(result);
            _digest.AppendData(result.Digest);
            _livedHours += result.LivedUs / 3.6e9;
            if (result.Violation is null) continue;
            _violations[life] = result.Violation;
            _hoursToFirst ??= _livedHours;
        }
    }

    private List<int> Plan()
    {
        List<int> lives = [];
        double planned = 0;
        for (int life = 0; planned < hours; life++)
        {
            if (share.Has(life)) lives.Add(life);
            planned += LifePlan.Of(seed, life).Hours;
        }

        return lives;
    }
}
