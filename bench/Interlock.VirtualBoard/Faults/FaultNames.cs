using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Interlock.VirtualBoard;

/// <summary>A fault as somebody asks for it: which, and its number.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Value">Its number; meaningless for a fault that takes none.</param>
public readonly record struct FaultSetting(Fault Fault, double Value);

/// <summary>The faults' names on the command line and in reports: <c>NAME[:2][=VALUE]</c>.</summary>
public static class FaultNames
{
    /// <summary>In the order of <see cref="Fault"/>'s page.</summary>
    public static IReadOnlyList<Fault> All => Fault.All;

    public static string Of(Fault fault) => fault.Name;

    /// <summary>A line for each fault: its name, what it is, and what its number is.</summary>
    public static IEnumerable<string> Explanations => All.Select(fault =>
        fault.Value is null
            ? $"{fault.Name}: {fault.Meaning}"
            : string.Create(CultureInfo.InvariantCulture, $"{fault.Name}=VALUE: {fault.Meaning} ({fault.Value.Unit}; {fault.Value.Default} where none is given)"));

    /// <summary>Finds a fault by its bare name.</summary>
    public static bool TryFind(string name, out Fault fault)
    {
        Fault? found = All.FirstOrDefault(f => f.Name == name);
        fault = found!;
        return found is not null;
    }

    /// <summary>Reads <c>NAME[:2][=VALUE]</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="setting">The fault and its number.</param>
    /// <param name="expected">What should have been written; empty when all is well.</param>
    public static bool TryParse(string text, out FaultSetting setting, out string expected)
    {
        setting = default;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string target = equals < 0 ? text : text[..equals];
        int colon = target.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? target : target[..colon];
        if (!TryFind(name, out Fault fault))
        {
            expected = $"one of {string.Join(", ", All)}";
            return false;
        }

        if (colon >= 0)
        {
            expected = target[colon..] == ":2" ? $"no :2 behind {name}: this board has no second chip" : $":2 or nothing behind {name}";
            return false;
        }

        expected = string.Empty;
        double value = fault.Value?.Default ?? 0;
        if (equals >= 0 && !TryReadValue(fault, text[(equals + 1)..], out value))
        {
            expected = fault.Value is null
                ? $"no value behind {name}"
                : string.Create(CultureInfo.InvariantCulture, $"{name}=VALUE with {fault.Value.Unit}, {fault.Value.Least} to {fault.Value.Most}");
            return false;
        }

        setting = new FaultSetting(fault, value);
        return true;
    }

    private static bool TryReadValue(Fault fault, string text, out double value)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        return isNumber && fault.Value is { } kind && value >= kind.Least && value <= kind.Most;
    }
}
