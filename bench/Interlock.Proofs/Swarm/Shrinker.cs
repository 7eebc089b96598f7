using System;
using System.Collections.Generic;
using System.Linq;

namespace Interlock.Proofs.Swarm;

/// <summary>
/// Takes acts away from a life for as long as it breaks the same promise (delta debugging, Zeller and Hildebrandt 2002): what
/// is left is what it takes.
/// </summary>
public static class Shrinker
{
    public static LifePlan Shrink(LifePlan plan, Violation violation)
    {
        List<Act> acts = [.. plan.Acts.Where(act => act.AtUs <= violation.AtUs)];
        if (!Breaks(acts)) acts = [.. plan.Acts];
        for (int parts = 2; acts.Count > 1 && parts <= acts.Count;)
        {
            List<Act>? fewer = Without(acts, parts);
            if (fewer is not null)
            {
                acts = fewer;
                parts = Math.Max(parts - 1, 2);
            }
            else if (parts == acts.Count)
            {
                break;
            }
            else
            {
                parts = Math.Min(2 * parts, acts.Count);
            }
        }

        return plan.With(acts);

        List<Act>? Without(List<Act> all, int parts)
        {
            for (int part = 0; part < parts; part++)
            {
                int from = all.Count * part / parts;
                int to = all.Count * (part + 1) / parts;
                List<Act> rest = [.. all.Take(from), .. all.Skip(to)];
                if (Breaks(rest)) return rest;
            }

            return null;
        }

        bool Breaks(List<Act> some) => LifePlayer.Play(plan.With(some)).Violation?.Promise == violation.Promise;
    }
}
