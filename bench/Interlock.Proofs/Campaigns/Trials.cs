using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Interlock.Proofs.Campaigns;

/// <summary>Runs trials on every core. A trial is a whole box of its own, so their order means nothing; results keep it.</summary>
public static class Trials
{
    /// <summary>So that a long trial at the end of a share does not keep everybody waiting.</summary>
    private const int ShareOfTrials = 8;

    public static TResult[] RunAll<TTrial, TResult>(string stage, IReadOnlyList<TTrial> trials, Func<TTrial, TResult> run, ICampaignProgress progress, int shareOfTrials = ShareOfTrials)
    {
        progress.Begin(stage, trials.Count);
        TResult[] results = new TResult[trials.Count];
        int shares = (trials.Count + shareOfTrials - 1) / shareOfTrials;
        Parallel.For(0, shares, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, share =>
        {
            int end = Math.Min((share + 1) * shareOfTrials, trials.Count);
            for (int i = share * shareOfTrials; i < end; i++)
            {
                results[i] = run(trials[i]);
                progress.Advance();
            }
        });
        return results;
    }
}
