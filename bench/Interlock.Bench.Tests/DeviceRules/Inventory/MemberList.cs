using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>What can be wrong with the list of members that device code uses.</summary>
internal static class MemberList
{
    /// <summary>What is used and not listed, and what is listed and not used.</summary>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, Usage> used, IEnumerable<string> listed)
    {
        HashSet<string> lines = [.. listed];
        return
        [
            .. used.Where(u => !lines.Contains(u.Key)).Select(u => $"not listed: {u.Key}, used by {new Place(u.Value.User, u.Value.At)}"),
            .. lines.Where(l => !used.ContainsKey(l)).Select(l => $"listed, but used no more: {l}"),
        ];
    }

    /// <summary>Lines that are no documentation ID of a member that nanoFramework could have, or out of order.</summary>
    public static IEnumerable<string> Malformed(IReadOnlyList<string> lines)
    {
        return
        [
            .. lines.Where(l => !DocumentationId.IsWellFormed(l)).Select(l => $"no documentation ID: {l}"),
            .. lines.Zip(lines.Skip(1)).Where(p => string.CompareOrdinal(p.First, p.Second) >= 0).Select(p => $"out of order: {p.Second}"),
        ];
    }
}
