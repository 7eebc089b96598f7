using System.Text;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Campaigns;

/// <summary>The names of causes and states as the box sends them.</summary>
public static class CauseNames
{
    /// <summary>Name of a row of the trip table by its bit.</summary>
    public static string Of(int row) => TripTable.Described(TripTable.First(row)).Word;

    public static string Of(State state) => Encoding.ASCII.GetString(Words.States[(int)state]).Replace(" st=", string.Empty, System.StringComparison.Ordinal);

    /// <summary>For a box that has named no cause: where it stands.</summary>
    public static string NoneIn(State state) => $"none, {Of(state)}";

    /// <summary>Name of a row's number or of another reason.</summary>
    public static string OfReason(int reason) => Encoding.ASCII.GetString(Reason.WordOf(reason));
}
