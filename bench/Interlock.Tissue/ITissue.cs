namespace Interlock.Tissue;

/// <summary>What an antenna heats, seen along the line from the antenna's middle to the foramen.</summary>
public interface ITissue
{
    /// <summary>Seconds that a <see cref="Step"/> takes.</summary>
    double StepSeconds { get; }

    /// <summary>One step.</summary>
    /// <param name="absorbedWatts">Power absorbed by the tissue.</param>
    void Step(double absorbedWatts);

    /// <summary>Temperature in degC at a distance from the antenna's middle.</summary>
    double At(double metres);

    /// <summary>The same tissue once more: what is done to one does nothing to the other.</summary>
    ITissue Copy();
}
