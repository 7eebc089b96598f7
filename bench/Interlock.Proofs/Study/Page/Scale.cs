using System.Collections.Generic;

namespace Interlock.Proofs.Study.Page;

/// <summary>One axis of a plot.</summary>
/// <param name="Label">What it shows, with its unit.</param>
/// <param name="From">Value at its beginning.</param>
/// <param name="To">Value at its end.</param>
/// <param name="Every">Between two ticks.</param>
public sealed record Scale(string Label, double From, double To, double Every)
{
    public IEnumerable<double> Ticks
    {
        get
        {
            int ticks = (int)((To - From) / Every * 1.000001);
            for (int i = 0; i <= ticks; i++) yield return From + (i * Every);
        }
    }
}
