using System.Collections.Generic;
using System.Text;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>Rows as the log names them.</summary>
public static class RowNames
{
    /// <summary>The names of a mask of rows.</summary>
    public static string Of(int rows)
    {
        if (rows == 0) return "no row";
        List<string> names = [];
        for (int row = 0; row < TripTable.Count; row++)
        {
            if ((rows >> row & 1) != 0) names.Add(OfReason(row));
        }

        return names.Count == TripTable.Count ? "all rows" : string.Join(" + ", names);
    }

    /// <summary>The name of a row or another reason.</summary>
    public static string OfReason(int reason) =>
        reason >= 0 && reason < Words.Reasons.Length ? Encoding.ASCII.GetString(Words.Reasons[reason]) : "none";
}
