using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// All that some objects, and every object of ours that they refer to, remember: their value fields, what stands in their
/// arrays, and which of two buffers that trade places is which. A box is put back to where it was without being built anew.
/// </summary>
public sealed class ObjectImage
{
    private static readonly ConcurrentDictionary<Type, (Action<object, long[], int> Save, Action<object, long[], int> Load)> _compiled = new();

    private readonly List<(object Holder, Action<object, long[], int> Save, Action<object, long[], int> Load, int At)> _holders = [];
    private readonly List<Array> _arrays = [];
    private readonly List<(object Holder, FieldInfo Field)> _references = [];
    private readonly List<object> _objects = [];
    private readonly List<(Type Type, FieldInfo Field)> _numbers = [];

    /// <param name="roots">Where to begin.</param>
    public ObjectImage(params object[] roots)
    {
        HashSet<object> known = new(ReferenceEqualityComparer.Instance);
        Queue<object> left = new(roots);
        while (left.TryDequeue(out object? holder))
        {
            if (!known.Add(holder)) continue;
            _objects.Add(holder);
            if (holder is not Array array) Take(holder, left);
            else if (array.GetType().GetElementType()!.IsValueType) _arrays.Add(array);
            else foreach (object element in array) left.Enqueue(element);
        }
    }

    /// <summary>The numbers of an image: whose, and which field.</summary>
    public IReadOnlyList<(Type Type, FieldInfo Field)> Numbers => _numbers;

    /// <summary>How the objects stand now.</summary>
    public Image Save()
    {
        Image image = new(new long[_numbers.Count], [.. _arrays.Select(array => (Array)array.Clone())], [.. _references.Select(reference => Find(reference.Field.GetValue(reference.Holder)))]);
        foreach ((object holder, Action<object, long[], int> save, _, int at) in _holders) save(holder, image.Numbers, at);
        return image;
    }

    /// <summary>Puts them back, or other objects built in the same way.</summary>
    public void Load(Image image)
    {
        foreach ((object holder, _, Action<object, long[], int> load, int at) in _holders) load(holder, image.Numbers, at);
        for (int i = 0; i < _arrays.Count; i++) Array.Copy(image.Arrays[i], _arrays[i], _arrays[i].Length);
        for (int i = 0; i < _references.Count; i++) _references[i].Field.SetValue(_references[i].Holder, image.References[i] < 0 ? null : _objects[image.References[i]]);
    }

    private int Find(object? referred) => referred is null ? -1 : _objects.FindIndex(known => ReferenceEquals(known, referred));

    private void Take(object holder, Queue<object> left)
    {
        Type type = holder.GetType();
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        FieldInfo[] values = [.. fields.Where(field => field.FieldType.IsValueType && !field.IsInitOnly)];
        if (values.Length > 0)
        {
            (Action<object, long[], int> save, Action<object, long[], int> load) = _compiled.GetOrAdd(type, _ => Compile(type, values));
            _holders.Add((holder, save, load, _numbers.Count));
            _numbers.AddRange(values.Select(field => (type, field)));
        }

        foreach (FieldInfo field in fields.Where(field => !field.FieldType.IsValueType))
        {
            if (!field.IsInitOnly) _references.Add((holder, field));
            if (field.GetValue(holder) is { } referred && IsOurs(referred)) left.Enqueue(referred);
        }
    }

    private static bool IsOurs(object referred) =>
        referred is Array array ? array.GetType().GetElementType() is { } element && (element.IsValueType || IsOurs(element)) : IsOurs(referred.GetType());

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Interlock.", StringComparison.Ordinal) == true;

    private static (Action<object, long[], int> Save, Action<object, long[], int> Load) Compile(Type type, FieldInfo[] fields)
    {
        ParameterExpression holder = Expression.Parameter(typeof(object));
        ParameterExpression numbers = Expression.Parameter(typeof(long[]));
        ParameterExpression at = Expression.Parameter(typeof(int));
        UnaryExpression typed = Expression.Convert(holder, type);
        (MemberExpression Field, IndexExpression Place)[] pairs =
            [.. fields.Select((field, i) => (Expression.Field(typed, field), Expression.ArrayAccess(numbers, Expression.Add(at, Expression.Constant(i)))))];
        return (
            Expression.Lambda<Action<object, long[], int>>(Expression.Block(pairs.Select(pair => Number.Save(pair.Field, pair.Place))), holder, numbers, at).Compile(),
            Expression.Lambda<Action<object, long[], int>>(Expression.Block(pairs.Select(pair => Number.Load(pair.Field, pair.Place))), holder, numbers, at).Compile());
    }

    /// <summary>How objects stood.</summary>
    public sealed record Image(long[] Numbers, Array[] Arrays, int[] References);
}

/// <summary>A field's value as a number, and back.</summary>
internal static class Number
{
    public static BinaryExpression Save(MemberExpression field, Expression place) =>
        Expression.Assign(place, field.Type == typeof(bool) ? Expression.Condition(field, Expression.Constant(1L), Expression.Constant(0L)) : Expression.Convert(field, typeof(long)));

    public static BinaryExpression Load(MemberExpression field, Expression place) =>
        Expression.Assign(field, field.Type == typeof(bool) ? Expression.NotEqual(place, Expression.Constant(0L)) : Expression.Convert(place, field.Type));
}

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

/// <summary>An image as the text by which places are compared.</summary>
public static class ImageText
{
    /// <summary>The text of an image; that of another one where nothing has changed since.</summary>
    public static string Of(long[] image, long[] before, string textBefore) => image.AsSpan().SequenceEqual(before) ? textBefore : string.Join(' ', image);

    /// <summary>The image that a text is of.</summary>
    public static long[] Numbers(string text) => [.. text.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
}

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
