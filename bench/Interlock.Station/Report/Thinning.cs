using System.Collections.Generic;

namespace Interlock.Station.Report;

/// <summary>
/// Leaves out points that a plot can't show: of all that fall on one step of the horizontal axis the first, the last, the lowest
/// and the highest stay, so the drawn line is the same. Every point that stays is a sample of the log.
/// </summary>
public static class Thinning
{
    /// <param name="points">Points in the order of x.</param>
    /// <param name="step">Width of a step.</param>
    public static List<PlotPoint> Of(IReadOnlyList<PlotPoint> points, double step)
    {
        List<PlotPoint> kept = [];
        for (int from = 0; from < points.Count;)
        {
            int until = from;
            int lowest = from;
            int highest = from;
            double column = System.Math.Floor(points[from].X / step);
            for (; until < points.Count && System.Math.Floor(points[until].X / step) == column; until++)
            {
                if (points[until].Y < points[lowest].Y) lowest = until;
                if (points[until].Y > points[highest].Y) highest = until;
            }

            foreach (int index in new SortedSet<int> { from, lowest, highest, until - 1 }) kept.Add(points[index]);
            from = until;
        }

        return kept;
    }
}
