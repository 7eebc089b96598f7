using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>What a rule found: where, and what is wrong with it.</summary>
/// <param name="Member">The type, method or field that breaks the rule.</param>
/// <param name="At">The instruction, if it is one.</param>
/// <param name="What">A sentence for who has to mend it.</param>
internal sealed record Violation(IMemberDefinition Member, Instruction? At, string What)
{
    public override string ToString()
    {
        return $"{new Place(Member, At)}: {What}";
    }
}
