using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>
/// Numbers on the command line, with a decimal point. The library's own reading takes 1,5 for fifteen, and names .NET's types
/// where it refuses.
/// </summary>
public static class Number
{
    /// <summary>For <c>CustomParser</c>.</summary>
    public static T Parse<T>(ArgumentResult result)
        where T : struct, INumber<T>
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty;
        bool isWhole = T.CreateTruncating(0.5) == T.Zero;
        if (T.TryParse(text, isWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out T value)) return value;
        string option = result.Parent is OptionResult { IdentifierToken.Value: { } name } ? $"{name}: " : string.Empty;
        string what = isWhole ? "a whole number that isn't too large" : text.Contains(',') ? "a number with a decimal point" : "a number";
        result.AddError($"{option}expected {what}, found {Excerpt.Of(text)}");
        return default;
    }
}
