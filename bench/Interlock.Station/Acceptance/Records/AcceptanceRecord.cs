using System.Collections.Generic;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Records;

/// <summary>All that is filed of a test.</summary>
/// <param name="Header">Who, what, when.</param>
/// <param name="Plan">What was to be done.</param>
/// <param name="Results">What became of each step.</param>
/// <param name="Boot">The box's last BOOT line without dollar sign and CRC; null when none was heard.</param>
/// <param name="Configuration">Its last CONF line.</param>
/// <param name="LogName">File of the UART log, beside the record.</param>
/// <param name="LogSha256">Of that file, lower-case hex.</param>
/// <param name="LogBytes">Its length.</param>
public sealed record AcceptanceRecord(
    RecordHeader Header,
    AcceptancePlan Plan,
    IReadOnlyList<StepResult> Results,
    string? Boot,
    string? Configuration,
    string LogName,
    string LogSha256,
    long LogBytes)
{
    /// <summary>The whole plan was run, and nothing failed.</summary>
    public bool IsComplete => Results.All(static result => result.Verdict is Verdict.Passed or Verdict.Skipped);

    public bool HasFailure => Results.Any(static result => result.Verdict == Verdict.Failed);

    /// <summary>In one line.</summary>
    public string Conclusion
    {
        get
        {
            if (HasFailure) return "FAILED";
            if (!IsComplete) return "PASSED IN PART: not every step was run";
            int skipped = Count(Verdict.Skipped);
            return skipped == 0 ? "PASSED" : $"PASSED, {skipped} skipped";
        }
    }

    public int Count(Verdict verdict) => Results.Count(result => result.Verdict == verdict);
}
