using System.Reflection;
using System.Runtime.Loader;
using Interlock.Firmware.Judgement;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The exploration of a trip table with as many rows as a mask has room for, in assemblies of its own.</summary>
[TestClass]
public class WideTableTests
{
    [TestMethod]
    public void A_state_with_more_rows_than_its_key_has_room_for_is_an_error_at_the_start()
    {
        Assert.IsNotNull(new StateKey(TripTable.Most));
        OverflowException error = Assert.ThrowsExactly<OverflowException>(() => new StateKey(TripTable.Most + 1));
        StringAssert.Contains(error.Message, "32 rows");
    }

    [TestMethod]
    public void Every_row_of_a_state_has_a_place_of_its_own_in_the_key()
    {
        StateKey key = new(TripTable.Most);
        UInt128[] keys =
        [
            .. Enumerable.Range(0, TripTable.Most).SelectMany(row => new[]
            {
                key.Pack(new MachineState(default, 0, 1 << row, 0, default, false), Observer.Fresh),
                key.Pack(new MachineState(default, 0, 0, 0, default, false), Observer.Fresh with { Named = 1 << row }),
            }),
        ];

        Assert.AreEqual(2 * TripTable.Most, keys.Distinct().Count());
    }

    [TestMethod]
    public void A_table_of_31_rows_is_explored_and_its_names_are_proven()
    {
        (int rows, PartResultView decisions, PartResultView naming) = ExploreWith(TripTable.Most);

        Assert.AreEqual(TripTable.Most, rows);
        Assert.AreEqual(0, decisions.Violations);
        Assert.AreEqual(0, naming.Violations);
        Assert.IsGreaterThan(200L, decisions.States);
    }

    private static (int Rows, PartResultView Decisions, PartResultView Naming) ExploreWith(int rows)
    {
        AssemblyLoadContext context = new("wide table", isCollectible: true);
        Assembly firmware = context.LoadFromAssemblyPath(typeof(TripTable).Assembly.Location);
        Assembly proofs = context.LoadFromAssemblyPath(typeof(StateKey).Assembly.Location);
        context.Resolving += (_, name) => name.Name == firmware.GetName().Name ? firmware : null;
        Type table = firmware.GetType(typeof(TripTable).FullName!, throwOnError: true)!;
        Type row = firmware.GetType(typeof(TripRow).FullName!, throwOnError: true)!;
        MethodInfo add = table.GetMethod("Add", BindingFlags.Static | BindingFlags.NonPublic)!;
        PropertyInfo count = table.GetProperty(nameof(TripTable.Count))!;
        while ((int)count.GetValue(null)! < rows) add.Invoke(null, [Activator.CreateInstance(row, $"ROW_{count.GetValue(null)}", TripRow.Plain, 0)]);

        Type exploration = proofs.GetType(typeof(FirmwareExploration).FullName!, throwOnError: true)!;
        object[] parts = [.. ((System.Collections.IEnumerable)exploration.GetMethod(nameof(FirmwareExploration.Small))!.Invoke(null, null)!).Cast<object>()];
        (int, PartResultView, PartResultView) result = ((int)count.GetValue(null)!, new PartResultView(parts[0]), new PartResultView(parts[1]));
        context.Unload();
        return result;
    }

    /// <summary>A result of the other assemblies.</summary>
    private sealed class PartResultView(object part)
    {
        public long States { get; } = (long)part.GetType().GetProperty(nameof(PartResult.States))!.GetValue(part)!;

        public int Violations { get; } = ((System.Collections.ICollection)part.GetType().GetProperty(nameof(PartResult.Violations))!.GetValue(part)!).Count;
    }
}
