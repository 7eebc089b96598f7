namespace Interlock.Proofs.Swarm;

/// <summary>
/// Takes acts away from a life for as long as it breaks the same promise (delta debugging, Zeller and Hildebrandt 2002): what
/// is left is what it takes.
/// </summary>
public static class Shrinker
{
    public static LifePlan Shrink(LifePlan plan, Violation violation)
    {
        List<Act> before = [.. plan.Acts.Where(act => act.AtUs <= violation.AtUs)];
        return plan.With(Shrink(Breaks(before) ? before : plan.Acts, Breaks));

        bool Breaks(IReadOnlyList<Act> acts) => LifePlayer.Play(plan.With(acts)).Violation?.Promise == violation.Promise;
    }

    /// <summary>The acts without which it doesn't break, of acts with which it does.</summary>
    public static IReadOnlyList<Act> Shrink(IReadOnlyList<Act> acts, Func<IReadOnlyList<Act>, bool> breaks)
    {
        int parts = 2;
        while (acts.Count > 1)
        {
            if (Without(acts, parts, breaks) is { } fewer)
            {
                acts = fewer;
                parts = Math.Clamp(parts - 1, 2, Math.Max(acts.Count, 2));
            }
            else if (parts >= acts.Count)
            {
                break;
            }
            else
            {
                parts = Math.Min(2 * parts, acts.Count);
            }
        }

        return acts;
    }

    private static List<Act>? Without(IReadOnlyList<Act> acts, int parts, Func<IReadOnlyList<Act>, bool> breaks)
    {
        for (int part = 0; part < parts; part++)
        {
            int from = acts.Count * part / parts;
            int to = acts.Count * (part + 1) / parts;
            List<Act> rest = [.. acts.Take(from), .. acts.Skip(to)];
            if (breaks(rest)) return rest;
        }

        return null;
    }
}
