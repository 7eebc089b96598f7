using Interlock.Bench.Tests.DeviceRules.Il;

namespace Interlock.Bench.Tests.DeviceRules.Inventory;

/// <summary>Device code uses of nanoFramework what nanoframework-members.txt lists, and all of that exists.</summary>
[TestClass]
[DoNotParallelize]
public sealed class NanoFrameworkInventoryTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Device_code_uses_what_is_listed_no_more_and_no_less()
    {
        SortedDictionary<string, Usage> used = MembersUsed.Of(BuiltCode.Device);
        if (ListFile.AreToBeUpdated) ListFile.Members.Write(used.Keys);
        Expect.None(MemberList.Differences(used, ListFile.Members.Read()), "INTERLOCK_UPDATE_INVENTORY=1 rewrites nanoframework-members.txt, which differs from the code:");
    }

    [TestMethod]
    public void What_is_listed_is_well_formed_and_exists_in_nanoFramework()
    {
        string[] listed = ListFile.Members.Read();
        Expect.None(MemberList.Malformed(listed), "nanoframework-members.txt has lines that are");
        if (RealAssemblies.Find() is { } real)
        {
            Expect.None(real.Lacks(listed), $"The assemblies in {real} do not have:");
            TestContext.WriteLine($"Checked {listed.Length} members against {real}.");
        }
        else
        {
            TestContext.WriteLine("Checked the form only: the lists of nanoFramework's members are not on this machine (INTERLOCK_NANOFRAMEWORK_API).");
        }
    }
}
