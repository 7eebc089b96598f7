using System;
using System.Collections.Generic;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// Which trials of a campaign are played: all, or a sample drawn by a seed; and which share of those, for several machines.
/// Which trials there are does not depend on the share, so that the shares together are the whole.
/// </summary>
/// <param name="IsAll">Every trial.</param>
/// <param name="Seed">Of the sample.</param>
/// <param name="Shard">1 to <paramref name="Shards"/>.</param>
/// <param name="Shards">How many shares there are.</param>
public sealed record Sampling(bool IsAll, int Seed, int Shard = 1, int Shards = 1)
{
    /// <summary>Draws so many of the numbers 0 to <paramref name="of"/> - 1, spread evenly: one of each part of them.</summary>
    public IEnumerable<int> Numbers(int series, int some, int of)
    {
        int count = IsAll ? of : Math.Min(some, of);
        Random drawn = new(HashCode(series));
        for (int i = 0; i < count; i++)
        {
            int from = (int)((long)i * of / count);
            int to = (int)((i + 1L) * of / count);
            int number = drawn.Next(from, to);
            if ((i + series) % Shards == Shard - 1) yield return number;
        }
    }

    // Not System.HashCode, which is another one in every process.
    private int HashCode(int series) => unchecked((Seed * 7919) + (series * 104729) + 1);
}
