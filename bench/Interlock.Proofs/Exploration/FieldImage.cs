using System;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// All that an object of the firmware remembers in value fields of its own, as numbers in the order of <see cref="Names"/>; what
/// it refers to is not part of it. Compiled once: millions of images are taken.
/// </summary>
public sealed class FieldImage<T>
    where T : class
{
    private readonly Action<T, long[]> _save;
    private readonly Action<T, long[]> _load;

    public FieldImage()
    {
        FieldInfo[] fields =
        [
            .. typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.FieldType.IsValueType && !field.IsInitOnly),
        ];
        Names = [.. fields.Select(field => field.Name)];
        ParameterExpression holder = Expression.Parameter(typeof(T));
        ParameterExpression image = Expression.Parameter(typeof(long[]));
        _save = Expression.Lambda<Action<T, long[]>>(Expression.Block(fields.Select((field, i) => Number.Save(Expression.Field(holder, field), At(image, i)))), holder, image).Compile();
        _load = Expression.Lambda<Action<T, long[]>>(Expression.Block(fields.Select((field, i) => Number.Load(Expression.Field(holder, field), At(image, i)))), holder, image).Compile();
    }

    /// <summary>The fields, in the order of the image.</summary>
    public string[] Names { get; }

    /// <summary>Where a field stands in the image, by its name or by that of the property over it.</summary>
    public int IndexOf(string name)
    {
        int index = Array.IndexOf(Names, PrivateField.Of(typeof(T), name).Name);
        return index >= 0 ? index : throw new MissingFieldException(typeof(T).Name, name);
    }

    /// <summary>Reads an object's fields.</summary>
    public long[] Save(T holder)
    {
        long[] image = new long[Names.Length];
        _save(holder, image);
        return image;
    }

    /// <summary>Sets an object's fields as they were saved.</summary>
    public void Load(T holder, long[] image) => _load(holder, image);

    private static IndexExpression At(Expression image, int i) => Expression.ArrayAccess(image, Expression.Constant(i));
}
