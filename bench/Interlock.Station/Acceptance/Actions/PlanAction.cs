using System.Globalization;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Something that is done to the box.</summary>
public abstract record PlanAction
{
    /// <summary>Does it; returns when it is done.</summary>
    public abstract void Carry(Controls controls);

    /// <summary>In a few words, for the record.</summary>
    public abstract string Text { get; }

    /// <summary>A number as people write it.</summary>
    protected static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
