using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>One reference from device code to a type, method or field, its own or another's.</summary>
/// <param name="User">The type, method or field that refers.</param>
/// <param name="At">The instruction, if it is one.</param>
/// <param name="Used">What is referred to. Composed types appear as such and part by part.</param>
internal sealed record Usage(IMemberDefinition User, Instruction? At, MemberReference Used)
{
    /// <summary>The type that refers.</summary>
    public TypeDefinition UserType => User as TypeDefinition ?? User.DeclaringType;

    /// <summary>The type referred to, or the one that declares the member referred to.</summary>
    public TypeReference UsedType => Used as TypeReference ?? Used.DeclaringType;

    public Violation Breaks(string what)
    {
        return new Violation(User, At, what);
    }
}
