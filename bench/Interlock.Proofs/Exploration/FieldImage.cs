using System;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// All that an object of the firmware remembers in fields of its own, as text; what it refers to is not part of it. Times
/// are left out and load as 0: the explorers choose the time that has passed anew in every step, which holds every timing.
/// </summary>
public sealed class FieldImage
{
    private readonly FieldInfo[] _fields;
    private readonly FieldInfo[] _times;

    public FieldImage(Type type)
    {
        FieldInfo[] values =
            [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.FieldType.IsValueType)];
        _times = [.. values.Where(field => field.FieldType == typeof(long) && field.Name.EndsWith("Ms", StringComparison.Ordinal))];
        _fields = [.. values.Except(_times)];
    }

    /// <summary>Reads an object's fields.</summary>
    public string Save(object holder) =>
        string.Join(' ', _fields.Select(field => Convert.ToInt64(field.GetValue(holder), CultureInfo.InvariantCulture)));

    /// <summary>Sets an object's fields as they were saved, and its times to 0.</summary>
    public void Load(object holder, string image)
    {
        string[] values = image.Split(' ');
        for (int i = 0; i < _fields.Length; i++)
        {
            Type type = _fields[i].FieldType;
            long value = long.Parse(values[i], CultureInfo.InvariantCulture);
            _fields[i].SetValue(holder, type.IsEnum ? Enum.ToObject(type, value) : Convert.ChangeType(value, type, CultureInfo.InvariantCulture));
        }

        foreach (FieldInfo time in _times) time.SetValue(holder, 0L);
    }
}
