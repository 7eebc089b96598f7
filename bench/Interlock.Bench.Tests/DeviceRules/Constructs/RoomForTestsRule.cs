using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>
/// The metadata processor numbers the bytes of all method bodies of an assembly with 16 bits. The assembly of the device's
/// tests holds the firmware too, and what does not fit is not built at all.
/// </summary>
internal sealed class RoomForTestsRule : IRule
{
    /// <summary>64 KB, less what the metadata processor adds (handlers, its own counting): it was seen to fail at 65,414 of ours.</summary>
    private const int MostBytes = 65_000;

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        MethodDefinition[] methods = [.. code.Methods.Where(m => m.HasBody && !Part.IsIn(m.DeclaringType, Part.Drivers) && m.DeclaringType.Name != "Program")];
        int bytes = methods.Sum(BytesOnDevice);
        if (bytes > MostBytes) yield return new Violation(methods[0], null, $"is in an assembly of {bytes} bytes of code, where {MostBytes} fit");
    }

    /// <summary>A token has four bytes in the PC's code and two in the device's.</summary>
    private static int BytesOnDevice(MethodDefinition method)
    {
        int tokens = method.Body.Instructions.Count(i => i.Operand is IMetadataTokenProvider || i.OpCode.OperandType == OperandType.InlineString);
        return method.Body.CodeSize - (2 * tokens);
    }
}
