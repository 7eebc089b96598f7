using System;

namespace Interlock.Station.Acceptance.Records;

/// <summary>Who tested what, with what, when.</summary>
/// <param name="Operator">Who did it.</param>
/// <param name="Serial">Of the box.</param>
/// <param name="Simulator">Make, model, serial number, due date of its calibration: what the operator says.</param>
/// <param name="Source">Where the UART came from.</param>
/// <param name="IsVirtual">No device was tested.</param>
/// <param name="StartedAt">Local time.</param>
/// <param name="EndedAt">Local time.</param>
public sealed record RecordHeader(string Operator, string Serial, string Simulator, string Source, bool IsVirtual, DateTimeOffset StartedAt, DateTimeOffset EndedAt);
