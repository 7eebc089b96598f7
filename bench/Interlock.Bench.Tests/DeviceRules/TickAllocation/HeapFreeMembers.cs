using System.Collections.Generic;

namespace Interlock.Bench.Tests.DeviceRules.TickAllocation;

/// <summary>
/// nanoFramework's members that cost no heap. Each was measured on nanoCLR 1.17 with a counter in its allocator, not
/// guessed from .NET: <c>Int32.ToString()</c> costs three objects there, a string literal one.
/// </summary>
internal static class HeapFreeMembers
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>
    {
        "M:System.Array.Clear(System.Array,System.Int32,System.Int32)",
        "M:System.Array.Copy(System.Array,System.Array,System.Int32)",
        "M:System.Array.Copy(System.Array,System.Int32,System.Array,System.Int32,System.Int32)",
        "M:System.BitConverter.ToInt16(System.Byte[],System.Int32)",
        "M:System.BitConverter.ToInt32(System.Byte[],System.Int32)",
        "M:System.BitConverter.ToInt64(System.Byte[],System.Int32)",
        "M:System.Environment.get_TickCount64",
        "M:System.Math.Abs(System.Double)",
        "M:System.Math.Abs(System.Int32)",
        "M:System.Math.Max(System.Int32,System.Int32)",
        "M:System.Math.Min(System.Int32,System.Int32)",
        "M:System.Math.Sqrt(System.Double)",
        "M:System.String.get_Chars(System.Int32)",
        "M:System.String.get_Length",
        "M:System.String.op_Equality(System.String,System.String)",
        "M:System.String.op_Inequality(System.String,System.String)",
        "M:System.Threading.Thread.Sleep(System.Int32)",
    };
}
