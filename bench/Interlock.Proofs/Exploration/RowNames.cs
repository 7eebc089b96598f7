using System.Collections.Generic;
using System.Text;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>Rows as masks, and as the log names them.</summary>
public static class RowNames
{
    /// <summary>Mask of all rows.</summary>
    public static int All => (int)((1u << TripTable.Count) - 1);

    /// <summary>The names of a mask of rows.</summary>
    public static string Of(int rows)
    {
        if (rows == 0) return "no row";
        if (rows == All) return "all rows";
        List<string> names = [];
        for (int row = 0; row < TripTable.Count; row++)
        {
            if ((rows >> row & 1) != 0) names.Add(OfReason(row));
        }

        return string.Join(" + ", names);
    }

    /// <summary>The name of a row or another reason.</summary>
    public static string OfReason(int reason)
    {
        bool isKnown = (reason >= 0 && reason < TripTable.Count) || (reason >= Reason.FirstOwn && reason < Reason.FirstOwn + Words.OwnReasons.Length);
        return isKnown ? Encoding.ASCII.GetString(Reason.WordOf(reason)) : "none";
    }
}
