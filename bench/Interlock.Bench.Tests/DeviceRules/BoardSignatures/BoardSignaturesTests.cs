using Interlock.Bench.Tests.DeviceRules.Il;
using Interlock.Bench.Tests.DeviceRules.Inventory;

namespace Interlock.Bench.Tests.DeviceRules.BoardSignatures;

/// <summary>
/// The virtual board has the signatures of the real device APIs. A return type is no part of a documentation ID, so only
/// the firmware's own build sees a wrong one.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class BoardSignaturesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void The_board_has_no_member_that_the_device_has_not()
    {
        HashSet<string> board = BoardMembers.Of(BuiltCode.Board);
        RealAssemblies? real = RealAssemblies.Find();
        if (ListFile.AreToBeUpdated && real is not null) ListFile.DeviceApi.Write(real.Of(TypesIn(board)));

        string[] api = ListFile.DeviceApi.Read();
        string[] leftOut = [.. BoardMembers.LeftOut(board, api)];
        TestContext.WriteLine($"Of {api.Length} members the board leaves out {leftOut.Length}:{Environment.NewLine}{string.Join(Environment.NewLine, leftOut)}");
        Expect.None(BoardMembers.Differences(board, api), "The virtual board differs from the device:");
    }

    [TestMethod]
    public void What_is_known_of_the_device_is_what_the_real_assemblies_say()
    {
        string[] api = ListFile.DeviceApi.Read();
        Expect.None(api.Where(l => !DocumentationId.IsWellFormed(l)), "device-api.txt has lines that are no documentation ID:");
        if (RealAssemblies.Find() is { } real)
        {
            HashSet<string> truth = [.. real.Of(TypesIn(api)).Where(l => !l.StartsWith('#'))];
            Expect.None(truth.Except(api).Select(l => $"missing: {l}").Concat(api.Except(truth).Select(l => $"wrong: {l}")), $"device-api.txt differs from {real}:");
            TestContext.WriteLine($"Checked {api.Length} members against {real}.");
        }
        else
        {
            TestContext.WriteLine("Checked the form only: the lists of nanoFramework's members are not on this machine (INTERLOCK_NANOFRAMEWORK_API).");
        }
    }

    private static HashSet<string> TypesIn(IEnumerable<string> ids)
    {
        return [.. ids.Where(DocumentationId.IsType)];
    }
}
