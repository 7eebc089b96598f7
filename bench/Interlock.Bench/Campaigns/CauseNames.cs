using System.Text;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;

namespace Interlock.Bench.Campaigns;

/// <summary>The names of causes as the box sends them.</summary>
public static class CauseNames
{
    public static string Of(Cause cause) => OfReason((int)cause);

    /// <summary>Name of a row or of another reason.</summary>
    public static string OfReason(int reason) => Encoding.ASCII.GetString(Words.Reasons[reason]);
}
