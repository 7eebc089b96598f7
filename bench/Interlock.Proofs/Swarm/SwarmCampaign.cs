using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Swarm;

/// <summary>Lives many lives, on all cores. What it tells depends on the seed alone: lives are taken in their order.</summary>
/// <param name="seed">Of all of them.</param>
/// <param name="hours">Virtual time that has to be lived, by all shares together; each lives its part of it.</param>
/// <param name="share">Which of the lives.</param>
public sealed class SwarmCampaign(long seed, double hours, Share share)
{
    private readonly Coverage _coverage = new();
    private readonly SortedDictionary<int, LifeResult> _ahead = [];
    private readonly SortedDictionary<int, Violation> _violations = [];
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Lock _lock = new();
    private readonly double _hours = hours / share.Shares;
    private double? _hoursToFirst;
    private int _nextLife = share.Shard - 1;
    private int _taken;

    /// <summary>After so many violations no more lives are taken: they are likely to be the same one.</summary>
    public int MostViolations { get; init; } = 8;

    /// <summary>Virtual time of the lives that were taken.</summary>
    public double LivedHours { get; private set; }

    /// <summary>The life of a number.</summary>
    public Func<int, LifePlan> Plan { get; init; } = life => LifePlan.Of(seed, life);

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
        TimeSpan processorsBefore = Environment.CpuUsage.TotalTime;
        progress.Begin("virtual minutes", (int)Math.Ceiling(60 * _hours));
        // In order and not in ranges, so that few results wait for an earlier one. A life ahead of the last one that is taken is lived in vain.
        Parallel.ForEach(Partitioner.Create(Lives(), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Processors }, (life, loop) =>
        {
            LifeResult result = LifePlayer.Play(Plan(life));
            lock (_lock)
            {
                _ahead[life] = result;
                Take(progress);
                if (IsOver) loop.Stop();
            }
        });

        double minutes = watch.Elapsed.TotalMinutes;
        double processorMinutes = (Environment.CpuUsage.TotalTime - processorsBefore).TotalMinutes;
        output.WriteLine(FormattableString.Invariant($"{_taken} lives of seed {seed}{(share == Share.Whole ? string.Empty : $", shard {share.Shard}/{share.Shares}")}: {LivedHours:F2} virtual hours lived of {_hours:0.####} asked{(LivedHours < _hours ? ", ended early by its violations" : string.Empty)}, in {minutes:F2} minutes, {processorMinutes:F2} of a processor; {_violations.Count} violations{(_hoursToFirst is { } hoursToFirst ? $", the first after {hoursToFirst:F2} hours" : string.Empty)}"));
        output.WriteLine($"Their digest: {Convert.ToHexString(_digest.GetHashAndReset())[..16]}, the same on every machine of the same commit.");
        _coverage.Print(output);
        foreach ((int life, Violation violation) in _violations) output.WriteLine($"VIOLATION: {Plan(life).Command}: '{violation.Promise}': {violation.Text}");
        output.Flush();
        foreach (IGrouping<string, KeyValuePair<int, Violation>> alike in _violations.GroupBy(violation => violation.Value.Promise))
        {
            KeyValuePair<int, Violation> first = alike.First();
            output.WriteLine();
            LifeReport.Print(Plan(first.Key), first.Value, output);
        }
    }

    private bool IsOver => LivedHours >= _hours || _violations.Count >= MostViolations;

    private IEnumerable<int> Lives()
    {
        for (int life = share.Shard - 1; ; life += share.Shares) yield return life;
    }

    private void Take(ICampaignProgress progress)
    {
        while (!IsOver && _ahead.Remove(_nextLife, out LifeResult? result))
        {
            _coverage.Add(result);
            _digest.AppendData(result.Digest);
            double minutesBefore = 60 * LivedHours;
            LivedHours += result.LivedUs / 3.6e9;
            for (int minute = (int)minutesBefore; minute < (int)(60 * LivedHours); minute++) progress.Advance();
            _taken++;
            if (result.Violation is not null)
            {
                _violations[_nextLife] = result.Violation;
                _hoursToFirst ??= LivedHours;
            }

            _nextLife += share.Shares;
        }
    }
}
