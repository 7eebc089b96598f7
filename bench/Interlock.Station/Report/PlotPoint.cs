namespace Interlock.Station.Report;

/// <summary>A point of a plot, in the plot's own units.</summary>
public readonly record struct PlotPoint(double X, double Y);
