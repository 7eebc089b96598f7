using System.Text.Encodings.Web;
using System.Text.Json;

namespace Interlock.Station.Acceptance;

/// <summary>The record for programs.</summary>
public static class JsonRecord
{
    private const int Format = 1;

    // The file is read by JSON parsers only: quotes and angle brackets in texts may stay as they are.
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(AcceptanceRecord record, Stream stream) => JsonSerializer.Serialize(stream, new
    {
        Format,
        record.Conclusion,
        IsPassed = record.IsComplete,
        record.Header.Operator,
        record.Header.Serial,
        record.Header.Simulator,
        record.Header.Source,
        record.Header.IsVirtual,
        record.Header.StartedAt,
        record.Header.EndedAt,
        record.Boot,
        record.Image,
        record.Configuration,
        Plan = new { record.Plan.Title, record.Plan.Sha256 },
        Log = new { Name = record.LogName, Bytes = record.LogBytes, Sha256 = record.LogSha256 },
        Steps = record.Results.Select(static result => new
        {
            result.Step.Id,
            result.Step.Title,
            result.Step.Requirements,
            Verdict = result.Verdict.ToString(),
            result.Note,
            result.Seconds,
            Actions = result.Phases.Select(static phase => new { phase.Action, phase.Checks }),
        }),
    }, _options);
}
