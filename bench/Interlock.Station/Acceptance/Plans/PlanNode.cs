using System.Collections.Generic;

namespace Interlock.Station.Acceptance.Plans;

/// <summary>A value of a plan's JSON and the line it stands on, which System.Text.Json's own documents do not keep.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Value">
/// A string, a double, a bool, null, a list of nodes, or a list of <see cref="PlanMember"/> in the order of the file.
/// </param>
internal sealed record PlanNode(int Line, object? Value);

/// <summary>A key of an object and its value.</summary>
internal sealed record PlanMember(string Key, int Line, PlanNode Node);

/// <summary>The members of an object, in the order of the file.</summary>
internal sealed class PlanMembers : List<PlanMember>;
