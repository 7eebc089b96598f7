namespace Interlock.Station.Watch;

/// <summary>A virtual box's buttons, tissue and faults, for people who train. A real box has nothing of the kind: nothing can be set from outside.</summary>
public interface ITrainingBox
{
    TrainingPanel Panel { get; }

    /// <summary>Does one act.</summary>
    /// <param name="act">One of <see cref="TrainingAct"/>.</param>
    /// <param name="value">Its number or name.</param>
    /// <returns>What was expected instead; null when it is done.</returns>
    string? Do(string act, string value);
}

/// <summary>What there is to play with.</summary>
/// <param name="Faults">Names, and what each is.</param>
/// <param name="MostWatts">The generator's most.</param>
public sealed record TrainingPanel(IReadOnlyList<TrainingFault> Faults, double MostWatts);

/// <summary>A fault that can be injected.</summary>
public sealed record TrainingFault(string Name, string Meaning);

/// <summary>Names of acts.</summary>
public static class TrainingAct
{
    /// <summary>ARM, <c>down</c> or <c>up</c>.</summary>
    public const string Arm = "arm";

    /// <summary>STOP, <c>down</c> or <c>up</c>.</summary>
    public const string Stop = "stop";

    /// <summary>The generator's power in watts; it heats only while the line is closed.</summary>
    public const string Watts = "watts";

    /// <summary>From the antenna to the probe, mm: new tissue at body temperature.</summary>
    public const string Distance = "distance";

    /// <summary>A fault that begins: <c>NAME[=VALUE]</c>.</summary>
    public const string Break = "break";

    /// <summary>A fault that ends, by its name.</summary>
    public const string Mend = "mend";

    /// <summary>The box switched off and on.</summary>
    public const string Power = "power";
}
