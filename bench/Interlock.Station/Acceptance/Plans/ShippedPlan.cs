using System.IO;

namespace Interlock.Station.Acceptance.Plans;

/// <summary>The plan that comes with the bench, inside the program: plan.json beside these sources.</summary>
public static class ShippedPlan
{
    private const string Name = "plan.json";

    public static AcceptancePlan Read()
    {
        using Stream resource = typeof(ShippedPlan).Assembly.GetManifestResourceStream(Name)!;
        using MemoryStream bytes = new();
        resource.CopyTo(bytes);
        return PlanReader.Read(bytes.ToArray(), Name);
    }
}
