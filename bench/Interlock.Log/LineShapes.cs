using System;
using System.Collections.Generic;
using System.Linq;

namespace Interlock.Log;

/// <summary>Which fields each type of line has, in their order; a question mark ends one that may be missing.</summary>
public static class LineShapes
{
    private static readonly Dictionary<string, string[]> _keys = new(StringComparer.Ordinal)
    {
        ["BOOT"] = ["fw", "proto", "build", "resets", "cfg"],
        ["CONF"] = ["limit", "floor", "backstop", "vote", "tick", "mains", "tc", "max", "wait", "ant?"],
        ["TEST"] = ["step", "ok"],
        ["SAMP"] = ["tc", "cj", "sr", "st", "k1", "k2", "io", "cem"],
        ["EVNT"] = ["ev", "cause?", "why?", "tc"],
        ["PROC"] = ["dur", "peak", "tpeak", "cem", "end"],
        ["STAT"] = ["ticks", "late", "worst", "lost"],
    };

    /// <summary>What is wrong with a line's type or fields; null when nothing is.</summary>
    public static string? Problem(UartLine line)
    {
        if (!_keys.TryGetValue(line.Type, out string[]? keys)) return $"expected one of {string.Join(", ", _keys.Keys)}, found {Excerpt.Of(line.Type)}";
        string? missing = keys.FirstOrDefault(key => key[^1] != '?' && line[key] is null);
        return missing is null ? null : $"expected the field {missing}= in {line.Type}";
    }
}
