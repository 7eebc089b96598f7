using System.Diagnostics;
using Interlock.Proofs.Campaigns;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>Lives many lives, on all cores.</summary>
/// <param name="seed">Of all of them.</param>
/// <param name="hours">Virtual time that is planned.</param>
/// <param name="shard">Which share of the lives, from 1 on.</param>
/// <param name="shards">Of how many.</param>
public sealed class SwarmCampaign(long seed, double hours, int shard = 1, int shards = 1)
{
    /// <summary>After so many violations no more lives begin: they are likely to be the same one.</summary>
    private const int MostViolations = 8;

    private readonly Coverage _coverage = new();
    private readonly SortedDictionary<int, Violation> _violations = [];
    private readonly Lock _lock = new();
    private long _livedUs;
    private int _lives;

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
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(lives, options, (life, loop) =>
        {
            LifeResult result = LifePlayer.Play(LifePlan.Of(seed, life));
            lock (_lock)
            {
                _coverage.Add(result);
                _livedUs += result.LivedUs;
                _lives++;
                if (result.Violation is not null) _violations[life] = result.Violation;
                if (_violations.Count >= MostViolations) loop.Stop();
            }

            progress.Advance();
        });

        double livedHours = _livedUs / 3.6e9;
        output.WriteLine(FormattableString.Invariant($"{_lives} lives of seed {seed}{(shards > 1 ? $", shard {shard}/{shards}" : string.Empty)}: {livedHours:F2} virtual hours in {watch.Elapsed.TotalMinutes:F2} minutes, {livedHours / watch.Elapsed.TotalMinutes:F1} hours a minute; {_violations.Count} violations"));
        _coverage.Print(output);
        foreach ((int life, Violation violation) in _violations) output.WriteLine($"VIOLATION: {LifePlan.Of(seed, life).Command}: {violation.Promise}: {violation.Text}");
        output.Flush();
        foreach (IGrouping<string, KeyValuePair<int, Violation>> alike in _violations.GroupBy(violation => violation.Value.Promise))
        {
            KeyValuePair<int, Violation> first = alike.First();
            output.WriteLine();
            LifeReport.Print(LifePlan.Of(seed, first.Key), first.Value, output);
        }
    }

    private List<int> Plan()
    {
        List<int> lives = [];
        double planned = 0;
        for (int life = shard - 1; planned < hours; life += shards)
        {
            lives.Add(life);
            planned += LifePlan.Of(seed, life).Hours;
        }

        return lives;
    }
}
