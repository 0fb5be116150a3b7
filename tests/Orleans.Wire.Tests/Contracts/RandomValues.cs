using System.Collections.Immutable;
using System.Reflection;

namespace Orleans.Wire.Tests.Contracts;

/// <summary>Makes any value of any contract type: often none, often one at the edge of what its type holds.</summary>
internal sealed class RandomValues(Random random)
{
    private const int MaxItems = 4;
    private const int MaxDepth = 5;
    private static readonly string[] Texts = ["", "a", "us-h-3f2a", "Grüße, 世界 😀", "\0\n\"", new('x', 127), new('x', 128), new('ß', 100), new('界', 60), new('y', 5_000)];

    /// <summary>A value of the type itself or, where that is abstract, of one of its cases; never null.</summary>
    public object Make(Type type) => Make(type, MaxDepth);

    public object? Draw(Type type) => Draw(type, MaxDepth);

    private object? Draw(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            // A list that may be absent has null for that: an array that is none inside of it is no value that anybody makes.
            object? made = random.Next(3) == 0 ? null : Make(inner, depth);
            return made is not null && inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && (bool)inner.GetProperty("IsDefault")!.GetValue(made)! ? null : made;
        }

        return !type.IsValueType && (depth <= 0 || random.Next(6) == 0) ? null : Make(type, depth);
    }

    private object Make(Type type, int depth)
    {
        if (type.IsEnum)
        {
            object[] values = [.. Enum.GetValues(type).Cast<object>(), Enum.ToObject(type, 77)];
            return values[random.Next(values.Length)];
        }

        if (Simple(type) is { } simple)
        {
            return simple;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return Call(nameof(ArrayOf), type.GetGenericArguments(), depth);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>))
        {
            return Call(nameof(DictionaryOf), type.GetGenericArguments(), depth);
        }

        return MakeContract(type, depth);
    }

    private object MakeContract(Type type, int depth)
    {
        Type[] cases = [.. type.Assembly.GetTypes().Where(candidate => candidate.IsSubclassOf(type) && !candidate.IsAbstract), .. type.IsAbstract ? Type.EmptyTypes : [type]];
        Type chosen = cases.Length > 0 ? cases[random.Next(cases.Length)] : throw new NotSupportedException($"There are no random values of {type}: say here how they are made.");
        ConstructorInfo constructor = chosen.GetConstructors().Where(candidate => candidate.GetParameters() is not [{ ParameterType: var only }] || only != chosen).MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new NotSupportedException($"{chosen} has no public constructor.");
        ParameterInfo[] parameters = constructor.GetParameters();
        object made = constructor.Invoke([.. parameters.Select(parameter => Draw(parameter.ParameterType, depth - 1))]);
        foreach (PropertyInfo property in chosen.GetProperties().Where(property => property.SetMethod is not null && parameters.All(parameter => parameter.Name != property.Name)))
        {
            property.SetValue(made, Draw(property.PropertyType, depth - 1));
        }

        return made;
    }

    private object? Simple(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => Texts[random.Next(Texts.Length)],
        TypeCode.Boolean => random.Next(2) == 0,
        TypeCode.Byte => (byte)random.Next(256),
        TypeCode.Int32 => Edge(int.MinValue, int.MaxValue) is var number ? (int)number : 0,
        TypeCode.Int64 => Edge(long.MinValue, long.MaxValue),
        TypeCode.Int16 => (short)Edge(short.MinValue, short.MaxValue),
        TypeCode.UInt32 => (uint)Edge(0, uint.MaxValue),
        TypeCode.Double => BitConverter.Int64BitsToDouble(Edge(long.MinValue, long.MaxValue)) is var real && double.IsNaN(real) ? double.NaN : real,
        TypeCode.Decimal => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
        _ when type == typeof(Guid) => new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        _ when type == typeof(TimeOnly) => new TimeOnly(Edge(0, TimeOnly.MaxValue.Ticks)),
        _ when type == typeof(DateTimeOffset) => Instant(),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber((int)Edge(0, DateOnly.MaxValue.DayNumber)),
        _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(Edge(long.MinValue, long.MaxValue)),
        _ => null,
    };

    private DateTimeOffset Instant()
    {
        TimeSpan offset = TimeSpan.FromMinutes(random.Next(2) == 0 ? 0 : random.Next(-14 * 60, (14 * 60) + 1));
        long ticks = Edge(0, DateTime.MaxValue.Ticks);
        return ticks >= offset.Ticks && ticks - offset.Ticks <= DateTime.MaxValue.Ticks ? new(ticks, offset) : new(ticks, TimeSpan.Zero);
    }

    private long Edge(long least, long most) => random.Next(5) switch
    {
        0 => least,
        1 => most,
        2 => Math.Clamp(random.Next(-200, 200), least, most),
        _ => random.NextInt64(least, most),
    };

    private object Call(string method, Type[] arguments, int depth) =>
        typeof(RandomValues).GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(arguments).Invoke(this, [depth])!;

    private ImmutableArray<T> ArrayOf<T>(int depth) => random.Next(4) switch
    {
        0 => default,
        1 => [],
        _ => [.. Enumerable.Range(0, random.Next(1, MaxItems)).Select(_ => (T)Draw(typeof(T), depth - 1)!)],
    };

    private ImmutableDictionary<TKey, TValue> DictionaryOf<TKey, TValue>(int depth)
        where TKey : notnull
    {
        ImmutableDictionary<TKey, TValue> all = ImmutableDictionary<TKey, TValue>.Empty;
        for (int left = random.Next(MaxItems); left > 0; left--)
        {
            all = all.SetItem((TKey)Make(typeof(TKey), depth), (TValue)Draw(typeof(TValue), depth - 1)!);
        }

        return all;
    }
}
