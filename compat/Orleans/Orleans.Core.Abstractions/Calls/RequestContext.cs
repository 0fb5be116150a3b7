using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>Values that travel with calls, from caller to callee and never back.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Values = new();

    public static IEnumerable<string> Keys => Current?.Keys ?? [];

    public static IEnumerable<KeyValuePair<string, object>> Entries => Current ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>What a call made now takes along; none is the usual case and costs nothing.</summary>
    internal static ImmutableDictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    public static object? Get(string key) => Current?.GetValueOrDefault(key);

    public static void Set(string key, object value) => Current = (Current ?? ImmutableDictionary<string, object>.Empty).SetItem(key, value);

    public static bool Remove(string key)
    {
        if (Current is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        ImmutableDictionary<string, object> rest = values.Remove(key);
        Current = rest.IsEmpty ? null : rest;
        return true;
    }

    public static void Clear() => Current = null;
}
