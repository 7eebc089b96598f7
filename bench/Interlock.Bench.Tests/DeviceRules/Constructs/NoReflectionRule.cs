using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.DeviceRules.Il;
using Mono.Cecil;

namespace Interlock.Bench.Tests.DeviceRules.Constructs;

/// <summary>Reflection costs heap, and the image keeps few names. Tests may say typeof for Assert.ThrowsException.</summary>
internal sealed class NoReflectionRule : IRule
{
    /// <summary>Which property is the indexer; the compiler puts it on a class that has one.</summary>
    private const string IndexerAttribute = "System.Reflection.DefaultMemberAttribute";

    public IEnumerable<Violation> Check(DeviceCode code)
    {
        return code.Usages
            .Where(IsReflection)
            .Select(u => u.Breaks($"reflects: {u.Used.FullName}"));
    }

    private static bool IsReflection(Usage usage)
    {
        if (usage.UsedType.FullName == IndexerAttribute) return false;
        if (usage.UsedType.FullName == "System.Activator" || Part.IsIn(usage.UsedType, "System.Reflection")) return true;
        if (usage.Used is not MethodReference called) return false;
        bool isTypeof = called.Name == "GetTypeFromHandle";
        return called.DeclaringType.FullName switch
        {
            "System.Object" => called.Name == "GetType",
            "System.Type" => !isTypeof || !Part.IsIn(usage.UserType, Part.Tests),
            _ => false,
        };
    }
}
