using System;
using System.Collections.Generic;
using System.Globalization;
using MathNet.Numerics.Statistics;

namespace Interlock.Proofs.Study;

/// <summary>Mean, standard deviation, median and range of some values.</summary>
public sealed record Spread(double Mean, double Deviation, double Median, double Lowest, double Highest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double deviation = all.Length > 1 ? all.StandardDeviation() : 0.0;
        return new Spread(all.Mean(), deviation, all.Median(), all.Minimum(), all.Maximum());
    }

    public string MeanAndDeviation(int places) => $"{Text(Mean, places)} ± {Text(Deviation, places)}";

    public string Range(int places) => $"{Text(Lowest, places)} to {Text(Highest, places)}";

    public static string Text(double value, int places) => Math.Round(value, places).ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
