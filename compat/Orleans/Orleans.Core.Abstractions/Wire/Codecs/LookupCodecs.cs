using System.Collections.Immutable;
using System.ComponentModel;

namespace Orleans.Compat;

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableHashSetCodec<T, TCodec> : IWireCodec<ImmutableHashSet<T>>
    where TCodec : struct, IWireCodec<T>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableHashSet<T> value) => value is null;

    public static void Write(WireWriter writer, ImmutableHashSet<T> value)
    {
        if (!Equals(value.KeyComparer, EqualityComparer<T>.Default))
        {
            WireElements.ThrowComparer();
        }

        WireElements.WriteAll<T, TCodec>(writer, value.Count, value);
    }

    public static ImmutableHashSet<T> Read(ref WireReader reader) => [.. WireElements.ReadAll<T, TCodec>(ref reader)];
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableSortedSetCodec<T, TCodec> : IWireCodec<ImmutableSortedSet<T>>
    where TCodec : struct, IWireCodec<T>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableSortedSet<T> value) => value is null;

    public static void Write(WireWriter writer, ImmutableSortedSet<T> value)
    {
        if (!Equals(value.KeyComparer, Comparer<T>.Default))
        {
            WireElements.ThrowComparer();
        }

        WireElements.WriteAll<T, TCodec>(writer, value.Count, value);
    }

    public static ImmutableSortedSet<T> Read(ref WireReader reader) => [.. WireElements.ReadAll<T, TCodec>(ref reader)];
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableDictionaryCodec<TKey, TKeyCodec, TValue, TValueCodec> : IWireCodec<ImmutableDictionary<TKey, TValue>>
    where TKey : notnull
    where TKeyCodec : struct, IWireCodec<TKey>
    where TValueCodec : struct, IWireCodec<TValue>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableDictionary<TKey, TValue> value) => value is null;

    public static void Write(WireWriter writer, ImmutableDictionary<TKey, TValue> value)
    {
        if (!Equals(value.KeyComparer, EqualityComparer<TKey>.Default) || !Equals(value.ValueComparer, EqualityComparer<TValue>.Default))
        {
            WireElements.ThrowComparer();
        }

        WireElements.WriteAll<KeyValuePair<TKey, TValue>, KeyValuePairCodec<TKey, TKeyCodec, TValue, TValueCodec>>(writer, value.Count, value);
    }

    public static ImmutableDictionary<TKey, TValue> Read(ref WireReader reader)
    {
        ImmutableDictionary<TKey, TValue>.Builder all = ImmutableDictionary.CreateBuilder<TKey, TValue>();
        foreach ((TKey key, TValue value) in WireElements.ReadAll<KeyValuePair<TKey, TValue>, KeyValuePairCodec<TKey, TKeyCodec, TValue, TValueCodec>>(ref reader))
        {
            all[key is null ? throw new WireFormatException("A key is null.") : key] = value;
        }

        return all.ToImmutable();
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableSortedDictionaryCodec<TKey, TKeyCodec, TValue, TValueCodec> : IWireCodec<ImmutableSortedDictionary<TKey, TValue>>
    where TKey : notnull
    where TKeyCodec : struct, IWireCodec<TKey>
    where TValueCodec : struct, IWireCodec<TValue>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableSortedDictionary<TKey, TValue> value) => value is null;

    public static void Write(WireWriter writer, ImmutableSortedDictionary<TKey, TValue> value)
    {
        if (!Equals(value.KeyComparer, Comparer<TKey>.Default) || !Equals(value.ValueComparer, EqualityComparer<TValue>.Default))
        {
            WireElements.ThrowComparer();
        }

        WireElements.WriteAll<KeyValuePair<TKey, TValue>, KeyValuePairCodec<TKey, TKeyCodec, TValue, TValueCodec>>(writer, value.Count, value);
    }

    public static ImmutableSortedDictionary<TKey, TValue> Read(ref WireReader reader)
    {
        ImmutableSortedDictionary<TKey, TValue>.Builder all = ImmutableSortedDictionary.CreateBuilder<TKey, TValue>();
        foreach ((TKey key, TValue value) in WireElements.ReadAll<KeyValuePair<TKey, TValue>, KeyValuePairCodec<TKey, TKeyCodec, TValue, TValueCodec>>(ref reader))
        {
            all[key is null ? throw new WireFormatException("A key is null.") : key] = value;
        }

        return all.ToImmutable();
    }
}
