namespace Interlock.Proofs.Campaigns;

/// <summary>Which of the shares of a campaign a machine plays: every <paramref name="Shares"/>-th trial from the <paramref name="Shard"/>-th on.</summary>
/// <param name="Shard">From 1.</param>
/// <param name="Shares">Of how many.</param>
public readonly record struct Share(int Shard, int Shares)
{
    public static Share Whole { get; } = new(1, 1);

    /// <param name="index">Of a trial, from 0.</param>
    public bool Has(int index) => index % Shares == Shard - 1;
}

/// <summary>What one share of <c>study</c> or <c>explore</c> prints, for <c>merge</c>.</summary>
/// <param name="Campaign">Which verb wrote it.</param>
/// <param name="Share">Which share it is.</param>
/// <param name="Seed">What the trials were drawn by; 0 where nothing is drawn.</param>
/// <param name="Trials">How many there are in all the shares.</param>
/// <param name="Results">One for each trial of this share, in the order of the trials.</param>
public sealed record ShareFile<T>(string Campaign, Share Share, int Seed, int Trials, IReadOnlyList<T> Results)
{
    /// <summary>All shares as the results of one run, in the order of the trials.</summary>
    /// <returns>Null where they aren't all the shares of one run.</returns>
    public static IReadOnlyList<T>? Join(IReadOnlyList<ShareFile<T>> files)
    {
        ShareFile<T> first = files[0];
        bool areOfOneRun = files.All(file => (file.Share.Shares, file.Seed, file.Trials) == (first.Share.Shares, first.Seed, first.Trials));
        if (!areOfOneRun || files.Count != first.Share.Shares || files.Select(file => file.Share.Shard).Distinct().Count() != files.Count) return null;
        Dictionary<int, Queue<T>> left = files.ToDictionary(file => file.Share.Shard - 1, file => new Queue<T>(file.Results));
        if (left.Values.Sum(results => results.Count) != first.Trials) return null;
        return [.. Enumerable.Range(0, first.Trials).Select(index => left[index % first.Share.Shares].Dequeue())];
    }
}
