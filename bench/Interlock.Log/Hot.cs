using System.Runtime.CompilerServices;

namespace Interlock.Log;

/// <summary>
/// For what is called with each line of a log. A log is read before the runtime finds out which methods are called often; these
/// are compiled well at their first call (verify of 24 MB: 0.63 s of one core instead of 0.9).
/// </summary>
internal static class Hot
{
    public const MethodImplOptions Path = MethodImplOptions.AggressiveOptimization;
}
