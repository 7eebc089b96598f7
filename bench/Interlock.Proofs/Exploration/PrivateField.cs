using System;
using System.Linq;
using System.Reflection;

namespace Interlock.Proofs.Exploration;

/// <summary>The private fields of the firmware's classes: the explorer puts them where a run could have brought them.</summary>
public static class PrivateField
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The field that holds something, whether it is private, the compiler's own behind a property, or public.</summary>
    public static FieldInfo Of(Type type, string name) =>
        type.GetField($"_{char.ToLowerInvariant(name[0])}{name[1..]}", Fields)
        ?? type.GetField($"<{name}>k__BackingField", Fields)
        ?? type.GetField(name, Fields)
        ?? throw new MissingFieldException(type.Name, name);

    /// <summary>Whether a field holds something of that name.</summary>
    public static bool IsNamed(FieldInfo field, string name) => field.Name == $"_{char.ToLowerInvariant(name[0])}{name[1..]}" || field.Name == $"<{name}>k__BackingField" || field.Name == name;

    /// <summary>The value of the only field of a type.</summary>
    public static T The<T>(object holder) => (T)holder.GetType().GetFields(Fields).Single(field => field.FieldType == typeof(T)).GetValue(holder)!;

    /// <summary>The names of all fields.</summary>
    public static string[] Names(Type type) => [.. type.GetFields(Fields).Select(field => field.Name)];
}
