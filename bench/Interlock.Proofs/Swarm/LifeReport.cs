using Interlock.Firmware;

namespace Interlock.Proofs.Swarm;

/// <summary>A life that broke a promise, for who repairs it: the command that repeats it, and the shortest list of acts.</summary>
public static class LifeReport
{
    /// <summary>Shrinks and prints.</summary>
    public static void Print(LifePlan plan, Violation violation, TextWriter output)
    {
        output.WriteLine(System.FormattableString.Invariant($"VIOLATION of '{violation.Promise}' at {violation.AtUs / 1e6:F3} s: {violation.Text}"));
        output.WriteLine($"  repeats with: {plan.Command}");
        LifePlan shrunk = Shrinker.Shrink(plan, violation);
        LifeResult result = LifePlayer.Play(shrunk);
        output.WriteLine(System.FormattableString.Invariant($"  shrunk from {plan.Acts.Count} acts to {shrunk.Acts.Count}{(plan.Tissue is null ? string.Empty : ", in a tissue")}; then at {(result.Violation?.AtUs ?? 0) / 1e6:F3} s: {result.Violation?.Text}"));
        PrintActs(shrunk, output);
        output.WriteLine($"  {plan.Command} --acts {string.Join(',', shrunk.Acts.Select(act => IndexOf(plan, act)))}");
    }

    /// <summary>The acts, one a line, and the options of <c>run</c> that say the same.</summary>
    public static void PrintActs(LifePlan plan, TextWriter output)
    {
        foreach (Act act in plan.Acts) output.WriteLine($"    {act.Seconds,10} s  {act.Text}");
        output.WriteLine(System.FormattableString.Invariant($"    {plan.HealUs / 1e6,10:F3} s  everything heals"));
        string[] options = [.. plan.Acts.Select(act => act.Option).OfType<string>()];
        string second = plan.SecondProbe == SecondProbe.None ? string.Empty : $"{LifePlan.ModeOption} {LifePlan.ModeWord(plan.SecondProbe)} ";
        if (options.Length > 0) output.WriteLine($"    of these, as options: run {second}{string.Join(' ', options)}");
    }

    private static int IndexOf(LifePlan plan, Act act) => plan.Acts.ToList().IndexOf(act);
}
