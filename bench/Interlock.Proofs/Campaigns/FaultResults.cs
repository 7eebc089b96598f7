using System.Collections.Generic;
using System.Linq;

namespace Interlock.Proofs.Campaigns;

/// <summary>What the whole campaign came to.</summary>
/// <param name="States">Each fault in each state.</param>
/// <param name="Pairs">Each pair of faults in PERMITTED that must open the line.</param>
/// <param name="Residual">Each pair that is known to leave it closed. Told, not judged.</param>
/// <param name="Bits">Each register of the configuration, bit by bit.</param>
/// <param name="Covers">Each cover of what no row sees.</param>
public sealed record FaultResults(
    IReadOnlyList<FaultCell> States,
    IReadOnlyList<FaultCell> Pairs,
    IReadOnlyList<FaultCell> Residual,
    IReadOnlyList<FaultCell> Bits,
    IReadOnlyList<FaultCell> Covers)
{
    public IEnumerable<FaultCell> Judged => States.Concat(Pairs).Concat(Bits).Concat(Covers);

    public int Runs => Judged.Concat(Residual).Sum(cell => cell.Runs);

    public bool Holds => Judged.All(cell => cell.Holds);
}
